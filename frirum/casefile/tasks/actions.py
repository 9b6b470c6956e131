"""Adding and finishing tasks, and what becomes of them when a case changes hands."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matters.actions import (
    accept_hand_over,
    decline_hand_over,
    end_assignment,
    replace_worker,
    step_aside,
)
from frirum.casefile.matters.models import Assignment, Case, HandOver, Recusal, Team
from frirum.casefile.matters.queries import leader_beside, parts_of
from frirum.casefile.matters.rules import may_end_part
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from .models import Kind, Task
from .rules import may_add_to, may_change


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
    outside: str | None = None,
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
        outside=outside or None,
        due_on=due_on,
        worker=worker,
        added_by=by.id,
        added_at=now,
        once=once,
    )
    return task


@action(Permission.RESOLVE_HOLDS)
def leave_task(*, by: Actor, root: UUID, title: str, text: str, once: UUID, now: datetime) -> Task:
    """The conflict desk, which sees no case, leaves one a task for whoever stands with it."""
    made: Task = Task.objects.create(
        case_id=root,
        title=title,
        text=text,
        due_on=timezone.localdate(now),
        added_at=now,
        once=once,
    )
    return made


@action(Permission.KEEP_APART)
def ask_in_case(
    *, by: Actor, root: UUID, title: str, text: str, due_on: date, once: UUID, now: datetime
) -> Task:
    """Whoever keeps the calendar, and sees no case, asks something of whoever stands with one."""
    made: Task = Task.objects.create(
        case_id=root, title=title, text=text, due_on=due_on, added_at=now, once=once
    )
    return made


@action(Permission.KEEP_CASE)
def change_task(
    *,
    by: Actor,
    task: Task,
    seen: int,
    title: str,
    due_on: date | None,
    worker: UUID | None,
    outside: str | None,
    text: str,
    kind: Kind,
) -> Task:
    """Another day, another worker, other words. `seen`: the version that was looked at."""
    held: Task = Task.objects.visible_to(by).get(pk=task.pk)
    may_change(held=held.version, seen=seen).enforce()
    held.title, held.text, held.outside = title, text, outside or None
    held.due_on, held.worker, held.kind = due_on, worker, kind
    held.version += 1
    held.save()
    return held


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


@action(Permission.ALLOCATE_CASE)
def hand_over_case(
    *, by: Actor, assignment: Assignment, team: Team, worker: UUID | None, now: datetime
) -> Assignment:
    """Somebody else takes over a worker's part in a case, with what was promised in it: at once,
    as when a worker is gone. Else they are asked first (`offer_hand_over`)."""
    _pass_on(by, assignment, worker)
    return replace_worker(by=by, assignment=assignment, team=team, worker=worker, now=now)


@action(Permission.TAKE_OVER)
def take_over_case(*, by: Actor, hand_over: HandOver, now: datetime) -> Assignment:
    """Yes to what one was asked: the part is theirs, with what was promised in it."""
    made = accept_hand_over(by=by, hand_over=hand_over, now=now)
    _pass_on(by, Assignment.objects.visible_to(by).get(pk=hand_over.part), by.id)
    return made


@action(Permission.TAKE_OVER)
def decline_case(*, by: Actor, hand_over: HandOver, word: str, now: datetime) -> HandOver:
    """No, with a word. Whoever asked gets a task today, as they have to find somebody else."""
    told = decline_hand_over(by=by, hand_over=hand_over, now=now)
    title = _("%(name)s can't take the case over. Find somebody else.") % {"name": by.name}
    Task.objects.create(
        case_id=hand_over.subject,
        title=title,
        text=word.strip(),
        due_on=timezone.localdate(now),
        worker=hand_over.asked_by,
        added_by=by.id,
        added_at=now,
        once=uuid4(),
    )
    return told


@action(Permission.ALLOCATE_CASE)
def end_part(*, by: Actor, assignment: Assignment, now: datetime) -> Assignment:
    """One of several leaves the case. What they had promised is for whoever stands with it."""
    if not assignment.is_standing:
        return assignment
    parts = parts_of(actor=by, case=assignment.case)
    may_end_part(standing=sum(part.row.is_standing for part in parts)).enforce()
    _pass_on(by, assignment, None)
    return end_assignment(by=by, assignment=assignment, now=now)


@action(Permission.STEP_ASIDE)
def step_aside_from(*, by: Actor, case: Case, now: datetime) -> Recusal:
    """I know somebody here: the leader is told by a task, and the case is gone from one's sight.

    What one had promised in it is for whoever stands with the case.
    """
    leader = leader_beside(by, case.pk)
    if may_add_to(case).allowed:
        who = _("%(name)s knows somebody in the case and has stepped aside. Find somebody else.")
        title, today = who % {"name": by.name}, timezone.localdate(now)
        add_task(by=by, case=case, title=title, due_on=today, worker=leader, now=now)
    own = Task.objects.visible_to(by).filter(case=case).waiting()
    own.filter(worker=by.worker_id).update(worker=None)
    return step_aside(by=by, case=case, now=now)


def _pass_on(by: Actor, part: Assignment, worker: UUID | None) -> None:
    """Before the part ends: whoever hands over may lose sight of the case with it."""
    if part.worker:
        waiting = Task.objects.visible_to(by).filter(case=part.case_id).waiting()
        waiting.filter(worker=part.worker).update(worker=worker)
