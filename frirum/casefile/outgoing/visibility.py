"""The conflict desk alone sees what it is asked, and nothing of a matter it had a part in."""

from datetime import datetime

from django.db.models import Q

from frirum.casefile.matters.visibility import of_own_matters
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.sight import sight_of

from .models import DeskQuestion


@sight_of(DeskQuestion)
def questions_visible_to(actor: Actor, _now: datetime) -> Q:
    if not (actor.is_signed_in and actor.may(Permission.CLEAR_LEAVING)):
        return Q(pk__in=[])
    return ~of_own_matters(actor) & ~Q(asked_by=actor.worker_id)
