"""Who is here, who came, who did not: and what follows when nobody came."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.tasks.actions import add_task
from frirum.casefile.tasks.models import Kind as TaskKind
from frirum.casefile.tasks.rules import may_add_to
from frirum.foundation.ui.dates import moment
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..models import Arrival, ArrivalState, Attendance, Coming
from ..rules import may_note_attendance, may_remind


@action(Permission.RECEIVE)
def note_arrival(*, by: Actor, arrival: Arrival, now: datetime) -> Arrival:
    """Somebody is at the door."""
    if arrival.state == ArrivalState.EXPECTED:
        arrival.state, arrival.came_at = ArrivalState.HERE, now
        arrival.save(update_fields=["state", "came_at"])
    return arrival


@action(Permission.RECEIVE)
def note_left(*, by: Actor, arrival: Arrival, now: datetime) -> Arrival:
    """Somebody has left the house."""
    if arrival.state != ArrivalState.LEFT:
        arrival.state, arrival.left_at = ArrivalState.LEFT, now
        arrival.save(update_fields=["state", "left_at"])
    return arrival


@action(Permission.BOOK)
def note_attendance(*, by: Actor, coming: Coming, attendance: Attendance, now: datetime) -> Coming:
    """Whether the client came. Who did not come may be in danger: that is a task for today."""
    may_note_attendance(coming, now).enforce()
    was = coming.attendance
    coming.attendance, coming.told_at, coming.told_by = attendance, now, by.id
    coming.save(update_fields=["attendance", "told_at", "told_by"])
    if attendance == Attendance.NO_SHOW and was != attendance and may_add_to(coming.case).allowed:
        when = {"when": moment(coming.starts_at)}
        add_task(
            by=by,
            case=coming.case,
            kind=TaskKind.SAFETY,
            title=_("Did not come %(when)s: is the client safe? Ask only as agreed") % when,
            due_on=timezone.localdate(now),
            worker=by.id,
            once=coming.pk,
            now=now,
        )
    return coming


@action(Permission.BOOK)
def set_reminder(
    *, by: Actor, coming: Coming, remind_by: str, remind_days: int, allowed: frozenset[str]
) -> Coming:
    """By which way the client is reminded, and how many days before. None is the rule.

    `allowed`: the ways that are agreed as safe now; it is asked again when the day comes.
    """
    may_remind(remind_by, allowed).enforce()
    coming.remind_by, coming.remind_days, coming.reminded_at = remind_by, remind_days, None
    coming.save(update_fields=["remind_by", "remind_days", "reminded_at"])
    return coming


@action(Permission.BOOK)
def note_reminded(*, by: Actor, coming: Coming, now: datetime) -> Coming:
    """It was done by hand, such as by phone."""
    coming.reminded_at = now
    coming.save(update_fields=["reminded_at"])
    return coming
