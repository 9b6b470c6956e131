"""The look that a crossing needs: who stands on the other side of the case it was written in.

Nobody who writes or reads a crossing is handed a case by this; the house lays the words there.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from frirum.foundation.wall.peephole import behind_the_wall

from .models import (
    OPPOSES,
    Case,
    Crossing,
    CrossingState,
    Delivery,
    HouseWarning,
)

_LAY = "finds whom an approved message across the wall is for"
_LET_GO = "lets go of where a message across the wall was laid"


def opposing_cases(subject: UUID) -> list[UUID]:
    """Cases on the other side of this one's matter, closed ones too; none when it is gone."""
    here = behind_the_wall(Case, reason=_LAY).filter(pk=subject).first()
    if here is None:
        return []
    across = _cases_across(here.matter_id, here.side)
    return list(across.order_by("opened_at", "pk").values_list("pk", flat=True))


def _cases_across(matter: UUID, side: str) -> Any:
    return behind_the_wall(Case, reason=_LAY).filter(matter=matter, side__in=OPPOSES[side])


def crossings_against(*, matter: UUID, side: str, since: datetime) -> list[Crossing]:
    """What was approved since then in cases of this matter on the other side of this one."""
    across = _cases_across(matter, side).values("pk")
    written = behind_the_wall(Crossing, reason=_LAY).filter(subject__in=across)
    approved = written.filter(state=CrossingState.APPROVED, decided_at__gt=since)
    return list(approved.order_by("decided_at", "pk"))


def deliveries_of(crossing: UUID) -> Any:
    """Where this one was laid until now."""
    return behind_the_wall(Delivery, reason=_LAY).filter(crossing=crossing)


def told_already(warnings: Iterable[UUID | None]) -> set[UUID]:
    """The cases in which these warnings lie."""
    laid = behind_the_wall(HouseWarning, reason=_LAY).filter(pk__in=[w for w in warnings if w])
    return set(laid.values_list("case", flat=True))


def deliveries_into(case: UUID) -> Any:
    """What still names a warning that lies in this case."""
    laid = behind_the_wall(HouseWarning, reason=_LET_GO).filter(case=case).values("pk")
    return behind_the_wall(Delivery, reason=_LET_GO).filter(warning__in=laid)
