"""Whose calendars an actor may open: workers of their own side, rooms, sites, groups, teams.

What stands in them is another question: without sight of a case it is "busy".
"""

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Team
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.sight import open_rows

from ..models import Group, Room


class What(enum.StrEnum):
    WORKER = "worker"
    ROOM = "room"
    SITE = "site"
    GROUP = "group"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Shown:
    """One calendar: what it is of, and, of several holders beside each other, which."""

    what: What
    pk: UUID
    name: str
    holders: tuple[tuple[UUID, str], ...] = ()

    @property
    def is_many(self) -> bool:
        return self.what in {What.SITE, What.TEAM}


@dataclass(frozen=True, slots=True)
class Shelf:
    """All calendars that somebody may open, in groups as the list shows them."""

    groups: list[tuple[str, list[Shown]]]
    has_own: bool

    @property
    def first(self) -> Shown | None:
        """One's own; for whoever has none, the first place of the house."""
        kinds = (What.WORKER,) if self.has_own else (What.SITE, What.TEAM, What.WORKER)
        every = [shown for _label, shelf in self.groups for shown in shelf]
        return next((shown for kind in kinds for shown in every if shown.what == kind), None)

    def find(self, pk: UUID | None) -> Shown | None:
        every = (shown for _label, shelf in self.groups for shown in shelf)
        return next((shown for shown in every if shown.pk == pk), None)


def shelf_of(actor: Actor) -> Shelf:
    """One's own first. The coordinator and the reception see everybody's."""
    teams = _teams(actor)
    inside = {worker for team in teams for worker in team.workers}
    names = names_of(inside)
    own = [Shown(What.WORKER, actor.worker_id, actor.name)] if actor.may(Permission.BOOK) else []
    by_name = sorted(names.items(), key=lambda one: one[1].casefold())
    others = [Shown(What.WORKER, pk, name) for pk, name in by_name if pk != actor.id]
    sites = _sites(actor)
    return Shelf(
        [
            (_("Workers"), own + others),
            (_("Teams"), [_team(team, by_name) for team in teams]),
            (_("Places"), sites),
            (_("Rooms"), [_room(site, *room) for site in sites for room in site.holders]),
            (_("Groups"), _groups(actor, {team.pk for team in teams})),
        ],
        has_own=bool(own),
    )


@dataclass(frozen=True, slots=True)
class _Team:
    pk: UUID
    name: str
    side: str
    leader: UUID | None
    workers: set[UUID]


def _teams(actor: Actor) -> list[_Team]:
    """Of the sides on which the actor works; of all for whoever keeps calendar or door. One read,
    as whose calendars there are stands on every calendar page."""
    found: dict[UUID, _Team] = {}
    columns = ("pk", "name", "side", "leader", "memberships__worker")
    rows = open_rows(
        actor, "teams", lambda: Team.objects.order_by("name", "pk").values_list(*columns)
    )
    for pk, name, side, leader, worker in rows:
        team = found.setdefault(pk, _Team(pk, name, side, leader, set()))
        team.workers.update(one for one in (leader, worker) if one)
    if actor.may(Permission.RUN_CALENDAR) or actor.may(Permission.RECEIVE):
        return list(found.values())
    sides = {team.side for team in found.values() if actor.id in team.workers}
    return [team for team in found.values() if team.side in sides]


def _team(team: _Team, names: Sequence[tuple[UUID, str]]) -> Shown:
    holders = tuple((pk, name) for pk, name in names if pk in team.workers)
    return Shown(What.TEAM, team.pk, team.name, holders)


def _room(site: Shown, pk: UUID, name: str) -> Shown:
    return Shown(What.ROOM, pk, f"{site.name} · {name}")


def _sites(actor: Actor) -> list[Shown]:
    columns = ("site", "site__name", "pk", "name")
    ordered = ("site__name", "name", "pk")
    rows = open_rows(actor, "rooms", lambda: Room.objects.order_by(*ordered).values_list(*columns))
    inside: dict[tuple[UUID, str], list[tuple[UUID, str]]] = {}
    for site, called, pk, name in rows:
        inside.setdefault((site, called), []).append((pk, name))
    return [Shown(What.SITE, pk, name, tuple(held)) for (pk, name), held in inside.items()]


def _groups(actor: Actor, teams: Collection[UUID]) -> list[Shown]:
    def ask() -> Any:
        return Group.objects.filter(ended_on=None).order_by("name", "pk").values_list(*columns)

    columns = ("pk", "name", "team")
    rows = open_rows(actor, "groups", ask)
    return [Shown(What.GROUP, pk, name) for pk, name, team in rows if team in teams]
