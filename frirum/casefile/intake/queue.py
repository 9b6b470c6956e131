"""The conflict desk's queue: acute danger first, then whatever has waited longest."""

from dataclasses import dataclass
from datetime import datetime

from frirum.casefile.matching.models import Check
from frirum.casefile.matching.queries import Hold, held_checks, holds_of
from frirum.foundation.ui.turning import Turn
from frirum.foundation.wall.actors import Actor

from .queries import waiting_for_more
from .rules import is_hold_late


@dataclass(frozen=True, slots=True)
class Queued:
    """A hold as it stands in the queue. `waits`: since when it waits until more is known."""

    hold: Hold
    since: datetime
    waits: datetime | None
    is_late: bool


def desk_queue(*, actor: Actor, now: datetime, turn: Turn) -> list[Queued]:
    """One page, and one row more when there is a next page.

    All that waits is put in order before it is cut, so that nothing old is ever left out. What
    waits until more is known comes last: the desk has looked at it.
    """
    checks = held_checks(actor=actor)
    waits = waiting_for_more(actor=actor, checks=checks)

    def first(check: Check) -> tuple[bool, bool, datetime, str]:
        return check.pk in waits, not check.is_urgent, _since(check), str(check.pk)

    shown = turn.cut(sorted(checks, key=first))
    return [
        Queued(
            hold=hold,
            since=_since(hold.check),
            waits=waits.get(hold.check.pk),
            is_late=is_hold_late(_since(hold.check), now, is_acute=hold.check.is_urgent),
        )
        for hold in holds_of(actor=actor, checks=shown)
    ]


def _since(check: Check) -> datetime:
    return check.held_since or check.asked_at
