"""Plain descriptions of charts, and the geometry of their pictures.

Widths are percentages of the picture and heights are pixels: text keeps its size on every screen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

PLOT_HEIGHT = 84
VALUE_ROOM = 20
LABEL_ROOM = 22
BAND_ROOM = 20
MARK_ROOM = 17
MOST_LABELS = 16
HOUR_CELL_HEIGHT = 22
HOUR_LEFT = 7.0
VALUE_HEIGHT = 12

_Drawn = dict[str, object]
_SECOND = SafeString(' class="is-second"')


@dataclass(frozen=True)
class Bar:
    label: str
    value: int
    is_marked: bool = False


@dataclass(frozen=True)
class Band:
    """A phase behind the bars, from one bar to another, both counted from 0 and included."""

    label: str
    first: int
    last: int


@dataclass(frozen=True)
class Mark:
    """A moment on the axis: 2.5 is the middle of the third bar."""

    label: str
    at: float


@dataclass(frozen=True)
class BarChart:
    title: str
    bars: Sequence[Bar]
    bands: Sequence[Band] = ()
    marks: Sequence[Mark] = ()
    label_heading: str = ""
    value_heading: str = ""
    marked_means: str = ""

    @property
    def in_words(self) -> str:
        figures = ", ".join(f"{bar.label}: {bar.value}" for bar in self.bars)
        return f"{self.title}. {figures}" if figures else self.title


@dataclass(frozen=True)
class HourGrid:
    """Counts by (weekday, hour): Monday is 0, hours 0 to 23. Absent pairs are zero."""

    title: str
    counts: Mapping[tuple[int, int], int]

    @property
    def in_words(self) -> str:
        if not any(self.counts.values()):
            return _("%(title)s. Nothing counted.") % {"title": self.title}
        (weekday, hour), most = max(self.counts.items(), key=lambda item: item[1])
        return _("%(title)s. Most, %(most)s, on %(day)s between %(from)s and %(to)s.") % {
            "title": self.title,
            "most": most,
            "day": weekdays()[weekday],
            "from": hour,
            "to": hour + 1,
        }


def weekdays() -> list[str]:
    return [
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"),
        _("Friday"), _("Saturday"), _("Sunday"),
    ]  # fmt: skip


def percent(value: float) -> str:
    return f"{value:.2f}%"


def bar_picture(chart: BarChart) -> dict[str, object]:
    """Everything the template draws, already as attribute texts."""
    count = max(len(chart.bars), 1)
    slot = 100 / count
    top = BAND_ROOM * bool(chart.bands) + MARK_ROOM * len(chart.marks)
    base = top + VALUE_ROOM + PLOT_HEIGHT
    peak = max((bar.value for bar in chart.bars), default=0) or 1
    every = ceil(count / MOST_LABELS)
    bars: list[_Drawn] = []
    for index, bar in enumerate(chart.bars):
        height = max(PLOT_HEIGHT * bar.value / peak, 1.5)
        bars.append(
            {
                "x": percent(index * slot + slot * 0.11),
                "width": percent(slot * 0.78),
                "middle": percent((index + 0.5) * slot),
                "y": f"{base - height:.1f}",
                "height": f"{height:.1f}",
                "value_y": f"{base - height - 6:.1f}",
                "value": bar.value if count <= 2 * MOST_LABELS else "",
                "label": bar.label if index % every == 0 else "",
                "is_marked": bar.is_marked,
                # A phone shows half of the labels, and of the values those alone that tell most.
                "is_second": count > MOST_LABELS // 2 and index % (2 * every) != 0,
                "is_peak": bar.value == peak,
            }
        )
    return {
        "chart": chart,
        "bars": bars,
        "drawn": [_drawn_bar(bar, base + 17) for bar in bars],
        "bands": [_band(band, slot, base) for band in chart.bands],
        "marks": _marks(chart, slot, base, bars),
        "base": base,
        "height": base + LABEL_ROOM,
    }


def _drawn_bar(bar: _Drawn, label_y: int) -> SafeString:
    """Drawn here and not in the template, where the bars took a quarter of the case page's time."""
    marked = " is-marked" if bar["is_marked"] else ""
    return format_html(
        '<rect class="bar-rect{marked}" x="{x}" y="{y}" width="{width}" height="{height}" rx="2"/>'
        '<text class="value{marked}{peak}" x="{middle}" y="{value_y}" text-anchor="middle">{value}'
        '</text><text{second} x="{middle}" y="{label_y}" text-anchor="middle">{label}</text>',
        **bar,
        marked=marked,
        peak=" is-peak" if bar["is_peak"] else "",
        second=_SECOND if bar["is_second"] else "",
        label_y=label_y,
    )


def _band(band: Band, slot: float, base: int) -> dict[str, object]:
    left, width = band.first * slot, (band.last - band.first + 1) * slot
    return {
        "label": band.label,
        "x": percent(left),
        "width": percent(width),
        "middle": percent(left + width / 2),
        "height": base,
    }


def _marks(chart: BarChart, slot: float, base: int, bars: Sequence[_Drawn]) -> list[_Drawn]:
    """A line of its own for each label, and none runs through another or through a number.

    Words to the left of their line stand the higher the later they are, so that the lines begin
    below them; words to the right the other way round.
    """
    places = [mark.at * slot for mark in chart.marks]
    is_late = bool(places) and places[0] > 40 and places[-1] > 60
    found: list[_Drawn] = []
    for number, (mark, at) in enumerate(zip(chart.marks, places, strict=True)):
        is_left = is_late or at > 60
        row = len(places) - 1 - number if is_late else number
        top = BAND_ROOM * bool(chart.bands) + MARK_ROOM * row
        bar = int(mark.at)
        ends = float(str(bars[bar]["value_y"])) - VALUE_HEIGHT if bar < len(bars) else base
        found.append(
            {
                "label": mark.label,
                "x": percent(at),
                "text_x": percent(at - 1.4 if is_left else at + 1.4),
                "y": top + 1,
                "ends": f"{max(ends, top + 1):.1f}",
                "text_y": top + 12,
                "anchor": "end" if is_left else "start",
            }
        )
    return found


def hour_picture(grid: HourGrid) -> dict[str, object]:
    peak = max(grid.counts.values(), default=0)
    width = (100 - HOUR_LEFT) / 24
    rows = []
    for weekday, name in enumerate(weekdays()):
        top = 18 + weekday * HOUR_CELL_HEIGHT
        cells = []
        for hour in range(24):
            count = grid.counts.get((weekday, hour), 0)
            left = HOUR_LEFT + hour * width
            cells.append(
                {
                    "x": percent(left),
                    "middle": percent(left + width / 2),
                    "count": count,
                    "level": ceil(4 * count / peak) if count else 0,
                }
            )
        rows.append({"name": name, "short": name[:2], "y": top, "text_y": top + 15, "cells": cells})
    hours = [
        {"hour": hour, "x": percent(HOUR_LEFT + (hour + 0.5) * width)} for hour in range(0, 24, 3)
    ]
    return {
        "grid": grid,
        "rows": rows,
        # A phone shows the shades alone where the numbers have three digits.
        "is_crowded": peak > 99,
        "hours": hours,
        "all_hours": range(24),
        "width": percent(width),
        "cell_height": HOUR_CELL_HEIGHT,
        "height": 18 + 7 * HOUR_CELL_HEIGHT + 2,
    }
