"""From sums to pictures. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Phase
from frirum.foundation.ui import dates
from frirum.foundation.ui.charts import Band, Bar, BarChart, HourGrid, Mark

from .kinds import Channel, PlaceKind
from .queries.patterns import Bucket, Pattern, Tally, Unit, start_of

# Each mark takes a line above the bars.
_MOST_MARKS = 2


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


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """Kinds of place from far to near against months; only those that occur."""

    heads: list[str]
    rows: list[tuple[str, list[int]]]


def place_table(pattern: Pattern) -> PlaceTable:
    used = [place for place in PlaceKind if any(place in counts for _day, counts in pattern.places)]
    months: Unit = "month" if pattern.unit == "week" else pattern.unit
    return PlaceTable(
        heads=[str(place.label) for place in used],
        rows=[
            (_period(day, months), [counts.get(place, 0) for place in used])
            for day, counts in pattern.places
        ],
    )


def channel_rows(pattern: Pattern) -> list[tuple[str, Tally]]:
    return [
        (str(Channel(code).label) if code else _("Not said"), tally)
        for code, tally in pattern.channels
    ]


def bucket_label(first_day: date, unit: Unit) -> str:
    if unit == "week":
        return str(first_day.isocalendar().week)
    return dates.month_short(first_day) if unit == "month" else str(first_day.year)


def _period(first_day: date, unit: Unit) -> str:
    if unit == "year":
        return str(first_day.year)
    return f"{dates.month_short(first_day)} {first_day.year}"


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
