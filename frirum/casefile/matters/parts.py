"""Who ever had a part in a matter: the look by which whoever decides about it is kept apart.

Asked of the wall's own memory, so that leading a team, an hour by glass and a case erased since
count like any other part.
"""

from collections.abc import Iterable
from uuid import UUID

from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.peephole import behind_the_wall

from .models import Case, Stood

_PART = "asks whether somebody at the conflict desk has a part in the matter"


def matters_of(cases: Iterable[UUID]) -> set[UUID]:
    """The matters in which these cases stand."""
    rows = behind_the_wall(Case, reason=_PART).filter(pk__in=set(cases))
    return set(rows.values_list("matter", flat=True))


def had_part(actor: Actor, matters: Iterable[UUID]) -> bool:
    """Did this person ever stand in one of these matters, on whichever side?"""
    stood = behind_the_wall(Stood, reason=_PART).filter(worker=actor.worker_id)
    return bool(stood.filter(matter__in=set(matters)).exists())
