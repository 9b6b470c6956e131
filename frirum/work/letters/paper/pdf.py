"""The letter as a tagged PDF. Text goes to typst as JSON, so it can never be markup."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst
from django.utils.translation import gettext as _
from django.utils.translation import override

from frirum.foundation.ui.dates import day as written_day
from frirum.work.incidents.bundle.glyphs import FAMILIES, FONTS, printable

from .sheet import Sheet

_HERE = Path(__file__).parent
# The same letter is the same file: nothing in it tells when or where it was made.
_MADE = datetime(2000, 1, 1, tzinfo=UTC)


def render_pdf(sheet: Sheet) -> bytes:
    """On plain paper, with the recipient where an envelope has its window."""
    with override(sheet.language):
        data = {
            "language": sheet.language,
            "recipient": printable(sheet.recipient),
            "day": written_day(sheet.day),
            "subject": printable(sheet.subject),
            "title": _("Letter"),
            "page": _("Page"),
            "of": _("of"),
            "blocks": [
                {"kind": one.kind, "lines": [printable(line) for line in one.lines]}
                for one in sheet.blocks()
            ],
        }
    pdf = typst.compile(
        _HERE / "letter.typ",
        root=_HERE,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data), "fonts": json.dumps(FAMILIES)},
        pdf_standards=["ua-1"],
        timestamp=_MADE,
    )
    if not isinstance(pdf, bytes):
        raise TypeError("typst answered with something else than one document")
    return pdf


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
