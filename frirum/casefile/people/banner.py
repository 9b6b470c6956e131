"""The safe-contact banner in words. It stands on top of every page of a case."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.foundation.ui.dates import clock, day, is_danish
from frirum.foundation.wall.rulings import Ruling

from .kinds import CHANNEL_ICONS, Channel
from .rules import may_contact
from .safe import EVERY_DAY, WEEKDAYS, Agreement

Entry = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SafeContactNote:
    """What is agreed now, ready to show and to ask. `agreement` is None when nothing is."""

    agreement: Agreement | None
    on: date
    agreement_id: UUID | None
    verified: str
    may_confirm: Ruling
    change_url: str

    @property
    def is_missing(self) -> bool:
        return self.agreement is None

    @property
    def is_expired(self) -> bool:
        return self.agreement is not None and self.agreement.is_expired(self.on)

    @property
    def entries(self) -> list[Entry]:
        return list(_entries(self.agreement, self.on))

    @property
    def action_label(self) -> str:
        return _("Agree on contact") if self.is_missing else _("Confirm again")

    def may_use(self, channel: Channel, at: datetime | None = None) -> Ruling:
        """Asked before anything is sent or anybody is called."""
        local = timezone.localtime(at) if at else None
        return may_contact(self.agreement, channel, on=self.on, at=local)


def _entries(agreement: Agreement | None, on: date) -> Iterator[Entry]:
    if agreement is None:
        yield "x", _("Do not contact the client: nothing is agreed yet")
        return
    if agreement.is_expired(on):
        yield (
            "x",
            _("Do not contact the client: the agreement expired %(day)s")
            % {"day": day(agreement.expires_on)},
        )
    elif not agreement.channels:
        yield "x", _("Do not contact the client: they come to us")
    else:
        yield from _channels(agreement)
    if agreement.seen_by:
        yield "users", agreement.seen_by
    if agreement.code_word:
        yield "key-round", _("Ask for the code word first")


def _channels(agreement: Agreement) -> Iterator[Entry]:
    if Channel.PHONE in agreement.channels:
        limits = _limits(agreement.days, agreement.from_time, agreement.to_time)
        words = _("Call only %(when)s") % {"when": limits} if limits else _("Call at any hour")
        yield CHANNEL_ICONS[Channel.PHONE], words
        if not agreement.may_leave_message:
            yield "x", _("Never leave a message")
    allowed = {
        Channel.SMS: _("Text messages are fine"),
        Channel.EMAIL: _("E-mail is fine"),
        Channel.LETTER: _("Letters are fine"),
    }
    for channel, words in allowed.items():
        if channel in agreement.channels:
            yield CHANNEL_ICONS[channel], words
    others = [channel for channel in Channel if channel not in agreement.channels]
    if others:
        ways = ", ".join(str(channel.label).lower() for channel in others)
        yield "x", _("Not by %(ways)s") % {"ways": ways}
    if agreement.sender_name:
        yield "user", _("Say you are %(name)s") % {"name": agreement.sender_name}


def hours(agreement: Agreement) -> str:
    """When an agreement lets somebody be called."""
    return hours_in_words(agreement.days, agreement.from_time, agreement.to_time)


def hours_in_words(weekdays: frozenset[int], starts: time | None, ends: time | None) -> str:
    """hverdage kl. 9–12 / on weekdays 9:00–12:00"""
    return _limits(weekdays, starts, ends) or _("at any hour")


def _limits(weekdays: frozenset[int], starts: time | None, ends: time | None) -> str:
    return " ".join(filter(None, (_days(weekdays), _span(starts, ends))))


def _days(days: frozenset[int]) -> str:
    if days == EVERY_DAY:
        return ""
    if days == WEEKDAYS:
        return _("on weekdays")
    return ", ".join(str(day_names()[number]) for number in sorted(days))


def day_names() -> list[str]:
    return [
        _("Mondays"),
        _("Tuesdays"),
        _("Wednesdays"),
        _("Thursdays"),
        _("Fridays"),
        _("Saturdays"),
        _("Sundays"),
    ]


def _span(starts: time | None, ends: time | None) -> str:
    if starts and ends:
        first, last = _short(starts), _short(ends)
        return f"kl. {first}–{last}" if is_danish() else f"{clock(starts)}–{clock(ends)}"
    if starts:
        return _("after %(clock)s") % {"clock": clock(starts)}
    return _("before %(clock)s") % {"clock": clock(ends)} if ends else ""


def _short(at: time) -> str:
    """9, but 9.30: as Danes write it."""
    return f"{at.hour}.{at.minute:02}" if at.minute else str(at.hour)
