"""Days and times as people here write them, in the language of the page, in local time."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

MONTHS_DA = (
    "jan.", "feb.", "mar.", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec.",
)  # fmt: skip
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Moment = date | datetime


def is_danish() -> bool:
    return (get_language() or "da").startswith("da")


def as_day(value: Moment) -> date:
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def month_short(value: Moment | None) -> str:
    """nov. / Nov"""
    if value is None:
        return ""
    return (MONTHS_DA if is_danish() else MONTHS_EN)[as_day(value).month - 1]


def day(value: Moment | None) -> str:
    """3. sep. 2026 / 3 Sep 2026"""
    if value is None:
        return ""
    on = as_day(value)
    return f"{on.day}{'.' if is_danish() else ''} {month_short(on)} {on.year}"


def short_day(value: Moment | None, *, today: date | None = None) -> str:
    """3. sep. / 3 Sep; with the year when it is not this one."""
    if value is None:
        return ""
    on, now = as_day(value), today or timezone.localdate()
    return day(on) if on.year != now.year else day(on).removesuffix(f" {on.year}")


def clock(value: datetime | time | None) -> str:
    """kl. 22.14 / 22:14"""
    if value is None:
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if is_danish():
        return f"kl. {value.hour}.{value.minute:02}"
    return f"{value.hour}:{value.minute:02}"


def clock_span(begin: datetime, end: datetime) -> str:
    """kl. 9.15–10.00 / 9:15–10:00, in local time."""
    return f"{clock(begin)}–{clock(end).removeprefix('kl. ')}"


def moment(value: datetime | None) -> str:
    """3. sep. 2026 kl. 22.14 / 3 Sep 2026, 22:14"""
    if value is None:
        return ""
    return f"{day(value)}{' ' if is_danish() else ', '}{clock(value)}"


def week(value: Moment | None) -> str:
    """uge 46 / week 46 (ISO weeks)"""
    if value is None:
        return ""
    return gettext("week %(number)s") % {"number": as_day(value).isocalendar().week}


def long_day(value: Moment | None, *, today: date | None = None) -> str:
    """lørdag 21. november; with the year when it is not this one."""
    if value is None:
        return ""
    on, now = as_day(value), today or timezone.localdate()
    words = date_format(on, "l j. F" if is_danish() else "l j F", use_l10n=False)
    return words if on.year == now.year else f"{words} {on.year}"


def relative_day(value: Moment | None, *, today: date | None = None) -> str:
    """i dag / i går, lørdag 21. november / torsdag 19. november"""
    if value is None:
        return ""
    now = today or timezone.localdate()
    distance = (as_day(value) - now).days
    if distance == 0:
        return gettext("today")
    near = {-1: gettext("yesterday"), 1: gettext("tomorrow")}.get(distance)
    words = long_day(value, today=now)
    return f"{near}, {words}" if near else words
