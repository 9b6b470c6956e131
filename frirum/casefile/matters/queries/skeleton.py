"""Answers about cases, always for somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from frirum.foundation.accounts.queries import active_names, names_of
from frirum.foundation.wall.actors import Actor

from ..models import Assignment, Case, GlassBreak, Membership, Phase, Side, Team
from ..rules import review_due
from .whereabouts import where_of

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


def side_by_worker(workers: Iterable[UUID], *, but: Team | None = None) -> dict[UUID, set[str]]:
    """On which sides each of these is in a team, or leads one, other than this team."""
    wanted, found = set(workers), dict[UUID, set[str]]()
    teams = Team.objects.exclude(pk=but.pk) if but else Team.objects.all()
    inside = Membership.objects.filter(team__in=teams, worker__in=wanted)
    led = teams.filter(leader__in=wanted).values_list("leader", "side")
    for worker, side in [*inside.values_list("worker", "team__side"), *led]:
        if worker:
            found.setdefault(worker, set()).add(side)
    return found


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team with its people, by name."""

    team: Team
    leader: str
    members: list[str]
    where: str


def team_rows() -> list[TeamRow]:
    """Every team of the house, by name. It tells nothing about anybody's case."""
    teams = list(Team.objects.order_by("name", "pk").prefetch_related("memberships"))
    inside = {team.pk: {row.worker for row in team.memberships.all()} for team in teams}
    names = names_of({*(team.leader for team in teams), *set().union(*inside.values())})
    return [
        TeamRow(
            team=team,
            leader=names.get(team.leader, "") if team.leader else "",
            members=sorted(names[one] for one in inside[team.pk] if one in names),
            where=where_of(team),
        )
        for team in teams
    ]


def members_of(team: Team) -> set[UUID]:
    return set(Membership.objects.filter(team=team).values_list("worker", flat=True))


def posts_for(*, actor: Actor, case: Case) -> list[tuple[Team, dict[UUID, str]]]:
    """Teams that may stand with this case and who works in them; one's own first."""
    fitting = Team.objects.order_by("name", "pk")
    if case.side != Side.NEUTRAL:
        fitting = fitting.filter(side=case.side)
    teams = sorted(fitting, key=lambda team: team.leader != actor.id)
    inside = list(Membership.objects.filter(team__in=teams).values_list("team", "worker"))
    names = active_names(worker for _team, worker in inside)
    return [
        (team, {one: names[one] for at, one in inside if at == team.pk and one in names})
        for team in teams
    ]


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in a case; without a worker, the team's own."""

    row: Assignment
    who: str


def parts_of(*, actor: Actor, case: Case) -> list[Part]:
    """Who stands with the case, then who did, the newest first."""
    rows = list(case.assignments.visible_to(actor).select_related("team"))
    rows.sort(key=lambda row: row.started_at, reverse=True)
    rows.sort(key=lambda row: not row.is_standing)
    names = names_of(row.worker for row in rows)
    return [Part(row, names.get(row.worker, "") if row.worker else "") for row in rows]


def standing_of(*, actor: Actor, cases: Iterable[UUID]) -> dict[UUID, list[Standing]]:
    """For lists: worker and team of each of these cases now, in one read."""
    standing = Assignment.objects.visible_to(actor, of=cases).filter(ended_at=None)
    found: dict[UUID, list[Standing]] = {}
    rows = standing.order_by("started_at", "pk").values_list("case_id", "worker", "team__name")
    for case, worker, team in rows:
        found.setdefault(case, []).append((worker, team))
    return found


def works_on(actor: Actor, case: UUID) -> bool:
    """Whether this actor stands with the case as its worker, and not by leading or by glass."""
    standing = Assignment.objects.visible_to(actor).filter(case=case, ended_at=None)
    return bool(standing.filter(worker=actor.worker_id).exists())


def phases_of(actor: Actor, case: Case) -> list[Phase]:
    """Newest first; the first one holds."""
    return list(case.phases.visible_to(actor).order_by("-since", "-recorded_at", "pk"))


def led_cases(actor: Actor) -> Any:
    """Cases that stand with a team which this actor leads."""
    standing = Assignment.objects.visible_to(actor).filter(ended_at=None)
    return standing.filter(team__leader=actor.worker_id).values("case")


def leads(actor: Actor, case: UUID) -> bool:
    return bool(led_cases(actor).filter(case=case).exists())


@dataclass(frozen=True, slots=True)
class GlassRow:
    """A case that was opened for an hour: by whom, and by when it is to be looked through."""

    glass: GlassBreak
    who: str
    due: date
    is_late: bool


def glass_to_review(*, actor: Actor, moment: datetime) -> list[GlassRow]:
    """What waits for this leader, the oldest first."""
    waiting = GlassBreak.objects.visible_to(actor).filter(
        reviewed_at=None, case__in=led_cases(actor)
    )
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
