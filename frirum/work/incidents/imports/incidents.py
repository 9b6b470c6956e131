"""From messages to incidents: what a reading becomes in the log, and how it is told before."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ..facts import Entry, Told, ToldMessage
from ..kinds import Channel as LogChannel
from ..taxonomy import Behaviour
from .bursts import MISSED, Burst, burst_headline, group_bursts
from .exports import Attachment, Channel, Message, Reading, Report
from .remarks import Remark
from .words import sentence

SHOWN = 20
MOST_REFUSALS = 100
_FIRST_WORDS = 90
_CHANNELS = {
    Channel.SMS: LogChannel.SMS,
    Channel.MMS: LogChannel.SMS,
    Channel.CALL: LogChannel.CALL,
    Channel.WHATSAPP: LogChannel.CHAT,
}


@dataclass(frozen=True, slots=True)
class Gathered:
    """`bursts` become incidents; `own_alone` are the client's messages that belong to none."""

    bursts: list[Burst]
    own_alone: int
    report: Report

    @property
    def messages(self) -> Iterator[Message]:
        return (message for burst in self.bursts for message in burst.messages)


def gather(reading: Reading, *, now: datetime) -> Gathered:
    """Reads to the end, when the report is complete. Raises UnreadableExport."""
    read = list(reading.messages)
    found = [one for one in read if one.at <= now]
    # A phone with a wrong clock writes days that have not come yet.
    for one in read:
        if one.at > now:
            reading.report.read -= 1
            reading.report.refuse(one.source_row, Remark.IN_THE_FUTURE)
    reading.report.refusals.sort(key=lambda refusal: refusal.row)
    bursts = [burst for burst in group_bursts(found) if burst.is_incoming]
    used = sum(len(burst.messages) for burst in bursts)
    own_alone = sum(one.is_incoming is False for one in found) - sum(
        message.is_incoming is False for burst in bursts for message in burst.messages
    )
    reading.report.left_out += len(found) - used - own_alone
    return Gathered(bursts, own_alone, reading.report)


def entry_of(burst: Burst) -> Entry:
    """The incident with all its messages, the client's own between them too."""
    started_at, ended_at = burst.started_at, burst.ended_at
    return Entry(
        told=Told(
            happened_at=started_at,
            ended_at=ended_at if ended_at > started_at else None,
            behaviours=frozenset({_behaviour(burst)}),
            account=_account(burst),
            count=burst.count,
            channel=_CHANNELS[burst.channel],
        ),
        messages=tuple(_told(message) for message in burst.messages),
    )


def _behaviour(burst: Burst) -> Behaviour:
    if burst.channel is not Channel.CALL:
        return Behaviour.MESSAGES
    return Behaviour.SILENT_CALLS if set(burst.outcomes) <= MISSED else Behaviour.CALLS


def _account(burst: Burst) -> str:
    values = {"what": burst_headline(burst), "whom": burst.other_party}
    if not burst.other_party:
        return _("%(what)s from a hidden number.") % values
    return _("%(what)s from %(whom)s.") % values


def _told(message: Message) -> ToldMessage:
    names = [attachment.name for attachment in message.attachments]
    return ToldMessage(
        at=message.at,
        is_incoming=bool(message.is_incoming),
        channel=_CHANNELS[message.channel],
        fingerprint=message.fingerprint,
        text="\n".join(filter(None, [message.text, *(f"[{name}]" for name in names)])),
        party=message.other_party,
        call_outcome=message.call_outcome.value if message.call_outcome else "",
        seconds=message.duration_seconds,
    )


@dataclass(frozen=True, slots=True)
class Media:
    """A file of a message, waiting under `attachment.ref` until its incident stands."""

    fingerprint: str
    attachment: Attachment


def media_of(gathered: Gathered) -> list[Media]:
    return [
        Media(message.fingerprint, attachment)
        for message in gathered.messages
        for attachment in message.attachments
        if attachment.ref
    ]


@dataclass(slots=True)
class _Tally:
    incidents: Counter[str] = field(default_factory=Counter)
    messages: Counter[str] = field(default_factory=Counter)


def summary_of(gathered: Gathered) -> dict[str, Any]:
    """What the page tells before anything is stored; JSON can hold it."""
    report, bursts, tally = gathered.report, gathered.bursts, _Tally()
    for burst in bursts:
        channel = _CHANNELS[burst.channel].value
        tally.incidents[channel] += 1
        tally.messages[channel] += burst.count
    return {
        "incidents": len(bursts),
        "messages": sum(len(burst.messages) for burst in bursts),
        "channels": [
            [channel, count, tally.messages[channel]]
            for channel, count in tally.incidents.most_common()
        ],
        "attachments": sum(len(message.attachments) for message in gathered.messages),
        "own_alone": gathered.own_alone,
        "first_at": bursts[0].started_at.isoformat() if bursts else None,
        "last_at": max(burst.ended_at for burst in bursts).isoformat() if bursts else None,
        "first": [_line(burst) for burst in bursts[:SHOWN]],
        **report_as_json(report),
    }


def report_as_json(report: Report) -> dict[str, Any]:
    return {
        "repeated": report.repeated,
        "already_known": report.already_known,
        "left_out": report.left_out,
        "drafts": report.drafts,
        "refused": report.refused,
        "refusals": [[one.row, sentence(one)] for one in report.refusals[:MOST_REFUSALS]],
        "notes": [sentence(one) for one in report.notes[:MOST_REFUSALS]],
        "is_cut_short": report.is_cut_short,
    }


def _line(burst: Burst) -> dict[str, Any]:
    words = next((one.text for one in burst.messages if one.is_incoming and one.text), "")
    short = " ".join(words.split())
    return {
        "at": timezone.localtime(burst.started_at).isoformat(),
        "channel": _CHANNELS[burst.channel].value,
        "headline": burst_headline(burst),
        "words": short if len(short) <= _FIRST_WORDS else f"{short[:_FIRST_WORDS]}…",
    }
