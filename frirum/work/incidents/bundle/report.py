"""The report as PDF/A-3a and PDF/UA-1. Text goes to typst as JSON, so it can never be markup."""

import base64
import json
from datetime import date, datetime, timezone
from functools import cache
from pathlib import Path
from typing import Any

import typst

from .content import (
    Bucket,
    BundleContent,
    BundleExhibit,
    BundleIncident,
    BundleMessage,
    Language,
    Rhythm,
    rhythm,
    times_by_kind,
)
from .glyphs import FAMILIES, FONTS, one_line, printable

_HERE = Path(__file__).parent
_MOST_LABELS = 14


def render_report(content: BundleContent) -> bytes:
    """The report of a bundle; no text in it, whatever its characters, makes this fail."""
    inputs = {"data": json.dumps(_report_data(content)), "fonts": json.dumps(FAMILIES)}
    pdf = typst.compile(
        _HERE / "report.typ",
        root=_HERE,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=inputs,
        pdf_standards=["a-3a", "ua-1"],
        timestamp=_fixed(content.prepared_at),
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst answered with something else than one document")
    return pdf


def _fixed(moment: datetime) -> datetime | None:
    """typst takes whole seconds and an offset from UTC, not a zone with its summer time."""
    offset = moment.utcoffset()
    return None if offset is None else moment.replace(microsecond=0, tzinfo=timezone(offset))


@cache
def words(language: Language) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((_HERE / "words" / f"{language}.json").read_text("utf-8"))
    return loaded


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def date_text(day: date, language: Language) -> str:
    """`3. sep. 2026`."""
    table = words(language)
    month = table["months"][day.month - 1]
    return str(table["date"].format(day=day.day, month=month, year=day.year))


def moment_text(moment: datetime, language: Language) -> str:
    """`3. sep. 2026, kl. 22.14`."""
    table = words(language)
    return str(
        table["date_and_time"].format(
            day=moment.day,
            month=table["months"][moment.month - 1],
            year=moment.year,
            hour=f"{moment.hour:02d}",
            minute=f"{moment.minute:02d}",
        )
    )


def _report_data(content: BundleContent) -> dict[str, Any]:
    language = content.language
    incidents = [_incident(one, content) for one in content.oldest_first()]
    belongs: dict[int, list[int]] = {}
    for one in content.incidents:
        for number in one.exhibits:
            belongs.setdefault(number, []).append(one.number)
    exhibits = sorted(content.exhibits, key=lambda one: one.number)
    return {
        "language": language,
        "words": words(language),
        "cover": _cover(content),
        "introduction": printable(content.introduction.strip()),
        "about": _about(content),
        "figures": _figures(content),
        "rhythm": _rhythm(rhythm(content), language),
        "kinds": [
            {"name": one_line(name), "times": times, "shown": _number(times, language)}
            for name, times in times_by_kind(content)
        ],
        "incidents": incidents,
        "exhibits": [
            _exhibit(one, sorted(belongs.get(one.number, ())), language) for one in exhibits
        ],
    }


def _cover(content: BundleContent) -> dict[str, Any]:
    language, table = content.language, words(content.language)
    counts = ", ".join(
        f"{_number(count, language)} {table[name][count != 1]}"
        for name, count in (
            ("incident", len(content.incidents)),
            ("exhibit", len(content.exhibits)),
        )
    )
    day = content.prepared_at
    return {
        "centre": one_line(content.centre),
        "reference": one_line(content.reference),
        "client": one_line(content.client),
        "other_party": one_line(content.other_party),
        "period": f"{date_text(content.first_day, language)} – "
        f"{date_text(content.last_day, language)}",
        "counts": counts,
        "prepared": date_text(day, language),
        "prepared_by": one_line(f"{content.prepared_by}, {content.prepared_by_title}".strip(", ")),
        "day": [day.year, day.month, day.day],
    }


def _about(content: BundleContent) -> list[str]:
    return [
        line.format(centre=one_line(content.centre), contact=one_line(content.contact))
        for line in words(content.language)["about_text"]
    ]


def _figures(content: BundleContent) -> list[list[str]]:
    table, language = words(content.language), content.language
    counts = {
        "figure_incidents": len(content.incidents),
        "figure_times": content.times(),
        "figure_breaches": sum(one.is_breach for one in content.incidents),
        "figure_reported": sum(one.reported is not None for one in content.incidents),
    }
    return [[_number(count, language), table[name]] for name, count in counts.items()]


def _rhythm(counts: Rhythm, language: Language) -> dict[str, Any]:
    table = words(language)
    without = counts.times_without_date
    return {
        "unit": counts.unit,
        "most": max((one.times for one in counts.buckets), default=0),
        "bars": [one.times for one in counts.buckets],
        "labels": _axis_labels(counts, table["months"]),
        "rows": [
            [_bucket_name(one, counts.unit, language), _number(one.times, language)]
            for one in counts.buckets
            if one.times
        ],
        "without_date": table["without_date"].format(count=without) if without else "",
    }


def _axis_labels(counts: Rhythm, months: list[str]) -> list[list[Any]]:
    """Where a month or year begins, thinned so that the labels never touch."""
    starts = [
        (place, one.first_day)
        for place, one in enumerate(counts.buckets)
        if place == 0 or one.first_day.month != counts.buckets[place - 1].first_day.month
    ]
    if counts.unit == "year":
        starts = [(place, one.first_day) for place, one in enumerate(counts.buckets)]
    kept: list[tuple[int, date]] = []
    for start in reversed(starts):
        if not kept or kept[-1][0] - start[0] >= len(counts.buckets) / _MOST_LABELS:
            kept.append(start)
    labels, year = [], 0
    for place, day in reversed(kept):
        month = "" if counts.unit == "year" else months[day.month - 1]
        labels.append([place, month, str(day.year) if day.year != year else ""])
        year = day.year
    return labels


def _bucket_name(bucket: Bucket, unit: str, language: Language) -> str:
    day, table = bucket.first_day, words(language)
    if unit == "week":
        year, week, _ = day.isocalendar()
        return str(table["week_name"].format(week=week, year=year))
    return f"{table['months'][day.month - 1]} {day.year}" if unit == "month" else str(day.year)


def _incident(one: BundleIncident, content: BundleContent) -> dict[str, Any]:
    table = words(content.language)
    count = _number(one.count, content.language)
    kinds = [one_line(kind) for kind in one.kinds]
    return {
        "number": one.number,
        "when": one_line(one.when),
        "kinds": ", ".join(kinds),
        "channel": one_line(one.channel),
        "count": table["times_many"].format(count=count) if one.count != 1 else "",
        "place": one_line(one.place),
        "witnesses": one_line(one.witnesses),
        "facts": printable(one.facts.strip()),
        "messages": [_message(message, content) for message in one.messages],
        "reported": _reported(one, table),
        "starred": one.is_starred,
        "breach": one.is_breach,
        "exhibits": [
            exhibit.label for exhibit in content.exhibits if exhibit.number in one.exhibits
        ],
    }


def _message(message: BundleMessage, content: BundleContent) -> dict[str, Any]:
    name = content.other_party if message.by_other_party else content.client
    return {
        "when": one_line(message.when),
        "from": words(content.language)["from"].format(name=one_line(name)),
        "by_other_party": message.by_other_party,
        "text": printable(message.text.strip()),
    }


def _reported(one: BundleIncident, table: dict[str, Any]) -> str:
    if one.reported is None:
        return ""
    district, number = one_line(one.reported.district), one_line(one.reported.journal_number)
    if not number:
        return district
    return str(table["reported_journal"].format(district=district, number=number))


def _exhibit(one: BundleExhibit, incidents: list[int], language: Language) -> dict[str, Any]:
    groups = [one.sha256[start : start + 8] for start in range(0, len(one.sha256), 8)]
    return {
        "label": one.label,
        "file": f"bilag/{one.file_name}",
        "size": _size(one.size, language),
        "received": moment_text(one.received_at, language),
        "received_from": one_line(one.received_from),
        "hash": groups,
        "incidents": ", ".join(map(str, incidents)),
        "alt": words(language)["preview_alt"].format(label=one.label),
        "preview": _picture(one.preview) if one.preview else "",
    }


def _picture(preview: bytes) -> str:
    """The picture inside an SVG, as text is all that can be handed over without a file on disk."""
    kind = "webp" if preview[:4] == b"RIFF" else "png" if preview[:4] == b"\x89PNG" else "jpeg"
    encoded = base64.b64encode(preview).decode("ascii")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="240">'
        '<image width="300" height="240" preserveAspectRatio="xMaxYMin meet" '
        f'href="data:image/{kind};base64,{encoded}"/></svg>'
    )


def _size(size: int, language: Language) -> str:
    if size < 1024:
        return f"{size} byte" if language == "da" else f"{size} bytes"
    amount, unit = (size / 1024, "kB") if size < 1024 * 1024 else (size / 1024 / 1024, "MB")
    shown = f"{amount:.1f}" if amount < 10 else f"{amount:.0f}"
    return f"{shown.replace('.', words(language)['decimal_mark'])} {unit}"


def _number(number: int, language: Language) -> str:
    return f"{number:,}".replace(",", words(language)["thousands_mark"])
