"""What a booked appointment leaves: whose time it takes, who is where, whom the reception expects.

All of it is made anew from the appointment whenever that changes.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actors import Actor

from ..called import called_at_the_door
from ..facts import ForClient, Wanted
from ..models import (
    Appointment,
    Arrival,
    Claim,
    Coming,
    Room,
    Stay,
    Turn,
)
from ..moments import day_of
from ..separation import bonds_behind, presence_of, rows_behind

_EARLY = timedelta(minutes=10)


def _take_turns(holders: Iterable[UUID]) -> None:
    """Wait until nobody else books one of these. Always in the same order, so that two who want
    the same two don't wait for each other."""
    wanted = sorted(set(holders), key=str)
    Turn.objects.bulk_create([Turn(pk=one) for one in wanted], ignore_conflicts=True)
    list(Turn.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))


def _claim(appointment: Appointment, workers: Iterable[UUID], room: Room | None) -> None:
    starts_at, ends_at = appointment.taken
    Claim.objects.filter(appointment=appointment).delete()
    rows = [
        Claim(appointment=appointment, holder=worker, starts_at=starts_at, ends_at=ends_at)
        for worker in workers
    ]
    if room:
        at = {"starts_at": appointment.starts_at, "ends_at": appointment.ends_at}
        rows.append(Claim(appointment=appointment, holder=room.pk, is_room=True, **at))
    Claim.objects.bulk_create(rows)


def _workers_of(appointment: Appointment) -> tuple[UUID, ...]:
    claims = Claim.objects.filter(appointment=appointment, is_room=False)
    return tuple(claims.order_by("pk").values_list("holder", flat=True))


def _expect(appointment: Appointment, case: Case, told: ForClient) -> Coming:
    """The client of a case comes to it."""
    coming: Coming = Coming.objects.create(
        case=case,
        appointment=appointment,
        starts_at=appointment.starts_at,
        note=told.note,
        place=told.place,
        sealed_joins=[str(one) for one in told.joins],
        remind_by=told.remind_by,
        remind_days=told.remind_days,
    )
    _stay(appointment, [case.pk])
    _arrive(appointment, case.pk)
    return coming


def _presence(appointment: Appointment) -> dict[str, Any] | None:
    """Columns of a stay; None where nobody is on a site."""
    room = appointment.room
    if room is None or not appointment.is_on_site or appointment.is_cancelled:
        return None
    there = presence_of(appointment, room.site, room.entrance)
    return {
        "site_id": there.site,
        "entrance_id": there.entrance,
        "arrives_at": there.arrives_at,
        "leaves_at": there.leaves_at,
        "door_from": there.door_from,
        "door_until": there.door_until,
    }


def _stay(appointment: Appointment, cases: Iterable[UUID]) -> None:
    """Where these clients are, for whoever must not be met."""
    there = _presence(appointment)
    ids = list(cases)
    rows_behind(Stay, case__in=ids, appointment=appointment).delete()
    if there:
        Stay.objects.bulk_create(
            Stay(case_id=case, appointment=appointment, token=apart.own, **there)
            for case, bonds in bonds_behind(ids).items()
            for apart in bonds
        )


def _arrive(appointment: Appointment, case: UUID) -> None:
    """Whom the reception lets in."""
    if not appointment.is_on_site or appointment.site_id is None:
        return
    Arrival.objects.create(
        subject=case,
        appointment=appointment.pk,
        site=appointment.site_id,
        called=called_at_the_door(case),
        **_window(appointment),
    )


def _window(appointment: Appointment) -> dict[str, datetime]:
    shown_from, shown_until = day_of(appointment.starts_at)
    return {
        "expected_from": appointment.starts_at - _EARLY,
        "expected_until": appointment.starts_at,
        "shown_from": shown_from,
        "shown_until": shown_until,
    }


def _move_along(appointment: Appointment) -> None:
    """All who come are there at the new time, seen or not by whoever moves it."""
    coming = rows_behind(Coming, appointment=appointment)
    coming.update(starts_at=appointment.starts_at, reminded_at=None)
    cases = list(coming.expected().values_list("case", flat=True))
    _stay(appointment, cases)
    arrivals = rows_behind(Arrival, appointment=appointment.pk)
    if not appointment.is_on_site or appointment.site_id is None:
        arrivals.delete()
        return
    arrivals.update(site=appointment.site_id, **_window(appointment))
    known = set(arrivals.values_list("subject", flat=True))
    for case in cases:
        if case not in known:
            _arrive(appointment, case)


def _free_again(appointment: Appointment) -> None:
    """Its time is given back, and nobody is expected any more."""
    Claim.objects.filter(appointment=appointment).delete()
    rows_behind(Stay, appointment=appointment).delete()
    rows_behind(Arrival, appointment=appointment.pk).delete()


def _made(by: Actor, wanted: Wanted, room: Room | None, once: UUID, now: datetime) -> Appointment:
    return Appointment(
        kind=wanted.kind,
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        prepare=wanted.prepare,
        travel=wanted.travel,
        fetching=wanted.fetching,
        site=room.site if room else wanted.site,
        room=room,
        group=wanted.group,
        made_by=by.id,
        made_at=now,
        once=once,
    )


def _keep(
    by: Actor,
    cases: Sequence[Case],
    wanted: Wanted,
    room: Room | None,
    *,
    told: ForClient,
    once: UUID,
    series: UUID | None,
    now: datetime,
) -> Appointment:
    """What was judged free is taken."""
    made = _made(by, wanted, room, once, now)
    made.series = series
    made.save(force_insert=True)
    _claim(made, wanted.workers, room)
    for case in cases:
        _expect(made, case, told)
    return made


def _holders(wanted: Wanted, rooms: Sequence[Room]) -> list[UUID]:
    """Whose turn is waited for: workers, rooms, and the site, where opponents are looked for."""
    sites = [wanted.site.pk] if wanted.site else []
    return [*wanted.workers, *(room.pk for room in rooms), *sites]


def _cases_of(appointment: Appointment) -> list[Case]:
    """Cases of all who come, seen or not by whoever moves it: they are asked about together."""
    coming = rows_behind(Coming, appointment=appointment).expected()
    return [row.case for row in coming.select_related("case").order_by("pk")]
