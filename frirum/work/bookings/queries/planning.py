"""A proposal as the coordinator sees it: workers, times, rooms, and what found no place."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from frirum.foundation.accounts.queries import names_of

from ..models import PlanState, Proposal, Suggested


@dataclass(frozen=True, slots=True)
class LineRow:
    line: Suggested
    worker: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """`placed` by day, and what found no place."""

    proposal: Proposal
    days: list[tuple[date, list[LineRow]]]
    unplaced: list[LineRow]

    @property
    def count(self) -> int:
        return sum(len(rows) for _day, rows in self.days)

    @property
    def is_open(self) -> bool:
        return self.proposal.state == PlanState.READY


def newest_plan() -> Proposal | None:
    return Proposal.objects.order_by("-asked_at", "pk").first()


def plan_page(proposal: Proposal) -> PlanPage:
    lines = list(proposal.lines.select_related("room", "site").order_by("starts_at", "pk"))
    names = names_of(line.worker for line in lines)
    rows = [LineRow(line, names.get(line.worker, "")) for line in lines]
    days: dict[date, list[LineRow]] = {}
    for row in rows:
        if row.line.starts_at:
            days.setdefault(timezone.localdate(row.line.starts_at), []).append(row)
    unplaced = [row for row in rows if row.line.starts_at is None]
    return PlanPage(proposal, sorted(days.items()), unplaced)
