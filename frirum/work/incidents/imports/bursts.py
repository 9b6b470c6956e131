"""Puts messages that came close together into one incident, which keeps them all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import ngettext

from .exports import COPENHAGEN, CallOutcome, Channel, Message, party_key

MISSED = {CallOutcome.MISSED, CallOutcome.VOICEMAIL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """Messages of one thread, close in time, on one local day.

    `count`, `started_at` and `ended_at` are those of the other party's messages; `messages` has
    the client's own between them too, as context. Where `is_incoming` is False there are only the
    client's own, and it is no incident.
    """

    channel: Channel
    other_party: str
    started_at: datetime
    ended_at: datetime
    count: int
    is_incoming: bool
    messages: tuple[Message, ...]

    @property
    def outcomes(self) -> Counter[CallOutcome]:
        """How the incoming calls ended; empty for messages."""
        return Counter(
            one.call_outcome for one in self.messages if one.is_incoming and one.call_outcome
        )


def group_bursts(
    messages: Iterable[Message], *, gap_minutes: int = 60, zone: ZoneInfo = COPENHAGEN
) -> list[Burst]:
    """Bursts by their start. A pause of more than `gap_minutes` or local midnight ends one.

    SMS and MMS are one thread, as on the phone. Messages of third persons in a group chat
    (`is_incoming` None) belong to no burst.
    """
    threads: dict[tuple[Channel, str], list[Message]] = {}
    for message in messages:
        if message.is_incoming is not None:
            threads.setdefault(_thread(message), []).append(message)
    bursts = [
        _burst(group)
        for thread in threads.values()
        for group in _groups(thread, timedelta(minutes=gap_minutes), zone)
    ]
    return sorted(bursts, key=lambda burst: burst.started_at)


def burst_headline(burst: Burst) -> str:
    """A short title such as "9 missed calls" or "14 messages on WhatsApp"."""
    values = {"count": burst.count}
    if not burst.is_incoming:
        return ngettext("%(count)d of your own", "%(count)d of your own", burst.count) % values
    if sum(burst.outcomes.values()) == burst.count:
        if set(burst.outcomes) <= MISSED:
            return ngettext("%(count)d missed call", "%(count)d missed calls", burst.count) % values
        return ngettext("%(count)d call", "%(count)d calls", burst.count) % values
    if burst.channel is Channel.WHATSAPP:
        pattern = ngettext(
            "%(count)d message on WhatsApp", "%(count)d messages on WhatsApp", burst.count
        )
        return pattern % values
    return ngettext("%(count)d text message", "%(count)d text messages", burst.count) % values


def _thread(message: Message) -> tuple[Channel, str]:
    channel = Channel.SMS if message.channel is Channel.MMS else message.channel
    return channel, party_key(message.other_party)


def _groups(thread: list[Message], gap: timedelta, zone: ZoneInfo) -> list[list[Message]]:
    groups: list[list[Message]] = []
    anchor: Message | None = None
    for message in sorted(thread, key=lambda one: (one.at, one.source_row)):
        if anchor is None or not _goes_on(anchor, message, gap, zone):
            groups.append([])
            anchor = message
        groups[-1].append(message)
        # Only the other party's messages carry a burst on; a reply does not prolong it.
        if message.is_incoming or not anchor.is_incoming:
            anchor = message
    return groups


def _goes_on(anchor: Message, message: Message, gap: timedelta, zone: ZoneInfo) -> bool:
    if message.is_incoming and not anchor.is_incoming:
        return False
    is_same_day = anchor.at.astimezone(zone).date() == message.at.astimezone(zone).date()
    return is_same_day and message.at - anchor.at <= gap


def _burst(group: list[Message]) -> Burst:
    incoming = [message for message in group if message.is_incoming]
    counted = incoming or group
    channels = {message.channel for message in counted}
    return Burst(
        channel=channels.pop() if len(channels) == 1 else Channel.SMS,
        other_party=counted[0].other_party,
        started_at=counted[0].at,
        ended_at=counted[-1].at,
        count=len(counted),
        is_incoming=bool(incoming),
        messages=tuple(group),
    )
