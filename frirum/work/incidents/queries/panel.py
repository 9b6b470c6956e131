"""The log in one panel of the case page."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Case
from frirum.foundation.ui import dates
from frirum.foundation.ui.charts import Bar, BarChart
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.rulings import Ruling

from ..rules import may_record_in
from .log import LogRow, newest_in

_WEEKS = 12
_NEWEST = 5


@dataclass(frozen=True, slots=True)
class IncidentPanel:
    """The last twelve weeks as bars, and the newest entries."""

    case: Case
    chart: BarChart
    rows: list[LogRow]
    may_record: Ruling


def incident_panel(*, actor: Actor, case: Case, today: date | None = None) -> IncidentPanel:
    """Two reads, whatever the number of rows."""
    today = today or timezone.localdate()
    rows = case.incidents.visible_to(actor)  # type: ignore[attr-defined]
    return IncidentPanel(
        case=case,
        chart=_chart(_weeks(rows, today)),
        rows=newest_in(actor=actor, case=case, size=_NEWEST),
        may_record=may_record_in(case),
    )


def _weeks(rows: "object", today: date) -> list[tuple[date, int, int]]:
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=_WEEKS - 1)
    days = (
        rows.filter(day__gte=first, day__lte=today)  # type: ignore[attr-defined]
        .order_by()
        .values_list("day")
        .annotate(entries=Count("day"), breaches=Count("day", filter=Q(is_breach=True)))
    )
    sums = {first + timedelta(weeks=week): [0, 0] for week in range(_WEEKS)}
    for day, entries, breaches in days:
        week = sums[day - timedelta(days=day.weekday())]
        week[0] += entries
        week[1] += breaches
    return [(week, *counts) for week, counts in sums.items()]  # type: ignore[misc]


def _chart(weeks: list[tuple[date, int, int]]) -> BarChart:
    return BarChart(
        title=_("Incidents per week, the last twelve weeks"),
        bars=[
            Bar(str(week.isocalendar().week), entries, is_marked=breaches > 0)
            for week, entries, breaches in weeks
        ],
        label_heading=dates.week(weeks[-1][0]).split()[0].capitalize(),
        value_heading=_("Incidents"),
        marked_means=_("Breach of an order"),
    )
