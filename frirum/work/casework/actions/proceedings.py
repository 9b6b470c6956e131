"""A report to the police or a time under probation, and each step it takes."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Case, Side
from frirum.casefile.tasks.actions import add_task, finish_task, reopen_task
from frirum.casefile.tasks.models import Kind, Task
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.work.safety.actions import note_cause
from frirum.work.safety.kinds import Cause

from ..facts import ToldProceeding
from ..kinds import Informed, ProceedingKind, Stage
from ..models import Proceeding, ProceedingStep
from ..rules import may_start, may_step, may_strike
from ._working import _work_in

# What may change how dangerous it is, seen from the exposed side.
_ASKS_ANEW = frozenset({Stage.TALKED, Stage.CHARGED, Stage.SENTENCED, Stage.RELEASED, Stage.BROKEN})
# What the next judgement of the risk has to answer to.
_CAUSES = {Stage.TALKED: Cause.POLICE, Stage.COURT: Cause.COURT, Stage.RELEASED: Cause.RELEASE}


@action(Permission.DO_CASEWORK)
def start_proceeding(
    *, by: Actor, case: Case, told: ToldProceeding, now: datetime, once: UUID | None = None
) -> Proceeding:
    """A report was made, or somebody came under the probation service.

    On the exposed side each report asks by a task whether the client hears of it before the police
    contact the other party.
    """
    _work_in(by, case, now)
    today, once = timezone.localdate(now), once or uuid4()
    may_start(told, today=today).enforce()
    twin: Proceeding | None = Proceeding.objects.visible_to(by).filter(case=case, once=once).first()
    if twin:
        return twin
    asks = told.kind == ProceedingKind.REPORT and case.side == Side.EXPOSED
    made: Proceeding = Proceeding.objects.create(
        case=case,
        kind=told.kind,
        agency=told.whom.agency,
        agent=told.whom.agent,
        journal_number=told.journal_number or None,
        about=told.about,
        started_on=told.started_on,
        stage=told.stage,
        stage_on=told.started_on,
        informed=told.informed if asks else "",
        added_at=now,
        added_by=by.id,
        once=once,
    )
    _write_step(by, made, now, stage=told.stage, on=told.started_on, once=uuid4())
    if asks and told.informed != Informed.TOLD:
        _ask_whether_informed(by, made, now)
    return made


@action(Permission.DO_CASEWORK)
def say_informed(*, by: Actor, proceeding: Proceeding, informed: str, now: datetime) -> Proceeding:
    """What was agreed about telling the client first, or that she has been told."""
    _work_in(by, proceeding.case, now)
    proceeding.informed = informed
    proceeding.save(update_fields=["informed"])
    for asked in _questions(by, proceeding):
        finish_task(by=by, task=asked, now=now)
    if informed != Informed.TOLD:
        _ask_whether_informed(by, proceeding, now)
    return proceeding


@action(Permission.DO_CASEWORK)
def take_step(
    *,
    by: Actor,
    proceeding: Proceeding,
    stage: Stage,
    on: date,
    now: datetime,
    text: str = "",
    journal_number: str = "",
    once: UUID | None = None,
) -> Proceeding:
    """It has come so far. What may change the danger asks for a look at it the same day."""
    case, today, once = proceeding.case, timezone.localdate(now), once or uuid4()
    _work_in(by, case, now)
    if ProceedingStep.objects.visible_to(by).filter(case=case, once=once).exists():
        return proceeding
    may_step(proceeding, stage, on, today=today).enforce()
    _write_step(by, proceeding, now, stage=stage, on=on, text=text or None, once=once)
    proceeding.stage, proceeding.stage_on = stage, on
    proceeding.journal_number = journal_number or proceeding.journal_number
    proceeding.save(update_fields=["stage", "stage_on", "journal_number"])
    if case.side == Side.EXPOSED:
        _ask_anew(by, proceeding, once, now)
    if stage == Stage.COURT and on > today:
        title = _("Court date: plan who comes along, the way there and how to keep apart")
        add_task(by=by, case=case, title=title, due_on=on, kind=Kind.DEADLINE, now=now)
    return proceeding


@action(Permission.DO_CASEWORK)
def strike_step(*, by: Actor, step: ProceedingStep, now: datetime) -> Proceeding:
    """The newest step was a mistake. It stays readable, and the one before counts again."""
    proceeding: Proceeding = step.proceeding
    _work_in(by, proceeding.case, now)
    rows = ProceedingStep.objects.visible_to(by).filter(proceeding=proceeding, struck_at=None)
    steps = list(rows.order_by("added_at", "pk"))
    is_last, is_first = steps[-1].pk == step.pk, steps[0].pk == step.pk
    may_strike(is_last=is_last, is_first=is_first).enforce()
    step.struck_at = now
    step.save(update_fields=["struck_at"])
    proceeding.stage, proceeding.stage_on = steps[-2].stage, steps[-2].on
    proceeding.save(update_fields=["stage", "stage_on"])
    return proceeding


def _write_step(by: Actor, of: Proceeding, now: datetime, **told: Any) -> None:
    ProceedingStep.objects.create(case=of.case, proceeding=of, added_at=now, added_by=by.id, **told)


def _ask_whether_informed(by: Actor, of: Proceeding, now: datetime) -> None:
    """Due today; tomorrow the police may have knocked on the other party's door."""
    title = _("Is the client told before the police contact the other party?")
    if of.informed == Informed.AGREED:
        title = _("Tell the client when the police say that they contact the other party")
    text = _("Agree it with the officer, and write the answer on the report.")
    asked = add_task(
        by=by,
        case=of.case,
        title=title,
        text=text,
        due_on=timezone.localdate(now) if of.informed == Informed.NOT_YET else None,
        kind=Kind.SAFETY,
        worker=by.id,
        once=uuid5(of.pk, of.informed),
        now=now,
    )
    if asked.is_done:  # answered so once before, and taken back
        reopen_task(by=by, task=asked)


def _questions(by: Actor, of: Proceeding) -> list[Task]:
    """What still waits to be answered about telling the client first."""
    keys = [uuid5(of.pk, answer) for answer in Informed.values]
    return list(Task.objects.visible_to(by).filter(case=of.case, once__in=keys).waiting())


def _ask_anew(by: Actor, of: Proceeding, once: UUID, now: datetime) -> None:
    """A task for today, and a cause that the next judgement answers to."""
    stage = Stage(of.stage)
    if stage in _ASKS_ANEW:
        _ask_for_a_look(by, of, now)
    if cause := _CAUSES.get(stage):
        note_cause(
            by=by,
            case=of.case,
            kind=cause,
            happens_on=of.stage_on,
            once=uuid5(once, "cause"),
            now=now,
            has_task=stage in _ASKS_ANEW,
        )


def _ask_for_a_look(by: Actor, of: Proceeding, now: datetime) -> None:
    what = {"what": of.get_stage_display()}
    title = _("%(what)s: go through risk and safety today") % what
    if of.stage == Stage.TALKED and of.informed != Informed.TOLD:
        title = _("%(what)s: call the client now, and go through risk and safety") % what
    today = timezone.localdate(now)
    add_task(by=by, case=of.case, title=title, due_on=today, kind=Kind.SAFETY, now=now)
