"""What is taken in a span of days, and how much of it its reader sees.

Columns: rows of four tables made into objects were half of a calendar's time.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from frirum.casefile.people.queries import client_names
from frirum.foundation.wall.actors import Actor

from ..models import Claim, Coming
from ..moments import local
from .shelf import Shown, What

_ANY_LENGTH = timedelta(days=1)
_COLUMNS = (
    "appointment",
    "holder",
    "starts_at",
    "ends_at",
    "appointment__kind",
    "appointment__starts_at",
    "appointment__ends_at",
    "appointment__room__name",
    "appointment__group",
    "appointment__group__name",
)


class Taken(NamedTuple):
    """A claim with its appointment. `begins_at` and `is_over_at` are the appointment's own."""

    appointment: UUID
    holder: UUID
    starts_at: datetime
    ends_at: datetime
    kind: str
    begins_at: datetime
    is_over_at: datetime
    room: str | None
    group: UUID | None
    group_name: str | None


class Comes(NamedTuple):
    appointment: UUID
    case: UUID
    pk: UUID


def taken_in(shown: Shown, first_day: date, days: int) -> list[Taken]:
    """What is taken of these holders, in one read that knows no more than these days."""
    begin = local(first_day, time.min)
    end = local(first_day + timedelta(days=days), time.min)
    within = Claim.objects.filter(starts_at__gte=begin - _ANY_LENGTH, starts_at__lt=end)
    if shown.what == What.GROUP:
        claims = within.filter(appointment__group=shown.pk, is_room=False)
    elif shown.is_many:
        claims = within.filter(holder__in=[pk for pk, _name in shown.holders])
    else:
        claims = within.filter(holder=shown.pk)
    rows = claims.filter(ends_at__gt=begin).order_by("starts_at", "pk")
    found = [Taken(*row) for row in rows.values_list(*_COLUMNS)]
    if shown.what == What.GROUP:  # led by two, it stands once
        return list({one.appointment: one for one in found}.values())
    return found


@dataclass(frozen=True, slots=True)
class Seen:
    """Of these appointments: whose clients the actor sees, and in which they are themselves."""

    comings: Mapping[UUID, list[Comes]]
    clients: Mapping[UUID, str]
    own: Collection[UUID]


def seen_of(actor: Actor, shown: Shown, appointments: Iterable[UUID]) -> Seen:
    ids = set(appointments)
    if not ids:
        return Seen({}, {}, ())
    comings: dict[UUID, list[Comes]] = {}
    rows = Coming.objects.visible_to(actor).filter(appointment__in=ids).expected()
    for row in rows.order_by("pk").values_list("appointment", "case", "pk"):
        comings.setdefault(row[0], []).append(Comes(*row))
    cases = {one.case for held in comings.values() for one in held}
    clients = client_names(actor=actor, cases=cases) if cases else {}
    return Seen(comings, clients, ids if shown.pk == actor.id else _own(actor, ids))


def _own(actor: Actor, appointments: Collection[UUID]) -> set[UUID]:
    mine = Claim.objects.filter(appointment__in=appointments, holder=actor.worker_id)
    return set(mine.values_list("appointment", flat=True))
