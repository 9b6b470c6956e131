"""The next appointment in one panel of the case page."""

from datetime import datetime

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actors import Actor

from ..models import Coming


def next_coming(*, actor: Actor, case: Case, now: datetime) -> Coming | None:
    """What is to come first, or under way; one read."""
    ahead = case.comings.visible_to(actor).expected().filter(appointment__ends_at__gt=now)  # type: ignore[attr-defined]
    along = ahead.select_related("appointment__site", "appointment__room")
    return along.order_by("starts_at", "pk").first()  # type: ignore[no-any-return]
