"""What every reader gives: messages, and a report on the file they came from."""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

from .remarks import Note, Remark

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
# A file with more bad rows than this is wrong in one way; a longer list helps nobody.
MOST_SENTENCES = 500

Progress: TypeAlias = Callable[[int, int], None]
Store: TypeAlias = Callable[[str, str, bytes], str]


class Kind(StrEnum):
    SMS_BACKUP = "sms backup"
    CALLS_BACKUP = "calls backup"
    WHATSAPP_TEXT = "whatsapp text"
    WHATSAPP_ZIP = "whatsapp zip"


class DateOrder(StrEnum):
    """Which number of a date is the day."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    YEAR_FIRST = "year first"
    AMBIGUOUS = "ambiguous"
    MIXED = "mixed"
    NOT_NEEDED = "not needed"


class Channel(StrEnum):
    SMS = "sms"
    MMS = "mms"
    CALL = "call"
    WHATSAPP = "whatsapp"


class CallOutcome(StrEnum):
    ANSWERED = "answered"
    MISSED = "missed"
    REJECTED = "rejected"
    BLOCKED = "blocked"
    VOICEMAIL = "voicemail"
    OUTGOING = "outgoing"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture, sound or film. `ref` is the caller's own, empty when nothing was stored.

    In a chat the files are opened only to be stored: without that, `sha256` is empty.

    `is_missing`: the message names it, the export does not hold it (or holds it damaged).
    """

    name: str
    content_type: str
    size: int = 0
    sha256: str = ""
    ref: str = ""
    is_missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message or call. `at` is UTC; `as_written` is the time as the file showed it.

    `is_incoming` is None when the file cannot tell whose message it is (a third person in a
    group chat, or a WhatsApp chat where nobody has been chosen yet). `sender` is WhatsApp's
    name of the writer; in SMS and calls it is empty and the direction says it.
    """

    at: datetime
    as_written: str
    channel: Channel
    is_incoming: bool | None
    other_party: str
    source_row: int
    fingerprint: str
    other_party_name: str = ""
    sender: str = ""
    text: str = ""
    call_outcome: CallOutcome | None = None
    duration_seconds: int | None = None
    attachments: tuple[Attachment, ...] = ()
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class SystemLine:
    """What WhatsApp itself wrote in a chat: encryption notice, members who came and went."""

    row: int
    as_written: str
    text: str


@dataclass(slots=True)
class Report:
    """Fills while a file is read; complete once the iterator is used up."""

    read: int = 0
    repeated: int = 0
    already_known: int = 0
    left_out: int = 0
    drafts: int = 0
    refused: int = 0
    is_cut_short: bool = False
    refusals: list[Note] = field(default_factory=list)
    system_lines: list[SystemLine] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def refuse(self, row: int, remark: Remark, **values: str | int) -> None:
        self.refused += 1
        if len(self.refusals) < MOST_SENTENCES:
            self.refusals.append(Note(remark, row, values))

    def note(self, remark: Remark, row: int = 0, **values: str | int) -> None:
        if len(self.notes) < MOST_SENTENCES:
            self.notes.append(Note(remark, row, values))


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in the file. `incoming` counts what came from them, `count` both ways.

    In a chat every participant is a party, the client too, and counts their own messages. The
    times are UTC, and None while day and month of the chat are not settled.
    """

    key: str
    label: str
    name: str
    count: int
    incoming: int
    first_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Survey:
    kind: Kind
    parties: tuple[Party, ...]
    total: int
    date_order: DateOrder
    suggested_day_first: bool | None
    report: Report

    @property
    def needs_date_order(self) -> bool:
        return self.date_order in {DateOrder.AMBIGUOUS, DateOrder.MIXED}


@dataclass(frozen=True, slots=True)
class Reading:
    """`report` is complete once `messages` is used up."""

    messages: Iterator[Message]
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the caller wants of a file. Every field has a default that reads all of it.

    `parties`: keys (see `party_key`) of those whose messages are wanted; a phone's backup holds
    everybody the client ever wrote to, and only the chosen ones may be read into a case.
    `store` takes attachments one at a time and gives back a reference; without it they are let go.
    `zone` is where the phone was.
    """

    parties: Collection[str] | None = None
    store: Store | None = None
    on_progress: Progress | None = None
    zone: ZoneInfo = COPENHAGEN
    day_first: bool | None = None
    other_party: str | None = None
    own_name: str | None = None


@lru_cache(maxsize=4096)
def party_key(party: str) -> str:
    """The same person under different spellings of a number: the last eight digits.

    Eight is a whole Danish number; a foreign one keeps its last eight. Names fold case.
    """
    digits = re.sub(r"\D", "", party)
    if len(digits) >= 5 and not re.search(r"[^\W\d_]", party):
        return digits[-8:]
    return " ".join(party.casefold().split())


def fingerprint(*facts: str) -> str:
    """SHA-256 over facts that are the same in every export of the same message.

    Lengths are part of it, so that no fact can run into the next.
    """
    digest = hashlib.sha256()
    for fact in facts:
        data = fact.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(data) + data)
    return digest.hexdigest()


class Sieve:
    """Lets each fingerprint through once."""

    def __init__(self, report: Report) -> None:
        self._seen: set[bytes] = set()
        self._report = report

    def admits(self, print_: str) -> bool:
        short = bytes.fromhex(print_)
        if short in self._seen:
            self._report.repeated += 1
            return False
        self._seen.add(short)
        self._report.read += 1
        return True


def is_wanted(parties: Iterable[str], wishes: Wishes) -> bool:
    if wishes.parties is None:
        return True
    return any(party_key(party) in wishes.parties for party in parties)
