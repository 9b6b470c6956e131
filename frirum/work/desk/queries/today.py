"""What waits for one person today."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from frirum.casefile.matters.queries import GlassRow, glass_to_review
from frirum.casefile.tasks.queries import TaskRow, my_tasks, rows_of
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from .cases import CaseRow, case_listing

SHOWN = 8


@dataclass(frozen=True, slots=True)
class TodaysDesk:
    """The newest of one's cases, what is due and what to look through.

    Empty for those who work without cases.
    """

    now: datetime
    cases: list[CaseRow]
    tasks: list[TaskRow]
    glass: list[GlassRow]
    works_in_cases: bool


def todays_desk(*, actor: Actor, now: datetime) -> TodaysDesk:
    if not actor.may(Permission.READ_CASE):
        return TodaysDesk(now=now, cases=[], tasks=[], glass=[], works_in_cases=False)
    listing = case_listing(actor=actor, only_mine=True, size=SHOWN)
    return TodaysDesk(
        now=now,
        cases=listing.rows,
        tasks=rows_of(tasks=my_tasks(actor=actor, limit=SHOWN), today=timezone.localdate(now)),
        glass=glass_to_review(actor=actor, moment=now)
        if actor.may(Permission.REVIEW_GLASS)
        else [],
        works_in_cases=True,
    )
