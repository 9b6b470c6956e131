"""Whose calendars an actor may open: workers of their own side, rooms, sites, groups, teams.

What stands in them is another question: without sight of a case it is "busy".
"""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Membership, Team
from frirum.foundation.accounts.queries import active_names
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..models import Group, Room, Site


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
    members = list(Membership.objects.order_by("pk").values_list("team", "worker"))
    teams = _teams(actor, members)
    inside = {team.pk for team in teams}
    members = [(team, worker) for team, worker in members if team in inside]
    leaders = [team.leader for team in teams if team.leader]
    names = active_names({worker for _team, worker in members} | set(leaders))
    own = [Shown(What.WORKER, actor.worker_id, actor.name)] if actor.may(Permission.BOOK) else []
    others = [Shown(What.WORKER, pk, name) for pk, name in names.items() if pk != actor.id]
    rooms = list(Room.objects.select_related("site").order_by("site__name", "name", "pk"))
    return Shelf(
        [
            (_("Workers"), own + others),
            (_("Teams"), [_team(team, members, names) for team in teams]),
            (_("Places"), _sites(rooms)),
            (_("Rooms"), [_room(room) for room in rooms]),
            (_("Groups"), _groups(teams)),
        ],
        has_own=bool(own),
    )


def _teams(actor: Actor, members: Iterable[tuple[UUID, UUID]]) -> list[Team]:
    """Of the sides on which the actor works; of all for whoever keeps calendar or door."""
    every = list(Team.objects.order_by("name", "pk"))
    if actor.may(Permission.RUN_CALENDAR) or actor.may(Permission.RECEIVE):
        return every
    own = {team for team, worker in members if worker == actor.id}
    sides = {team.side for team in every if team.pk in own or team.leader == actor.id}
    return [team for team in every if team.side in sides]


def _team(team: Team, members: Iterable[tuple[UUID, UUID]], names: dict[UUID, str]) -> Shown:
    inside = {worker for at, worker in members if at == team.pk} | {team.leader}
    holders = tuple((pk, name) for pk, name in names.items() if pk in inside)
    return Shown(What.TEAM, team.pk, team.name, holders)


def _room(room: Room) -> Shown:
    return Shown(What.ROOM, room.pk, f"{room.site.name} · {room.name}")


def _sites(rooms: Sequence[Room]) -> list[Shown]:
    inside: dict[Site, list[tuple[UUID, str]]] = {}
    for room in rooms:
        inside.setdefault(room.site, []).append((room.pk, room.name))
    return [Shown(What.SITE, site.pk, site.name, tuple(held)) for site, held in inside.items()]


def _groups(teams: Sequence[Team]) -> list[Shown]:
    going = Group.objects.filter(team__in=teams, ended_on=None).order_by("name", "pk")
    return [Shown(What.GROUP, group.pk, group.name) for group in going]
