"""What the pages about a case's appointments show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from frirum.casefile.matters.models import Case
from frirum.casefile.matters.queries import posts_for
from frirum.casefile.people.kinds import Channel, PersonRole
from frirum.casefile.people.queries import current_safe_contact, people_of
from frirum.foundation.wall.actors import Actor

from ..models import ICONS, Appointment, Arrival, Claim, Coming, Kind, Room, Site
from .door import workers_of_all

SHOWN = 50


@dataclass(frozen=True, slots=True)
class ComingRow:
    """One line of a list: when, what, with whom, where."""

    coming: Coming
    appointment: Appointment
    workers: str
    icon: str

    @property
    def where(self) -> str:
        at = self.appointment
        named = (at.site.name if at.site else "", at.room.name if at.room else "")
        return " · ".join(filter(None, named))


def rows_of(comings: Iterable[Coming]) -> list[ComingRow]:
    """With the workers' names, in two reads for all of them."""
    found = list(comings)
    workers = workers_of_all({coming.appointment_id for coming in found})
    return [
        ComingRow(
            coming,
            coming.appointment,
            ", ".join(workers.get(coming.appointment_id, ())),
            ICONS[Kind(coming.appointment.kind)],
        )
        for coming in found
    ]


def _along(rows: Any) -> Any:
    return rows.select_related("appointment__room", "appointment__site", "appointment__group")


def ahead_of(*, actor: Actor, case: Case, now: datetime, limit: int = SHOWN) -> list[ComingRow]:
    """What is to come, the next first."""
    coming = case.comings.visible_to(actor).expected().filter(appointment__ends_at__gt=now)  # type: ignore[attr-defined]
    return rows_of(_along(coming).order_by("starts_at", "pk")[:limit])


def behind_of(*, actor: Actor, case: Case, now: datetime, limit: int = SHOWN) -> list[ComingRow]:
    """What was, and what was called off, the latest first."""
    every = case.comings.visible_to(actor)  # type: ignore[attr-defined]
    gone = every.exclude(pk__in=every.expected().filter(appointment__ends_at__gt=now).values("pk"))
    return rows_of(_along(gone).order_by("-starts_at", "pk")[:limit])


def workers_in(appointment: Appointment) -> list[UUID]:
    claims = Claim.objects.filter(appointment=appointment, is_room=False)
    return list(claims.order_by("pk").values_list("holder", flat=True))


def arrival_of(*, actor: Actor, coming: Coming) -> Arrival | None:
    """Whether the reception has let the client in."""
    rows = Arrival.objects.visible_to(actor).filter(
        subject=coming.case_id, appointment=coming.appointment_id
    )
    return rows.first()  # type: ignore[no-any-return]


def workers_for(*, actor: Actor, case: Case) -> dict[UUID, str]:
    """Who could be there: workers of the teams that may stand with the case, oneself first."""
    found = {actor.worker_id: actor.name}
    for _team, workers in posts_for(actor=actor, case=case):
        found |= workers
    return found


def come_along(*, actor: Actor, case: Case) -> dict[UUID, str]:
    """Persons of the case who may come to it with the client: never the other party."""
    outside = {PersonRole.CLIENT, PersonRole.OTHER_PARTY}
    people = people_of(actor=actor, case=case)
    return {one.pk: one.full_name or one.role_word for one in people if one.role not in outside}


def safe_channels(*, actor: Actor, case: Case, on: date) -> list[str]:
    """Ways agreed as safe on this day; none when nothing is agreed or it has expired."""
    held = current_safe_contact(actor=actor, case=case)
    if held is None or held.agreement.is_expired(on):
        return []
    return [way.value for way in Channel if way in held.agreement.channels]


def usual_site(*, worker: UUID, sites: Sequence[Site]) -> Site | None:
    """Where this worker last had somebody come to; else the first of the house."""
    there = Claim.objects.filter(holder=worker, appointment__site__isnull=False)
    last = there.order_by("-starts_at", "pk").values_list("appointment__site", flat=True).first()
    known = {site.pk: site for site in sites}
    return (known.get(last) if last else None) or (sites[0] if sites else None)


def all_sites() -> list[Site]:
    return list(Site.objects.order_by("name", "pk"))


def open_rooms(on: date) -> list[Room]:
    """Rooms that may be used on this day."""
    rooms = Room.objects.select_related("site", "entrance").order_by("site__name", "name", "pk")
    return [room for room in rooms if not room.is_closed_on(on)]
