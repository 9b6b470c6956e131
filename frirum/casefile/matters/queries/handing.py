"""Who is asked to take over a case, and who waits for an answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor

from ..models import Case, HandOver
from .skeleton import led_cases

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class HandOverRow:
    """Who is asked by whom, and whose part it is."""

    row: HandOver
    asked: str
    asked_by: str
    held_by: str


def asked_of(*, actor: Actor) -> list[HandOverRow]:
    """What this worker is asked to take over, the longest asked first."""
    rows = HandOver.objects.visible_to(actor).asked().filter(worker=actor.worker_id)
    return _rows(rows.select_related("team").order_by("asked_at", "pk")[:_SHOWN])


def unanswered_for(*, actor: Actor) -> list[HandOverRow]:
    """What others have not answered yet in the cases this leader leads, the longest asked first."""
    rows = HandOver.objects.visible_to(actor).asked().filter(subject__in=led_cases(actor))
    others = rows.exclude(worker=actor.worker_id).select_related("team")
    return _rows(others.order_by("asked_at", "pk")[:_SHOWN])


def asked_in(*, actor: Actor, case: Case) -> list[HandOverRow]:
    """Who is asked to take over a part of this case."""
    rows = HandOver.objects.visible_to(actor).asked().filter(subject=case.pk)
    return _rows(rows.select_related("team").order_by("asked_at", "pk"))


def _rows(rows: Iterable[HandOver]) -> list[HandOverRow]:
    found = list(rows)
    names = names_of(one for row in found for one in (row.worker, row.asked_by, row.held_by))
    return [
        HandOverRow(
            row,
            names.get(row.worker, ""),
            names.get(row.asked_by, ""),
            names.get(row.held_by, "") if row.held_by else "",
        )
        for row in found
    ]
