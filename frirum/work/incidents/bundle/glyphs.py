"""Which characters the bundle's fonts can draw, and how the others are shown.

An archival PDF refuses to be made when one character has no glyph, and chat logs hold everything.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FAMILIES = ("Source Sans 3", "Noto Sans Arabic", "Noto Emoji")
_FILES = ("SourceSans3-Regular.ttf", "NotoSansArabic-Regular.ttf", "NotoEmoji-Regular.ttf")

_JOINER = "\u200d"
_BREAK_HERE = "\u200b"
_INVISIBLE = frozenset("\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff")
_NEW_LINES = {"\r\n": "\n", "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\t": "    "}
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_LONG_RUN, _BREAK_EVERY = 40, 8


def printable(text: str) -> str:
    """The text as the fonts can draw it: other characters become their code, `[U+4F60 U+597D]`.

    Invisible marks are dropped unless they join a sequence; runs that no line can hold may break.
    """
    for old, new in _NEW_LINES.items():
        text = text.replace(old, new)
    parts = (part for run in _clusters(unicodedata.normalize("NFC", text)) for part in _shown(run))
    out = []
    for is_code, group in groupby(parts, key=lambda part: part[0]):
        shown = [part for _, part in group]
        out.extend(["[" + " ".join(shown) + "]"] if is_code else shown)
    return "".join(_with_breaks(out))


def one_line(text: str) -> str:
    return " ".join(printable(text).split())


def _clusters(text: str) -> Iterator[str]:
    """A base character with the marks on it; fonts are chosen for these as wholes."""
    cluster = ""
    for char in text:
        if cluster and cluster[0] != "\n" and (_extends(char) or cluster[-1] == _JOINER):
            cluster += char
        else:
            yield cluster
            cluster = char
    yield cluster


def _extends(char: str) -> bool:
    is_mark = unicodedata.category(char) in {"Mn", "Me", "Mc"}
    return is_mark or char in _INVISIBLE or ord(char) in _SKIN_TONES


def _shown(cluster: str) -> Iterator[tuple[bool, str]]:
    """Pairs of "is a code" and what to print."""
    if cluster == "\n":
        yield False, cluster
        return
    visible = cluster.translate({ord(char): None for char in "\u00ad\u200b\u200e\u200f\ufeff"})
    if visible and _stands_alone(visible[0]) and _in_one_font(visible):
        yield False, visible
        return
    for char in visible:
        if char in _INVISIBLE:
            continue
        if _stands_alone(char) and _in_one_font(char):
            yield False, char
        else:
            yield True, f"U+{ord(char):04X}"


def _stands_alone(char: str) -> bool:
    """A mark without a letter, at the start of a line say, has no shape of its own."""
    return not _extends(char) or ord(char) in _SKIN_TONES


def _with_breaks(clusters: list[str]) -> Iterator[str]:
    for is_space, group in groupby(clusters, key=str.isspace):
        run = list(group)
        if is_space or sum(map(len, run)) <= _LONG_RUN:
            yield from run
        else:
            for place, cluster in enumerate(run, start=1):
                yield cluster
                if place % _BREAK_EVERY == 0:
                    yield _BREAK_HERE


@lru_cache(maxsize=8192)
def _in_one_font(cluster: str) -> bool:
    if any(_is_control(char) for char in cluster):
        return False
    return any(all(ord(char) in font for char in cluster) for font in _coverage())


def _is_control(char: str) -> bool:
    """Fonts carry empty glyphs for some of these, yet a reader must see that they were there."""
    return unicodedata.category(char).startswith("C") and char not in _INVISIBLE


@cache
def _coverage() -> tuple[frozenset[int], ...]:
    return tuple(frozenset(_cmap((FONTS / name).read_bytes())) for name in _FILES)


def _cmap(font: bytes) -> Iterator[int]:
    """Code points of a TrueType font, from its format 12 or format 4 character map."""
    tables = struct.unpack_from(">H", font, 4)[0]
    entries = (struct.unpack_from(">4sLLL", font, 12 + 16 * place) for place in range(tables))
    start = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    count = struct.unpack_from(">H", font, start + 2)[0]
    subtables = {
        struct.unpack_from(">H", font, start + offset)[0]: start + offset
        for _, _, offset in struct.iter_unpack(">HHL", font[start + 4 : start + 4 + 8 * count])
    }
    if 12 in subtables:
        at = subtables[12]
        groups = struct.unpack_from(">L", font, at + 12)[0]
        for first, last, _ in struct.iter_unpack(">LLL", font[at + 16 : at + 16 + 12 * groups]):
            yield from range(first, last + 1)
        return
    at = subtables[4]
    doubled = struct.unpack_from(">H", font, at + 6)[0]
    ends = struct.unpack_from(f">{doubled // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{doubled // 2}H", font, at + 16 + doubled)
    for first, last in zip(starts, ends, strict=True):
        yield from range(first, last + 1 if last < 0xFFFF else first)
