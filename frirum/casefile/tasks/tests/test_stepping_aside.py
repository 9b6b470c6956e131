"""I know somebody here: the case is gone for them, the leader is told, and alone undoes it."""

import pytest
from django.db import IntegrityError
from django.http import Http404
from django.urls import reverse

from frirum.casefile.matters.actions import assign_worker, break_glass, let_back
from frirum.casefile.matters.models import Assignment, Case, GlassReason, Recusal
from frirum.casefile.matters.queries import recusals_of
from frirum.casefile.tasks.actions import add_task, step_aside_from
from frirum.casefile.tasks.queries import my_tasks
from frirum.foundation.wall.rulings import Refused
from frirum.foundation.wall.sight import reaches


def test_from_the_next_request_the_case_is_not_there(almas_case, dorte, freja, now, ledger):
    step_aside_from(by=dorte, case=almas_case, now=now)
    assert not reaches(dorte, Case, almas_case.pk)
    assert not Case.objects.visible_to(dorte).exists()
    assert reaches(freja, Case, almas_case.pk)
    done = [(actor, deed) for actor, deed, outcome in ledger() if outcome == "done"]
    assert (dorte.id, "step_aside_from") in done


def test_the_leader_is_told_by_a_task_today_and_gets_what_was_promised(
    almas_case, dorte, freja, now
):
    add_task(by=dorte, case=almas_case, title="Ring", worker=dorte.id, now=now)
    step_aside_from(by=dorte, case=almas_case, now=now)
    (told,) = my_tasks(actor=freja)
    assert "Dorte Dahl kender nogen i sagen" in told.title
    assert (told.worker, told.due_on) == (freja.id, now.date())
    assert my_tasks(actor=dorte) == []
    ring = next(t for t in almas_case.tasks.visible_to(freja) if t.title == "Ring")
    assert ring.worker is None


def test_glass_does_not_let_them_in(almas_case, dorte, now):
    step_aside_from(by=dorte, case=almas_case, now=now)
    with pytest.raises(Refused, match="ingen sag på din side"):
        break_glass(
            by=dorte, number=almas_case.number, reason_code=GlassReason.ACUTE,
            reason="Klienten ringer og er bange nu.", now=now,
        )  # fmt: skip


def test_whoever_knows_somebody_is_not_put_on_the_case(
    almas_case, ida, dorte, freja, victim_team, now
):
    assign_worker(by=freja, case=almas_case, team=victim_team, worker=ida.id, now=now)
    step_aside_from(by=ida, case=almas_case, now=now)
    row = Assignment.objects.visible_to(freja).get(case=almas_case, worker=ida.id)
    row.ended_at = now
    row.save()
    with pytest.raises(Refused, match="kender nogen her"):
        assign_worker(by=freja, case=almas_case, team=victim_team, worker=ida.id, now=now)


def test_only_the_leader_lets_them_back_and_never_oneself(
    almas_case, dorte, freja, folmer, ida, victim_team, now
):
    assign_worker(by=freja, case=almas_case, team=victim_team, worker=ida.id, now=now)
    step_aside_from(by=dorte, case=almas_case, now=now)
    (found,) = recusals_of(actor=freja, case=almas_case)
    for actor in (dorte, ida, folmer):
        with pytest.raises(Http404):
            let_back(by=actor, recusal=found.row, now=now)
    let_back(by=freja, recusal=found.row, now=now)
    assert reaches(dorte, Case, almas_case.pk)
    with pytest.raises(Refused, match="allerede ophævet"):
        let_back(by=freja, recusal=found.row, now=now)
    with pytest.raises(IntegrityError):
        Recusal.objects.visible_to(freja).update(let_back_by=dorte.id)


def test_whoever_alone_sees_the_case_gets_somebody_else_put_on_it_first(
    almas_case, dorte, freja, victim_team, now
):
    victim_team.leader = None
    victim_team.save()
    with pytest.raises(Refused, match="Ingen andre"):
        step_aside_from(by=dorte, case=almas_case, now=now)
    assert reaches(dorte, Case, almas_case.pk)


def test_two_never_leave_the_case_to_nobody(almas_case, dorte, freja, now):
    """The leader may go while the worker is there, and then the worker may not."""
    step_aside_from(by=freja, case=almas_case, now=now)
    with pytest.raises(Refused, match="Ingen andre"):
        step_aside_from(by=dorte, case=almas_case, now=now)


def test_the_pages(almas_case, dorte, freja, client_of):
    client, at = client_of(dorte), reverse("tasks:step_aside", args=[almas_case.pk])
    front = reverse("desk:case", args=[almas_case.pk])
    assert at in client.get(front).content.decode()
    assert "Kender du nogen i denne sag?" in client.get(at).content.decode()
    assert client.post(at).url == "/"
    assert "Du ser ikke sagen længere" in client.get("/").content.decode()
    assert {client.get(url).status_code for url in (front, at)} == {404}
    leader, access = client_of(freja), reverse("matters:access", args=[almas_case.pk])
    assert "kender nogen i sagen" in leader.get("/").content.decode()
    page = leader.get(access).content.decode()
    assert "Har trukket sig" in page
    (found,) = recusals_of(actor=freja, case=almas_case)
    back = reverse("matters:let_back", args=[almas_case.pk, found.row.pk])
    assert client.post(back).status_code == 404
    assert leader.post(back).url == access
    assert client.get(front).status_code == 200


def test_a_closed_case_is_stepped_aside_from_too(almas_case, dorte, freja, now):
    almas_case.status, almas_case.closed_at = "closed", now
    almas_case.save()
    step_aside_from(by=dorte, case=almas_case, now=now)
    assert not reaches(dorte, Case, almas_case.pk)
    assert [row.who for row in recusals_of(actor=freja, case=almas_case)] == [dorte.name]
