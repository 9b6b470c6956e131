"""Reads Android's "SMS Backup & Restore" files: messages, picture messages and calls.

A backup is one flat list, so the text is cut where a row begins and each piece is parsed by
itself: memory stays bounded, a broken row costs only itself, and no piece ever sees the file's
head, where definitions of entities would stand.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree as SafeTree
from defusedxml import DefusedXmlException

from .exports import Message, Report, Sieve, Wishes
from .remarks import BadRow, Remark, UnreadableExport
from .repair import TextRepair, repaired_pieces
from .sms_rows import message_of_row, written

# Phones send pictures far smaller than this; more in one row is a film or an attack.
MOST_CHARACTERS_IN_A_ROW = 32 << 20
_HEAD_REACH = 64 << 10
_ROOT = re.compile(r"<(smses|calls)\b[^>]*>")
_DEFINITIONS = re.compile(r"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ROW_START = re.compile(r"<(?:sms|mms|call)(?=[\s/>])")
# Where a file breaks off, a name just begun hangs on to the row before it.
_BROKEN_NAME = re.compile(r"</?[a-z]{0,5}\Z")
_ROOT_END = re.compile(r"</(?:smses|calls)\s*>\s*\Z")


def read_sms_backup(stream: BinaryIO, wishes: Wishes, report: Report) -> Iterator[Message]:
    """Yields wanted messages in the file's order; `report` is complete at the end.

    Raises UnreadableExport when the file as a whole is not a backup or is dangerous.
    """
    repair = TextRepair()
    sieve = Sieve(report)
    rows = _Rows(report)
    for piece in repaired_pieces(stream, repair, wishes.on_progress):
        yield from _messages(rows.add(piece), wishes, report, sieve)
    yield from _messages(rows.finish(), wishes, report, sieve)
    _tell_of_repairs(repair, report)


def _messages(
    rows: Iterator[tuple[int, Element]], wishes: Wishes, report: Report, sieve: Sieve
) -> Iterator[Message]:
    for number, row in rows:
        try:
            message = message_of_row(row, number, wishes, report, sieve)
        except BadRow as bad:
            report.refuse(number, bad.remark, **bad.values)
            continue
        if message is not None:
            yield message


class _Rows:
    """Cuts the stream of text into rows and parses them, many at a time."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._pending: list[str] = []
        self._pending_size = 0
        self._is_past_head = False
        self._is_closed = False
        self._is_skipping = False
        self._number = 0
        self._last_written = ""

    def add(self, piece: str) -> Iterator[tuple[int, Element]]:
        if not self._is_past_head:
            piece = self._after_head(piece)
        if self._is_skipping:
            piece = self._after_skipped(piece)
        cut = _last_row_start(piece)
        if cut is None:
            self._hold(piece)
            return
        whole = self._take() + piece[:cut]
        self._hold(piece[cut:])
        yield from self._parse(whole)

    def finish(self) -> Iterator[tuple[int, Element]]:
        last = self._take()
        if not self._is_past_head:
            last = self._leave_head(last)
        if self._is_skipping:
            last = ""
        reach = max(0, len(last) - 4096)
        end = _ROOT_END.search(last, reach)
        is_whole = self._is_closed or end is not None
        border = end or _BROKEN_NAME.search(last, reach)
        yield from self._parse(last[: border.start()] if border else last, is_cut=not is_whole)
        if not is_whole:
            self._report.is_cut_short = True
            self._report.note(Remark.BREAKS_OFF, number=self._number, when=self._last_written)

    def _take(self) -> str:
        text = "".join(self._pending)
        self._pending, self._pending_size = [], 0
        return text

    def _hold(self, text: str) -> None:
        self._pending.append(text)
        self._pending_size += len(text)
        if self._pending_size > MOST_CHARACTERS_IN_A_ROW:
            self._number += 1
            self._report.refuse(self._number, Remark.ROW_TOO_LARGE)
            self._is_skipping = True
            # The next row's name may begin in the last few letters.
            self._pending, self._pending_size = [text[-8:]], 8

    def _after_skipped(self, piece: str) -> str:
        text = self._take() + piece
        first = _ROW_START.search(text)
        if first is None:
            self._pending, self._pending_size = [text[-8:]], 8
            return ""
        self._is_skipping = False
        return text[first.start() :]

    def _after_head(self, piece: str) -> str:
        head = self._take() + piece
        if _ROW_START.search(head) is None and len(head) < _HEAD_REACH:
            self._hold(head)
            return ""
        return self._leave_head(head)

    def _leave_head(self, head: str) -> str:
        first = _ROW_START.search(head)
        text = head[: first.start()] if first else head
        if _DEFINITIONS.search(text):
            raise UnreadableExport(Remark.DEFINITIONS)
        root = _ROOT.search(text)
        if root is None:
            raise UnreadableExport(Remark.NO_BACKUP)
        self._is_past_head = True
        self._is_closed = root[0].endswith("/>")
        return head[root.end() :]

    def _parse(self, text: str, *, is_cut: bool = False) -> Iterator[tuple[int, Element]]:
        rows = _parsed(text)
        if rows is None:
            yield from self._parse_one_by_one(text, is_cut=is_cut)
            return
        for row in rows:
            yield self._numbered(row)

    def _parse_one_by_one(self, text: str, *, is_cut: bool) -> Iterator[tuple[int, Element]]:
        starts = [found.start() for found in _ROW_START.finditer(text)]
        for start, end in pairwise([*starts, len(text)]):
            rows = _parsed(text[start:end])
            if rows:
                yield self._numbered(rows[0])
            elif not (is_cut and end == len(text)):
                self._number += 1
                self._report.refuse(self._number, Remark.ROW_DAMAGED)

    def _numbered(self, row: Element) -> tuple[int, Element]:
        self._number += 1
        self._last_written = written(row)
        return self._number, row


def _last_row_start(piece: str) -> int | None:
    found = None
    for name in ("<sms", "<mms", "<call"):
        at = piece.rfind(name)
        while at >= 0 and not _ROW_START.match(piece, at):
            at = piece.rfind(name, 0, at)
        if at >= 0 and (found is None or at > found):
            found = at
    return found


def _parsed(text: str) -> list[Element] | None:
    """The rows in a stretch of text, or None when one of them is broken."""
    try:
        return list(SafeTree.fromstring(f"<rows>{text}</rows>", forbid_dtd=True))
    except (ParseError, DefusedXmlException):
        return None


def _tell_of_repairs(repair: TextRepair, report: Report) -> None:
    if repair.foreign_bytes:
        report.note(Remark.FOREIGN_LETTERS, count=repair.foreign_bytes)
    if repair.control_codes:
        report.note(Remark.CONTROL_CODES, count=repair.control_codes)
