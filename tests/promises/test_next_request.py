"""What ends sight counts from the next request: page, fragment or download (S6)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from frirum.casefile.matters.actions import (
    assign_worker,
    break_glass,
    end_assignment,
    let_back,
)
from frirum.casefile.matters.models import Case, GlassReason
from frirum.casefile.matters.queries import recusals_of
from frirum.casefile.tasks.actions import step_aside_from
from frirum.demo.cast import open_bos_case
from frirum.foundation.accounts.actions import deactivate, end_sign_ins, take_role
from frirum.foundation.accounts.models import User
from frirum.foundation.wall.roles import Role

from .catalogue import addresses

pytestmark = pytest.mark.promise


@pytest.fixture
def statuses(world, run_jobs):
    """What a browser gets of the case now: each page, each fragment, each download."""
    run_jobs()  # the exhibit has its copy by now
    pages = [url for _, view, url in addresses(world.ids) if view.door == "case"]
    htmx = {"HX-Request": "true"}

    def asked(client):
        whole = {client.get(url).status_code for url in pages}
        return whole | {client.get(url, headers=htmx).status_code for url in pages}

    return asked


def front(world):
    return f"/sager/{world.case.pk}/"


def end_of(case, actor, freja):
    (row,) = (a for a in case.assignments.visible_to(freja) if a.worker == actor.id)
    return row


def test_s6_when_an_assignment_ends(world, statuses, client_of, dorte, freja, now):
    client = client_of(dorte)
    assert client.get(front(world)).status_code == 200
    end_assignment(by=freja, assignment=end_of(world.case, dorte, freja), now=now)
    assert statuses(client) == {404}


def test_s6_when_a_new_conflict_is_found(world, bos_case, statuses, client_of, ida, freja, now):
    """Ida helps Alma; then she is found to have stood with Bo, in the same matter."""
    team = world.case.assignments.visible_to(freja).first().team
    assign_worker(by=freja, case=world.case, team=team, worker=ida.id, now=now)
    client = client_of(ida)
    assert client.get(front(world)).status_code == 200
    row = bos_case.assignments.opened().first()
    row.pk, row.worker, row.ended_at = None, ida.id, now
    row._state.adding = True
    row.save(force_insert=True)
    assert statuses(client) == {404}


def test_s6_when_the_desk_joins_two_matters(world, statuses, client_of, house, dorte, now):
    """Dorte once stood with somebody who turns out to be on the other side of Alma's matter."""
    other = open_bos_case(house, now=now)
    row = other.assignments.opened().first()
    row.worker, row.ended_at = dorte.id, now
    row.save()
    client = client_of(dorte)
    assert client.get(front(world)).status_code == 200
    Case.objects.opened().filter(pk=other.pk).update(matter=world.case.matter)
    assert statuses(client) == {404}


def test_s6_when_the_hour_behind_the_glass_is_over(world, statuses, client_of, ida, freja):
    for old in world.case.glass_breaks.visible_to(freja):
        old.reviewed_at, old.reviewed_by, old.was_in_order = old.broken_at, freja.id, True
        old.save()
    started = timezone.now()
    break_glass(
        by=ida, number=world.case.number, reason_code=GlassReason.ACUTE,
        reason="Klienten ringer og er bange nu.", now=started,
    )  # fmt: skip
    client = client_of(ida)
    assert client.get(front(world)).status_code == 200
    with time_machine.travel(started + timedelta(minutes=60, seconds=1)):
        assert statuses(client) == {404}


def test_s6_when_a_worker_knows_somebody_in_the_case(world, statuses, client_of, dorte, freja, now):
    """Until a leader lets her back, and no longer than that."""
    client = client_of(dorte)
    assert client.get(front(world)).status_code == 200
    step_aside_from(by=dorte, case=world.case, now=now)
    assert statuses(client) == {404}
    (row,) = recusals_of(actor=freja, case=world.case)
    let_back(by=freja, recusal=row.row, now=now)
    assert client.get(front(world)).status_code == 200


@pytest.mark.parametrize("stop", ["suspended", "signed out", "without the role"])
def test_s6_when_a_worker_is_stopped(world, statuses, client_of, dorte, asta, now, stop):
    client, worker = client_of(dorte), User.objects.get(pk=dorte.id)
    assert client.get(front(world)).status_code == 200
    if stop == "suspended":
        deactivate(by=asta, worker=worker, now=now)
    elif stop == "signed out":
        end_sign_ins(by=asta, worker=worker, now=now)
    else:
        take_role(by=asta, worker=worker, role=Role.COUNSELLOR)
    assert statuses(client) == ({404} if stop == "without the role" else {302})
