"""Who takes a case over: asked first, or at once; and whoever leaves it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frirum.casefile.matters.actions import offer_hand_over, withdraw_hand_over
from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.forms.handing import HandOverForm
from frirum.casefile.matters.models import Case, HandOver, Team
from frirum.casefile.matters.queries import (
    Part,
    asked_in,
    asked_of,
    is_seen_beside,
    leads,
    parts_of,
    posts_for,
)
from frirum.casefile.matters.rules import may_allocate, may_end_part, may_step_aside
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door

from ..actions import decline_case, end_part, hand_over_case, step_aside_from, take_over_case
from ..forms import DeclineForm


def _part(request: ActorRequest, case: Case, part: UUID) -> Part:
    parts = parts_of(actor=request.actor, case=case)
    found = next((one for one in parts if one.row.pk == part), None)
    if found is None:
        raise Http404
    found.row.case = case
    return found


@case_door(hand_over_case)
def hand_over(request: ActorRequest, case: Case, part: UUID) -> HttpResponse:
    """The button says how: asked first, or at once when there is no time or nobody to ask."""
    actor, held = request.actor, _part(request, case, part)
    if not held.row.is_standing:
        return redirect("matters:access", case.pk)
    posts = posts_for(actor=actor, case=case)
    form = HandOverForm(
        request.POST or None, posts=posts, standing=[held.row.worker], with_nobody=True
    )
    if form.is_valid():
        team, worker = form.cleaned_data["to"]
        if worker in (None, actor.id) or request.POST.get("how") == "now":
            return _at_once(request, case, held, team, worker)
        return _ask(request, held, form.cleaned_data)
    context = {
        "case": case,
        "form": form,
        "part": held,
        "asked": next((a for a in asked_in(actor=actor, case=case) if a.row.part == part), None),
        "may_allocate": may_allocate(leads=leads(actor, case.pk)),
    }
    return page(request, "tasks/hand_over.html", context)


def _at_once(
    request: ActorRequest, case: Case, held: Part, team: Team, worker: UUID | None
) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    hand_over_case(by=actor, assignment=held.row, team=team, worker=worker, now=now)
    messages.success(request, _("The case has been handed over, with what was promised in it."))
    here = reverse("matters:access", args=[case.pk])
    return redirect(here if team.leader == actor.id else "desk:cases")


def _ask(request: ActorRequest, held: Part, given: dict[str, Any]) -> HttpResponse:
    team, worker = given["to"]
    offer_hand_over(
        by=request.actor, assignment=held.row, team=team, worker=worker, note=given["note"],
        once=given["once"], now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Asked. Until the answer is yes, all stays as it is."))
    return redirect("matters:access", held.row.case_id)


@case_door(withdraw_hand_over)
@require_POST
def withdraw(request: ActorRequest, case: Case, hand_over: UUID) -> HttpResponse:
    """Not asked any more."""
    rows = HandOver.objects.visible_to(request.actor).filter(subject=case.pk)
    held = get_object_or_404(rows, pk=hand_over)
    withdraw_hand_over(by=request.actor, hand_over=held, now=timezone.now())
    messages.success(request, _("Taken back. Nobody is asked any more."))
    return redirect("tasks:hand_over", case.pk, held.part)


@staff_door(take_over_case)
def asked(request: ActorRequest, hand_over: UUID) -> HttpResponse:
    """What one is asked to take over: nothing of the case but its number, and a note."""
    actor, now = request.actor, timezone.now()
    found = next((one for one in asked_of(actor=actor) if one.row.pk == hand_over), None)
    if found is None:
        raise Http404
    showed(request, [found])
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and request.POST.get("answer") == "yes":
        made = take_over_case(by=actor, hand_over=found.row, now=now)
        messages.success(request, _("The case is yours from now on, with its tasks."))
        return redirect("desk:case", made.case_id)
    if form.is_valid():
        decline_case(by=actor, hand_over=found.row, word=form.cleaned_data["word"], now=now)
        messages.success(request, _("You said no. Whoever asked has been told."))
        return redirect("desk:today")
    return page(request, "tasks/asked.html", {"asked": found, "form": form})


@case_door(end_part)
def end_part_page(request: ActorRequest, case: Case, part: UUID) -> HttpResponse:
    actor, held = request.actor, _part(request, case, part)
    parts = parts_of(actor=actor, case=case)
    may = may_allocate(leads=leads(actor, case.pk))
    if may.allowed:
        may = may_end_part(standing=sum(one.row.is_standing for one in parts))
    if request.method == "POST":
        end_part(by=actor, assignment=held.row, now=timezone.now())
        messages.success(request, _("The part has ended. What was promised stays with the case."))
        return redirect("matters:access", case.pk)
    return page(request, "tasks/end_part.html", {"case": case, "part": held, "may_end": may})


@case_door(step_aside_from)
def step_aside(request: ActorRequest, case: Case) -> HttpResponse:
    if request.method == "POST":
        step_aside_from(by=request.actor, case=case, now=timezone.now())
        messages.success(request, _("You no longer see the case. The team's leader takes it on."))
        return redirect("desk:today")
    may = may_step_aside(is_seen_by_another=is_seen_beside(request.actor, case.pk))
    return page(request, "tasks/step_aside.html", {"case": case, "may_step_aside": may})
