"""A letter as it leaves: one text, on paper or as a file to go on writing in; nothing hidden."""

from .docx import render_docx
from .pdf import render_pdf
from .sheet import Form, Sheet

__all__ = ["Form", "Sheet", "render"]


def render(sheet: Sheet, form: Form) -> bytes:
    return render_docx(sheet) if form is Form.DOCX else render_pdf(sheet)
