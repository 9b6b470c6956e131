"""From sums to pictures. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Phase
from frirum.foundation.ui import dates
from frirum.foundation.ui.charts import Band, Bar, BarChart, HourGrid, Mark, percent, weekdays

from .kinds import Channel, PlaceKind
from .queries.patterns import Bucket, Pattern, Tally, Unit, start_of

# Each mark takes a line above the bars.
_MOST_MARKS = 2
_MOST_COLUMNS = 13
_MOST_RANKED = 6
# Fewer in one hour of the week say nothing about the next.
_TELLING = 3


def rhythm_chart(pattern: Pattern, phases: Sequence[Phase], *, by_times: bool) -> BarChart:
    """How much, week by week, with breaches marked, phases behind and reports on the axis."""
    buckets = pattern.buckets
    return BarChart(
        title=_rhythm_title(pattern.unit, by_times=by_times),
        bars=[
            Bar(
                bucket_label(bucket.first_day, pattern.unit),
                bucket.times if by_times else bucket.entries,
                is_marked=bucket.breaches > 0,
            )
            for bucket in buckets
        ],
        bands=_bands(buckets, phases, pattern.unit),
        marks=_marks(buckets),
        label_heading=_unit_word(pattern.unit),
        value_heading=_("Times") if by_times else _("Incidents"),
        marked_means=_("Breach of an order"),
    )


def nearness_chart(pattern: Pattern) -> BarChart:
    return BarChart(
        title=_("At or outside the home"),
        bars=[
            Bar(bucket_label(bucket.first_day, pattern.unit), bucket.near_home)
            for bucket in pattern.buckets
        ],
        label_heading=_unit_word(pattern.unit),
        value_heading=_("Incidents"),
    )


def hour_grid(pattern: Pattern) -> HourGrid:
    return HourGrid(title=_("By weekday and hour"), counts=pattern.hours)


def busiest(pattern: Pattern) -> str:
    """The hour of the week with most in it; nothing when several are alike."""
    counts = sorted(pattern.hours.values(), reverse=True)
    if not counts or counts[:2] == [counts[0]] * 2 or counts[0] < _TELLING:
        return ""
    weekday, hour = max(pattern.hours, key=pattern.hours.__getitem__)
    return _("%(day)s between %(from)s and %(to)s") % {
        "day": weekdays()[weekday],
        "from": hour,
        "to": hour + 1,
    }


@dataclass(frozen=True, slots=True)
class Cell:
    """`level` is how dark: 0 for nothing, 4 for the most."""

    count: int
    level: int


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """Kinds of place from far to near, each a row over the months; only what occurs.

    A head is a month's name and its year, which is named where it is new.
    """

    heads: list[tuple[str, str]]
    rows: list[tuple[str, list[Cell]]]


def place_table(pattern: Pattern) -> PlaceTable:
    unit, places = _fewer(pattern)
    used = [place for place in PlaceKind if any(place in counts for _day, counts in places)]
    return PlaceTable(
        heads=_heads([day for day, _counts in places], unit),
        rows=[
            (str(place.label), _cells([counts.get(place, 0) for _day, counts in places]))
            for place in used
        ],
    )


def _cells(counts: list[int]) -> list[Cell]:
    """Dark within its row: what comes from afar by the hundred must not hide the door."""
    peak = max(counts)
    return [Cell(count, ceil(4 * count / peak) if count else 0) for count in counts]


def _fewer(pattern: Pattern) -> tuple[Unit, list[tuple[date, Counter[str]]]]:
    """Months while they stand beside each other, else years."""
    unit: Unit = "month" if pattern.unit == "week" else pattern.unit
    if len(pattern.places) > _MOST_COLUMNS:
        unit = "year"
    found: dict[date, Counter[str]] = {}
    for day, counts in pattern.places:
        found.setdefault(start_of(day, unit), Counter()).update(counts)
    return unit, sorted(found.items())


def _heads(days: list[date], unit: Unit) -> list[tuple[str, str]]:
    if unit == "year":
        return [(str(day.year), "") for day in days]
    years = [day.year for day in days]
    return [
        (
            dates.month_short(day),
            str(day.year) if index == 0 or years[index - 1] != day.year else "",
        )
        for index, day in enumerate(days)
    ]


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a ranking; `width` is its part of the longest, in percent."""

    label: str
    count: int
    width: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """The most frequent, and the rest behind one press."""

    first: list[Share]
    rest: list[Share]


def behaviour_ranking(pattern: Pattern, *, by_times: bool) -> Ranking:
    named = [(str(kind.label), tally) for kind, tally in pattern.behaviours]
    return _ranking(named, by_times=by_times)


def channel_ranking(pattern: Pattern, *, by_times: bool) -> Ranking:
    named = [
        (str(Channel(code).label) if code else _("Not said"), tally)
        for code, tally in pattern.channels
    ]
    return _ranking(named, by_times=by_times)


def _ranking(named: Sequence[tuple[str, Tally]], *, by_times: bool) -> Ranking:
    counted = [(label, tally.times if by_times else tally.entries) for label, tally in named]
    counted.sort(key=lambda one: -one[1])
    most = counted[0][1] if counted else 1
    shares = [Share(label, count, percent(100 * count / most)) for label, count in counted]
    # One line behind a press would take as much room as the line.
    shown = len(shares) if len(shares) <= _MOST_RANKED + 1 else _MOST_RANKED
    return Ranking(shares[:shown], shares[shown:])


@dataclass(frozen=True, slots=True)
class Pace:
    """A week's mean of the last four whole weeks and of the four before them."""

    now: int
    before: int


def pace(pattern: Pattern, *, by_times: bool, until: date) -> Pace | None:
    """None where weeks are not counted, or are too few to compare.

    The log's weeks end with its last entry; the silent ones since then count as well.
    """
    if pattern.unit != "week":
        return None
    monday = start_of(until, "week")
    counts = {one.first_day: one.times if by_times else one.entries for one in pattern.buckets}
    if not counts or min(counts) > monday - timedelta(weeks=8):
        return None
    weeks = [counts.get(monday - timedelta(weeks=ago), 0) for ago in range(1, 9)]
    return Pace(now=round(sum(weeks[:4]) / 4), before=round(sum(weeks[4:]) / 4))


def bucket_label(first_day: date, unit: Unit) -> str:
    if unit == "week":
        return str(first_day.isocalendar().week)
    if unit == "month":
        return f"{dates.month_short(first_day)} {first_day:%y}"
    return str(first_day.year)


def _unit_word(unit: Unit) -> str:
    return {"week": _("Week"), "month": _("Month"), "year": _("Year")}[unit]


def _rhythm_title(unit: Unit, *, by_times: bool) -> str:
    if by_times:
        return {
            "week": _("Times per week"),
            "month": _("Times per month"),
            "year": _("Times per year"),
        }[unit]
    return {
        "week": _("Incidents per week"),
        "month": _("Incidents per month"),
        "year": _("Incidents per year"),
    }[unit]


def _bands(buckets: Sequence[Bucket], phases: Sequence[Phase], unit: Unit) -> list[Band]:
    """Phases lie from the bar of their first day to the one before the next phase's."""
    places = {bucket.first_day: index for index, bucket in enumerate(buckets)}
    if not places:
        return []
    found: list[Band] = []
    last = len(buckets) - 1
    for phase in sorted(phases, key=lambda one: (one.since, one.recorded_at), reverse=True):
        start = start_of(phase.since, unit)
        first = 0 if start < buckets[0].first_day else places.get(start, len(buckets))
        if first <= last:
            found.append(Band(phase.get_kind_display(), first, last))
        last = min(last, first - 1)
    return found[::-1]


def _marks(buckets: Sequence[Bucket]) -> list[Mark]:
    reported = [(index, bucket) for index, bucket in enumerate(buckets) if bucket.reported]
    return [
        Mark(_("Reported: %(count)d") % {"count": bucket.reported}, index + 0.5)
        for index, bucket in reported[-_MOST_MARKS:]
    ]
