"""The hours of a site are divided between the sides of a matter before anybody asks for one.

Were a time refused because an opponent comes then, who asks often enough would learn when. So the
hours at which the people of one side of a matter may come are drawn beforehand, from the matter
alone, whether or not anybody stands on the other side: what is offered is the same in a house where
he is a client and in one where he is not. Teams that meet their clients on days of their own have
divided the week already; only days that both sides' teams share, or none has, are halved by lot.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from frirum.casefile.matters.models import OPPOSES, Side
from frirum.casefile.matters.separation import Apart
from frirum.foundation.vault.index import tag

from .moments import local

NOON: Final = time(12, 30)
# One half day in so many is given to nobody, so that a refusal never means that somebody comes.
_ONE_IN: Final = 20
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Place:
    """A site with its minutes, and the sides whose teams are there by day of the week."""

    site: UUID
    minutes_before: int
    minutes_after: int
    there: Mapping[int, frozenset[str]]


def own_hours(apart: Apart, place: Place, day: date) -> Span | None:
    """When on this day the people of this side may be there, coming and going included."""
    opponents = OPPOSES[apart.side]
    there = frozenset() if apart.by_lot_alone else place.there.get(day.weekday(), frozenset())
    is_theirs, is_opponents = apart.side in there, bool(opponents & there)
    whole = local(day, time.min), local(day + timedelta(days=1), time.min)
    if not opponents or (is_theirs and not is_opponents):
        return whole
    if is_opponents and not is_theirs:
        return None
    noon = local(day, NOON)
    halves = (whole[0], noon), (noon, whole[1])
    lot = tag("half", apart.draw.hex(), str(place.site), str(day.weekday()))[0] & 1
    return halves[lot] if apart.side == Side.EXPOSED else halves[1 - lot]


def is_given_to_nobody(apart: Apart, place: Place, moment: datetime) -> bool:
    """The same each time it is asked, so that asking again teaches nothing."""
    at = timezone.localtime(moment)
    half = "morning" if at.time() < NOON else "afternoon"
    drawn = tag("nobody", apart.own.hex(), str(place.site), at.date().isoformat(), half)
    return bool(OPPOSES[apart.side]) and int.from_bytes(drawn[:4]) % _ONE_IN == 0


def is_within_hours(
    bonds: Iterable[Apart], place: Place, arrives: datetime, leaves: datetime
) -> bool:
    """Whether somebody may be there for so long, by what was divided beforehand."""
    for apart in bonds:
        span = own_hours(apart, place, timezone.localdate(arrives))
        if span is None or arrives < span[0] or leaves > span[1]:
            return False
        if is_given_to_nobody(apart, place, arrives):
            return False
    return True
