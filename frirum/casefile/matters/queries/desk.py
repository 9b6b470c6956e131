"""What the conflict desk has before it of messages across the wall: their words, and no case."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor

from ..models import Crossing, CrossingState, Delivery
from ..rules import is_overdue
from .oversight import Laid, laid_of, unread_warnings

_SHOWN = 50
# More than this many at once is no queue for two people; the oldest stay on it.
_MOST = 500


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A message, who wrote it and decided it, and what came of it."""

    crossing: Crossing
    who: str
    decided_by: str
    laid: list[Laid]
    is_late: bool

    @property
    def is_told(self) -> bool:
        return any(not each.is_nobody for each in self.laid)

    @property
    def is_asking(self) -> bool:
        return any(each.is_asking for each in self.laid)

    @property
    def is_to_be_done(self) -> bool:
        """The desk still has something to do: decide, see that it is read, write what it did."""
        return self.crossing.is_waiting or any(each.is_open for each in self.laid)


def desk_rows(*, actor: Actor, moment: datetime) -> list[DeskRow]:
    """All that still asks for the desk, the longest waiting on top; then what is done, newest
    first. Only what is done falls off the end."""
    rows = Crossing.objects.visible_to(actor)
    todo = Q(state=CrossingState.WITH_DESK) | Q(pk__in=_followed_up(actor))
    waiting = list(rows.filter(todo).order_by("written_at", "pk")[:_MOST])
    done = list(rows.exclude(todo).order_by("-written_at", "pk")[:_SHOWN])
    return _rows(actor, [*waiting, *done], moment)


def _followed_up(actor: Actor) -> "QuerySet[Delivery]":
    """Messages that reached nobody, or that nobody confirmed, and of which nothing is noted; and
    those that ask to be looked at again."""
    laid = Delivery.objects.visible_to(actor).filter(noted_at=None)
    waits = Q(asks_again=True) | Q(warning=None) | Q(warning__in=unread_warnings())
    return laid.filter(waits).values("crossing")  # type: ignore[no-any-return]


def desk_row(*, actor: Actor, crossing: Crossing, moment: datetime) -> DeskRow:
    return _rows(actor, [crossing], moment)[0]


def waits_for_desk(*, actor: Actor) -> tuple[int, int]:
    """How many wait for this person's decision, and how many to be looked at again."""
    waiting = Crossing.objects.visible_to(actor).filter(state=CrossingState.WITH_DESK)
    asking = Delivery.objects.visible_to(actor).filter(asks_again=True, noted_at=None)
    return waiting.exclude(written_by=actor.worker_id).count(), asking.count()


def _rows(actor: Actor, found: list[Crossing], moment: datetime) -> list[DeskRow]:
    laid = laid_of(actor=actor, crossings=[row.pk for row in found], moment=moment)
    names = names_of(worker for row in found for worker in (row.written_by, row.decided_by))
    return [
        DeskRow(
            crossing=row,
            who=names.get(row.written_by, ""),
            decided_by=names.get(row.decided_by, "") if row.decided_by else "",
            laid=laid.get(row.pk, []),
            is_late=row.is_waiting and is_overdue(row.written_at, moment),
        )
        for row in found
    ]
