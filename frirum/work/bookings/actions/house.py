"""Sites, rooms, working hours, days away: what there is to book."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.http import Http404

from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..facts import wanted_of
from ..looking import order_looking
from ..models import Appointment, Away, AwayKind, Entrance, Hours, Room, Sheet, Site
from ..moments import local
from ..queries.judging import judge
from ..rules import may_keep_hours, may_save_site
from ._keeping import _cases_of, _claim, _holders, _move_along, _take_turns, _workers_of

Span = tuple[int, time, time]


@action(Permission.RUN_CALENDAR)
def open_site(*, by: Actor, name: str, minutes_before: int = 45, minutes_after: int = 45) -> Site:
    """A place with one entrance to begin with."""
    made = Site.objects.create(
        name=name, minutes_before=minutes_before, minutes_after=minutes_after
    )
    add_entrance(by=by, site=made, name="")
    return made


@action(Permission.RUN_CALENDAR)
def save_site(
    *, by: Actor, site: Site, name: str, minutes_before: int, minutes_after: int, seen: int
) -> Site:
    """Longer minutes hold for what is booked too; what is too close then, the coordinator sees."""
    may_save_site(site.version, seen).enforce()
    site.name, site.version = name, seen + 1
    site.minutes_before, site.minutes_after = minutes_before, minutes_after
    site.save()
    order_looking(by=by)
    return site


@action(Permission.RUN_CALENDAR)
def add_entrance(
    *, by: Actor, site: Site, name: str, minutes_before: int = 0, minutes_after: int = 0
) -> Entrance:
    """Its minutes count where they are longer than those of the site."""
    return Entrance.objects.create(
        site=site, name=name, minutes_before=minutes_before, minutes_after=minutes_after
    )


@action(Permission.RUN_CALENDAR)
def add_room(*, by: Actor, entrance: Entrance, name: str, seats: int) -> Room:
    return Room.objects.create(site=entrance.site, entrance=entrance, name=name, seats=seats)


@dataclass(frozen=True, slots=True)
class Rehoused:
    """What became of the appointments in a room that was taken away."""

    moved: int
    left: int


@action(Permission.RUN_CALENDAR)
def close_room(*, by: Actor, room: Room, from_day: date | None, now: datetime) -> Rehoused:
    """Nobody gets the room from that day on. What is booked in it goes to another that is free at
    the same time; what finds none stays as it is, and stands on a list until it is moved."""
    room.closed_from = from_day
    room.save(update_fields=["closed_from"])
    if from_day is None:
        return Rehoused(0, 0)
    inside = Appointment.objects.filter(room=room, cancelled_at=None, starts_at__gte=now)
    after = inside.filter(starts_at__gte=local(from_day, time.min)).order_by("starts_at", "pk")
    moved = [_into_another(appointment, now) for appointment in after]
    order_looking(by=by)
    return Rehoused(sum(moved), len(moved) - sum(moved))


def _into_another(appointment: Appointment, now: datetime) -> bool:
    wanted = wanted_of(appointment, _workers_of(appointment))
    rooms = list(Room.objects.filter(site=wanted.site).select_related("site", "entrance"))
    _take_turns(_holders(wanted, rooms))
    anywhere = wanted.in_any_room()
    judged = judge(cases=_cases_of(appointment), wanted=anywhere, now=now, but=[appointment.pk])
    if not judged.ruling.allowed or judged.room is None:
        return False
    appointment.room = judged.room
    appointment.version += 1
    appointment.save(update_fields=["room", "version"])
    _claim(appointment, wanted.workers, judged.room)
    _move_along(appointment)
    return True


@action(Permission.KEEP_HOURS)
def keep_hours(*, by: Actor, worker: UUID, hours: Iterable[Span], languages: str) -> Sheet:
    """When somebody works, as a whole. Their own, or anybody's by the coordinator."""
    _own_or_all(by, worker)
    told = sorted(hours)
    may_keep_hours(told).enforce()
    Hours.objects.filter(worker=worker).delete()
    Hours.objects.bulk_create(
        Hours(worker=worker, weekday=day, from_time=starts, to_time=ends)
        for day, starts, ends in told
    )
    sheet, _is_new = Sheet.objects.update_or_create(
        worker=worker, defaults={"languages": languages}
    )
    return sheet


@action(Permission.KEEP_HOURS)
def go_away(
    *,
    by: Actor,
    worker: UUID,
    first_day: date,
    last_day: date,
    kind: AwayKind = AwayKind.LEAVE,
    cover: UUID | None = None,
) -> Away:
    """Whole days. What is booked on them stands on a list until somebody takes it or moves it."""
    _own_or_all(by, worker)
    same = {"worker": worker, "first_day": first_day, "last_day": last_day}
    held = Away.objects.filter(**same).first()
    if held:
        return held
    return Away.objects.create(**same, kind=kind, cover=cover, made_by=by.worker_id)


@action(Permission.KEEP_HOURS)
def come_back(*, by: Actor, away: Away) -> int:
    """Not away after all."""
    _own_or_all(by, away.worker)
    return Away.objects.filter(pk=away.pk).delete()[0]


@action(Permission.KEEP_HOURS)
def hand_to_cover(
    *, by: Actor, appointment: Appointment, worker: UUID, cover: UUID, now: datetime
) -> Appointment:
    """Somebody else takes an appointment of a worker who is away, at the same time.

    It gives no sight of a case: that is the team leader's to give.
    """
    _own_or_all(by, worker)
    held = _workers_of(appointment)
    workers = tuple(cover if one == worker else one for one in held)
    wanted = wanted_of(appointment, workers)
    _take_turns(_holders(wanted, [appointment.room] if appointment.room else []))
    judge(cases=[], wanted=wanted, now=now, but=[appointment.pk]).ruling.enforce()
    _claim(appointment, workers, appointment.room)
    Appointment.objects.filter(pk=appointment.pk).update(version=appointment.version + 1)
    return appointment


def _own_or_all(by: Actor, worker: UUID) -> None:
    if worker != by.worker_id and not by.may(Permission.RUN_CALENDAR):
        raise Http404
