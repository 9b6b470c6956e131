"""Reads a chat exported from WhatsApp: the text alone, or the .zip with pictures."""

import hashlib
import mimetypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import BinaryIO
from zoneinfo import ZoneInfo

from .archives import MOST_CHAT_BYTES, ChatArchive
from .chat_lines import Entry, entries_of
from .chat_words import Said, said_in
from .date_order import Finding, date_of, settle, steps_back
from .exports import (
    MOST_SENTENCES,
    Attachment,
    CallOutcome,
    Channel,
    DateOrder,
    Message,
    Report,
    Sieve,
    SystemLine,
    Wishes,
    fingerprint,
)
from .remarks import Remark, UnreadableExport
from .repair import TextRepair

_STEP = 500
_FIRST_YEAR = 2009


@dataclass(slots=True)
class Chat:
    """An opened chat: its entries, and the archive with its media files where there is one."""

    entries: list[Entry]
    finding: Finding
    archive: ChatArchive | None
    foreign_letters: int = 0


def open_chat(stream: BinaryIO) -> Chat:
    """Raises UnreadableExport when there is no chat in the file, or it is dangerous."""
    stream.seek(0)
    is_zip = stream.read(4) == b"PK\x03\x04"
    stream.seek(0)
    archive = ChatArchive(stream) if is_zip else None
    data = archive.chat_bytes() if archive else stream.read(MOST_CHAT_BYTES + 1)
    if len(data) > MOST_CHAT_BYTES:
        raise UnreadableExport(Remark.TOO_LONG)
    repair = TextRepair(is_xml=False)
    text = repair.feed(data) + repair.finish()
    entries = list(entries_of(text))
    if not entries:
        raise UnreadableExport(Remark.NO_DATED_LINE)
    return Chat(entries, settle(entries), archive, repair.foreign_bytes)


def read_chat(chat: Chat, wishes: Wishes, report: Report) -> Iterator[Message]:
    """Yields the messages. Times are the phone's own, taken to be in `wishes.zone`.

    The hour that comes twice in autumn is read as summer time, until the clock goes back within
    it. Raises UnreadableExport when day and month cannot be told apart and nobody has said.
    """
    day_first = _day_first(chat.finding, wishes)
    _tell_of_chat(chat, day_first, report)
    reader = _Reader(chat, wishes, report, day_first=day_first)
    total = len(chat.entries)
    for done, entry in enumerate(chat.entries, start=1):
        message = reader.read(entry)
        if message is not None:
            yield message
        if wishes.on_progress is not None and (done % _STEP == 0 or done == total):
            wishes.on_progress(done, total)


def _day_first(finding: Finding, wishes: Wishes) -> bool:
    if wishes.day_first is not None:
        return wishes.day_first
    if finding.order is DateOrder.AMBIGUOUS:
        raise UnreadableExport(Remark.ORDER_UNKNOWN)
    if finding.order is DateOrder.MIXED:
        raise UnreadableExport(Remark.ORDER_CONTRADICTS)
    return finding.order is not DateOrder.MONTH_FIRST


class _Reader:
    """Makes messages of entries, in the order of the file."""

    def __init__(self, chat: Chat, wishes: Wishes, report: Report, *, day_first: bool) -> None:
        self._chat = chat
        self._wishes = wishes
        self._report = report
        self._day_first = day_first
        self._clock = _Clock(wishes.zone)
        self._sieve = Sieve(report)
        self._repeats: Counter[tuple[str, str, str]] = Counter()
        self._is_group = len({said_in(entry).sender for entry in chat.entries} - {""}) > 2

    def read(self, entry: Entry) -> Message | None:
        said = said_in(entry)
        if not said.sender:
            if len(self._report.system_lines) < MOST_SENTENCES:
                self._report.system_lines.append(SystemLine(entry.row, entry.written, said.text))
            return None
        at = self._clock.moment(entry, day_first=self._day_first)
        if at is None:
            remark = _impossible(entry, day_first=self._day_first)
            self._report.refuse(entry.row, remark, written=entry.written)
            return None
        print_ = self._fingerprint(at, said)
        return self._message(entry, said, at, print_) if self._sieve.admits(print_) else None

    def _fingerprint(self, at: datetime, said: Said) -> str:
        """Same message, same print, with or without media in the export.

        Many chats know only the minute, and the same word twice in a minute is two messages: so
        the first, second and third of them have prints of their own.
        """
        has_media = "media" if said.file_name or said.is_media_left_out else ""
        key = (at.isoformat(), said.sender.casefold(), f"{has_media}:{said.text}")
        self._repeats[key] += 1
        return fingerprint("whatsapp", *key, str(self._repeats[key]))

    def _message(self, entry: Entry, said: Said, at: datetime, print_: str) -> Message:
        is_incoming = self._direction(said.sender)
        # The client's own words belong to the conversation with the other party.
        other = self._wishes.other_party if is_incoming is False else None
        return Message(
            at=at,
            as_written=entry.written,
            channel=Channel.WHATSAPP,
            is_incoming=is_incoming,
            other_party=other or said.sender,
            sender=said.sender,
            text=said.text,
            call_outcome=CallOutcome.MISSED if said.is_missed_call else None,
            attachments=self._attachments(entry, said),
            is_deleted=said.is_deleted,
            source_row=entry.row,
            fingerprint=print_,
        )

    def _direction(self, sender: str) -> bool | None:
        """In a group only a named owner of the phone makes a message the client's own."""
        if self._wishes.other_party is None:
            return None
        if sender == self._wishes.other_party:
            return True
        own = self._wishes.own_name
        is_own = sender == own if own is not None else not self._is_group
        return False if is_own else None

    def _attachments(self, entry: Entry, said: Said) -> tuple[Attachment, ...]:
        if said.is_media_left_out:
            return (Attachment("", "", is_missing=True),)
        name = said.file_name
        if not name:
            return ()
        content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        archive, store = self._chat.archive, self._wishes.store
        size = archive.size_of(name) if archive else None
        if size is not None and store is None:
            return (Attachment(name, content_type, size),)
        data = archive.media(name) if archive else None
        if data is None or store is None:
            self._report.note(Remark.LINE_LACKS_FILE, entry.row, name=name)
            return (Attachment(name, content_type, is_missing=True),)
        digest = hashlib.sha256(data).hexdigest()
        return (Attachment(name, content_type, len(data), digest, store(name, content_type, data)),)


class _Clock:
    """Turns the phone's local time into UTC, in the order of the file."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._last_in_double_hour: datetime | None = None
        self._fold = 0

    def moment(self, entry: Entry, *, day_first: bool) -> datetime | None:
        day = date_of(entry, day_first=day_first)
        if day is None or day.year < _FIRST_YEAR:
            return None
        try:
            local = datetime.combine(day, time(entry.hour, entry.minute, entry.second))
        except ValueError:
            return None
        return local.replace(tzinfo=self._zone, fold=self._fold_of(local)).astimezone(UTC)

    def _fold_of(self, local: datetime) -> int:
        summer = local.replace(tzinfo=self._zone, fold=0).utcoffset()
        winter = local.replace(tzinfo=self._zone, fold=1).utcoffset()
        # Unlike offsets where the second is greater are the hour that spring leaves out.
        if summer is None or winter is None or summer <= winter:
            self._last_in_double_hour, self._fold = None, 0
            return 0
        last = self._last_in_double_hour
        if last is not None and last.date() == local.date() and local < last:
            self._fold = 1
        self._last_in_double_hour = local
        return self._fold


def _impossible(entry: Entry, *, day_first: bool) -> Remark:
    if date_of(entry, day_first=day_first) is not None:
        return Remark.WRONG_TIME
    return Remark.NO_SUCH_DAY_FIRST if day_first else Remark.NO_SUCH_MONTH_FIRST


def _tell_of_chat(chat: Chat, day_first: bool, report: Report) -> None:
    back = steps_back(chat.entries, day_first=day_first)
    if back:
        report.note(Remark.STEPS_BACK, count=back)
    if chat.foreign_letters:
        report.note(Remark.FOREIGN_LETTERS, count=chat.foreign_letters)
