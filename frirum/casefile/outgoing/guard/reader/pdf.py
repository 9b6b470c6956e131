"""A PDF: what stands on its pages in whatever colour, and everything that stands beside them."""

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

_MOST_PAGES = 3_000
_DEPTH = 6
_PLACES = (
    "/AcroForm", "/Outlines", "/Names", "/StructTreeRoot", "/PageLabels", "/OCProperties",
)  # fmt: skip
_NOTES = ("/Contents", "/RC", "/T", "/TU", "/V", "/DV", "/Subj", "/Alt", "/ActualText", "/URI")


def said(content: bytes) -> Iterator[tuple[str, str]]:
    """Raises ValueError when it is locked or too long, and whatever the library raises."""
    file = PdfReader(io.BytesIO(content), strict=False)
    if file.is_encrypted or len(file.pages) > _MOST_PAGES:
        raise ValueError("locked, or too long")
    yield from _properties(file)
    for page in file.pages:
        yield "text", page.extract_text()
        for note in page.get("/Annots") or ():
            yield "hidden", "\n".join(_strings(note, _DEPTH))
        if _has_picture(page):
            yield "picture", ""
    root: Any = file.trailer["/Root"]
    for place in _PLACES:
        if place in root:
            limit = 400 if place == "/StructTreeRoot" else _DEPTH * 20
            yield "hidden", "\n".join(_strings(root[place], limit))
    yield from _enclosed(file)


def _properties(file: PdfReader) -> Iterator[tuple[str, str]]:
    for value in (file.metadata or {}).values():
        yield "property", str(value)
    root: Any = file.trailer["/Root"]
    packet = root.get("/Metadata")
    if packet is not None:
        yield "property", packet.get_object().get_data().decode("utf-8", "replace")


def _has_picture(page: Any) -> bool:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources else None
    return objects is not None and any(
        one.get_object().get("/Subtype") == "/Image" for one in objects.get_object().values()
    )


def _strings(start: Any, depth: int) -> Iterator[str]:
    """Each text that hangs on an object, without going up or to another page."""
    seen: set[int] = set()
    waiting = [(start, depth)]
    while waiting:
        item, left = waiting.pop()
        if isinstance(item, IndirectObject):
            if item.idnum in seen:
                continue
            seen.add(item.idnum)
            item = item.get_object()
        if left <= 0:
            continue
        if isinstance(item, DictionaryObject):
            yield from (str(item[key]) for key in _NOTES if isinstance(item.get(key), str))
            yield from (str(item[key]) for key in ("/Title", "/F", "/UF", "/Desc") if key in item)
            waiting += [
                (value, left - 1)
                for key, value in item.items()
                if key not in {"/P", "/Parent", "/Pg", "/Prev", "/Dest", "/D", "/EF"}
            ]
        elif isinstance(item, ArrayObject):
            waiting += [(value, left - 1) for value in reversed(item)]
        elif isinstance(item, str) and not item.startswith("/"):
            yield item


def _enclosed(file: PdfReader) -> Iterator[tuple[str, str]]:
    """Files inside of it are read like any other."""
    from .kinds import said_in  # noqa: PLC0415, the two call each other

    for name, contents in file.attachments.items():
        yield "property", name
        for content in contents:
            yield from said_in(bytes(content))
