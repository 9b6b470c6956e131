"""The safety plan: measures, what holds for the whole, the digital list, and a copy of it.

Each saved change is a version that can be read.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.matters.models import Case
from frirum.casefile.outgoing.actions import ask_to_leave
from frirum.casefile.outgoing.models import Kind, Release
from frirum.casefile.outgoing.parcels import Enclosed, Parcel, Piece
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..facts import Frame, PointState, Precaution
from ..models import Measure, Plan, PlanVersion
from ..printing.sheets import Language, Paper, render
from ..queries.plans import document_of, plan_of
from ..rules import may_be_done, may_frame, may_judge_in, may_make_copy, may_plan, may_save_over


@action(Permission.KEEP_PLAN)
def add_measure(
    *,
    by: Actor,
    case: Case,
    precaution: Precaution,
    once: UUID,
    now: datetime,
    decided_on: date | None = None,
) -> Measure:
    """Decide on a precaution. The same `once` adds one."""
    plan = _opened(by, case, now)
    twin: Measure | None = Measure.objects.visible_to(by).filter(case=case, once=once).first()
    if twin:
        return twin
    made = Measure(case=case, decided_on=decided_on or timezone.localdate(now), once=once)
    _word(made, precaution)
    made.save(force_insert=True)
    _keep(by, plan, now)
    return made


@action(Permission.KEEP_PLAN)
def change_measure(
    *, by: Actor, measure: Measure, precaution: Precaution, now: datetime
) -> Measure:
    """Word it anew; how it was stands in the version before."""
    plan = _opened(by, measure.case, now)
    _word(measure, precaution)
    measure.save()
    _keep(by, plan, now)
    return measure


@action(Permission.KEEP_PLAN)
def finish_measure(*, by: Actor, measure: Measure, done_on: date, now: datetime) -> Measure:
    """It is done. Finishing it twice changes nothing."""
    plan = _opened(by, measure.case, now)
    if measure.done_on is None:
        today = timezone.localdate(now)
        may_be_done(decided_on=measure.decided_on, done_on=done_on, today=today).enforce()
        measure.done_on = done_on
        measure.save(update_fields=["done_on"])
        _keep(by, plan, now)
    return measure


@action(Permission.KEEP_PLAN)
def reopen_measure(*, by: Actor, measure: Measure, now: datetime) -> Measure:
    """It was not done after all, or must be done anew."""
    plan = _opened(by, measure.case, now)
    if measure.done_on is not None:
        measure.done_on = None
        measure.save(update_fields=["done_on"])
        _keep(by, plan, now)
    return measure


@action(Permission.KEEP_PLAN)
def drop_measure(*, by: Actor, measure: Measure, now: datetime) -> Measure:
    """It does not belong to the plan any more; former versions still show it."""
    plan = _opened(by, measure.case, now)
    if measure.dropped_at is None:
        measure.dropped_at = now
        measure.save(update_fields=["dropped_at"])
        _keep(by, plan, now)
    return measure


@action(Permission.KEEP_PLAN)
def frame_plan(*, by: Actor, case: Case, frame: Frame, now: datetime, seen: int = 0) -> Plan:
    """Whom to call, the word, in which form a copy is safe, and when it is gone through again.

    `seen` is the version whoever saves has before them.
    """
    plan = _opened(by, case, now)
    may_save_over(changed_in=plan.framed_in, seen=seen).enforce()
    may_frame(
        copy_form=frame.copy_form,
        copy_said=frame.copy_said,
        review_on=frame.review_on,
        today=timezone.localdate(now),
    ).enforce()
    plan.contacts, plan.code_word = frame.contacts, frame.code_word
    plan.copy_form, plan.copy_said = frame.copy_form, frame.copy_said
    plan.review_on, plan.framed_in = frame.review_on, plan.number + 1
    return _keep(by, plan, now)


@action(Permission.KEEP_PLAN)
def look_at_points(
    *, by: Actor, case: Case, points: Mapping[str, PointState], now: datetime, seen: int = 0
) -> Plan:
    """How each point of the digital list stands. One that did not change keeps its day."""
    plan = _opened(by, case, now)
    may_save_over(changed_in=plan.looked_in, seen=seen).enforce()
    today, kept = timezone.localdate(now).isoformat(), {}
    for code, said in points.items():
        before = plan.points.get(code, {})
        is_same = (before.get("stand", ""), before.get("note", "")) == (said.stand, said.note)
        since = before.get("since", "") if is_same else today
        if said.stand or said.note:
            kept[code] = {"stand": said.stand, "since": since, "note": said.note}
    if kept == plan.points:
        return plan
    plan.points, plan.looked_in = kept, plan.number + 1
    return _keep(by, plan, now)


@action(Permission.LET_OUT)
def make_copy(
    *, by: Actor, case: Case, paper: Paper, recipient: str, once: UUID, now: datetime
) -> Release:
    """The plan, or an empty log, on paper for the client: only when she said that it is safe, and
    only through the one door out."""
    may_judge_in(case).enforce()
    plan = plan_of(actor=by, case=case)
    may_make_copy(plan.copy_form if plan else "").enforce()
    document = document_of(actor=by, case=case)
    language: Language = "en" if get_language() == "en" else "da"
    printed = render(paper, document, language=language, day=timezone.localdate(now))
    parcel = Parcel(
        kind=Kind.PRINT,
        role=RecipientRole.CLIENT,
        recipient=recipient,
        contents=frozenset({Content.SAFETY}),
        pieces=tuple(Piece(where, text) for where, text in printed.said),
        enclosed=Enclosed("paper.pdf", printed.pdf),
    )
    return ask_to_leave(by=by, case=case, parcel=parcel, once=once, now=now)


def _opened(by: Actor, case: Case, now: datetime) -> Plan:
    """The plan of the case, begun with the first change. Touching the case's row makes two who
    save at once stand in line."""
    may_judge_in(case).enforce()
    Case.objects.visible_to(by, of=[case.pk]).update(touched_at=now)
    held = plan_of(actor=by, case=case)
    if held:
        return held
    begun: Plan = Plan.objects.create(case=case, points={}, saved_at=now, saved_by=by.id)
    return begun


def _word(measure: Measure, precaution: Precaution) -> None:
    may_plan(
        decided_on=measure.decided_on, due_on=precaution.due_on, review_on=precaution.review_on
    ).enforce()
    measure.domain, measure.text = precaution.domain, precaution.text
    measure.owner = precaution.owner
    measure.due_on, measure.review_on = precaution.due_on, precaution.review_on


def _keep(by: Actor, plan: Plan, now: datetime) -> Plan:
    """Save, and keep the whole as it now stands as a version."""
    plan.number += 1
    plan.saved_at, plan.saved_by = now, by.id  # type: ignore[assignment]
    plan.save()
    snapshot: Any = document_of(actor=by, case=plan.case).as_json()
    PlanVersion.objects.create(
        case=plan.case, number=plan.number, snapshot=snapshot, saved_at=now, saved_by=by.id
    )
    return plan
