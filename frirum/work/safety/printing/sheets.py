"""The plan and an empty log as PDF. Nothing on them says where they come from."""

import enum
import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst
from django.utils.translation import override

from frirum.foundation.ui.dates import day as long_day
from frirum.foundation.ui.dates import short_day
from frirum.work.incidents.bundle.glyphs import FAMILIES, FONTS, one_line, printable

from ..document import Document
from ..domains import PointStand

_HERE = Path(__file__).parent
_LOG_LINES = 8
Language = Literal["da", "en"]


class Paper(enum.StrEnum):
    PLAN = "plan"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Printed:
    """The file, and all that it says of the case: where it stands, and the text."""

    pdf: bytes
    said: list[tuple[str, str]]


def render(paper: Paper, document: Document, *, language: Language, day: date) -> Printed:
    """No text, whatever its characters, makes this fail."""
    with override(language):
        words = _words(language)
        data: dict[str, Any] = {"words": words, "language": language, "day": long_day(day)}
        data |= _plan(document, words) if paper == Paper.PLAN else {"lines": _LOG_LINES}
    moment = datetime.combine(day, time(12), tzinfo=timezone(timedelta(0)))
    pdf = typst.compile(
        _HERE / f"{paper}.typ",
        root=_HERE,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data), "fonts": json.dumps(FAMILIES)},
        pdf_standards=["a-3a", "ua-1"],
        timestamp=moment,
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst answered with something else than one document")
    return Printed(pdf, _said(document, words) if paper == Paper.PLAN else [])


def _plan(document: Document, words: dict[str, str]) -> dict[str, Any]:
    """No code word: whoever finds the paper must not be able to pass for the client."""
    return {
        "domains": [
            {"name": str(domain.label), "lines": [_line(one, words) for one in lines]}
            for domain, lines in document.by_domain
        ],
        "points": [
            {
                "text": one_line(one.words),
                "done": one.stand == PointStand.FINE,
                "stand": " · ".join(filter(None, (one.stand_words, one_line(one.note)))),
            }
            for one in document.looked_at
        ],
        "contacts": printable(document.contacts.strip()),
    }


def _line(one: Any, words: dict[str, str]) -> dict[str, Any]:
    when = ""
    if one.done:
        when = words["done"].format(day=short_day(one.done))
    elif one.due:
        when = words["due"].format(day=short_day(one.due))
    about = " · ".join(filter(None, (one_line(one.owner), when)))
    return {"text": printable(one.text.strip()), "about": about, "done": one.done is not None}


def _said(document: Document, words: dict[str, str]) -> list[tuple[str, str]]:
    said = [(words["title"], f"{one.text}\n{one.owner}") for one in document.lines]
    said += [(words["digital"], one.note) for one in document.looked_at if one.note]
    return said + ([(words["contacts"], document.contacts)] if document.contacts else [])


@cache
def _words(language: Language) -> dict[str, str]:
    loaded: dict[str, str] = json.loads((_HERE / "words" / f"{language}.json").read_text("utf-8"))
    return loaded


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
