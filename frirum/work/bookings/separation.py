"""Keeps opponents apart in time and place. It looks across the wall, and answers free or not.

Whoever books hears "not available" and no reason. What turns out too close afterwards goes to the
coordinator alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from frirum.casefile.matters.models import Case, Team
from frirum.casefile.matters.separation import Apart, apart_of
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.peephole import behind_the_wall

from .division import Place, is_within_hours
from .facts import Wanted
from .models import Appointment, Bond, Entrance, Room, Site, Stay

_FREE = "asks whether a time is free of whoever must not be met"
_SWEEP = "compares all stays that are to come, for the coordinator"
_ALONG = "keeps what hangs on an appointment in step with it"


@dataclass(frozen=True, slots=True)
class Presence:
    """From when to when somebody may be on a site, and at its door."""

    site: UUID
    entrance: UUID
    arrives_at: datetime
    leaves_at: datetime
    door_from: datetime
    door_until: datetime

    def meets(self, other: "Presence | Stay") -> bool:
        if isinstance(other, Stay):
            site, entrance = other.site_id, other.entrance_id
        else:
            site, entrance = other.site, other.entrance
        on_site = (
            self.site == site
            and self.arrives_at < other.leaves_at
            and other.arrives_at < self.leaves_at
        )
        at_door = (
            self.entrance == entrance
            and self.door_from < other.door_until
            and other.door_from < self.door_until
        )
        return on_site or at_door

    def is_that_of(self, stay: Stay) -> bool:
        """Whether a stay says this already."""
        return (
            self.site == stay.site_id
            and self.entrance == stay.entrance_id
            and (self.arrives_at, self.leaves_at) == (stay.arrives_at, stay.leaves_at)
            and (self.door_from, self.door_until) == (stay.door_from, stay.door_until)
        )


def presence_of(wanted: "Wanted | Appointment", site: Site, entrance: Entrance) -> Presence:
    """Coming and going, waiting, and whoever brings or fetches, before and after."""

    def around(minutes: int) -> timedelta:
        return timedelta(minutes=minutes + wanted.fetching)

    return Presence(
        site=site.pk,
        entrance=entrance.pk,
        arrives_at=wanted.starts_at - around(site.minutes_before),
        leaves_at=wanted.ends_at + around(site.minutes_after),
        door_from=wanted.starts_at - around(max(site.minutes_before, entrance.minutes_before)),
        door_until=wanted.ends_at + around(max(site.minutes_after, entrance.minutes_after)),
    )


def place_of(site: Site) -> Place:
    """A site as its teams use it."""
    there: dict[int, set[str]] = {}
    for team in Team.objects.exclude(site=""):
        if _same_name(team.site, site.name):
            for day in team.weekdays:
                there.setdefault(day, set()).add(team.side)
    by_day = {day: frozenset(sides) for day, sides in there.items()}
    return Place(site.pk, site.minutes_before, site.minutes_after, by_day)


def _same_name(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def bonds_of(*, actor: Actor, cases: Sequence[Case]) -> list[Apart]:
    """From whom these cases are kept apart: the other side of their matters, and any other case
    that the conflict desk said must not be met."""
    pairs = Bond.objects.visible_to(actor, of=[case.pk for case in cases])
    return [*map(apart_of, cases), *(bond.apart for bond in pairs.order_by("pk"))]


def bonds_behind(cases: Iterable[UUID]) -> dict[UUID, list[Apart]]:
    """The same for cases that whoever moves them together may not all see."""
    found = {
        case.pk: [apart_of(case)] for case in rows_behind(Case, pk__in=list(cases)).order_by("pk")
    }
    for bond in rows_behind(Bond, case__in=list(found)).order_by("pk"):
        found[bond.case_id].append(bond.apart)
    return found


def stays_against(bonds: Iterable[Apart], presences: Sequence[Presence]) -> list[Stay]:
    """Where opponents are in the same days. Always one read, whatever there is to find."""
    opponents = {token for apart in bonds for token in apart.opponents}
    doors = {one.entrance for one in presences}
    near = Q(site__in={one.site for one in presences}) | Q(entrance__in=doors)
    first = min(one.door_from for one in presences)
    last = max(one.door_until for one in presences)
    every = behind_the_wall(Stay, reason=_FREE).filter(near, token__in=opponents)
    return list(every.filter(door_until__gt=first, door_from__lt=last))


def is_free(
    bonds: Sequence[Apart], wanted: Wanted, room: Room, *, but: Iterable[UUID] = ()
) -> bool:
    """May these people be there then? Both questions are always asked."""
    presence = presence_of(wanted, room.site, room.entrance)
    divided = is_within_hours(bonds, place_of(room.site), presence.arrives_at, presence.leaves_at)
    near = [
        stay
        for stay in stays_against(bonds, [presence])
        if stay.appointment_id not in set(but) and presence.meets(stay)
    ]
    return divided and not near


@dataclass(frozen=True, slots=True)
class Found:
    """One appointment that is too close to another, seen from its side."""

    appointment: UUID
    case: UUID
    other: UUID
    across: UUID
    begins_at: datetime


def too_close(stays: Sequence[Stay]) -> dict[tuple[UUID, UUID], Found]:
    """Pairs of appointments whose people must not meet, and would; each pair from both sides.

    `stays` in the order in which they begin: each is held against those that begin before it ends.
    """
    bonds = bonds_behind({stay.case_id for stay in stays})
    found: dict[tuple[UUID, UUID], Found] = {}
    for index, one in enumerate(stays):
        opponents = _opponents(one, bonds)
        for other in stays[index + 1 :]:
            if other.door_from >= one.door_until and other.arrives_at >= one.leaves_at:
                break
            if bytes(other.token) in opponents and _presence_in(one).meets(other):
                found |= _from_both(one, other)
    return found


def _opponents(stay: Stay, bonds: Mapping[UUID, Sequence[Apart]]) -> frozenset[bytes]:
    """Of the one bond that this stay stands for."""
    held = (apart for apart in bonds.get(stay.case_id, ()) if apart.own == bytes(stay.token))
    return next((apart.opponents for apart in held), frozenset())


def _presence_in(stay: Stay) -> Presence:
    return Presence(
        stay.site_id, stay.entrance_id,
        stay.arrives_at, stay.leaves_at, stay.door_from, stay.door_until,
    )  # fmt: skip


def _from_both(one: Stay, other: Stay) -> dict[tuple[UUID, UUID], Found]:
    begins_at = min(one.appointment.starts_at, other.appointment.starts_at)
    return {
        (a.appointment_id, b.appointment_id): Found(
            a.appointment_id, a.case_id, b.appointment_id, b.case_id, begins_at
        )
        for a, b in ((one, other), (other, one))
    }


def coming_stays(now: datetime) -> list[Stay]:
    """Every stay that is not over, by when it begins."""
    every = behind_the_wall(Stay, reason=_SWEEP).filter(door_until__gt=now)
    return list(
        every.select_related("appointment__room__site", "appointment__room__entrance").order_by(
            "door_from", "pk"
        )
    )


def rows_behind(model: Any, **found_by: Any) -> Any:
    """Rows that hang on an appointment, whoever they are of: for moving all of it, comparing all
    that is to come, and letting go. Never for a page."""
    return behind_the_wall(model, reason=_ALONG).filter(**found_by)


def count_behind(model: Any, **found_by: Any) -> int:
    """How many such rows there are."""
    return int(behind_the_wall(model, reason=_ALONG).filter(**found_by).count())
