"""Messages as lists that JSON can hold, and back. On the way back nothing is believed.

The child that reads an export writes them; a child may have been taken over by what it read.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from .exports import (
    MOST_SENTENCES,
    Attachment,
    CallOutcome,
    Channel,
    DateOrder,
    Kind,
    Message,
    Party,
    Report,
    Survey,
)
from .remarks import Note, Remark

# In bytes. A line of brackets alone grows twentyfold where it is read.
LONGEST_LINE = 8 << 20
MOST_PARTIES = 50_000
MOST_FILES_OF_A_MESSAGE = 1_000
_MOST = 10**10
_MOST_SECONDS = 10**7
_LONGEST_VALUE = 500
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_MOMENT = 253_402_300_799_999
_PRINT = re.compile(r"[0-9a-f]{64}")
# What no reader of ours lets through: it would trip up whoever writes it on.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")

Codes = TypeVar("Codes", bound=StrEnum)
Value = TypeVar("Value")


class Garbage(ValueError):
    """What came back is not what a reader of ours says."""


def message_as_list(message: Message) -> list[Any]:
    return [
        _milliseconds(message.at),
        message.as_written,
        message.channel,
        message.is_incoming,
        message.other_party,
        message.source_row,
        message.fingerprint,
        message.other_party_name,
        message.sender,
        message.text,
        message.call_outcome,
        message.duration_seconds,
        message.is_deleted,
        [
            [one.name, one.content_type, one.size, bool(one.ref), one.is_missing]
            for one in message.attachments
        ],
    ]


def message_of(said: object) -> Message:
    """`ref` of an attachment is not empty when its content follows, `size` bytes of it."""
    (at, written, channel, incoming, party, row, print_, name, sender, text, outcome, seconds,
     is_deleted, attachments) = _list(said, 14)  # fmt: skip
    if not _PRINT.fullmatch(_text(print_)):
        raise Garbage
    return Message(
        at=_moment(at),
        as_written=_text(written),
        channel=_code(Channel, channel),
        is_incoming=_or_none(_flag, incoming),
        other_party=_text(party),
        source_row=_number(row),
        fingerprint=print_,
        other_party_name=_text(name),
        sender=_text(sender),
        text=_text(text),
        call_outcome=_or_none(lambda code: _code(CallOutcome, code), outcome),
        duration_seconds=_or_none(lambda number: _number(number, _MOST_SECONDS), seconds),
        attachments=tuple(map(_attachment, _listed(attachments, MOST_FILES_OF_A_MESSAGE))),
        is_deleted=_flag(is_deleted),
    )


def _attachment(said: object) -> Attachment:
    name, content_type, size, follows, is_missing = _list(said, 5)
    return Attachment(
        name=_text(name),
        content_type=_text(content_type),
        size=_number(size),
        ref="follows" if _flag(follows) else "",
        is_missing=_flag(is_missing),
    )


def report_as_list(report: Report) -> list[Any]:
    return [
        report.read,
        report.repeated,
        report.left_out,
        report.drafts,
        report.refused,
        report.is_cut_short,
        [note_as_list(note) for note in report.refusals],
        [note_as_list(note) for note in report.notes],
    ]


def fill_report(report: Report, said: object) -> None:
    read, repeated, left_out, drafts, refused, is_cut_short, refusals, notes = _list(said, 8)
    report.read = _number(read)
    report.repeated = _number(repeated)
    report.left_out = _number(left_out)
    report.drafts = _number(drafts)
    report.refused = _number(refused)
    report.is_cut_short = _flag(is_cut_short)
    report.refusals = [note_of(one) for one in _listed(refusals, MOST_SENTENCES)]
    report.notes = [note_of(one) for one in _listed(notes, MOST_SENTENCES)]


def note_as_list(note: Note) -> list[Any]:
    return [note.remark, note.row, dict(note.values)]


def note_of(said: object) -> Note:
    remark, row, values = _list(said, 3)
    if not isinstance(values, dict) or len(values) > 4:
        raise Garbage
    told = {
        name: _text(value, _LONGEST_VALUE) if isinstance(value, str) else _number(value)
        for name, value in values.items()
    }
    return Note(_code(Remark, remark), _number(row), told)


def survey_as_list(survey: Survey) -> list[Any]:
    return [
        survey.kind,
        survey.total,
        survey.date_order,
        survey.suggested_day_first,
        [_party_as_list(party) for party in survey.parties[:MOST_PARTIES]],
        report_as_list(survey.report),
    ]


def survey_of(said: object) -> Survey:
    kind, total, order, suggested, parties, counts = _list(said, 6)
    report = Report()
    fill_report(report, counts)
    return Survey(
        kind=_code(Kind, kind),
        parties=tuple(map(_party, _listed(parties, MOST_PARTIES))),
        total=_number(total),
        date_order=_code(DateOrder, order),
        suggested_day_first=_or_none(_flag, suggested),
        report=report,
    )


def _party_as_list(party: Party) -> list[Any]:
    times = [None if at is None else _milliseconds(at) for at in (party.first_at, party.last_at)]
    return [party.key, party.label, party.name, party.count, party.incoming, *times]


def _party(said: object) -> Party:
    key, label, name, count, incoming, first, last = _list(said, 7)
    return Party(
        key=_text(key),
        label=_text(label),
        name=_text(name),
        count=_number(count),
        incoming=_number(incoming),
        first_at=_or_none(_moment, first),
        last_at=_or_none(_moment, last),
    )


def _milliseconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(milliseconds=1)


def _moment(value: object) -> datetime:
    return _EPOCH + timedelta(milliseconds=_number(value, _LAST_MOMENT))


def _list(value: object, length: int) -> list[Any]:
    if not isinstance(value, list) or len(value) != length:
        raise Garbage
    return value


def _listed(value: object, most: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise Garbage
    return value


def _text(value: object, most: int | None = None) -> str:
    """A line is of limited length, so a text needs no limit of its own."""
    if not isinstance(value, str) or _UNFIT.search(value) or (most and len(value) > most):
        raise Garbage
    return value


def _number(value: object, most: int = _MOST) -> int:
    # True is a number to Python.
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise Garbage
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Garbage
    return value


def _or_none(read: Callable[[object], Value], value: object) -> Value | None:
    return None if value is None else read(value)


def _code(codes: type[Codes], value: object) -> Codes:
    try:
        return codes(_text(value))
    except ValueError:
        raise Garbage from None
