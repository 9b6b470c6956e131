"""What the conflict desk has before it of messages across the wall: their words, and no case."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, IntegerField, Value, When

from frirum.foundation.accounts.queries import names_of
from frirum.foundation.ui.turning import Turn
from frirum.foundation.wall.actors import Actor

from ..models import Crossing, CrossingState, Delivery
from ..rules import is_overdue
from .oversight import Laid, laid_of, not_followed_up


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


def desk_rows(*, actor: Actor, moment: datetime, turn: Turn | None = None) -> list[DeskRow]:
    """One page, and one row more when there is a next page.

    What waits for a decision first, then what has to be followed up, both the longest on top; then
    what was decided, newest first. However many there are, the oldest that waits is the first.
    """
    is_to_be_done = When(pk__in=not_followed_up(actor), then=Value(1))
    rank = Case(
        When(state=CrossingState.WITH_DESK, then=Value(0)),
        is_to_be_done,
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = Crossing.objects.visible_to(actor).annotate(rank=rank)
    since = Case(When(rank__lt=2, then=F("written_at")))
    ordered = rows.order_by("rank", since.asc(nulls_last=True), "-written_at", "pk")
    return _rows(actor, (turn or Turn()).cut(ordered), moment)


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
