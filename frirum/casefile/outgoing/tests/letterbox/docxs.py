"""Letters as DOCX, and the corners of that format in which words stay unseen."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Letter
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from .pictures import png

_WHEN = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
_W = nsdecls("w")
_CUSTOM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="%s">'
    "<vt:lpwstr>%s</vt:lpwstr></property></Properties>"
)
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_LINK = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/custom-properties" Target="docProps/custom.xml"/>'
)


@dataclass
class Sheet:
    """What a DOCX says, openly and in its corners (`corners` by name of the corner)."""

    paragraphs: list[str]
    properties: dict[str, str]
    corners: dict[str, str] = field(default_factory=dict)


def docx(sheet: Sheet, chance: Random) -> bytes:
    letter = Document()
    for part in sheet.paragraphs:
        letter.add_paragraph(part)
    for name, words in sheet.corners.items():
        if name != "custom":
            _CORNERS[name](letter, words, chance)
    properties = letter.core_properties
    properties.created = properties.modified = _WHEN
    for name, value in sheet.properties.items():
        setattr(properties, name, value)
    out = BytesIO()
    letter.save(out)
    return _settled(out.getvalue(), sheet.corners.get("custom"))


def _middle(letter: Letter, chance: Random):
    return letter.paragraphs[chance.randrange(len(letter.paragraphs) // 2, len(letter.paragraphs))]


def _vanish(letter: Letter, words: str, chance: Random) -> None:
    _middle(letter, chance).add_run(" " + words).font.hidden = True


def _comment(letter: Letter, words: str, chance: Random) -> None:
    author = letter.paragraphs[-1].text.partition("\n")[0]
    letter.add_comment(_middle(letter, chance).runs, text=words, author=author, initials="")


def _header(letter: Letter, words: str, chance: Random) -> None:
    letter.sections[0].header.paragraphs[0].text = words


def _footer(letter: Letter, words: str, chance: Random) -> None:
    letter.sections[0].footer.paragraphs[0].text = words


def _textbox(letter: Letter, words: str, chance: Random) -> None:
    box = (
        f'<w:r {_W} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
        '<v:shape style="width:180pt;height:30pt"><v:textbox><w:txbxContent><w:p><w:r>'
        f"<w:t>{words}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    _middle(letter, chance)._p.append(parse_xml(box))


def _table(letter: Letter, words: str, chance: Random) -> None:
    """Each word of it in a cell of its own, as in a form."""
    parts = words.split()
    row = letter.add_table(rows=1, cols=len(parts)).rows[0]
    for cell, part in zip(row.cells, parts, strict=True):
        cell.text = part


def _alt(letter: Letter, words: str, chance: Random) -> None:
    picture = letter.add_picture(BytesIO(png({}, chance)))
    picture._inline.docPr.set("descr", words)


def _deleted(letter: Letter, words: str, chance: Random) -> None:
    """Struck out while changes were tracked: no longer printed, still in the file."""
    struck = (
        f'<w:del {_W} w:id="7" w:author="Fjordhus" w:date="2026-03-02T10:00:00Z"><w:r>'
        f'<w:delText xml:space="preserve"> {words}</w:delText></w:r></w:del>'
    )
    _middle(letter, chance)._p.append(parse_xml(struck))


_CORNERS: dict[str, Callable[[Letter, str, Random], None]] = {
    "vanish": _vanish,
    "comment": _comment,
    "header": _header,
    "footer": _footer,
    "textbox": _textbox,
    "table": _table,
    "alt": _alt,
    "deleted": _deleted,
}


def _settled(made: bytes, custom: str | None) -> bytes:
    """The same archive with one moment everywhere, and a property of one's own if wished for."""
    out = BytesIO()
    with ZipFile(BytesIO(made)) as old, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            if not name.endswith("thumbnail.jpeg"):
                _write(new, name, _changed(name, old.read(name), custom))
        if custom:
            _write(new, "docProps/custom.xml", (_CUSTOM % ("Kontakt", custom)).encode())
    return out.getvalue()


def _write(archive: ZipFile, name: str, content: bytes) -> None:
    entry = ZipInfo(name, (2026, 3, 2, 10, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    archive.writestr(entry, content)


def _changed(name: str, content: bytes, custom: str | None) -> bytes:
    if name == "_rels/.rels":
        content = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
        if custom:
            content = content.replace(
                b"</Relationships>", _CUSTOM_LINK.encode() + b"</Relationships>"
            )
    elif name == "[Content_Types].xml" and custom:
        part = f'<Override PartName="/docProps/custom.xml" ContentType="{_CUSTOM_TYPE}"/>'
        content = content.replace(b"</Types>", part.encode() + b"</Types>")
    elif name == "word/comments.xml":
        content = re.sub(rb'w:date="[^"]*"', b'w:date="2026-03-02T10:00:00Z"', content)
    return content
