"""What a bundle may hold. A field that is not here cannot leak; add one only by decision."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import BinaryIO, Literal

Language = Literal["da", "en"]

_EXTENSION = re.compile(r"\.[a-z0-9]{1,5}")


class Precision(StrEnum):
    EXACT = "exact"
    DAY = "day"
    ABOUT = "about"
    PERIOD = "period"


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleMessage:
    """One message of an exchange; `by_other_party` tells who wrote it."""

    when: str
    by_other_party: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A report made to the police; the journal number exists only once a case is opened."""

    district: str
    journal_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleIncident:
    """One entry of the log: facts only. `place` and `witnesses` only when chosen for this entry."""

    number: int
    moment: datetime
    precision: Precision
    when: str
    kinds: tuple[str, ...]
    facts: str
    channel: str = ""
    count: int = 1
    place: str = ""
    witnesses: str = ""
    messages: tuple[BundleMessage, ...] = ()
    reported: Reported | None = None
    is_starred: bool = False
    is_breach: bool = False
    exhibits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleExhibit:
    """An original under a neutral name. `open` gives its bytes; `preview` is a clean small picture.

    `extension` is that of the original with its dot (".jpg"); nothing else of its name is kept.
    """

    number: int
    extension: str
    sha256: str
    size: int
    received_at: datetime
    received_from: str
    open: Callable[[], BinaryIO]
    preview: bytes | None = None

    @property
    def label(self) -> str:
        return f"B{self.number:03d}"

    @property
    def file_name(self) -> str:
        extension = self.extension.lower()
        return self.label + (extension if _EXTENSION.fullmatch(extension) else ".bin")


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleContent:
    """Everything the officer gets. `reference` is a random number, never the case's own.

    `prepared_at` and every `received_at` are local times, as they are to be read.
    """

    language: Language
    centre: str
    centre_contact: str
    reference: str
    prepared_at: datetime
    prepared_by: str
    prepared_by_title: str
    first_day: date
    last_day: date
    client: str
    other_party: str
    introduction: str
    incidents: tuple[BundleIncident, ...]
    exhibits: tuple[BundleExhibit, ...] = ()

    @property
    def contact(self) -> str:
        """Whom to ask: the house's own words, else whoever made it."""
        made_by = (self.prepared_by, self.prepared_by_title, self.centre)
        return self.centre_contact or ", ".join(filter(None, made_by))

    def oldest_first(self) -> list[BundleIncident]:
        return sorted(self.incidents, key=lambda one: (one.moment, one.number))

    def times(self) -> int:
        """How often something happened: an entry of 87 messages counts as 87."""
        return sum(one.count for one in self.incidents)


@dataclass(frozen=True, slots=True)
class Bucket:
    """A week, month or year from `first_day` on, and how often something happened in it."""

    first_day: date
    times: int


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Counts over time; what is known only as a period belongs to no week and is counted apart."""

    unit: Literal["week", "month", "year"]
    buckets: tuple[Bucket, ...]
    times_without_date: int


_MOST_BUCKETS = 110


def rhythm(content: BundleContent) -> Rhythm:
    """Weeks while they can be read as bars, else months, else years. Empty ones are kept."""
    dated = [one for one in content.incidents if one.precision is not Precision.PERIOD]
    without = content.times() - sum(one.count for one in dated)
    if not dated:
        return Rhythm("week", (), without)
    days = [one.moment.date() for one in dated]
    span = (max(days) - min(days)).days
    unit: Literal["week", "month", "year"] = (
        "week" if span <= 7 * (_MOST_BUCKETS - 1) else "month" if span <= 3300 else "year"
    )
    times: Counter[date] = Counter()
    for one in dated:
        times[_bucket_start(one.moment.date(), unit)] += one.count
    return Rhythm(unit, _without_gaps(times, unit), without)


def times_by_kind(content: BundleContent) -> list[tuple[str, int]]:
    """Most frequent first. An incident of two kinds counts under both."""
    times: Counter[str] = Counter()
    for one in content.incidents:
        for kind in set(one.kinds):
            times[kind] += one.count
    return sorted(times.items(), key=lambda pair: (-pair[1], pair[0]))


def _bucket_start(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)


def _without_gaps(times: Counter[date], unit: str) -> tuple[Bucket, ...]:
    longest = {"week": 7, "month": 31, "year": 366}[unit]
    buckets, start, last = [], min(times), max(times)
    while start <= last:
        buckets.append(Bucket(start, times[start]))
        start = _bucket_start(start + timedelta(days=longest), unit)
    return tuple(buckets)
