"""Tasks of a case and of a worker."""

from datetime import date
from uuid import uuid4

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from frirum.casefile.matters.actions import assign_worker, move_case
from frirum.casefile.matters.models import Status
from frirum.casefile.tasks.actions import add_task, finish_task
from frirum.casefile.tasks.models import Task
from frirum.casefile.tasks.queries import (
    covered_tasks,
    late_in_team,
    late_tasks,
    my_tasks,
    tasks_of,
)
from frirum.foundation.wall.rulings import Refused


@pytest.fixture
def plan(almas_case, dorte, now):
    def add(title="Call Alma", **more):
        return add_task(by=dorte, case=almas_case, title=title, now=now, **more)

    return add


def test_a_task_is_kept_and_stands_in_the_ledger(plan, almas_case, dorte, ledger):
    plan()
    assert [task.title for task in tasks_of(actor=dorte, case=almas_case)] == ["Call Alma"]
    assert (dorte.id, "add_task", "done") in ledger()


def test_next_due_stands_first_and_without_a_day_last(plan, almas_case, dorte):
    plan("Some day")
    plan("Later", due_on=date(2026, 12, 24))
    plan("Soon", due_on=date(2026, 11, 23))
    titles = [task.title for task in tasks_of(actor=dorte, case=almas_case)]
    assert titles == ["Soon", "Later", "Some day"]


def test_a_closed_case_takes_no_new_tasks(plan, almas_case, dorte, now):
    move_case(by=dorte, case=almas_case, status=Status.CLOSED, now=now)
    with pytest.raises(Refused):
        plan()
    assert not Task.objects.visible_to(dorte).exists()


def test_the_same_form_adds_one_task(plan, almas_case, dorte):
    once = uuid4()
    assert plan(once=once).pk == plan(once=once).pk


def test_my_tasks_are_mine_and_go_when_done(plan, dorte, freja, now):
    mine = plan(worker=dorte.id, due_on=date(2026, 11, 20))
    plan(worker=freja.id)
    assert my_tasks(actor=dorte) == [mine]
    assert late_tasks(actor=dorte, today=date(2026, 11, 22)) == 1
    finish_task(by=dorte, task=mine, now=now)
    assert my_tasks(actor=dorte) == []


def test_to_the_other_side_the_task_does_not_exist(plan, bos_case, emil, client_of, now):
    task = plan()
    with pytest.raises(Http404):
        finish_task(by=emil, task=task, now=now)
    for name in ("of_case", "add"):
        url = reverse(f"tasks:{name}", args=[task.case_id])
        assert client_of(emil).get(url).status_code == 404
        assert Client().get(url).status_code == 302
    foreign = reverse("tasks:finish", args=[bos_case.pk, task.pk])
    assert client_of(emil).post(foreign).status_code == 404


def test_a_task_is_added_finished_and_reopened_on_its_page(almas_case, dorte, client_of):
    client, url = client_of(dorte), reverse("tasks:add", args=[almas_case.pk])
    form = {"title": "Write to the police", "due_on": "3-12-26", "kind": "letter", "worker": ""}
    assert client.post(url, {**form, "once": uuid4()}).status_code == 302
    task = Task.objects.visible_to(dorte).get()
    assert task.due_on == date(2026, 12, 3)
    client.post(reverse("tasks:finish", args=[almas_case.pk, task.pk]))
    task.refresh_from_db()
    assert task.is_done
    shown = client.get(reverse("tasks:of_case", args=[almas_case.pk]))
    assert "Write to the police" in shown.content.decode()
    client.post(reverse("tasks:reopen", args=[almas_case.pk, task.pk]))
    task.refresh_from_db()
    assert not task.is_done


def test_a_task_without_words_is_asked_for_them(almas_case, dorte, client_of):
    url = reverse("tasks:add", args=[almas_case.pk])
    answer = client_of(dorte).post(url, {"title": "", "kind": "other", "once": uuid4()})
    assert answer.status_code == 422


def test_my_list_leads_to_the_case(plan, dorte, client_of):
    plan(worker=dorte.id)
    shown = client_of(dorte).get(reverse("tasks:mine"))
    assert "Call Alma" in shown.content.decode()


def test_a_task_gets_another_day_and_another_worker(plan, almas_case, dorte, freja, client_of):
    task = plan("Ring", worker=dorte.id, due_on=date(2026, 11, 20))
    client, page = client_of(dorte), reverse("tasks:change", args=[almas_case.pk, task.pk])
    assert "Ring" in client.get(page).content.decode()
    sent = {
        "version": 1, "title": "Ring igen", "due_on": "3-12-26", "kind": "call",
        "worker": dorte.id, "outside": "Kommunen", "text": "",
    }  # fmt: skip
    assert client.post(page, {**sent, "due_on": "99-99-99"}).status_code == 422
    assert client.post(page, sent).status_code == 302
    task.refresh_from_db()
    assert (task.title, task.outside, task.due_on) == ("Ring igen", "Kommunen", date(2026, 12, 3))
    late = client.post(page, {**sent, "title": "Mine ord"})
    assert late.status_code == 422
    assert "Mine ord" in late.content.decode()


def test_the_leader_sees_what_is_late_in_the_teams_cases_and_the_other_leader_does_not(
    plan, dorte, freja, folmer, bos_case
):
    late = plan("Ring", worker=dorte.id, due_on=date(2026, 11, 20))
    plan("I dag", worker=dorte.id, due_on=date(2026, 11, 22))
    today = date(2026, 11, 22)
    assert late_in_team(actor=freja, today=today) == [late]
    assert late_in_team(actor=folmer, today=today) == []
    assert late_in_team(actor=dorte, today=today) == []


def test_who_covers_sees_the_tasks_of_a_case_that_they_see_and_of_no_other(
    plan, almas_case, dorte, ida, freja, victim_team, now
):
    task = plan("Ring", worker=dorte.id)
    assert covered_tasks(actor=ida, workers=[dorte.id]) == []
    assign_worker(by=freja, case=almas_case, team=victim_team, worker=ida.id, now=now)
    assert covered_tasks(actor=ida, workers=[dorte.id]) == [task]
