"""What the coordinator sees of two appointments that are too close: when, where, whose."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from frirum.foundation.wall.actors import Actor

from ..models import Appointment, KeptApart, TooClose
from .door import workers_of_all

_SOON = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, with the row by which its case can be asked for another time."""

    row: TooClose
    appointment: Appointment
    workers: str


@dataclass(frozen=True, slots=True)
class PairRow:
    one: Side
    other: Side
    is_soon: bool


def pairs_to_part(*, actor: Actor, now: datetime) -> list[PairRow]:
    """The soonest first."""
    rows = list(TooClose.objects.visible_to(actor).waiting().order_by("begins_at", "pk"))
    ids = {row.appointment for row in rows}
    held = Appointment.objects.filter(pk__in=ids).select_related("room", "site").in_bulk()
    workers = workers_of_all(ids)
    sides = {
        (row.appointment, row.other): Side(
            row, held[row.appointment], ", ".join(workers.get(row.appointment, ()))
        )
        for row in rows
        if row.appointment in held
    }
    return [
        PairRow(side, sides[other, one], side.row.begins_at - now < _SOON)
        for (one, other), side in sides.items()
        if (other, one) in sides and _comes_first(side, sides[other, one])
    ]


def _comes_first(one: Side, other: Side) -> bool:
    return (one.appointment.starts_at, str(one.appointment.pk)) < (
        other.appointment.starts_at,
        str(other.appointment.pk),
    )


def count_to_part(*, actor: Actor, now: datetime) -> tuple[int, int]:
    """How many pairs wait, and how many of them within two days."""
    waiting = TooClose.objects.visible_to(actor).waiting()
    return waiting.count() // 2, waiting.filter(begins_at__lt=now + _SOON).count() // 2


def kept_apart(*, actor: Actor) -> list[KeptApart]:
    """What the desk keeps apart now, the newest first."""
    return list(
        KeptApart.objects.visible_to(actor).filter(lifted_at=None).order_by("-made_at", "pk")
    )


def pair_of(*, actor: Actor, pk: UUID) -> KeptApart | None:
    found: KeptApart | None = KeptApart.objects.visible_to(actor).filter(pk=pk).first()
    return found
