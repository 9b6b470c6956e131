"""How an incident reads in one line: what, how often, when. Pure."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frirum.foundation.ui import dates

from .facts import Told
from .kinds import CHANNEL_PHRASES, PLACE_PHRASES, Precision
from .taxonomy import Behaviour, behaviours_in, counted, mask_of

_SHOWN = 3


def title_of(told: Told) -> str:
    """ "87 messages by SMS, threats" or "Turned up outside the home, 3 times"."""
    kinds = behaviours_in(mask_of(told.behaviours))
    return title(kinds, count=told.count, channel=told.channel, place_kind=told.place_kind)


def title(kinds: Sequence[Behaviour], *, count: int, channel: str, place_kind: str) -> str:
    lead, rest = _lead(kinds, count, channel, place_kind)
    others = [_lower(str(kind.label)) for kind in rest]
    if len(others) >= _SHOWN:
        left = len(others) - _SHOWN + 2
        others = others[: _SHOWN - 2]
        others.append(ngettext("%(count)d more", "%(count)d more", left) % {"count": left})
    return ", ".join([lead, *others])


def _lead(
    kinds: Sequence[Behaviour], count: int, channel: str, place_kind: str
) -> tuple[str, list[Behaviour]]:
    for kind in kinds:
        if count > 1 and (words := counted(kind, count)):
            by = CHANNEL_PHRASES.get(channel) if kind is Behaviour.MESSAGES else None
            return (f"{words} {by}" if by else words), [k for k in kinds if k is not kind]
    first, rest = kinds[0], list(kinds[1:])
    lead = str(first.label)
    if first is Behaviour.TURNING_UP and place_kind in PLACE_PHRASES:
        lead = f"{lead} {PLACE_PHRASES[place_kind]}"
    if count > 1:
        times = ngettext("%(count)d time", "%(count)d times", count) % {"count": count}
        lead = f"{lead}, {times}"
    return lead, rest


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def when_of(happened_at: datetime, precision: str, ended_at: datetime | None) -> str:
    """The clock beside a title whose day stands above it: "kl. 7.15–7.31", "about 22:14"."""
    if precision == Precision.DAY:
        return ""
    if precision == Precision.PERIOD:
        return _("until %(day)s") % {"day": dates.day(ended_at)} if ended_at else ""
    clock = dates.clock(happened_at)
    if ended_at and ended_at != happened_at:
        clock = f"{clock}–{_end(happened_at, ended_at)}"
    return _("about %(clock)s") % {"clock": clock} if precision == Precision.ABOUT else clock


def _end(start: datetime, end: datetime) -> str:
    last = dates.clock(end).removeprefix("kl. ")
    same_day = timezone.localtime(start).date() == timezone.localtime(end).date()
    return last if same_day else f"{dates.day(end)} {last}"


def moment_of(told: Told) -> str:
    """The day too: "3 Sep 2026, 22:14", "3 Sep 2026 until 9 Sep 2026"."""
    rest = when_of(told.happened_at, told.precision, told.ended_at)
    return f"{dates.day(told.happened_at)} {rest}".strip()
