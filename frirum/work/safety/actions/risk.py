"""Judging, what asks for a new judgement, and the leader's word."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Case
from frirum.casefile.matters.queries import leads, works_on
from frirum.casefile.tasks.actions import add_task
from frirum.casefile.tasks.models import Kind
from frirum.foundation.ui.dates import short_day
from frirum.foundation.vault import files
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..facts import Judged, Result
from ..kinds import ENCOUNTERS, Cause, Level, Stand
from ..models import Assessment, InstrumentResult, Plan, ReviewCause
from ..rules import (
    LOOKS_BACK,
    first_due,
    may_attach,
    may_decide,
    may_follow,
    may_judge,
    may_judge_in,
    may_note,
    may_record_result,
    may_send_back,
    needs_leader,
    review_due,
)


@action(Permission.JUDGE_RISK)
def assess(*, by: Actor, case: Case, judged: Judged, once: UUID, now: datetime) -> Assessment:
    """Judge how dangerous it is; from now on this holds. The same `once` judges once.

    It answers what asked for it and had come by its own day, which may lie before today. What came
    later, or lies ahead such as a day in court, moves the review forward.
    """
    may_judge_in(case).enforce()
    _hold(by, case, now)
    twin: Assessment | None = _assessments(by, case).filter(once=once).first()
    if twin:
        return twin
    today = timezone.localdate(now)
    may_judge(assessed_on=judged.assessed_on, review_on=judged.review_on, today=today).enforce()
    before = _assessments(by, case).current().first()
    may_follow(judged.assessed_on, newest_on=before.assessed_on if before else None).enforce()
    waits = _is_raised(by, case, judged, before) and not leads(by, case.pk)
    _assessments(by, case).current().update(is_current=False)
    made: Assessment = Assessment.objects.create(
        case=case,
        level=judged.level,
        stand=Stand.WAITS if waits else Stand.HOLDS,
        is_current=True,
        assessed_on=judged.assessed_on,
        review_on=judged.review_on,
        due_on=_due(by, case, judged),
        looks_back_to=judged.assessed_on - LOOKS_BACK,
        flags=sorted(judged.flags),
        scenarios=judged.scenarios,
        reasons=judged.reasons,
        measures=judged.measures,
        assessor=by.id,
        assessed_at=now,
        once=once,
    )
    _open_causes(by, case).filter(_has_come(judged.assessed_on)).update(answer=made)
    return made


@action(Permission.JUDGE_RISK)
def note_cause(
    *,
    by: Actor,
    case: Case,
    kind: Cause,
    happens_on: date,
    once: UUID,
    now: datetime,
    note: str = "",
    has_task: bool = False,
) -> ReviewCause:
    """Something happened, or will, that must be judged. It moves the next review forward,
    and that of the safety plan. `has_task`: whoever notes it has asked for care already."""
    may_judge_in(case).enforce()
    today = timezone.localdate(now)
    may_note(kind, happens_on=happens_on, today=today).enforce()
    _hold(by, case, now)
    twin: ReviewCause | None = (
        ReviewCause.objects.visible_to(by).filter(case=case, once=once).first()
    )
    if twin:
        return twin
    due_on = review_due(kind, happens_on=happens_on, today=today)
    made: ReviewCause = ReviewCause.objects.create(
        case=case,
        kind=kind,
        happens_on=happens_on,
        due_on=due_on,
        note=note or None,
        noted_by=by.id,
        noted_at=now,
        once=once,
    )
    _move_forward(by, case, due_on)
    if not has_task:
        _ask_for_care(by, made, today, now)
    return made


@action(Permission.CONFIRM_RISK)
def confirm_level(*, by: Actor, assessment: Assessment, now: datetime) -> Assessment:
    """The leader agrees that it is as dangerous as that."""
    _hold(by, assessment.case, now)
    held = _decidable(by, assessment)
    held.stand, held.decided_by, held.decided_at = Stand.HOLDS, by.id, now
    held.save(update_fields=["stand", "decided_by", "decided_at"])
    return held


@action(Permission.CONFIRM_RISK)
def send_back_level(*, by: Actor, assessment: Assessment, remark: str, now: datetime) -> Assessment:
    """The leader sees it otherwise: what held before holds again, due today, and the assessor is
    asked to judge anew. Until then somebody has seen it get worse and nobody has judged that."""
    may_send_back(remark=remark).enforce()
    _hold(by, assessment.case, now)
    held = _decidable(by, assessment)
    held.stand, held.is_current, held.remark = Stand.RETURNED, False, remark
    held.decided_by, held.decided_at = by.id, now
    held.save()
    today = timezone.localdate(now)
    before = _assessments(by, held.case).exclude(stand=Stand.RETURNED)
    for former in before.order_by("-assessed_on", "-assessed_at", "pk")[:1]:
        former.is_current, former.due_on = True, min(former.due_on, today)
        former.save(update_fields=["is_current", "due_on"])
    ReviewCause.objects.visible_to(by).filter(answer=held).update(answer=None)
    note_cause(
        by=by,
        case=held.case,
        kind=Cause.ESCALATION,
        happens_on=held.assessed_on,
        note=remark,
        once=uuid5(held.pk, "raised"),
        now=now,
    )
    add_task(
        by=by,
        case=held.case,
        title=_("Judge the risk anew: the leader sent it back"),
        text=remark,
        due_on=today,
        worker=held.assessor,
        kind=Kind.SAFETY,
        once=uuid5(held.pk, "sent back"),
        now=now,
    )
    return held


@action(Permission.JUDGE_RISK)
def record_result(
    *, by: Actor, case: Case, result: Result, once: UUID, now: datetime
) -> InstrumentResult:
    """Write down what an instrument ended in. The same `once` records one."""
    may_judge_in(case).enforce()
    may_record_result(
        result.tool,
        concern=result.concern,
        yes_count=result.yes_count,
        has_file=result.report is not None,
        used_on=result.used_on,
        today=timezone.localdate(now),
    ).enforce()
    _hold(by, case, now)
    rows = InstrumentResult.objects.visible_to(by).filter(case=case)
    twin: InstrumentResult | None = rows.filter(once=once).first()
    if twin:
        return twin
    made = InstrumentResult(
        case=case,
        tool=result.tool,
        used_on=result.used_on,
        concern=result.concern,
        yes_count=result.yes_count,
        judgement=result.judgement,
        used_by=by.worker_id,
        recorded_at=now,
        once=once,
    )
    if result.report is not None:
        may_attach(head=result.report[:8], size=len(result.report)).enforce()
        stored = files.store(case.pk, [result.report])
        made.file, made.sha256, made.size = stored.id, stored.sha256, stored.size
    made.save(force_insert=True)
    return made


def _hold(by: Actor, case: Case, now: datetime) -> None:
    """The case was worked on. On PostgreSQL this holds its row, so that two stand in line."""
    Case.objects.visible_to(by, of=[case.pk]).update(touched_at=now)


def _assessments(by: Actor, case: Case) -> Any:
    return Assessment.objects.visible_to(by).filter(case=case)


def _open_causes(by: Actor, case: Case) -> Any:
    return ReviewCause.objects.visible_to(by).filter(case=case).open()


def _move_forward(by: Actor, case: Case, due_on: date) -> None:
    """The judgement and the plan are looked at again by then, if not earlier."""
    _assessments(by, case).current().filter(due_on__gt=due_on).update(due_on=due_on)
    plans = Plan.objects.visible_to(by).filter(case=case)
    plans.filter(Q(review_on=None) | Q(review_on__gt=due_on)).update(review_on=due_on)


def _has_come(day: date) -> Q:
    """What a judgement of this day answers: it happened, or the judgement for it is due."""
    return Q(due_on__lte=day) | Q(happens_on__lte=day)


def _is_raised(by: Actor, case: Case, judged: Judged, before: Assessment | None) -> bool:
    """`before` is what held until now: what it said already needs no second word."""
    known = before.flags if before else ()
    return needs_leader(
        judged.level,
        held=_confirmed_level(by, case),
        escalates=Cause.ESCALATION in judged.flags and Cause.ESCALATION not in known,
    )


def _confirmed_level(by: Actor, case: Case) -> Level | None:
    """The newest level that needs nobody's word any more."""
    sure = _assessments(by, case).filter(stand=Stand.HOLDS)
    newest = sure.order_by("-assessed_on", "-assessed_at", "pk").first()
    return newest.level_of if newest else None


def _due(by: Actor, case: Case, judged: Judged) -> date:
    due = first_due(assessed_on=judged.assessed_on, review_on=judged.review_on, flags=judged.flags)
    ahead = _open_causes(by, case).exclude(_has_come(judged.assessed_on)).order_by("due_on")
    moved: date | None = ahead.values_list("due_on", flat=True).first()
    return min(due, moved) if moved else due


def _decidable(by: Actor, assessment: Assessment) -> Assessment:
    held: Assessment = Assessment.objects.visible_to(by).get(pk=assessment.pk)
    may_decide(
        leads=leads(by, held.case_id), stand=held.stand, is_current=held.is_current
    ).enforce()
    return held


def _ask_for_care(by: Actor, cause: ReviewCause, today: date, now: datetime) -> None:
    """Before the police speak with the other party, and before the two must be in one place, the
    client is told and the plan is gone through."""
    day = short_day(cause.happens_on)
    if cause.kind == Cause.POLICE:
        title = _("Is the client told before the police speak with the other party (%(day)s)?")
        due_on = max(today, cause.happens_on)
    elif cause.kind in ENCOUNTERS and cause.happens_on >= today:
        title = _("Go through the safety plan before the meeting on %(day)s")
        due_on = cause.due_on
    else:
        return
    add_task(
        by=by,
        case=cause.case,
        title=title % {"day": day},
        due_on=due_on,
        worker=by.id if works_on(by, cause.case_id) else None,
        kind=Kind.SAFETY,
        once=uuid5(cause.pk, "care"),
        now=now,
    )
