"""Exports are read in a child process with limits; what it answers is believed after a look."""

import json
import logging
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, BinaryIO

from frirum.foundation.apart.launch import Apart, Gone, Program, Why

from .exports import Attachment, Message, Progress, Reading, Report, Survey, Wishes
from .remarks import Note, Remark, UnreadableExport
from .wire import LONGEST_LINE, Garbage, fill_report, message_of, note_of, survey_of
from .words import sentence

Keep = Callable[[int, Iterator[bytes]], str]
"""Takes so many bytes of an attachment, and gives back a reference to them."""

log = logging.getLogger("frirum.imports")
MOST_MINUTES = 5
# Together with what is attached to them.
MOST_MESSAGES = 500_000
_SILENCE = 60
_MOST_TEXT = 256 << 20
_MOST_AT_ONCE = 1 << 20
_READ = Program("frirum.work.incidents.imports.read", cpu=60 * MOST_MINUTES)
_REMARKS = {
    Why.TIME: Remark.OUT_OF_TIME,
    Why.STANDSTILL: Remark.STANDSTILL,
    Why.MEMORY: Remark.OUT_OF_MEMORY,
    Why.FAULT: Remark.BROKE_DOWN,
}


def look_into(file: BinaryIO, on_progress: Progress | None = None) -> Survey:
    """Who is in the file and how much, without keeping anything of it.

    Raises UnreadableExport.
    """
    with _reader(file, {"only_look": True}, on_progress) as reader:
        word, said = next(reader.lines())
        if word != "survey":
            raise Garbage
        survey = survey_of(said)
        _check_words(survey.report)
    return survey


def read_export(
    file: BinaryIO,
    wishes: Wishes,
    *,
    known: Collection[str] = frozenset(),
    keep: Keep | None = None,
) -> Reading:
    """The wanted messages whose fingerprints are not yet `known`, with their files if `keep`.

    The messages raise UnreadableExport. Nothing the child could say raises anything else.
    """
    report = Report()
    return Reading(_messages(file, wishes, report, known, keep), report)


def _messages(
    file: BinaryIO, wishes: Wishes, report: Report, known: Collection[str], keep: Keep | None
) -> Iterator[Message]:
    wanted = {
        "only_look": False,
        "parties": None if wishes.parties is None else list(wishes.parties),
        "other_party": wishes.other_party,
        "own_name": wishes.own_name,
        "day_first": wishes.day_first,
        "with_files": keep is not None,
    }
    known_rows: set[int] = set()
    with _reader(file, wanted, wishes.on_progress) as reader:
        for word, said in reader.lines():
            if word == "end":
                fill_report(report, said)
                _check_words(report)
                break
            message = reader.message(word, said)
            if message.fingerprint in known:
                known_rows.add(message.source_row)
                reader.pass_over(message)
            else:
                yield reader.with_files(message, keep)
    report.already_known = len(known_rows)
    report.read -= len(known_rows)
    report.notes = [note for note in report.notes if note.row not in known_rows]


@contextmanager
def _reader(
    file: BinaryIO, wanted: dict[str, Any], on_progress: Progress | None
) -> Iterator["_Reader"]:
    try:
        with Apart(_READ, seconds=60 * MOST_MINUTES, silence=_SILENCE) as apart:
            yield _Reader(apart, file, wanted, on_progress)
    except Gone as gone:
        log.warning("reader of an export is gone: %s", gone.why.value)
        raise UnreadableExport(_REMARKS[gone.why], minutes=MOST_MINUTES) from gone
    except Garbage as garbage:
        log.warning("reader of an export talks nonsense")
        raise UnreadableExport(Remark.BROKE_DOWN) from garbage


class _Reader:
    """The child: what it asks for it gets, what it says is checked."""

    def __init__(
        self, apart: Apart, file: BinaryIO, wanted: dict[str, Any], on_progress: Progress | None
    ) -> None:
        self._apart, self._file, self._on_progress = apart, file, on_progress
        self._size = file.seek(0, 2)
        self._told = self._text = 0
        order = json.dumps({"size": self._size, **wanted})
        apart.send(order.encode() + b"\n")

    def lines(self) -> Iterator[tuple[str, Any]]:
        """What comes of it: `survey`, `message` or `end` with what belongs to it."""
        while True:
            match self._line():
                case ["ask", int(at), int(length)]:
                    self._hand_over(at, length)
                case ["progress", int(done), int(total)] if 0 <= done <= total:
                    if self._on_progress is not None:
                        self._on_progress(done, total)
                case ["unreadable", said]:
                    raise _unreadable(note_of(said))
                case ["survey" | "message" | "end" as word, said]:
                    yield word, said
                case _:
                    raise Garbage

    def _line(self) -> Any:
        line = self._apart.line(LONGEST_LINE)
        self._text += len(line)
        if self._text > _MOST_TEXT:
            raise UnreadableExport(Remark.TOO_LONG)
        try:
            return json.loads(line)
        except (ValueError, RecursionError):
            raise Garbage from None

    def _hand_over(self, at: int, length: int) -> None:
        if at < 0 or not 1 <= length <= _MOST_AT_ONCE or at + length > self._size:
            raise Garbage
        self._file.seek(at)
        self._apart.send(self._file.read(length))

    def message(self, word: str, said: object) -> Message:
        if word != "message":
            raise Garbage
        message = message_of(said)
        self._told += 1 + len(message.attachments)
        if self._told > MOST_MESSAGES:
            raise UnreadableExport(Remark.TOO_LONG)
        return message

    def pass_over(self, message: Message) -> None:
        for one in message.attachments:
            if one.ref:
                for _piece in self._apart.pieces(one.size):
                    pass

    def with_files(self, message: Message, keep: Keep | None) -> Message:
        if not any(one.ref for one in message.attachments):
            return message
        if keep is None:
            raise Garbage
        files = tuple(self._kept(one, keep) for one in message.attachments)
        return replace(message, attachments=files)

    def _kept(self, one: Attachment, keep: Keep) -> Attachment:
        return replace(one, ref=keep(one.size, self._apart.pieces(one.size))) if one.ref else one


def _unreadable(note: Note) -> UnreadableExport:
    _check_word(note)
    return UnreadableExport(note.remark, **note.values)


def _check_words(report: Report) -> None:
    for note in (*report.refusals, *report.notes):
        _check_word(note)


def _check_word(note: Note) -> None:
    try:
        sentence(note)
    except (KeyError, TypeError, ValueError):
        raise Garbage from None
