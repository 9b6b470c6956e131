"""Who sees which case: the story, told through the cast."""

import pytest
from django.http import Http404
from django.shortcuts import get_object_or_404

from frirum.casefile.matters.actions import assign_worker, end_assignment, move_case
from frirum.casefile.matters.models import Assignment, Case, Membership, Status
from frirum.demo.cast import user_id
from frirum.foundation.wall.models import WallClosed
from frirum.foundation.wall.sight import reaches


def sees(actor, case):
    listed = Case.objects.visible_to(actor).filter(pk=case.pk).exists()
    assert reaches(actor, Case, case.pk) == listed
    return listed


def test_each_sees_their_own_side_and_nobody_else_sees_anything(
    almas_case, bos_case, dorte, emil, freja, folmer, ida, hans, vera, asta, gry
):
    assert sees(dorte, almas_case)
    assert sees(freja, almas_case)
    assert sees(emil, bos_case)
    assert sees(folmer, bos_case)
    assert not any(sees(actor, almas_case) for actor in (emil, folmer, ida, hans, vera, asta, gry))
    assert not any(sees(actor, bos_case) for actor in (dorte, freja, ida, hans, vera, asta, gry))


def test_sight_ends_with_the_assignment(almas_case, freja, ida, victim_team, now):
    joined = assign_worker(
        by=freja, case=almas_case, team=victim_team, worker=user_id("ida"), now=now
    )
    assert sees(ida, almas_case)
    end_assignment(by=freja, assignment=joined, now=now)
    assert not sees(ida, almas_case)


def test_who_once_stood_on_one_side_never_sees_the_other(
    almas_case, bos_case, freja, folmer, ida, victim_team, perpetrator_team, now
):
    joined = assign_worker(
        by=freja, case=almas_case, team=victim_team, worker=user_id("ida"), now=now
    )
    end_assignment(by=freja, assignment=joined, now=now)
    Membership.objects.filter(team=victim_team, worker=ida.id).delete()
    Membership.objects.create(team=perpetrator_team, worker=user_id("ida"))
    assign_worker(by=folmer, case=bos_case, team=perpetrator_team, worker=user_id("ida"), now=now)
    assert not sees(ida, bos_case)


def test_a_walled_table_cannot_be_read_without_saying_who_reads(almas_case):
    for read in (
        lambda: list(Case.objects.all()),
        lambda: Case.objects.filter(pk=almas_case.pk),
        lambda: Case.objects.count(),
        lambda: Case.objects.get(pk=almas_case.pk),
        lambda: get_object_or_404(Case, pk=almas_case.pk),
        lambda: almas_case.assignments.all(),
        lambda: Assignment.objects.update(worker=None),
        lambda: Case.objects.raw("SELECT * FROM matters_case"),
        lambda: Case.objects.ongoing(),
    ):
        with pytest.raises(WallClosed):
            read()


def test_to_the_other_side_the_case_does_not_exist(almas_case, bos_case, emil, now, ledger):
    with pytest.raises(Http404):
        move_case(by=emil, case=almas_case, status=Status.CLOSED, now=now)
    assert ledger()[-1] == (emil.id, "move_case", "refused")


@pytest.mark.parametrize("mix", ["__or__", "__xor__", "union"])
def test_rows_put_together_with_others_admit_to_nothing(almas_case, bos_case, dorte, mix):
    asking = dorte.for_one_request()
    seen = Case.objects.visible_to(asking)
    assert set(getattr(seen, mix)(Case.objects.opened())) >= {bos_case}
    assert not asking.is_admitted_to([bos_case.pk])
    assert list(Case.objects.visible_to(asking)) == [almas_case]
    assert asking.is_admitted_to([almas_case.pk])
