"""Answers about cases, always for somebody."""

from collections.abc import Iterable
from uuid import UUID

from frirum.foundation.wall.actors import Actor

from .models import Assignment, Case, Membership, Phase, Team


def sides_of(worker: UUID) -> set[str]:
    """The sides of the teams a worker is in."""
    return set(Membership.objects.filter(worker=worker).values_list("team__side", flat=True))


def teams_of(actor: Actor) -> list[Team]:
    """The teams an actor works in or leads."""
    mine = Membership.objects.filter(worker=actor.worker_id).values("team")
    led = Team.objects.filter(leader=actor.worker_id)
    return list((Team.objects.filter(pk__in=mine) | led).distinct().order_by("name", "pk"))


def workers_of(teams: Iterable[Team]) -> list[UUID]:
    members = Membership.objects.filter(team__in=list(teams))
    return list(members.values_list("worker", flat=True).order_by("worker").distinct())


def assignments_of(actor: Actor, cases: Iterable[Case]) -> dict[UUID, list[Assignment]]:
    """Who stands with each of these cases now, in one read."""
    found: dict[UUID, list[Assignment]] = {}
    standing = Assignment.objects.visible_to(actor).filter(case__in=list(cases), ended_at=None)
    for row in standing.select_related("team").order_by("started_at", "pk"):
        found.setdefault(row.case_id, []).append(row)
    return found


def phases_of(actor: Actor, case: Case) -> list[Phase]:
    """Newest first; the first one holds."""
    return list(case.phases.visible_to(actor).order_by("-since", "-recorded_at", "pk"))
