"""The next appointment in one panel of the case page."""

from datetime import datetime
from typing import Any
from uuid import UUID

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.sight import rows_under

from ..models import Coming


def next_coming(*, actor: Actor, case: Case) -> Coming | None:
    """What is to come first, or under way; one read."""
    found = rows_under(actor, case.pk, (Coming, "next"), _next)
    return found[0] if found else None


def _next(actor: Actor, case: UUID, now: datetime) -> Any:
    coming = Coming.objects.visible_to(actor, of=[case]).expected()
    ahead = coming.filter(appointment__ends_at__gt=now)
    along = ahead.select_related("appointment__site", "appointment__room")
    return along.order_by("starts_at", "pk")[:1]
