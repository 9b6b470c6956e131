"""Tasks of a case, and of a worker across cases."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from frirum.casefile.matters.models import Assignment, Case
from frirum.casefile.matters.queries import led_cases
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.sight import rows_under

from .models import Task

PAGE = 50
_NEXT_FIRST = (F("due_on").asc(nulls_last=True), "added_at", "pk")


def tasks_of(*, actor: Actor, case: Case, limit: int = PAGE) -> list[Task]:
    """What waits in a case, next due first."""
    return rows_under(actor, case.pk, (Task, "waiting", limit), partial(_waiting, limit))


def _waiting(limit: int, actor: Actor, case: UUID, _now: datetime) -> Any:
    waiting = Task.objects.visible_to(actor, of=[case]).waiting()
    return waiting.order_by(*_NEXT_FIRST)[:limit]


def done_in(*, actor: Actor, case: Case, limit: int = 10) -> list[Task]:
    """What was done last in a case, newest first."""
    done = case.tasks.visible_to(actor).filter(done_at__isnull=False)  # type: ignore[attr-defined]
    return list(done.order_by("-done_at", "pk")[:limit])


def _mine(actor: Actor) -> Any:
    """One's own, and what is for whoever stands with a case that one works on."""
    works_on = Assignment.objects.visible_to(actor).filter(worker=actor.worker_id, ended_at=None)
    for_whoever = Q(worker=None, case__in=works_on.values("case"))
    own = Q(worker=actor.worker_id) | for_whoever
    return Task.objects.visible_to(actor).waiting().filter(own)


def my_tasks(*, actor: Actor, limit: int = PAGE) -> list[Task]:
    """What waits for this worker in the cases they still see, next due first, with the cases."""
    return list(_mine(actor).select_related("case").order_by(*_NEXT_FIRST)[:limit])


def late_tasks(*, actor: Actor, today: date) -> int:
    """How many of one's own tasks are overdue."""
    return int(_mine(actor).filter(due_on__lt=today).count())


def covered_tasks(*, actor: Actor, workers: Iterable[UUID], limit: int = PAGE) -> list[Task]:
    """What colleagues who are away have promised, in the cases that this worker sees."""
    waiting = Task.objects.visible_to(actor).waiting().filter(worker__in=list(workers))
    return list(waiting.select_related("case").order_by(*_NEXT_FIRST)[:limit])


def late_in_team(*, actor: Actor, today: date, limit: int = 2 * PAGE) -> list[Task]:
    """What is overdue in the cases this leader leads, the longest overdue first. A case that the
    wall keeps from them, or from which they stepped aside, is not among them."""
    late = Task.objects.visible_to(actor).waiting().filter(due_on__lt=today)
    led = late.filter(case__in=led_cases(actor)).select_related("case")
    return list(led.order_by("due_on", "added_at", "pk")[:limit])


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One line of a list: what, whose, and whether its day has passed."""

    task: Task
    who: str
    is_late: bool


def _whose(task: Task, names: Mapping[UUID, str]) -> str:
    worker = names.get(task.worker, "") if task.worker else ""
    return " · ".join(filter(None, (task.outside, worker)))


def rows_of(*, tasks: Iterable[Task], today: date) -> list[TaskRow]:
    """As `tasks/rows.html` shows them; the workers' names in one read."""
    found = list(tasks)
    names = names_of(task.worker for task in found)
    return [
        TaskRow(
            task=each,
            who=_whose(each, names),
            is_late=each.is_late(today),
        )
        for each in found
    ]
