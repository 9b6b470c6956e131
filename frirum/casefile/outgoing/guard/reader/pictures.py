"""A picture: what its properties say. What it shows, no machine reads."""

import io
import re
from collections.abc import Iterator
from typing import Any

from PIL import ExifTags, Image

Image.MAX_IMAGE_PIXELS = 200_000_000
_USER_COMMENT = 8
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_LEAST = 4


def said(content: bytes) -> Iterator[tuple[str, str]]:
    """Raises what the library raises for a file that is no picture."""
    yield "picture", ""
    with Image.open(io.BytesIO(content)) as picture:
        for name, value in picture.info.items():
            yield "property", f"{name} {_words(value)}" if name not in _LONG else ""
        exif = picture.getexif()
        sub = [exif.get_ifd(ifd) for ifd in (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo)]
        for values in (exif, *sub):
            yield from (("property", _words(value)) for value in values.values())
        if hasattr(picture, "text"):
            yield from (("property", f"{key} {value}") for key, value in picture.text.items())
    for packet in _XMP.findall(content):
        yield "property", re.sub(r"<[^>]*>", " ", packet.decode("utf-8", "replace"))


_LONG = frozenset({"icc_profile", "exif", "mpinfo", "xmp", "transparency", "photoshop"})


def _words(value: Any) -> str:
    """Text that was stored as such, or as bytes of one of the usual kinds."""
    if isinstance(value, bytes):
        return _decoded(value)
    if isinstance(value, dict):
        return " ".join(map(_words, value.values()))
    if isinstance(value, tuple | list):
        return " ".join(map(_words, value))
    return str(value)


def _decoded(value: bytes) -> str:
    kind, comment = value[:_USER_COMMENT], value[_USER_COMMENT:]
    if kind == b"UNICODE\0":
        return "\n".join(comment.decode(f"utf-16-{order}", "replace") for order in ("le", "be"))
    if kind == b"ASCII\0\0\0":
        value = comment
    if value[1::2].count(0) > len(value) // _LEAST:
        return value.decode("utf-16-le", "replace").strip("\0")
    return value.decode("utf-8", "replace").strip("\0")
