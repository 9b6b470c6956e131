"""For whom to book: the cases one works on."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from frirum.casefile.matters.models import Assignment, Case
from frirum.casefile.people.queries import client_names
from frirum.foundation.wall.actors import Actor

from ..models import Coming

MOST = 200


@dataclass(frozen=True, slots=True)
class Bookable:
    """A case, its client, and when they come next."""

    case: Case
    client: str
    next_at: datetime | None


def bookable_cases(*, actor: Actor) -> list[Bookable]:
    """One's own that are not closed, by the client's name; a leader without any, the team's."""
    mine = Assignment.objects.visible_to(actor).filter(worker=actor.worker_id, ended_at=None)
    every = Case.objects.visible_to(actor).ongoing()
    cases = list(every.filter(pk__in=mine.values("case")).order_by("-touched_at", "pk")[:MOST])
    cases = cases or list(every.order_by("-touched_at", "pk")[:MOST])
    ids = [case.pk for case in cases]
    names, ahead = client_names(actor=actor, cases=ids), _next(actor, ids)
    rows = [Bookable(case, names.get(case.pk, ""), ahead.get(case.pk)) for case in cases]
    return sorted(rows, key=lambda row: (row.client.casefold(), row.case.number))


def _next(actor: Actor, cases: list[UUID]) -> dict[UUID, datetime]:
    coming = Coming.objects.visible_to(actor, of=cases).expected()
    ahead = coming.filter(starts_at__gt=timezone.now()).order_by()
    return dict(ahead.values_list("case").annotate(at=Min("starts_at")))
