"""What waits for one person today."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from frirum.casefile.matters.queries import GlassRow, glass_to_review
from frirum.casefile.tasks.queries import TaskRow, late_tasks, my_tasks, rows_of
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.work.bookings.queries.due import TodayRow, todays

from .attention import Call, first_of_all
from .cases import CaseRow, case_listing
from .due import DueRow, due_rows, letter_rows, with_clients

SHOWN = 8


@dataclass(frozen=True, slots=True)
class TodaysDesk:
    """What comes first, the newest of one's cases, what is due and what to look through.

    A leader without cases of their own sees the newest of the team (`is_all`). Those who work
    without cases see only what comes first.
    """

    now: datetime
    cases: list[CaseRow]
    tasks: list[TaskRow]
    glass: list[GlassRow]
    works_in_cases: bool
    first: list[Call]
    appointments: list[TodayRow] = field(default_factory=list)
    due: list[DueRow] = field(default_factory=list)
    letters: list[DueRow] = field(default_factory=list)
    is_all: bool = False


def todays_desk(*, actor: Actor, now: datetime) -> TodaysDesk:
    today = timezone.localdate(now)
    if not actor.may(Permission.READ_CASE):
        first = first_of_all(actor=actor, late=0, now=now)
        return TodaysDesk(now=now, cases=[], tasks=[], glass=[], works_in_cases=False, first=first)
    cases = case_listing(actor=actor, only_mine=True, size=SHOWN).rows
    tasks = rows_of(tasks=my_tasks(actor=actor, limit=SHOWN), today=today)
    late = sum(row.is_late for row in tasks)
    if late == SHOWN:  # next due first: only then can there be more of them
        late = late_tasks(actor=actor, today=today)
    reviews = actor.may(Permission.REVIEW_GLASS)
    due, letters = with_clients(actor, due_rows(actor=actor, today=today), letter_rows(actor=actor))
    return TodaysDesk(
        now=now,
        cases=cases or case_listing(actor=actor, size=SHOWN).rows,
        tasks=tasks,
        glass=glass_to_review(actor=actor, moment=now) if reviews else [],
        works_in_cases=True,
        appointments=todays(actor=actor, now=now),
        due=due,
        letters=letters,
        first=first_of_all(actor=actor, late=late, now=now),
        is_all=not cases,
    )
