"""Makes readable text of the bytes phones write, piece by piece, wherever the pieces are cut.

Backups of text messages are not quite XML: emoji stand as two half characters written as numbers,
control codes lie about, and older phones wrote Windows letters into a file that says UTF-8.
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from .exports import Progress

CHUNK = 1 << 20

# Undecodable bytes come out of the decoder as U+DC80 to U+DCFF, one each.
_STRAY = "[\udc80-\udcff]"
_HALVES_AS_BYTES = re.compile(
    "\udced[\udca0-\udcaf][\udc80-\udcbf]\udced[\udcb0-\udcbf][\udc80-\udcbf]"
)
_STRAY_BYTES = re.compile(_STRAY)
_NUMBER = re.compile(r"&#(?:([0-9]{1,10})|x([0-9A-Fa-f]{1,9}));")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNSETTLED_TAIL = re.compile(rf"(?:&#\w{{1,10}};)?(?:&#?\w{{0,10}})?{_STRAY}{{0,5}}\Z")
_TAIL_REACH = 48
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})["']""")
_WINDOWS_NAMES = {"windows-1252", "cp1252", "iso-8859-1", "latin1"}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def _encoding_of(head: bytes) -> tuple[str, int]:
    """The encoding by its mark or the XML declaration, and the length of the mark."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, len(mark)
    declared = _DECLARED.match(head)
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    # Programs that say Latin-1 mean the Windows letters; any other claim is tried as UTF-8.
    return ("cp1252" if name in _WINDOWS_NAMES else "utf-8"), 0


class TextRepair:
    """A streaming filter: `feed` bytes, get text; `finish` gives what was held back."""

    def __init__(self, *, is_xml: bool = True) -> None:
        self.foreign_bytes = 0
        self.control_codes = 0
        self._is_xml = is_xml
        self._head = b""
        self._decoder: codecs.IncrementalDecoder | None = None
        self._held = ""

    def feed(self, data: bytes) -> str:
        return self._settle(self._decode(data, final=False), final=False)

    def finish(self) -> str:
        return self._settle(self._decode(b"", final=True), final=True)

    def _decode(self, data: bytes, *, final: bool) -> str:
        if self._decoder is None:
            self._head += data
            # The declaration has to be whole before it can be believed.
            if len(self._head) < 256 and not final:
                return ""
            name, mark = _encoding_of(self._head)
            errors = "surrogateescape" if name == "utf-8" else "replace"
            self._decoder = codecs.getincrementaldecoder(name)(errors)
            data, self._head = self._head[mark:], b""
        return self._decoder.decode(data, final)

    def _settle(self, text: str, *, final: bool) -> str:
        text = self._held + text
        self._held = ""
        if not final:
            start = max(0, len(text) - _TAIL_REACH)
            tail = _UNSETTLED_TAIL.search(text, start)
            if tail is not None:
                text, self._held = text[: tail.start()], text[tail.start() :]
        return self._mend(text)

    def _mend(self, text: str) -> str:
        if not text.isascii():
            text = _HALVES_AS_BYTES.sub(_join_bytes, text)
            text, count = _STRAY_BYTES.subn(_as_windows_letter, text)
            self.foreign_bytes += count
        if self._is_xml and "&#" in text:
            text = _NUMBER.sub(_as_halves, text)
            text = _PAIR.sub(_join_halves, text)
        text, count = _NOT_IN_XML.subn("", text)
        self.control_codes += count
        return text


def _join_bytes(found: re.Match[str]) -> str:
    raw = found[0].encode("utf-8", "surrogateescape")
    return _join(raw.decode("utf-8", "surrogatepass"))


def _join_halves(found: re.Match[str]) -> str:
    return _join(found[0])


def _join(halves: str) -> str:
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _as_windows_letter(found: re.Match[str]) -> str:
    return bytes([ord(found[0]) - 0xDC00]).decode("cp1252", "replace")


def _as_halves(found: re.Match[str]) -> str:
    """Half characters and control codes written as numbers become what they name.

    Whatever XML allows stays as it is written: `&#38;` must not turn into a bare ampersand.
    """
    number = int(found[1]) if found[1] else int(found[2], 16)
    if 0xD800 <= number <= 0xDFFF:
        return chr(number)
    if number in (9, 10, 13) or 0x20 <= number < 0xFFFE or 0x10000 <= number <= 0x10FFFF:
        return found[0]
    return "\x00"


def size_of(stream: BinaryIO) -> int:
    """Bytes in the file, 0 where the stream cannot tell. Leaves it at its start."""
    if not stream.seekable():
        return 0
    size = stream.seek(0, 2)
    stream.seek(0)
    return size


def repaired_pieces(
    stream: BinaryIO, repair: TextRepair, on_progress: Progress | None = None
) -> Iterator[str]:
    total, done = size_of(stream), 0
    while data := stream.read(CHUNK):
        done += len(data)
        yield repair.feed(data)
        if on_progress is not None:
            on_progress(done, total)
    yield repair.finish()
