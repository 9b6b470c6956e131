"""A warning across the wall: two people, words to the letter, a receipt, and no sight."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError
from django.http import Http404

from frirum.casefile.matters import chance
from frirum.casefile.matters.actions import (
    approve_crossing,
    break_glass,
    erase_case,
    look_again,
    move_case,
    note_instead,
    review_delivery,
    send_crossing_back,
)
from frirum.casefile.matters.models import (
    Basis,
    Case,
    Crossing,
    CrossingState,
    Delivery,
    ForWhom,
    GlassReason,
    HouseWarning,
    Status,
)
from frirum.casefile.matters.queries import (
    crossings_of,
    desk_row,
    desk_rows,
    waiting_for,
    waits_for_desk,
)
from frirum.casefile.matters.rules import may_pass_on
from frirum.demo.cast import open_almas_case
from frirum.foundation.ui.turning import PAGE_ROWS, Turn
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.sight import reaches

from .across import FRIRUM, WHY, WORDS, refused, written

pytestmark = pytest.mark.usefixtures("still")


@pytest.mark.parametrize(
    "words",
    ["Ring til hende på 22 33 44 55", "Skriv til alma@example.org", "Hun er født 010190-1234",
     "Hun bor på Solsikkevej 7", "Mød hende i Store Kongensgade 12"],
)  # fmt: skip
def test_words_that_help_to_find_somebody_do_not_cross(words, emil, bos_case, now):
    assert not may_pass_on(words).allowed
    assert "gadeadresser" in refused(written, by=emil, case=bos_case, now=now, words=words)
    assert Crossing.objects.visible_to(emil).count() == 0


@pytest.mark.parametrize(
    "words", [WORDS, "Vær ikke alene torsdag den 26-11-2026 mellem kl. 16 og 18.30.", "Kør 2 og 2."]
)
def test_a_day_and_a_time_may_cross(words):
    assert may_pass_on(words).allowed


def test_approved_words_lie_to_the_letter_in_the_case_they_warn(warning, almas_case, vera, ledger):
    assert (warning.case_id, warning.words) == (almas_case.pk, WORDS)
    assert (warning.basis, warning.for_whom) == (Basis.CRIME, ForWhom.WORKER)
    assert (vera.id, "approve_crossing", "done") in ledger()
    assert (None, "lay_warning", "done") in ledger()


def test_s5_nothing_in_a_warning_leads_to_where_it_comes_from(warning, crossing, bos_case, emil):
    held = [warning.words, warning.deed, *vars(warning).values()]
    told = " ".join(map(str, held))
    sources = (crossing.pk, bos_case.pk, bos_case.matter_id, emil.id, bos_case.number, WHY)
    assert [source for source in sources if str(source) in told] == []


def test_s5_nothing_that_the_writers_side_reads_leads_to_where_it_was_laid(
    warning, crossing, almas_case, emil, folmer
):
    for actor in (emil, folmer):
        seen = Crossing.objects.visible_to(actor).get()
        told = {str(value) for value in vars(seen).values()}
        assert told.isdisjoint({str(warning.pk), str(almas_case.pk)})
        assert not Delivery.objects.visible_to(actor).exists()
        assert not HouseWarning.objects.visible_to(actor).exists()


def test_a_crossing_gives_nobody_sight(warning, almas_case, bos_case, emil, dorte, vera):
    assert not reaches(emil, Case, almas_case.pk)
    assert not reaches(dorte, Case, bos_case.pk)
    for case in (almas_case, bos_case):
        assert not reaches(vera, Case, case.pk)
    assert not HouseWarning.objects.visible_to(vera).exists()
    assert not Crossing.objects.visible_to(dorte).exists()


def test_the_writer_is_told_handled_only_after_a_while_whatever_came_of_it(
    crossing, bos_case, vera, emil, now, still, monkeypatch
):
    monkeypatch.setattr(chance, "delay", lambda: timedelta(minutes=40))
    approve_crossing(by=vera, crossing=crossing, now=now)

    def state_after(minutes):
        moment = now + timedelta(minutes=minutes)
        return crossings_of(actor=emil, case=bos_case, moment=moment)[0].state

    assert state_after(39) == CrossingState.WITH_DESK
    assert state_after(40) == CrossingState.APPROVED


def test_the_wait_is_drawn_between_ten_minutes_and_an_hour():
    drawn = {chance.delay() for _ in range(200)}
    assert len(drawn) > 100
    assert timedelta(minutes=10) <= min(drawn) <= max(drawn) <= timedelta(minutes=60)


def test_nobody_decides_about_their_own_words(crossing, bos_case, now, emil):
    both = Actor(id=emil.id, name="", roles=emil.roles | {next(iter(_desk_roles()))})
    for deed, more in ((approve_crossing, {}), (send_crossing_back, {"answer": "x"})):
        assert "selv skrevet" in refused(deed, by=both, crossing=crossing, now=now, **more)
    with pytest.raises(IntegrityError):
        Crossing.objects.visible_to(emil).update(
            state="approved", decided_by=emil.id, decided_at=now
        )


def _desk_roles():
    from frirum.foundation.wall.roles import Role

    return {Role.CONFLICT_DESK}


@pytest.mark.parametrize("side", ["his", "hers", "by glass"])
def test_whoever_has_a_part_in_the_matter_leaves_it_to_the_other(
    crossing, almas_case, bos_case, vera, villads, freja, ida, victim_team, now, side
):
    """Not there for them, on whichever side they ever stood; there for the other at the desk."""
    if side == "by glass":
        break_glass(
            by=ida, number=almas_case.number, reason_code=GlassReason.ACUTE, reason=WHY, now=now
        )
        vera = Actor(id=ida.id, name="", roles=vera.roles)
    else:
        held = (bos_case if side == "his" else almas_case).assignments.opened().first()
        held.pk, held.worker, held.ended_at, held._state.adding = uuid4(), vera.id, now, True
        held.save(force_insert=True)
    assert not reaches(vera, Crossing, crossing.pk)
    assert desk_rows(actor=vera, moment=now) == []
    assert waits_for_desk(actor=vera) == (0, 0)
    with pytest.raises(Http404):
        approve_crossing(by=vera, crossing=crossing, now=now)
    assert waits_for_desk(actor=villads) == (1, 0)
    approve_crossing(by=villads, crossing=crossing, now=now)
    assert not Delivery.objects.visible_to(vera).exists()


def test_only_the_conflict_desk_decides(crossing, now, emil, folmer, dorte, freja, hans, asta):
    for actor in (emil, folmer, dorte, freja, hans, asta):
        with pytest.raises(Http404):
            approve_crossing(by=actor, crossing=crossing, now=now)


def test_of_two_who_decide_the_second_is_refused_and_nothing_is_laid_twice(
    crossing, vera, villads, dorte, now
):
    approve_crossing(by=vera, crossing=crossing, now=now)
    for deed, more in ((approve_crossing, {}), (send_crossing_back, {"answer": "x"})):
        assert "allerede" in refused(deed, by=villads, crossing=crossing, now=now, **more)
    assert HouseWarning.objects.visible_to(dorte).count() == 1


def test_what_is_sent_back_says_why_and_nothing_has_been_laid(
    crossing, bos_case, vera, emil, dorte, now
):
    send_crossing_back(by=vera, crossing=crossing, answer="Tag stedet ud, og skriv igen.", now=now)
    row = crossings_of(actor=emil, case=bos_case, moment=now)[0]
    assert (row.state, row.crossing.answer) == ("sent_back", "Tag stedet ud, og skriv igen.")
    assert waiting_for(actor=emil, moment=now).sent_back == [bos_case.pk]
    assert not HouseWarning.objects.visible_to(dorte).exists()
    assert not Delivery.objects.visible_to(vera).exists()
    written(emil, bos_case, now + timedelta(minutes=5))
    assert waiting_for(actor=emil, moment=now).sent_back == []


def test_the_same_form_sent_twice_asks_once(emil, bos_case, now):
    one, two = (written(emil, bos_case, now, once=UUID(int=5)) for _ in range(2))
    assert one.pk == two.pk
    assert Crossing.objects.visible_to(emil).count() == 1


def test_every_case_on_the_other_side_is_told_a_closed_one_too_and_none_of_ones_own(
    house, crossing, almas_case, vera, freja, emil, now
):
    """Her daughter's case, and one that was closed; not a case of another matter."""
    open_almas_case(house, now=now, matter=almas_case.matter)
    open_almas_case(house, now=now)
    move_case(by=freja, case=almas_case, status=Status.CLOSED, now=now)
    approve_crossing(by=vera, crossing=crossing, now=now)
    laid = HouseWarning.objects.visible_to(freja)
    assert {row.case.matter_id for row in laid.select_related("case")} == {almas_case.matter_id}
    assert laid.count() == 2
    assert desk_row(actor=vera, crossing=crossing, moment=now).is_told
    assert not HouseWarning.objects.visible_to(emil).exists()


@pytest.fixture
def to_nobody(house, emil, vera, now):
    """Bo is a client, and whoever is in danger is not."""
    from frirum.demo.cast import open_bos_case

    case = open_bos_case(house, now=now)
    made = written(emil, case, now)
    approve_crossing(by=vera, crossing=made, now=now)
    return made


def test_with_nobody_to_tell_the_desk_writes_what_it_did_instead(to_nobody, vera, villads, now):
    (laid,) = desk_row(actor=vera, crossing=to_nobody, moment=now).laid
    assert (laid.is_nobody, laid.is_open) == (True, True)
    said = "Ringede til politiet kl. 10.40, de tager den."
    note_instead(by=villads, delivery=laid.delivery, instead=said, now=now)
    (laid,) = desk_row(actor=vera, crossing=to_nobody, moment=now).laid
    assert (laid.is_open, laid.delivery.instead, laid.noted_by) == (False, said, villads.name)
    given = {"by": vera, "delivery": laid.delivery, "instead": "Noget andet her.", "now": now}
    assert "allerede" in refused(note_instead, **given)


def test_whoever_comes_later_is_told_when_the_desk_looks_again(house, to_nobody, vera, dorte, now):
    assert look_again(by=vera, crossing=to_nobody, now=now) == 0
    matter = Case.objects.opened().get(pk=to_nobody.subject).matter
    open_almas_case(house, now=now, matter=matter)
    assert look_again(by=vera, crossing=to_nobody, now=now) == 1
    assert HouseWarning.objects.visible_to(dorte).get().words == WORDS
    assert look_again(by=vera, crossing=to_nobody, now=now) == 0


def test_nothing_is_laid_by_looking_again_before_it_is_approved(crossing, vera, dorte, now):
    assert refused(look_again, by=vera, crossing=crossing, now=now)
    assert not HouseWarning.objects.visible_to(dorte).exists()


def test_erasing_the_case_that_was_warned_leaves_no_id_of_it_with_the_desk(
    warning, crossing, almas_case, vera, emil
):
    erase_case(by=FRIRUM, root=almas_case.pk)
    assert Delivery.objects.visible_to(vera).get().warning is None
    assert Crossing.objects.visible_to(emil).get().words == WORDS


def test_erasing_the_case_it_was_written_in_leaves_the_warning_where_it_helps(
    warning, bos_case, vera, dorte
):
    erase_case(by=FRIRUM, root=bos_case.pk)
    assert not Delivery.objects.visible_to(vera).exists()
    assert not Crossing.objects.visible_to(vera).exists()
    assert HouseWarning.objects.visible_to(dorte).get().words == WORDS


def test_the_data_protection_officer_reviews_without_reading(warning, crossing, hans, dorte, now):
    (row,) = Delivery.objects.visible_to(hans)
    assert not Crossing.objects.visible_to(hans).exists()
    assert not HouseWarning.objects.visible_to(hans).exists()
    review_delivery(by=hans, delivery=row, was_in_order=True, now=now)
    given = {"by": hans, "delivery": row, "was_in_order": False, "now": now}
    assert "allerede" in refused(review_delivery, **given)
    with pytest.raises(Http404):
        review_delivery(by=dorte, delivery=row, was_in_order=True, now=now)


def test_the_oldest_that_waits_is_the_first_however_many_have_come_since(bos_case, emil, vera, now):
    """Then what was told and not followed up, also where much was sent back since."""
    hour = timedelta(hours=1)
    told, oldest = (written(emil, bos_case, now - days * 24 * hour) for days in (5, 3))
    approve_crossing(by=vera, crossing=told, now=now)
    waiting = [written(emil, bos_case, now - 24 * hour + minute * hour / 60) for minute in range(5)]
    for minute in range(55):
        back = written(emil, bos_case, now - 12 * hour + minute * hour / 60)
        send_crossing_back(by=vera, crossing=back, answer="Skriv det uden navn.", now=now)
    first = desk_rows(actor=vera, moment=now)
    assert [row.crossing.pk for row in first[:7]] == [one.pk for one in (oldest, *waiting, told)]
    second = desk_rows(actor=vera, moment=now, turn=Turn(2))
    shown = {row.crossing.pk for row in [*first[:PAGE_ROWS], *second]}
    assert (len(first), len(shown)) == (PAGE_ROWS + 1, 62)
