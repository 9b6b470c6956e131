"""Answers about cases, always for somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor

from .models import Assignment, Case, GlassBreak, Membership, Phase, Team
from .rules import review_due

_GLASS_SHOWN = 50
# Who stands with a case: a worker's id, or none, and the name of the team.
Standing = tuple[UUID | None, str]


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


def standing_of(*, actor: Actor, cases: Iterable[UUID]) -> dict[UUID, list[Standing]]:
    """For lists: worker and team of each of these cases now, in one read."""
    standing = Assignment.objects.visible_to(actor, of=cases).filter(ended_at=None)
    found: dict[UUID, list[Standing]] = {}
    rows = standing.order_by("started_at", "pk").values_list("case_id", "worker", "team__name")
    for case, worker, team in rows:
        found.setdefault(case, []).append((worker, team))
    return found


def phases_of(actor: Actor, case: Case) -> list[Phase]:
    """Newest first; the first one holds."""
    return list(case.phases.visible_to(actor).order_by("-since", "-recorded_at", "pk"))


def _led(actor: Actor) -> Any:
    """Cases that stand with a team which this actor leads."""
    standing = Assignment.objects.visible_to(actor).filter(ended_at=None)
    return standing.filter(team__leader=actor.worker_id).values("case")


def leads(actor: Actor, case: UUID) -> bool:
    return bool(_led(actor).filter(case=case).exists())


@dataclass(frozen=True, slots=True)
class GlassRow:
    """A case that was opened for an hour: by whom, and by when it is to be looked through."""

    glass: GlassBreak
    who: str
    due: date
    is_late: bool


def glass_to_review(*, actor: Actor, moment: datetime) -> list[GlassRow]:
    """What waits for this leader, the oldest first."""
    waiting = GlassBreak.objects.visible_to(actor).filter(reviewed_at=None, case__in=_led(actor))
    others = waiting.exclude(worker=actor.worker_id).select_related("case")
    return _glass_rows(others.order_by("broken_at", "pk")[:_GLASS_SHOWN], moment)


def glass_of(*, actor: Actor, case: Case, moment: datetime) -> list[GlassRow]:
    """Who opened this case for an hour, the newest first."""
    opened = case.glass_breaks.visible_to(actor).order_by("-broken_at", "pk")
    return _glass_rows(opened[:_GLASS_SHOWN], moment)


def _glass_rows(rows: Iterable[GlassBreak], moment: datetime) -> list[GlassRow]:
    found, today = list(rows), timezone.localdate(moment)
    names = names_of(glass.worker for glass in found)
    made = []
    for glass in found:
        due = review_due(glass.broken_at)
        is_late = not glass.is_reviewed and today > due
        made.append(GlassRow(glass, names.get(glass.worker, ""), due, is_late))
    return made
