"""A case is handed over by asking: whoever takes it says yes first, and sees nothing until then."""

from uuid import uuid4

import pytest
from django.http import Http404
from django.urls import reverse

from frirum.casefile.matters.actions import assign_worker, offer_hand_over, withdraw_hand_over
from frirum.casefile.matters.models import (
    Assignment,
    Case,
    HandOver,
    HandOverState,
    Recusal,
    Stood,
)
from frirum.casefile.matters.queries import asked_of, unanswered_for
from frirum.casefile.tasks.actions import add_task, decline_case, hand_over_case, take_over_case
from frirum.casefile.tasks.queries import my_tasks
from frirum.foundation.wall.rulings import Refused
from frirum.foundation.wall.sight import reaches


@pytest.fixture
def part(almas_case, dorte):
    return Assignment.objects.visible_to(dorte).get(case=almas_case, worker=dorte.id)


@pytest.fixture
def ask(part, freja, ida, victim_team, now):
    def asking(worker=ida, note="Samtaler hver anden uge", once=None):
        return offer_hand_over(
            by=freja, assignment=part, team=victim_team, worker=worker.id, note=note,
            once=once or uuid4(), now=now,
        )  # fmt: skip

    return asking


def test_whoever_is_asked_sees_the_number_and_a_note_and_nothing_of_the_case(
    ask, ida, freja, dorte, almas_case, client_of
):
    asked = ask()
    assert not reaches(ida, Case, almas_case.pk)
    assert not Case.objects.visible_to(ida).exists()
    (row,) = asked_of(actor=ida)
    told = (row.row.number, row.asked_by, row.held_by)
    assert told == (almas_case.number, freja.name, dorte.name)
    shown = client_of(ida).get(reverse("tasks:asked", args=[asked.pk])).content.decode()
    assert "Samtaler hver anden uge" in shown
    assert str(almas_case.pk) not in shown
    assert client_of(ida).get(reverse("desk:case", args=[almas_case.pk])).status_code == 404


def test_until_the_answer_is_yes_the_old_worker_stands(ask, dorte, ida, almas_case, now):
    asked = ask()
    assert reaches(dorte, Case, almas_case.pk)
    add_task(by=dorte, case=almas_case, title="Ring", worker=dorte.id, now=now)
    take_over_case(by=ida, hand_over=asked, now=now)
    assert reaches(ida, Case, almas_case.pk)
    assert not reaches(dorte, Case, almas_case.pk)
    assert [task.title for task in my_tasks(actor=ida)] == ["Ring"]


def test_no_with_a_word_is_a_task_for_whoever_asked(ask, freja, ida, dorte, almas_case, now):
    decline_case(by=ida, hand_over=ask(), word="Jeg er på kursus til januar.", now=now)
    (told,) = my_tasks(actor=freja)
    assert "Ida Iversen" in told.title
    assert (told.text, told.due_on) == ("Jeg er på kursus til januar.", now.date())
    assert asked_of(actor=ida) == []
    assert reaches(dorte, Case, almas_case.pk)
    assert not reaches(ida, Case, almas_case.pk)


def test_nobody_answers_for_another_and_the_other_side_hears_nothing(
    ask, dorte, emil, folmer, bos_case, now
):
    asked = ask()
    for actor in (dorte, emil, folmer):
        with pytest.raises(Http404):
            take_over_case(by=actor, hand_over=asked, now=now)
    assert not HandOver.objects.visible_to(emil).exists()
    assert HandOver.objects.visible_to(dorte).get().is_asked


def test_whom_the_wall_keeps_out_is_not_let_in_by_a_yes(ask, ida, almas_case, now):
    """Ida once stood on the other side of this matter: she hears nothing and can take nothing."""
    asked = ask()
    Stood.objects.create(matter=almas_case.matter, worker=ida.id, side="exercising")
    assert asked_of(actor=ida) == []
    with pytest.raises(Http404):
        take_over_case(by=ida, hand_over=asked, now=now)
    assert not Assignment.objects.opened().filter(worker=ida.id).exists()


def test_whoever_stepped_aside_is_not_asked_and_does_not_take_it(
    ask, ida, almas_case, victim_team, now
):
    asked = ask()
    Recusal.objects.create(case=almas_case, worker=ida.id, stepped_at=now)
    assert asked_of(actor=ida) == []
    with pytest.raises(Http404):
        take_over_case(by=ida, hand_over=asked, now=now)
    with pytest.raises(Refused, match="kender nogen her"):
        ask()


def test_the_leader_sees_what_waits_takes_it_back_and_asks_one_at_a_time(
    ask, freja, folmer, ida, gry, now
):
    once = uuid4()
    asked = ask(once=once)
    assert ask(once=once).pk == asked.pk
    assert [row.asked for row in unanswered_for(actor=freja)] == ["Ida Iversen"]
    assert unanswered_for(actor=folmer) == []
    with pytest.raises(Refused, match="allerede spurgt"):
        ask()
    with pytest.raises(Http404):
        withdraw_hand_over(by=folmer, hand_over=asked, now=now)
    withdraw_hand_over(by=freja, hand_over=asked, now=now)
    with pytest.raises(Http404):
        take_over_case(by=ida, hand_over=asked, now=now)
    with pytest.raises(Http404):  # she works in no team of this side
        ask(worker=gry)


def test_a_leader_replaces_at_once_and_then_nobody_need_answer(
    ask, part, freja, ida, dorte, victim_team, now
):
    asked = ask()
    at_once = {"by": freja, "assignment": part, "team": victim_team, "now": now}
    hand_over_case(**at_once, worker=freja.id)
    assert asked_of(actor=ida) == []
    held = HandOver.objects.visible_to(freja).get(pk=asked.pk)
    assert held.state == HandOverState.WITHDRAWN


def test_whoever_is_put_on_the_case_meanwhile_need_not_answer(
    ask, almas_case, freja, ida, victim_team, now
):
    ask()
    assign_worker(by=freja, case=almas_case, team=victim_team, worker=ida.id, now=now)
    assert asked_of(actor=ida) == []
    with pytest.raises(Refused, match="allerede på sagen"):
        ask()


def test_a_note_that_finds_somebody_is_asked_to_leave_that_out(ask, part, client_of, freja, ida):
    for note in ("Ring 22 33 44 55 først", "Hun bor Rosenvej 4"):
        with pytest.raises(Refused, match="Tag "):
            ask(note=note)
    page = reverse("tasks:hand_over", args=[part.case_id, part.pk])
    wrong = {"to": f"{part.team_id}:{ida.id}", "note": "Ring 22 33 44 55", "once": uuid4()}
    answer = client_of(freja).post(page, {**wrong, "how": "ask"})
    assert answer.status_code == 422
    assert "Ring 22 33 44 55" in answer.content.decode()


def test_the_pages(part, almas_case, client_of, freja, dorte, ida):
    leader, page = client_of(freja), reverse("tasks:hand_over", args=[part.case_id, part.pk])
    sent = {"to": f"{part.team_id}:{ida.id}", "note": "Rolig sag", "once": uuid4(), "how": "ask"}
    assert client_of(dorte).get(page).status_code == 404
    assert leader.post(page, sent).url == reverse("matters:access", args=[almas_case.pk])
    assert "Ida Iversen" in leader.get(page).content.decode()
    asked = HandOver.objects.visible_to(freja).get()
    back = reverse("tasks:withdraw", args=[almas_case.pk, asked.pk])
    assert leader.post(back).url == page
    leader.post(page, {**sent, "once": uuid4()})
    asked = HandOver.objects.visible_to(freja).get(state=HandOverState.ASKED)
    at = reverse("tasks:asked", args=[asked.pk])
    assert client_of(dorte).get(at).status_code == 404
    assert client_of(ida).post(at, {"answer": "no", "word": "x" * 300}).status_code == 422
    answer = client_of(ida).post(at, {"answer": "yes"})
    assert answer.url == reverse("desk:case", args=[almas_case.pk])
    assert client_of(ida).get(answer.url).status_code == 200
    assert client_of(ida).get(at).status_code == 404
