"""Child process: an export is asked for piece by piece, what stands in it goes out as lines.

In comes one line that says what is wanted, then only what was asked for. A line out is a JSON list:

    ["ask", at, length]       these bytes of the file are sent
    ["progress", done, total]
    ["message", [...]]        see `wire`; the content of its files follows, if it was wanted
    ["end", [...]]            the report, when all messages are told
    ["survey", [...]]         who is in the file, when only that was asked
    ["unreadable", [...]]     why the whole file cannot be read
"""

import codecs
import io
import json
import mimetypes
import sys
from typing import Any, BinaryIO, cast

from .exports import Wishes
from .reading import look_into, read_export
from .remarks import Remark, UnreadableExport
from .wire import LONGEST_LINE, message_as_list, note_as_list, report_as_list, survey_as_list

MOST_AT_ONCE = 1 << 20
_BUFFER = 1 << 16

# Loaded here, for nothing can be opened later on.
for _name in ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "cp437", "ascii"):
    codecs.lookup(_name)
mimetypes.init(files=())


def main() -> int:
    given = json.loads(sys.stdin.buffer.readline())
    file = cast("BinaryIO", io.BufferedReader(_Asked(given["size"]), _BUFFER))
    try:
        if given["only_look"]:
            _say("survey", survey_as_list(look_into(file, _tell)))
        else:
            _read(file, given)
    except UnreadableExport as unreadable:
        _say("unreadable", note_as_list(unreadable.note))
    sys.stdout.buffer.flush()
    return 0


def _read(file: BinaryIO, given: dict[str, Any]) -> None:
    contents: list[bytes] = []

    def hold(_name: str, _content_type: str, content: bytes) -> str:
        contents.append(content)
        return "follows"

    wishes = Wishes(
        parties=given["parties"] if given["parties"] is None else frozenset(given["parties"]),
        other_party=given["other_party"],
        own_name=given["own_name"],
        day_first=given["day_first"],
        store=hold if given["with_files"] else None,
        on_progress=_tell,
    )
    reading = read_export(file, wishes)
    for message in reading.messages:
        line = _line("message", message_as_list(message))
        if len(line) <= LONGEST_LINE:
            sys.stdout.buffer.writelines((line, *contents))
        else:
            reading.report.read -= 1
            reading.report.refuse(message.source_row, Remark.ROW_TOO_LARGE)
        contents.clear()
    _say("end", report_as_list(reading.report))


def _tell(done: int, total: int) -> None:
    _say("progress", done, total)


def _say(*said: Any) -> None:
    sys.stdout.buffer.write(_line(*said))


def _line(*said: Any) -> bytes:
    line = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return line.encode("utf-8", "replace") + b"\n"


class _Asked(io.RawIOBase):
    """The file, which is elsewhere: whoever started this hands over what is asked for."""

    def __init__(self, size: int) -> None:
        self._size, self._place = size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, place: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, start + place)
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: "memoryview | bytearray", /) -> int:  # type: ignore[override]
        length = min(len(buffer), self._size - self._place, MOST_AT_ONCE)
        if length <= 0:
            return 0
        _say("ask", self._place, length)
        sys.stdout.buffer.flush()
        content = sys.stdin.buffer.read(length)
        if len(content) < length:
            # Nobody is there any more.
            sys.exit(1)
        buffer[:length] = content
        self._place += length
        return length
