"""The safety plan, page by page."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.casefile.people.queries import client_names
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.drafts.keeping import keeps_draft, restore
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed
from frirum.foundation.wall.permissions import Permission

from ..actions import (
    add_measure,
    change_measure,
    drop_measure,
    finish_measure,
    frame_plan,
    look_at_points,
    make_copy,
    reopen_measure,
)
from ..catalogue import suggested, suggestions
from ..document import Document, points_in_words
from ..forms import CopyOrder, FrameForm, MeasureForm, PointsForm
from ..models import Measure, PlanVersion
from ..queries import encounters_of
from ..queries.plans import by_domain, measures_of, plan_of, versions_of
from ..rules import may_judge_in, may_make_copy


@case_door(Permission.READ_CASE)
def plan(request: ActorRequest, case: Case) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()
    held, measures = plan_of(actor=actor, case=case), measures_of(actor=actor, case=case)
    showed(request, [*measures, *([held] if held else [])])
    points = points_in_words(held.points if held else {})
    met = encounters_of(actor=actor, case=case)
    context = {
        "case": case,
        "plan": held,
        "ahead": [one for one in reversed(met) if one.happens_on >= today],
        "been": [one for one in met if one.happens_on < today],
        "domains": by_domain(measures, today=today),
        "looked_at": [one for one in points if one.is_looked_at],
        "not_looked": [one for one in points if not one.is_looked_at],
        "is_overdue": bool(held and held.review_on and held.review_on < today),
        "may_plan": may_judge_in(case),
        "may_copy": may_make_copy(held.copy_form if held else ""),
        "order": CopyOrder(),
        "log_order": CopyOrder(),
    }
    return page(request, "safety/plan.html", context)


@case_door(add_measure)
@keeps_draft
def measure_new(request: ActorRequest, case: Case) -> HttpResponse:
    language = get_language() or "da"
    form = MeasureForm(
        request.POST or None,
        decided_on=timezone.localdate(),
        initial=_chosen(language, request.GET.get("forslag", ""), request.GET.get("hvor", "")),
    )
    if form.is_valid():
        add_measure(
            by=request.actor,
            case=case,
            precaution=form.precaution,
            once=form.cleaned_data["once"],
            now=timezone.now(),
        )
        return redirect("safety:plan", case.pk)
    context = {
        "case": case,
        "form": form,
        "may_plan": may_judge_in(case),
        "suggestions": list(suggestions(language).items()),
        "draft": restore(request, form),
    }
    return page(request, "safety/measure_new.html", context)


def _chosen(language: str, code: str, where: str) -> dict[str, str]:
    """A suggestion from the catalogue fills in the form; what is kept is what was typed."""
    found = suggested(language, code)
    return {"domain": found[0].value, "text": found[1].text} if found else {"domain": where}


def _measure(request: ActorRequest, case: Case, pk: UUID) -> Measure:
    rows = Measure.objects.visible_to(request.actor).filter(case=case).standing()
    found: Measure = get_object_or_404(rows, pk=pk)
    found.case = case
    return found


@case_door(change_measure)
@keeps_draft
def measure(request: ActorRequest, case: Case, measure: UUID) -> HttpResponse:
    found = _measure(request, case, measure)
    form = MeasureForm.of(request.POST or None, found)
    if form.is_valid():
        change_measure(
            by=request.actor, measure=found, precaution=form.precaution, now=timezone.now()
        )
        return redirect("safety:plan", case.pk)
    context = {"case": case, "form": form, "measure": found, "may_plan": may_judge_in(case)}
    return page(request, "safety/measure.html", context | {"draft": restore(request, form)})


@case_door(finish_measure)
@require_POST
def finish(request: ActorRequest, case: Case, measure: UUID) -> HttpResponse:
    found, now = _measure(request, case, measure), timezone.now()
    finish_measure(by=request.actor, measure=found, done_on=timezone.localdate(now), now=now)
    return redirect("safety:plan", case.pk)


@case_door(reopen_measure)
@require_POST
def reopen(request: ActorRequest, case: Case, measure: UUID) -> HttpResponse:
    found = _measure(request, case, measure)
    reopen_measure(by=request.actor, measure=found, now=timezone.now())
    return redirect("safety:plan", case.pk)


@case_door(drop_measure)
@require_POST
def drop(request: ActorRequest, case: Case, measure: UUID) -> HttpResponse:
    found = _measure(request, case, measure)
    drop_measure(by=request.actor, measure=found, now=timezone.now())
    return redirect("safety:plan", case.pk)


@case_door(frame_plan)
@keeps_draft
def frame(request: ActorRequest, case: Case) -> HttpResponse:
    held = plan_of(actor=request.actor, case=case)
    form = FrameForm(request.POST or None, plan=held, today=timezone.localdate())
    if form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        frame_plan(by=request.actor, case=case, frame=form.frame, seen=seen, now=now)
        return redirect("safety:plan", case.pk)
    context = {"case": case, "form": form, "may_plan": may_judge_in(case)}
    return page(request, "safety/frame.html", context | {"draft": restore(request, form)})


@case_door(look_at_points)
@keeps_draft
def points(request: ActorRequest, case: Case) -> HttpResponse:
    held = plan_of(actor=request.actor, case=case)
    form = PointsForm(request.POST or None, plan=held)
    if form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        look_at_points(by=request.actor, case=case, points=form.states, seen=seen, now=now)
        return redirect("safety:plan", case.pk)
    context = {"case": case, "form": form, "may_plan": may_judge_in(case)}
    return page(request, "safety/points.html", context | {"draft": restore(request, form)})


@case_door(make_copy)
@require_POST
def copy(request: ActorRequest, case: Case) -> HttpResponse:
    """Make the paper and hand it to the one door out, which says whether it may leave."""
    form = CopyOrder(request.POST)
    if not form.is_valid():
        raise Http404
    client = client_names(actor=request.actor, cases=[case.pk]).get(case.pk)
    asked = make_copy(
        by=request.actor,
        case=case,
        recipient=client or case.number,
        now=timezone.now(),
        **form.cleaned_data,
    )
    return redirect("outgoing:release", case.pk, asked.pk)


@case_door(Permission.READ_CASE)
def versions(request: ActorRequest, case: Case) -> HttpResponse:
    rows = versions_of(actor=request.actor, case=case)
    showed(request, rows)
    names = names_of(one.saved_by for one in rows)
    shown = [(one, names.get(one.saved_by, "")) for one in rows]
    return page(request, "safety/versions.html", {"case": case, "rows": shown})


@case_door(Permission.READ_CASE)
def version(request: ActorRequest, case: Case, version: UUID) -> HttpResponse:
    rows = PlanVersion.objects.visible_to(request.actor).filter(case=case)
    found: PlanVersion = get_object_or_404(rows, pk=version)
    showed(request, [found])
    document = Document.from_json(found.snapshot)
    context = {
        "case": case,
        "found": found,
        "document": document,
        "who": names_of([found.saved_by]).get(found.saved_by, ""),
        "review_on": date.fromisoformat(document.review_on) if document.review_on else None,
    }
    return page(request, "safety/version.html", context)
