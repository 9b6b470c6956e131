"""The letter as a DOCX whose properties tell nothing: no author, no house, no day of making."""

import io
from datetime import UTC, datetime

from django.utils.translation import override
from docx import Document
from docx.shared import Mm, Pt

from frirum.foundation.ui.dates import day as written_day

from .sheet import Block, Sheet

_MADE = datetime(2000, 1, 1, tzinfo=UTC)


def render_docx(sheet: Sheet) -> bytes:
    document = Document()
    _be_plain(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = Mm(25)
    document.styles["Normal"].font.size = Pt(11)
    document.add_paragraph(sheet.recipient)
    with override(sheet.language):
        document.add_paragraph(written_day(sheet.day))
    document.add_heading(sheet.subject, level=1)
    for block in sheet.blocks():
        _add(document, block)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _be_plain(document: "Document") -> None:  # type: ignore[valid-type]
    """The library's own template names its author."""
    told = document.core_properties  # type: ignore[attr-defined]
    for name in ("author", "last_modified_by", "title", "subject", "comments", "keywords"):
        setattr(told, name, "")
    told.created = told.modified = _MADE
    told.revision = 1


def _add(document: "Document", block: Block) -> None:  # type: ignore[valid-type]
    if block.kind == "heading":
        document.add_heading(block.lines[0], level=2)  # type: ignore[attr-defined]
    elif block.kind == "list":
        for line in block.lines:
            document.add_paragraph(line, style="List Bullet")  # type: ignore[attr-defined]
    else:
        paragraph = document.add_paragraph()  # type: ignore[attr-defined]
        for number, line in enumerate(block.lines):
            run = paragraph.add_run(line)
            if number < len(block.lines) - 1:
                run.add_break()
