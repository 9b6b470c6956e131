"""Local time, weeks, holidays, and what repeats. A time is where the clock on the wall says."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from dateutil.easter import easter
from django.utils import timezone

WEEK = timedelta(days=7)


def local(day: date, clock: time) -> datetime:
    """The moment at which clocks here show this."""
    return datetime.combine(day, clock, tzinfo=timezone.get_current_timezone())


def does_not_exist(moment: datetime) -> bool:
    """In the hour that is left out when summer time begins."""
    there_and_back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return there_and_back.replace(tzinfo=None) != moment.replace(tzinfo=None)


def happens_twice(moment: datetime) -> bool:
    """In the hour that clocks show a second time when summer time ends."""
    first, second = moment.replace(fold=0), moment.replace(fold=1)
    return first.utcoffset() != second.utcoffset() and not does_not_exist(moment)


def day_of(moment: datetime) -> tuple[datetime, datetime]:
    """The whole local day of a moment: from its midnight to the next."""
    day = timezone.localdate(moment)
    return local(day, time.min), local(day + timedelta(days=1), time.min)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


# Days after Easter Sunday. Danish law knows no list of public holidays; these are they since Store
# bededag was given up (law no. 214 of 6 March 2023). A test holds them against a library's.
_AROUND_EASTER = {
    -3: "Skærtorsdag",
    -2: "Langfredag",
    0: "Påskedag",
    1: "Anden påskedag",
    39: "Kristi himmelfartsdag",
    49: "Pinsedag",
    50: "Anden pinsedag",
}
_FIXED = {(1, 1): "Nytårsdag", (12, 25): "Juledag", (12, 26): "Anden juledag"}


@functools.lru_cache(maxsize=32)
def _around_easter(year: int) -> dict[date, str]:
    sunday = easter(year)
    return {sunday + timedelta(days=after): name for after, name in _AROUND_EASTER.items()}


def holiday(day: date) -> str:
    """The Danish name of a public holiday from 2024 on, or nothing."""
    return _FIXED.get((day.month, day.day), "") or _around_easter(day.year).get(day, "")


@dataclass(frozen=True, slots=True)
class Repeat:
    """Every so many weeks, so many times in all."""

    weeks: int = 1
    times: int = 1


def repeated(first: datetime, repeat: Repeat) -> Iterator[datetime]:
    """The same time by the clock on the wall, so that summer time does not move it.

    Public holidays are skipped and made up for at the end: a course of ten has ten.
    """
    at = timezone.localtime(first)
    day, found = at.date(), 0
    while found < repeat.times:
        if not holiday(day) or found == 0:
            found += 1
            yield local(day, at.time())
        day += repeat.weeks * WEEK
