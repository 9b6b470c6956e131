"""Reminders that are due, and appointments of which nobody has said who came."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from frirum.casefile.people.kinds import CHANNEL_ICONS, Channel
from frirum.casefile.people.queries import client_names, safe_contact_of
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.rulings import Ruling

from ..models import Attendance, Claim, Coming
from ..moments import local

SHOWN = 50
_LONGEST = timedelta(days=8)
_BEFORE = timedelta(days=1)
_BACK = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class DueRow:
    """A reminder to give today: whom, by which way, and whether it is safe just now."""

    coming: Coming
    client: str
    icon: str
    way: str
    may_now: Ruling


def _mine(actor: Actor, since: datetime, until: datetime) -> Any:
    """Appointments of one's own that begin in this span. A claim begins with the time to prepare
    and to travel, so before it; without the span all the years of a calendar are read."""
    own = Claim.objects.filter(holder=actor.worker_id, is_room=False)
    return own.filter(starts_at__gt=since - _BEFORE, starts_at__lt=until).values("appointment")


def reminders_due(*, actor: Actor, now: datetime) -> list[DueRow]:
    """Of one's own appointments. The safe-contact profile of this very day decides."""
    rows = Coming.objects.visible_to(actor).expected().exclude(remind_by="")
    soon = rows.filter(reminded_at=None, starts_at__gt=now, starts_at__lt=now + _LONGEST)
    mine = _mine(actor, now, now + _LONGEST)
    ahead = soon.filter(appointment__in=mine).select_related("case", "appointment")
    due = [one for one in ahead.order_by("starts_at", "pk")[:SHOWN] if _is_due(one, now)]
    names = client_names(actor=actor, cases=[one.case_id for one in due]) if due else {}
    return [_row(actor, one, names.get(one.case_id, ""), now) for one in due]


def _is_due(coming: Coming, now: datetime) -> bool:
    day = timezone.localdate(coming.starts_at) - timedelta(days=coming.remind_days)
    return timezone.localdate(now) >= day


def _row(actor: Actor, coming: Coming, client: str, now: datetime) -> DueRow:
    way = Channel(coming.remind_by)
    note = safe_contact_of(actor=actor, case=coming.case, on=timezone.localdate(now))
    return DueRow(coming, client, CHANNEL_ICONS[way], str(way.label), note.may_use(way, now))


@dataclass(frozen=True, slots=True)
class UnsaidRow:
    """An appointment that is over, and nobody has said whether the client came."""

    coming: Coming
    client: str


def unsaid(*, actor: Actor, now: datetime, limit: int = SHOWN) -> list[UnsaidRow]:
    """Of one's own, the oldest first, for two weeks back."""
    rows = Coming.objects.visible_to(actor).filter(
        attendance=Attendance.EXPECTED,
        starts_at__gt=now - _BACK,
        appointment__ends_at__lt=now,
        appointment__in=_mine(actor, now - _BACK, now),
    )
    found = list(rows.select_related("appointment", "case").order_by("starts_at", "pk")[:limit])
    names = client_names(actor=actor, cases=[one.case_id for one in found]) if found else {}
    return [UnsaidRow(one, names.get(one.case_id, "")) for one in found]


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One of today's appointments, and whose."""

    coming: Coming
    client: str


def todays(*, actor: Actor, now: datetime) -> list[TodayRow]:
    """One's own appointments of this day, the first on top."""
    day = timezone.localdate(now)
    begin = local(day, time.min)
    end = begin + timedelta(days=1)
    mine = _mine(actor, begin, end)
    expected = Coming.objects.visible_to(actor).expected()
    rows = expected.filter(starts_at__gte=begin, starts_at__lt=end, appointment__in=mine)
    along = ("appointment__room", "appointment__site", "appointment__group", "case")
    found = list(rows.select_related(*along).order_by("starts_at", "pk"))
    names = client_names(actor=actor, cases=[one.case_id for one in found]) if found else {}
    return [TodayRow(one, names.get(one.case_id, "")) for one in found]
