"""The shape of a log: counts over time, by hour, by what and where. Read in a few sums."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

from django.db.models import CharField, Count, Min, Q, Sum
from django.db.models.functions import Cast, Substr

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actors import Actor

from ..kinds import NEAR_HOME, PlaceKind, Reported
from ..taxonomy import Behaviour

MOST_BUCKETS = 110
GAP_DAYS = 14
_MOST_GAPS = 5
Unit = Literal["week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Bucket:
    """A week (from its Monday), month or year, and what was counted in it.

    `entries` counts incidents, `times` adds up how often: 87 messages are one entry, 87 times.
    """

    first_day: date
    entries: int = 0
    times: int = 0
    breaches: int = 0
    reported: int = 0
    near_home: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """Days without an entry between two days that have one."""

    after: date
    before: date

    @property
    def days(self) -> int:
        return (self.before - self.after).days - 1


@dataclass(frozen=True, slots=True)
class Tally:
    entries: int
    times: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """`places` has a row per bucket that has one: its first day and entries by kind of place."""

    unit: Unit
    entries: int
    times: int
    buckets: tuple[Bucket, ...]
    behaviours: tuple[tuple[Behaviour, Tally], ...]
    channels: tuple[tuple[str, Tally], ...]
    hours: dict[tuple[int, int], int]
    without_hour: int
    places: tuple[tuple[date, dict[str, int]], ...]
    closest: tuple[str, date] | None
    gaps: tuple[Gap, ...]
    first_day: date | None
    last_day: date | None


def pattern_of(
    *, actor: Actor, case: Case, since: date | None = None, until: date | None = None
) -> Pattern:
    """In four sums over the index. Without `since`, from the first entry on."""
    rows = case.incidents.visible_to(actor).order_by()  # type: ignore[attr-defined]
    if since:
        rows = rows.filter(day__gte=since)
    if until:
        rows = rows.filter(day__lte=until)
    days = rows.values_list("day").annotate(
        entries=Count("day"),
        times=Sum("count"),
        breaches=Count("day", filter=Q(is_breach=True)),
        reports=Count("day", filter=Q(reported=Reported.YES)),
        near_home=Count("day", filter=Q(place_kind__in=NEAR_HOME)),
    )
    # Months are told apart as text: a log of years has thousands of days with places on them.
    places = (
        rows.exclude(place_kind="")
        .annotate(month=Substr(Cast("day", CharField()), 1, 7))
        .values_list("month", "place_kind")
        .annotate(entries=Count("day"), first_day=Min("day"))
    )
    kinds = rows.values_list("behaviours", "channel").annotate(
        entries=Count("day"), times=Sum("count")
    )
    hours = dict(rows.values_list("week_hour").annotate(entries=Count("day")))
    return _pattern(sorted(days), sorted(places), list(kinds), hours)


def _pattern(
    days: list[Any], by_place: list[Any], kinds: list[Any], hours: dict[int | None, int]
) -> Pattern:
    first, last = (days[0][0], days[-1][0]) if days else (None, None)
    unit = unit_for(first, last)
    without = hours.pop(None, 0)
    behaviours, channels = _by_kind(kinds)
    return Pattern(
        unit=unit,
        entries=sum(row[1] for row in days),
        times=sum(row[2] for row in days),
        buckets=_buckets(days, unit),
        behaviours=behaviours,
        channels=channels,
        hours={divmod(hour, 24): count for hour, count in hours.items() if hour is not None},
        without_hour=without,
        places=_places(by_place, "month" if unit == "week" else unit),
        closest=_closest(by_place),
        gaps=_gaps([row[0] for row in days]),
        first_day=first,
        last_day=last,
    )


def unit_for(first: date | None, last: date | None) -> Unit:
    """Weeks while they can be read as bars, else months, else years."""
    if first is None or last is None:
        return "week"
    span = (last - first).days
    if span <= 7 * (MOST_BUCKETS - 1):
        return "week"
    return "month" if span <= 30 * (MOST_BUCKETS - 1) else "year"


def start_of(day: date, unit: Unit) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def following(first_day: date, unit: Unit) -> date:
    longest = {"week": 7, "month": 31, "year": 366}[unit]
    return start_of(first_day + timedelta(days=longest), unit)


def _buckets(days: list[Any], unit: Unit) -> tuple[Bucket, ...]:
    """Empty ones are kept, so that a quiet time is seen."""
    if not days:
        return ()
    sums: dict[date, list[int]] = {}
    for day, *counts in days:
        bucket = sums.setdefault(start_of(day, unit), [0] * 5)
        for index, value in enumerate(counts):
            bucket[index] += value
    found, start, last = [], min(sums), max(sums)
    while start <= last:
        found.append(Bucket(start, *sums.get(start, ())))
        start = following(start, unit)
    return tuple(found)


def _by_kind(
    kinds: list[Any],
) -> tuple[tuple[tuple[Behaviour, Tally], ...], tuple[tuple[str, Tally], ...]]:
    """An incident of two behaviours counts under both."""
    by_mask: dict[int, list[int]] = {}
    by_channel: dict[str, list[int]] = {}
    for mask, channel, entries, times in kinds:
        for sums in (by_mask.setdefault(mask, [0, 0]), by_channel.setdefault(channel, [0, 0])):
            sums[0] += entries
            sums[1] += times
    found = []
    for behaviour in Behaviour:
        bit = behaviour.bit
        held = [sums for mask, sums in by_mask.items() if mask & bit]
        if held:
            found.append((behaviour, Tally(sum(s[0] for s in held), sum(s[1] for s in held))))
    used = [(channel, Tally(*sums)) for channel, sums in sorted(by_channel.items())]
    return (
        tuple(sorted(found, key=lambda pair: -pair[1].entries)),
        tuple(sorted(used, key=lambda pair: -pair[1].entries)),
    )


def _places(by_place: list[Any], unit: Unit) -> tuple[tuple[date, dict[str, int]], ...]:
    found: dict[date, Counter[str]] = {}
    for month, place, entries, _first_day in by_place:
        start = start_of(date.fromisoformat(f"{month}-01"), unit)
        found.setdefault(start, Counter())[place] += entries
    return tuple((first, dict(counts)) for first, counts in sorted(found.items()))


def _closest(by_place: list[Any]) -> tuple[str, date] | None:
    """The nearest kind of place so far, and the first day it was reached."""
    if not by_place:
        return None
    nearness = {place.value: rank for rank, place in enumerate(PlaceKind)}
    nearest = max((row[1] for row in by_place), key=nearness.__getitem__)
    return nearest, min(row[3] for row in by_place if row[1] == nearest)


def _gaps(days: list[date]) -> tuple[Gap, ...]:
    """The longest pauses, longest first."""
    pauses = [Gap(a, b) for a, b in pairwise(days)]
    long_ones = [gap for gap in pauses if gap.days >= GAP_DAYS]
    return tuple(sorted(long_ones, key=lambda gap: (-gap.days, gap.after))[:_MOST_GAPS])
