"""A DOCX, and any other package of XML: every word of every part, hidden and deleted ones too."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from . import pictures

_MOST_PARTS = 2_000
_MOST_BYTES = 64 * 1024 * 1024
_BREAKS = frozenset({"p", "tr", "br", "cr"})
_ATTRIBUTES = frozenset({"descr", "title", "name", "author", "initials", "val", "alt", "Target"})
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".emf", ".wmf", ".bmp")
_UNTOLD = re.compile(r"(?:^|/)(?:theme\d*|fontTable|webSettings|\[Content_Types\])\.xml$")


def said(content: bytes) -> Iterator[tuple[str, str]]:
    """Raises ValueError for a package that is too large, and what the XML reader raises."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
            raise ValueError("too large")
        if package.comment:
            yield "property", package.comment.decode("utf-8", "replace")
        for part in parts:
            yield "property", part.filename.rpartition("/")[2]
            yield from _said_in(part.filename, package.read(part))


def _said_in(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    low = name.lower()
    if low.endswith(_PICTURES):
        yield from pictures.said(content)
    elif low.endswith((".xml", ".rels")):
        if not _UNTOLD.search(name) and content.strip():
            yield from _words(name, ElementTree.fromstring(content))
    elif content:
        yield "text", content.decode("utf-8", "replace")


def _words(name: str, root: Element) -> Iterator[tuple[str, str]]:
    where = (
        "text" if name.endswith("document.xml") else "property" if "docProps" in name else "hidden"
    )
    yield where, "".join(_running(root))
    if not name.endswith(("styles.xml", "numbering.xml", "settings.xml")):
        yield "property", "\n".join(_attributes(root))


def _running(element: Element) -> Iterator[str]:
    """Runs of one paragraph belong together; a new paragraph, row or cell begins a line."""
    tag = str(element.tag).rpartition("}")[2]
    if element.text:
        yield element.text
    for child in element:
        yield from _running(child)
        if child.tail:
            yield child.tail
    if tag in _BREAKS:
        yield "\n"
    elif tag in {"tab", "tc"}:
        yield "\t"
    elif len(element) == 0 and tag not in {"t", "delText", "instrText"}:
        yield " " if element.text else ""


def _attributes(root: Element) -> Iterator[str]:
    for element in root.iter():
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] in _ATTRIBUTES and len(value) > 2:
                yield value
