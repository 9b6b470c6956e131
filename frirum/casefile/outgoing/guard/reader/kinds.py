"""What a file says, piece by piece, and whether all of it could be read."""

from collections.abc import Callable, Iterator

from . import docx, pdf, pictures, plain

Said = Iterator[tuple[str, str]]
# How a file begins, whatever it is called, and what reads it.
_BEGINNINGS: tuple[tuple[bytes, Callable[[bytes], Said]], ...] = (
    (b"%PDF", pdf.said),
    (b"PK\x03\x04", docx.said),
    (b"\xff\xd8\xff", pictures.said),
    (b"\x89PNG", pictures.said),
    (b"RIFF", pictures.said),
    (b"GIF8", pictures.said),
    (b"II*\x00", pictures.said),
    (b"MM\x00*", pictures.said),
)
_SPACE_BEFORE = 1024


class Unreadable(Exception):
    """Nobody can say what stands in it."""


def said_in(content: bytes) -> list[tuple[str, str]]:
    """Where (a code: `text`, `hidden`, `property`, `picture`) and what, in the file's order.

    A picture whose pixels may show words is told as ("picture", ""): no machine reads those.

    Raises:
        Unreadable: of an unknown kind, damaged, or locked.
    """
    head = content[:_SPACE_BEFORE].lstrip()
    reads = next((way for start, way in _BEGINNINGS if head.startswith(start)), plain.said)
    try:
        return [(where, text) for where, text in reads(content) if text or where == "picture"]
    except MemoryError:
        raise
    except Exception as trouble:  # whatever a library makes of a file that is none
        raise Unreadable from trouble
