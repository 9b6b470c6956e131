"""Teams: set up, changed, and nobody on two opposing sides, whoever writes it."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import override

from frirum.casefile.matters.actions import (
    assign_worker,
    change_team,
    end_assignment,
    open_case,
    replace_worker,
    set_up_team,
)
from frirum.casefile.matters.models import Assignment, Case, Membership, Side, Status, Team, Track
from frirum.casefile.matters.queries import members_of
from frirum.casefile.matters.rules import shared_days
from frirum.demo.cast import user_id
from frirum.foundation.wall.rulings import Refused


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def refused_by_the_database(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_the_database_refuses_whoever_is_on_the_other_side(
    house, almas_case, bos_case, dorte, freja, victim_team, perpetrator_team, now
):
    other = Team.objects.create(name="Team B", side=Side.EXERCISING, leader=None)
    refused_by_the_database(lambda: Membership.objects.create(team=other, worker=dorte.id))
    refused_by_the_database(lambda: Membership.objects.create(team=other, worker=freja.id))
    refused_by_the_database(
        lambda: Team.objects.create(name="C", side=Side.EXERCISING, leader=freja.id)
    )
    refused_by_the_database(
        lambda: Assignment.objects.create(
            case=bos_case, team=perpetrator_team, worker=dorte.id, started_at=now
        )
    )
    Membership.objects.filter(team=victim_team).delete()
    refused_by_the_database(lambda: Membership.objects.create(team=other, worker=dorte.id))
    refused_by_the_database(lambda: Team.objects.filter(pk=other.pk).update(leader=dorte.id))
    refused_by_the_database(
        lambda: Team.objects.filter(pk=victim_team.pk).update(side=Side.EXERCISING)
    )


def test_a_team_of_professionals_opposes_nobody(house, dorte, asta):
    made = set_up_team(
        by=asta, name="Fag", side=Side.NEUTRAL, leader=None, workers=[dorte.id, user_id("emil")]
    )
    assert members_of(made) == {dorte.id, user_id("emil")}


def test_a_team_sent_twice_is_set_up_once(house, asta):
    once, given = uuid4(), {"name": "Nat", "side": Side.EXPOSED, "leader": None, "workers": []}
    first = set_up_team(by=asta, once=once, **given)
    assert set_up_team(by=asta, once=once, **given) == first
    assert Team.objects.filter(name="Nat").count() == 1


def test_who_joins_and_who_leaves_a_team(house, asta, ida, dorte, freja, victim_team):
    changed = change_team(
        by=asta, team=victim_team, name="Team Syd", leader=freja.id, workers=[ida.id], version=1
    )
    assert (changed.name, members_of(changed)) == ("Team Syd", {ida.id, freja.id})
    with pytest.raises(Refused, match="meanwhile"):
        change_team(by=asta, team=changed, name="x", leader=None, workers=[], version=1)


def test_who_stands_with_a_case_of_one_side_joins_no_team_of_the_other(
    house, almas_case, asta, dorte, freja, folmer, victim_team, perpetrator_team, now
):
    kept = {"name": victim_team.name, "leader": freja.id}
    change_team(by=asta, team=victim_team, workers=[], version=1, **kept)
    there = {"team": perpetrator_team, "name": "Team Udøver", "leader": folmer.id, "version": 1}
    with pytest.raises(Refused, match="Dorte Dahl"):
        change_team(by=asta, workers=[dorte.id], **there)
    (part,) = almas_case.assignments.visible_to(freja)
    replace_worker(by=freja, assignment=part, team=victim_team, worker=None, now=now)
    change_team(by=asta, workers=[dorte.id], **there)
    assert dorte.id in members_of(perpetrator_team)


def test_only_the_leader_of_the_cases_team_allocates(
    almas_case, dorte, ida, freja, folmer, asta, victim_team, now
):
    for stranger in (dorte, folmer, asta):
        with pytest.raises(Http404):
            assign_worker(by=stranger, case=almas_case, team=victim_team, worker=ida.id, now=now)
    second = set_up_team(by=asta, name="Team B", side=Side.EXPOSED, leader=None, workers=[freja.id])
    (part,) = almas_case.assignments.visible_to(freja)
    replace_worker(by=freja, assignment=part, team=second, worker=freja.id, now=now)
    with pytest.raises(Refused, match="leader"):
        assign_worker(by=freja, case=almas_case, team=victim_team, worker=ida.id, now=now)


def test_a_second_worker_sees_the_case_and_is_put_on_it_once(
    almas_case, freja, ida, victim_team, now
):
    given = {"by": freja, "case": almas_case, "team": victim_team, "worker": ida.id, "now": now}
    assert assign_worker(**given) == assign_worker(**given)
    assert Case.objects.visible_to(ida).get() == almas_case
    assert almas_case.assignments.visible_to(freja).count() == 2


def test_a_waiting_case_opens_with_its_first_worker(almas_case, freja, victim_team, now):
    (part,) = almas_case.assignments.visible_to(freja)
    replace_worker(by=freja, assignment=part, team=victim_team, worker=None, now=now)
    almas_case.status = Status.WAITING
    almas_case.save()
    assign_worker(by=freja, case=almas_case, team=victim_team, worker=user_id("ida"), now=now)
    (standing,) = almas_case.assignments.visible_to(freja).filter(ended_at=None)
    assert standing.worker == user_id("ida")
    assert Case.objects.visible_to(freja).get().status == Status.OPEN


def test_a_case_that_is_handed_over_leaves_the_first_workers_sight(
    almas_case, dorte, freja, ida, victim_team, now
):
    (part,) = almas_case.assignments.visible_to(freja)
    replace_worker(by=freja, assignment=part, team=victim_team, worker=ida.id, now=now)
    assert not Case.objects.visible_to(dorte).exists()
    assert Case.objects.visible_to(ida).get() == almas_case
    with pytest.raises(Refused, match="over already"):
        replace_worker(by=freja, assignment=part, team=victim_team, worker=dorte.id, now=now)
    end_assignment(by=freja, assignment=part, now=now)


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        (("Nørregade", "12"), ("nørregade ", "23"), {2}),
        (("Nørregade", "1"), ("Havnegade", "1"), set()),
        (("", "12"), ("", "12"), set()),
        (("Nørregade", "12"), ("Nørregade", "34"), set()),
    ],
)
def test_teams_share_a_day_only_in_the_same_place(one, other, days):
    teams = (Team(site=site, days=written) for site, written in (one, other))
    assert shared_days(*teams) == days


def test_where_and_when_a_team_meets_clients_is_written_with_it(
    house, victim_team, asta, client_of
):
    client, url = client_of(asta), reverse("matters:team", args=[victim_team.pk])
    shown = client.get(url)
    assert shown.context["form"].initial["days"] == [0, 1, 3]
    typed = {
        "version": victim_team.version, "name": victim_team.name, "leader": victim_team.leader,
        "workers": [str(user_id("dorte"))], "site": "Åboulevarden", "days": ["0", "3"],
    }  # fmt: skip
    assert client.post(url, typed).status_code == 302
    victim_team.refresh_from_db()
    assert (victim_team.site, victim_team.days) == ("Åboulevarden", "03")
    page = client.get(reverse("matters:teams")).content.decode()
    assert "Åboulevarden" in page
    late = client.post(url, {**typed, "site": "Havnegade"})
    assert late.status_code == 422
    assert "Åboulevarden" in late.content.decode()


def test_no_case_is_opened_with_somebody_of_the_other_side(house, dorte, folmer, now):
    """They changed teams a moment ago: a refusal with a sentence, and no case."""
    with pytest.raises(Refused, match="works on the other side"):
        open_case(
            by=folmer, side=Side.EXERCISING, track=Track.PERPETRATOR, worker=dorte.id, now=now,
            team=house.perpetrator_team,
        )  # fmt: skip
    assert not Case.objects.opened().exists()
