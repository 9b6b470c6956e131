"""Who sees an arrival, and who what came too close. All else of bookings follows its case."""

from datetime import datetime

from django.db.models import Q

from frirum.casefile.matters.models import Case
from frirum.casefile.matters.visibility import of_own_matters
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.sight import sight_of, within

from .models import Arrival, KeptApart, TooClose


@sight_of(Arrival)
def arrivals_visible_to(actor: Actor, now: datetime) -> Q:
    """Whoever sees the case; and the reception, on the day: never a week, never the past."""
    if not actor.is_signed_in:
        return Q(pk__in=[])
    seen = within("subject", Case, actor)
    if actor.may(Permission.RECEIVE):
        seen |= Q(shown_from__lte=now, shown_until__gt=now)
    return seen


@sight_of(TooClose)
def too_close_visible_to(actor: Actor, _now: datetime) -> Q:
    """The coordinator's, less any matter in which they ever stood."""
    if not actor.is_signed_in or not actor.may(Permission.KEEP_APART):
        return Q(pk__in=[])
    return ~of_own_matters(actor) & ~of_own_matters(actor, path="across")


@sight_of(KeptApart)
def kept_apart_visible_to(actor: Actor, _now: datetime) -> Q:
    """The conflict desk's, less any matter in which they ever stood."""
    if not actor.is_signed_in or not actor.may(Permission.RESOLVE_HOLDS):
        return Q(pk__in=[])
    return ~of_own_matters(actor, path="one") & ~of_own_matters(actor, path="other")
