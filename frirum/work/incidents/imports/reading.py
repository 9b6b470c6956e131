"""The two passes over a file: look into it and ask, then read what was chosen."""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from .detect import kind_of
from .exports import (
    DateOrder,
    Kind,
    Message,
    Party,
    Progress,
    Reading,
    Report,
    Survey,
    Wishes,
    party_key,
)
from .sms_backup import read_sms_backup
from .whatsapp import Chat, open_chat, read_chat

_CHATS = {Kind.WHATSAPP_TEXT, Kind.WHATSAPP_ZIP}


def read_export(stream: BinaryIO, wishes: Wishes) -> Reading:
    """Reads any known export. Raises UnreadableExport here or at the first message."""
    report = Report()
    stream_kind = kind_of(stream)
    if stream_kind in _CHATS:
        return Reading(read_chat(open_chat(stream), wishes, report), report)
    return Reading(read_sms_backup(stream, wishes, report), report)


def look_into(stream: BinaryIO, on_progress: Progress | None = None) -> Survey:
    """Who is in the file and how much, without keeping anything of it.

    Raises UnreadableExport when the file cannot be read at all.
    """
    kind = kind_of(stream)
    wishes = Wishes(on_progress=on_progress)
    report = Report()
    if kind not in _CHATS:
        tally = _tally(read_sms_backup(stream, wishes, report))
        return Survey(kind, tally, report.read, DateOrder.NOT_NEEDED, None, report)
    chat = open_chat(stream)
    return _survey_of_chat(kind, chat, wishes, report)


def _survey_of_chat(kind: Kind, chat: Chat, wishes: Wishes, report: Report) -> Survey:
    finding = chat.finding
    is_open = finding.order in {DateOrder.AMBIGUOUS, DateOrder.MIXED}
    if is_open:
        wishes = replace(wishes, day_first=finding.suggested_day_first is not False)
    parties = _tally(read_chat(chat, wishes, report))
    if is_open:
        parties = tuple(replace(party, first_at=None, last_at=None) for party in parties)
    return Survey(kind, parties, report.read, finding.order, finding.suggested_day_first, report)


def _tally(messages: Iterator[Message]) -> tuple[Party, ...]:
    """The parties, the one with most messages first."""
    found: dict[str, Party] = {}
    for message in messages:
        key = party_key(message.other_party)
        party = found.get(key) or Party(key, message.other_party, "", 0, 0, message.at, message.at)
        found[key] = Party(
            key,
            party.label,
            party.name or message.other_party_name,
            party.count + 1,
            party.incoming + bool(message.is_incoming),
            min(party.first_at or message.at, message.at),
            max(party.last_at or message.at, message.at),
        )
    return tuple(sorted(found.values(), key=lambda party: (-party.count, party.key)))
