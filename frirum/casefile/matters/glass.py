"""The looks that breaking glass needs: whoever asks names a case that they do not see.

A number that is absent, on the other side, or behind the wall takes the same statements.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Min, Q

from frirum.foundation.wall.peephole import behind_the_wall

from .models import OPPOSES, Case, GlassBreak, Recusal, Shield, Stood
from .queries import sides_of

_REASON = "finds a case of one's own side by its number, to open it for an hour"
_CLOSE = "finds an opening that the data protection officer closes"


def waiting_since(worker: UUID) -> datetime | None:
    """This worker's oldest opening that nobody has looked through; they see it no longer."""
    own = behind_the_wall(GlassBreak, reason=_REASON).filter(worker=worker, reviewed_at=None)
    oldest: datetime | None = own.aggregate(oldest=Min("broken_at"))["oldest"]
    return oldest


def opening(pk: UUID) -> GlassBreak | None:
    """One opening, for whoever closes it without seeing the case."""
    found: GlassBreak | None = behind_the_wall(GlassBreak, reason=_CLOSE).filter(pk=pk).first()
    return found


def case_on_own_side(worker: UUID, number: str) -> Case | None:
    """The case, if it is on the side of a team of theirs and does not oppose their own, if they
    did not step aside from it, and if it is not for those named alone.

    What the worker may reach is read first, so that the last statement compares with constants.
    """
    sides, across = sides_of(worker), _across(worker)
    cases = behind_the_wall(Case, reason=_REASON)
    apart = behind_the_wall(Recusal, reason=_REASON).filter(worker=worker, let_back_at=None)
    cases = cases.exclude(across).exclude(pk__in=apart.values("case"))
    cases = cases.exclude(pk__in=_shielded().values("case"))
    found: Case | None = cases.filter(number=number, side__in=sides).first()
    return found


def _shielded() -> Any:
    """Cases that are seen only by those named. They are told from absent ones by nothing."""
    return behind_the_wall(Shield, reason=_REASON).filter(lifted_at=None)


def _across(worker: UUID) -> Q:
    """Cases that oppose one where this worker ever stood."""
    across = Q(pk__in=[])
    rows = behind_the_wall(Stood, reason=_REASON).filter(worker=worker)
    stood = list(rows.values_list("side", "matter"))
    for side, opposed in OPPOSES.items():
        across |= Q(side=side, matter__in=[matter for there, matter in stood if there in opposed])
    return across
