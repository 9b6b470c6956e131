"""Planning a week: ask for a proposal, look at it, change it, accept it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import ngettext

from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from ..actions.planning import accept_plan, ask_for_plan, change_line
from ..forms.plan import LineForm, WeekForm
from ..models import PlanState, Proposal, Suggested
from ..moments import monday_of
from ..queries.booking import open_rooms
from ..queries.planning import newest_plan, plan_page


@staff_door(Permission.RUN_CALENDAR)
def plan(request: ActorRequest) -> HttpResponse:
    next_monday = monday_of(timezone.localdate()) + timedelta(days=7)
    held = newest_plan()
    context: dict[str, Any] = {"form": WeekForm(initial={"monday": next_monday})}
    if held:
        context["plan"] = plan_page(held)
        context["is_making"] = held.state == PlanState.MAKING
        showed(request, context["plan"].unplaced)
    return page(request, "bookings/plan.html", context, fragment="plan")


@staff_door(ask_for_plan)
def ask(request: ActorRequest) -> HttpResponse:
    form = WeekForm(request.POST or None)
    if form.is_valid():
        monday = monday_of(form.cleaned_data["monday"])
        ask_for_plan(by=request.actor, monday=monday, now=timezone.now())
        return redirect("bookings:plan")
    return page(request, "bookings/plan.html", {"form": form})


@staff_door(change_line)
def line(request: ActorRequest, line: UUID) -> HttpResponse:
    rows = Suggested.objects.select_related("room__site", "site", "proposal")
    held = get_object_or_404(rows, pk=line, booked_at=None)
    form = LineForm(request.POST or None, line=held, rooms=open_rooms(timezone.localdate()))
    if form.is_valid():
        starts_at = None if "drop" in request.POST else form.starts_at
        change_line(by=request.actor, line=held, starts_at=starts_at, room=form.chosen)
        return redirect("bookings:plan")
    return page(request, "bookings/plan_line.html", {"form": form, "line": held})


@staff_door(accept_plan)
def accept(request: ActorRequest, proposal: UUID) -> HttpResponse:
    held = get_object_or_404(Proposal, pk=proposal)
    if request.method == "POST" and held.state == PlanState.READY:
        count = accept_plan(by=request.actor, proposal=held, now=timezone.now())
        words = ngettext("%(count)s appointment booked", "%(count)s appointments booked", count)
        messages.success(request, words % {"count": count})
    return redirect("bookings:plan")
