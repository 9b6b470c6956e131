"""The reception's day: who is expected, by the name agreed for the door."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor

from ..models import Appointment, Arrival, Claim, Site
from ..moments import day_of


@dataclass(frozen=True, slots=True)
class DoorRow:
    """One line: between when and when, who, to whom and which room. Never why."""

    arrival: Arrival
    room: str
    entrance: str
    workers: str


def door_list(*, actor: Actor, site: Site | None, now: datetime) -> list[DoorRow]:
    """Everybody who is expected at a site today, by when."""
    begin, end = day_of(now)
    rows = Arrival.objects.visible_to(actor).filter(expected_from__gte=begin, expected_from__lt=end)
    if site:
        rows = rows.filter(site=site.pk)
    found = list(rows.order_by("expected_until", "pk"))
    ids = {arrival.appointment for arrival in found}
    held = Appointment.objects.filter(pk__in=ids).select_related("room__entrance").in_bulk()
    workers = workers_of_all(ids)
    return [
        DoorRow(
            arrival,
            room.name if (room := held[arrival.appointment].room) else "",
            room.entrance.name if room else "",
            ", ".join(workers.get(arrival.appointment, ())),
        )
        for arrival in found
        if arrival.appointment in held
    ]


def workers_of_all(appointments: Iterable[UUID]) -> dict[UUID, list[str]]:
    claims = Claim.objects.filter(appointment__in=list(appointments), is_room=False).order_by("pk")
    pairs = list(claims.values_list("appointment", "holder"))
    names = names_of(holder for _appointment, holder in pairs)
    found: dict[UUID, list[str]] = {}
    for appointment, holder in pairs:
        found.setdefault(appointment, []).append(names.get(holder, ""))
    return found
