"""Book, move, overrun, call off."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..facts import ForClient, Wanted
from ..looking import order_looking
from ..models import Appointment, Arrival, Attendance, Claim, Coming, Kind, Stay, Wish
from ..queries.busy import rooms_of
from ..queries.judging import judge
from ..rules import may_change, may_move, may_overrun
from ..separation import rows_behind
from ._keeping import (
    _cases_of,
    _claim,
    _free_again,
    _holders,
    _keep,
    _made,
    _move_along,
    _take_turns,
    _workers_of,
)

NOTHING_SAID = ForClient()


@action(Permission.BOOK)
def book(
    *,
    by: Actor,
    cases: Sequence[Case],
    wanted: Wanted,
    once: UUID,
    now: datetime,
    told: ForClient = NOTHING_SAID,
) -> Appointment:
    """Take the time of workers and a room, for the clients of these cases. The same `once` books
    once. Without cases it is a meeting of the house.

    Raises:
        Refused: somebody or something is not free then, or the time is not available.
    """
    twin = Appointment.objects.filter(once=once).first()
    if twin:
        return twin
    rooms = [wanted.room] if wanted.room else rooms_of(wanted.site)
    _take_turns(_holders(wanted, rooms))
    judged = judge(cases=cases, wanted=wanted, now=now)
    judged.ruling.enforce()
    return _keep(by, cases, wanted, judged.room, told=told, once=once, series=None, now=now)


@action(Permission.BOOK)
def move(*, by: Actor, coming: Coming, wanted: Wanted, seen: int, now: datetime) -> Appointment:
    """To another time, room or worker; whoever else comes to it moves along.

    Everything is asked anew at the new time, of all who come.
    """
    _may_move(by, coming.appointment)
    return _moved(by, coming.appointment, wanted, seen, now)


@action(Permission.BOOK)
def move_meeting(
    *, by: Actor, appointment: Appointment, wanted: Wanted, seen: int, now: datetime
) -> Appointment:
    """The same for a meeting of the house, to which no client comes, by one of those in it."""
    _own_meeting(by, appointment)
    return _moved(by, appointment, wanted, seen, now)


@action(Permission.BOOK)
def overrun(*, by: Actor, coming: Coming, ends_at: datetime, now: datetime) -> Appointment:
    """It takes longer. Nobody is sent away: what comes too close is for the coordinator.

    A worker or room that is wanted next is free from then on, as nothing is taken twice.
    """
    appointment = coming.appointment
    _may_move(by, appointment)
    may_overrun(appointment, ends_at, now).enforce()
    workers, room = _workers_of(appointment), appointment.room
    _take_turns([*workers, *([room.pk, room.site_id] if room else [])])
    appointment.ends_at = ends_at
    appointment.version += 1
    appointment.save(update_fields=["ends_at", "version"])
    for claim in Claim.objects.filter(appointment=appointment):
        later = Claim.objects.filter(holder=claim.holder, starts_at__gte=claim.ends_at)
        following = later.order_by("starts_at").values_list("starts_at", flat=True).first()
        wanted_until = ends_at if claim.is_room else appointment.taken[1]
        claim.ends_at = min(wanted_until, following) if following else wanted_until
        claim.save(update_fields=["ends_at"])
    _move_along(appointment)
    order_looking(by=by)
    return appointment


@action(Permission.BOOK)
def call_off(
    *, by: Actor, coming: Coming, by_client: bool, seen: int, now: datetime
) -> Appointment:
    """The client does not come, or we can't. Of a group, only this client; else its time is free,
    and offered to whoever waits for one."""
    appointment = coming.appointment
    may_change(appointment, seen).enforce()
    coming.attendance = Attendance.CANCELLED if by_client else Attendance.MOVED_BY_US
    coming.told_at, coming.told_by = now, by.id
    coming.save(update_fields=["attendance", "told_at", "told_by"])
    rows_behind(Stay, case=coming.case_id, appointment=appointment).delete()
    rows_behind(Arrival, subject=coming.case_id, appointment=appointment.pk).delete()
    if appointment.group_id is None and not _cases_of(appointment):
        _cancel(by, appointment, now)
    return appointment


@action(Permission.BOOK)
def call_off_meeting(*, by: Actor, appointment: Appointment, now: datetime) -> Appointment:
    """A meeting of the house does not take place."""
    _own_meeting(by, appointment)
    if not appointment.is_cancelled:
        _cancel(by, appointment, now)
    return appointment


def _moved(
    by: Actor, appointment: Appointment, wanted: Wanted, seen: int, now: datetime
) -> Appointment:
    may_change(appointment, seen).enforce()
    rooms = [wanted.room] if wanted.room else rooms_of(wanted.site)
    _take_turns([*_holders(wanted, rooms), *_workers_of(appointment)])
    cases = _cases_of(appointment)
    judged = judge(cases=cases, wanted=wanted, now=now, but=[appointment.pk])
    judged.ruling.enforce()
    held = _made(by, wanted, judged.room, appointment.once, now)
    same = ("id", "made_by", "made_at", "series", "group_id", "cancelled_at", "version")
    for name in same:
        setattr(held, name, getattr(appointment, name))
    held.version += 1
    changed = Appointment.objects.filter(pk=held.pk, version=seen, cancelled_at=None)
    if not changed.update(version=held.version):  # somebody was quicker
        may_change(Appointment.objects.get(pk=held.pk), seen).enforce()
    held.save(force_update=True)
    _claim(held, wanted.workers, judged.room)
    _move_along(held)
    order_looking(by=by)
    return held


def _may_move(by: Actor, appointment: Appointment) -> None:
    leads = by.worker_id in _workers_of(appointment)
    may_move(is_group=appointment.group_id is not None, leads=leads).enforce()


def _own_meeting(by: Actor, appointment: Appointment) -> None:
    if appointment.kind != Kind.INTERNAL or by.worker_id not in _workers_of(appointment):
        raise Http404


def _cancel(by: Actor, appointment: Appointment, now: datetime) -> None:
    workers = _workers_of(appointment)
    appointment.cancelled_at = now
    appointment.version += 1
    appointment.save(update_fields=["cancelled_at", "version"])
    _free_again(appointment)
    if appointment.starts_at > now:
        _offer(workers, appointment, now)
    order_looking(by=by)


def _offer(workers: Sequence[UUID], freed: Appointment, now: datetime) -> None:
    """Whoever waits for one of these workers, and could come then, stands first on their list.

    Only the wish's own times are asked: whether the client may be there is asked when it is booked.
    """
    at = timezone.localtime(freed.starts_at)
    minutes = (freed.ends_at - freed.starts_at).total_seconds() / 60
    waiting = rows_behind(Wish, worker__in=workers, done_at=None, minutes__lte=minutes)
    fitting = [
        wish.pk
        for wish in waiting
        if str(at.weekday()) in wish.weekdays
        and (wish.from_time is None or wish.from_time <= at.time())
        and (wish.to_time is None or timezone.localtime(freed.ends_at).time() <= wish.to_time)
    ]
    rows_behind(Wish, pk__in=fitting).update(offered_at=now, free_from=freed.starts_at)
