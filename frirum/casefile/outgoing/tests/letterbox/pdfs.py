"""Letters as PDF, with white or tiny words, a remark, or words among the properties."""

import json
from dataclasses import dataclass, field
from io import BytesIO

import typst
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import NameObject, TextStringObject

_SOURCE = """
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, author: d.author, date: datetime(year: 2026, month: 3, day: 2))
#set page(paper: "a4", margin: d.margin * 1mm, numbering: "1")
#set text(font: "Libertinus Serif", size: d.size * 1pt, lang: d.language, hyphenate: d.hyphenate)
#set par(leading: d.leading * 1em, justify: d.hyphenate)
#for p in d.paragraphs [
  #par(p.split("\\n").join(linebreak()))
  #v(0.4em)
]
#if d.white != "" [ #text(fill: white, d.white) ]
#if d.tiny != "" [ #text(size: 0.8pt, d.tiny) ]
"""


@dataclass
class Page:
    """What a PDF says, and how it looks."""

    paragraphs: list[str]
    title: str
    author: str
    language: str
    hyphenate: bool = False
    long: bool = False
    white: str = ""
    tiny: str = ""
    annotation: str = ""
    properties: dict[str, str] = field(default_factory=dict)


def pdf(page: Page) -> bytes:
    data = {
        "paragraphs": page.paragraphs,
        "title": page.title,
        "author": page.author,
        "language": page.language,
        "hyphenate": page.hyphenate,
        "white": page.white,
        "tiny": page.tiny,
        "margin": 38 if page.long else 25,
        "size": 13.5 if page.long else 10.5,
        "leading": 1.25 if page.long else 0.65,
    }
    made = typst.compile(_SOURCE.encode(), sys_inputs={"data": json.dumps(data)})
    if not page.annotation and not page.properties:
        return made
    return _with_more(made, page)


def _with_more(made: bytes, page: Page) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(made)))
    if page.annotation:
        remark = Text(rect=(500, 700, 520, 720), text=page.annotation)
        remark[NameObject("/T")] = TextStringObject(page.author)
        writer.add_annotation(0, remark)
    if page.properties:
        writer.add_metadata({f"/{name}": value for name, value in page.properties.items()})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def pages_of(made: bytes) -> int:
    return len(PdfReader(BytesIO(made)).pages)
