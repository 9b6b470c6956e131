"""Adding and finishing tasks."""

from datetime import date, datetime
from uuid import UUID, uuid4

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from .models import Kind, Task
from .rules import may_add_to


@action(Permission.KEEP_CASE)
def add_task(
    *,
    by: Actor,
    case: Case,
    title: str,
    now: datetime,
    text: str = "",
    due_on: date | None = None,
    worker: UUID | None = None,
    kind: Kind = Kind.OTHER,
    once: UUID | None = None,
) -> Task:
    """Plan something in a case. The same `once` adds one task, however often it is sent."""
    may_add_to(case).enforce()
    once = once or uuid4()
    twin: Task | None = case.tasks.visible_to(by).filter(once=once).first()  # type: ignore[attr-defined]
    if twin:
        return twin
    task: Task = Task.objects.create(
        case=case,
        kind=kind,
        title=title,
        text=text,
        due_on=due_on,
        worker=worker,
        added_by=by.id,
        added_at=now,
        once=once,
    )
    return task


@action(Permission.KEEP_CASE)
def finish_task(*, by: Actor, task: Task, now: datetime) -> Task:
    """Done. Finishing a finished task changes nothing."""
    if not task.is_done:
        task.done_at, task.done_by = now, by.id
        task.save(update_fields=["done_at", "done_by"])
    return task


@action(Permission.KEEP_CASE)
def reopen_task(*, by: Actor, task: Task) -> Task:
    """It was not done after all."""
    task.done_at = task.done_by = None
    task.save(update_fields=["done_at", "done_by"])
    return task
