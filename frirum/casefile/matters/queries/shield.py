"""Which cases are seen only by those named."""

from dataclasses import dataclass
from datetime import datetime

from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.peephole import codes_behind_the_wall

from ..models import Case, Shield
from ..visibility import of_own_matters

_SHOWN = 100


def standing_shield(*, actor: Actor, case: Case) -> Shield | None:
    rows = case.shields.visible_to(actor)
    found: Shield | None = rows.filter(lifted_at=None).first()
    return found


def shields_of(*, actor: Actor, case: Case) -> list[Shield]:
    """Since when and why, the newest first."""
    return list(case.shields.visible_to(actor).order_by("-raised_at", "pk"))


@dataclass(frozen=True, slots=True)
class OverseenShield:
    """When and by whom a case was closed to all but those named: no case, no reason."""

    raised_by: str
    raised_at: datetime
    lifted_by: str
    lifted_at: datetime | None


def overseen_shields(*, actor: Actor) -> list[OverseenShield]:
    """For the data protection officer: the newest, those that stand on top."""
    columns = ("raised_by", "raised_at", "lifted_by", "lifted_at")
    rows = codes_behind_the_wall(Shield, *columns).exclude(of_own_matters(actor, path="case"))
    found = list(rows.order_by("-raised_at", "pk")[:_SHOWN])
    names = names_of(who for row in found for who in (row[0], row[2]))
    told = [OverseenShield(names.get(a, ""), b, names.get(c, ""), d) for a, b, c, d in found]
    return sorted(told, key=lambda row: row.lifted_at is not None)
