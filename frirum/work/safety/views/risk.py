"""How dangerous it is judged to be, what asks for a new judgement, and the leader's list."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.casefile.matters.queries import leads
from frirum.casefile.people.queries import client_names
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.drafts.keeping import keeps_draft, restore
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from ..actions import assess, confirm_level, note_cause, record_result, send_back_level
from ..forms import AssessForm, CauseForm, DecideForm, InstrumentForm
from ..kinds import Cause
from ..models import Assessment
from ..queries import causes_of, history_of, results_of, waiting_for_leader
from ..queries.risk import escalation_of, new_breaches
from ..rules import may_decide, may_judge_in


@case_door(Permission.READ_CASE)
def risk(request: ActorRequest, case: Case) -> HttpResponse:
    """What holds, what asks for a new judgement, and how it was judged before."""
    actor, today = request.actor, timezone.localdate()
    history = history_of(actor=actor, case=case)
    causes, results = causes_of(actor=actor, case=case), results_of(actor=actor, case=case)
    showed(request, [*history, *causes, *results])
    held = next((one for one in history if one.is_current), None)
    names = names_of([*(one.assessor for one in history), *(one.used_by for one in results)])
    is_known = any(one.kind == Cause.ESCALATION for one in causes)
    is_fresh = held is not None and (today - held.assessed_on).days < 14
    escalation = (
        None if is_known or is_fresh else escalation_of(actor=actor, case=case, today=today)
    )
    context = {
        "case": case,
        "held": held,
        "held_by": names.get(held.assessor, "") if held else "",
        "is_overdue": held is not None and held.due_on < today,
        "new_breaches": new_breaches(actor=actor, case=case, held=held),
        "causes": [(one, one.due_on < today) for one in causes],
        "history": [(one, names.get(one.assessor, "")) for one in history if one != held],
        "results": [(one, names.get(one.used_by, "")) for one in results],
        "escalation": escalation,
        "may_judge": may_judge_in(case),
    }
    return page(request, "safety/risk.html", context)


@case_door(assess)
@keeps_draft
def judge(request: ActorRequest, case: Case) -> HttpResponse:
    form = AssessForm(request.POST or None, today=timezone.localdate())
    if form.is_valid():
        once, now = form.cleaned_data["once"], timezone.now()
        made = assess(by=request.actor, case=case, judged=form.judged, once=once, now=now)
        if made.stand == "waits":
            messages.success(request, _("It holds from now on, and waits for the leader’s word."))
        return redirect("safety:risk", case.pk)
    history = history_of(actor=request.actor, case=case)
    context = {
        "case": case,
        "form": form,
        "may_judge": may_judge_in(case),
        "held": next((one for one in history if one.is_current), None),
        "causes": causes_of(actor=request.actor, case=case),
        "draft": restore(request, form),
    }
    return page(request, "safety/judge.html", context)


@case_door(note_cause)
@keeps_draft
def cause(request: ActorRequest, case: Case) -> HttpResponse:
    asked = request.GET.get("kind", "")
    form = CauseForm(request.POST or None, today=timezone.localdate(), kind=asked)
    if form.is_valid():
        note_cause(by=request.actor, case=case, now=timezone.now(), **form.cleaned_data)
        return redirect("safety:risk", case.pk)
    context = {"case": case, "form": form, "may_judge": may_judge_in(case)}
    return page(request, "safety/cause.html", context | {"draft": restore(request, form)})


@case_door(record_result)
@keeps_draft
def instrument(request: ActorRequest, case: Case) -> HttpResponse:
    form = InstrumentForm(request.POST or None, request.FILES or None, today=timezone.localdate())
    if form.is_valid():
        once, now = form.cleaned_data["once"], timezone.now()
        record_result(by=request.actor, case=case, result=form.result, once=once, now=now)
        return redirect("safety:risk", case.pk)
    context = {"case": case, "form": form, "may_judge": may_judge_in(case)}
    return page(request, "safety/instrument.html", context | {"draft": restore(request, form)})


def _assessment(request: ActorRequest, case: Case, pk: UUID) -> Assessment:
    rows = Assessment.objects.visible_to(request.actor).filter(case=case)
    found: Assessment = get_object_or_404(rows, pk=pk)
    found.case = case
    return found


@case_door(Permission.READ_CASE)
def assessment(request: ActorRequest, case: Case, assessment: UUID) -> HttpResponse:
    return _assessment_page(request, _assessment(request, case, assessment), DecideForm())


def _assessment_page(
    request: ActorRequest, found: Assessment, form: DecideForm, **more: Any
) -> HttpResponse:
    actor = request.actor
    showed(request, [found])
    names = names_of([found.assessor, found.decided_by])
    may = may_decide(
        leads=actor.may(Permission.CONFIRM_RISK) and leads(actor, found.case_id),
        stand=found.stand,
        is_current=found.is_current,
    )
    context = {
        "case": found.case,
        "found": found,
        "assessor": names.get(found.assessor, ""),
        "decided_by": names.get(found.decided_by, "") if found.decided_by else "",
        "form": form if may.allowed else None,
        "may_decide": may,
    }
    return page(request, "safety/assessment.html", context | more)


@case_door(confirm_level)
@require_POST
def decide(request: ActorRequest, case: Case, assessment: UUID) -> HttpResponse:
    found, form = _assessment(request, case, assessment), DecideForm(request.POST)
    if not form.is_valid():
        return _assessment_page(request, found, form)
    now = timezone.now()
    if form.cleaned_data["is_agreed"]:
        confirm_level(by=request.actor, assessment=found, now=now)
        messages.success(request, _("The level holds."))
    else:
        remark = form.cleaned_data["remark"]
        send_back_level(by=request.actor, assessment=found, remark=remark, now=now)
        messages.success(request, _("It is sent back, and the assessor has a task today."))
    return redirect("safety:risk", case.pk)


@staff_door(Permission.CONFIRM_RISK)
def waiting(request: ActorRequest) -> HttpResponse:
    """What was raised in the leader's cases and waits for a word."""
    rows = waiting_for_leader(actor=request.actor)
    showed(request, rows)
    names = names_of(one.assessor for one in rows)
    clients = client_names(actor=request.actor, cases=[one.case_id for one in rows])
    shown = [
        (one, clients.get(one.case_id) or one.case.number, names.get(one.assessor, ""))
        for one in rows
    ]
    return page(request, "safety/waiting.html", {"rows": shown})
