"""What `@action` promises: permission, wall, one transaction, one entry."""

import pytest
from django.http import Http404

from frirum.casefile.matters.models import Case, Phase, PhaseKind
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.rulings import Refused, Ruling


@action(Permission.KEEP_CASE)
def note_phase(*, by, case, now, then=None):
    phase = Phase.objects.create(case=case, kind=PhaseKind.ONGOING, since=now, recorded_at=now)
    if then:
        then()
    return phase


@action(Permission.KEEP_CASE)
def note_twice(*, by, case, now, then=None):
    note_phase(by=by, case=case, now=now)
    return note_phase(by=by, case=case, now=now, then=then)


def refuse():
    Ruling("Not today.").enforce()


def phases(actor, case):
    return case.phases.visible_to(actor).count()


def test_s22_one_action_one_entry(almas_case, dorte, ledger, now):
    before = len(ledger())
    note_phase(by=dorte, case=almas_case, now=now)
    assert ledger()[before:] == [(dorte.id, "note_phase", "done")]


def test_s22_a_refusal_changes_nothing_and_is_an_entry(almas_case, dorte, ledger, now):
    before = len(ledger())
    with pytest.raises(Refused):
        note_phase(by=dorte, case=almas_case, now=now, then=refuse)
    assert phases(dorte, almas_case) == 0
    assert ledger()[before:] == [(dorte.id, "note_phase", "refused")]


def test_s22_a_crash_changes_nothing_and_is_an_entry(almas_case, dorte, ledger, now):
    before = len(ledger())
    with pytest.raises(ZeroDivisionError):
        note_phase(by=dorte, case=almas_case, now=now, then=lambda: 1 / 0)
    assert phases(dorte, almas_case) == 0
    assert ledger()[before:] == [(dorte.id, "note_phase", "crashed")]


def test_s22_what_is_not_worth_noting_leaves_no_entry_but_its_refusal_does(
    almas_case, dorte, ida, ledger, now
):
    @action(Permission.KEEP_CASE, noted=bool)
    def look_again(*, by, case, found):
        refuse() if found is None else None
        return found

    before = len(ledger())
    look_again(by=dorte, case=almas_case, found=0)
    look_again(by=dorte, case=almas_case, found=2)
    with pytest.raises(Refused):
        look_again(by=dorte, case=almas_case, found=None)
    with pytest.raises(Http404):
        look_again(by=ida, case=almas_case, found=0)
    assert ledger()[before:] == [
        (dorte.id, "look_again", "done"),
        (dorte.id, "look_again", "refused"),
        (ida.id, "look_again", "refused"),
    ]


def test_an_action_inside_an_action_stands_and_falls_with_it(almas_case, dorte, ledger, now):
    before = len(ledger())
    with pytest.raises(Refused):
        note_twice(by=dorte, case=almas_case, now=now, then=refuse)
    assert phases(dorte, almas_case) == 0
    assert ledger()[before:] == [(dorte.id, "note_twice", "refused")]


def test_s4_nothing_is_written_under_an_unseen_case(almas_case, bos_case, emil, ida, hans, now):
    for actor in (emil, ida, hans):
        with pytest.raises(Http404):
            note_phase(by=actor, case=almas_case, now=now)
    assert Phase.objects.opened().count() == 0


def test_s4_an_unseen_row_among_many_stops_the_whole(almas_case, bos_case, dorte, now):
    @action(Permission.KEEP_CASE)
    def touch(*, by, cases):
        return len(cases)

    with pytest.raises(Http404):
        touch(by=dorte, cases=[almas_case, bos_case])
    assert touch(by=dorte, cases=[almas_case]) == 1


def test_s4_updating_and_deleting_reach_only_what_is_seen(almas_case, bos_case, dorte, now):
    assert Case.objects.visible_to(dorte).update(touched_at=now) == 1
    assert Case.objects.visible_to(dorte).filter(pk=bos_case.pk).delete()[0] == 0
