"""The messages an incident is made of, oldest first."""

from dataclasses import dataclass

from django.db.models import Q

from frirum.foundation.wall.actors import Actor

from ..models import Incident, IncidentMessage
from .log import Cursor

_PAGE = 100


@dataclass(frozen=True, slots=True)
class Thread:
    messages: list[IncidentMessage]
    later: Cursor | None
    is_continued: bool


def messages_of(*, actor: Actor, incident: Incident, after: str = "") -> Thread:
    """A page of them; `after` is the former page's `later`, as text."""
    rows = IncidentMessage.objects.visible_to(actor).filter(incident=incident)
    cursor = Cursor.parse(after)
    if cursor:
        at = cursor.happened_at
        rows = rows.filter(at__gte=at).filter(Q(at__gt=at) | Q(pk__gt=cursor.pk))
    found: list[IncidentMessage] = list(rows.order_by("at", "pk")[: _PAGE + 1])
    shown = found[:_PAGE]
    later = Cursor(shown[-1].at, shown[-1].pk) if len(found) > _PAGE else None
    return Thread(shown, later, is_continued=cursor is not None)
