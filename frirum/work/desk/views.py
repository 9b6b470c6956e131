"""Today, cases, search and the case page."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from frirum.casefile.matters.actions import move_case, set_phase
from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.casefile.matters.queries import phases_of
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, searched, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from .forms import CaseFilter, MoveForm, PhaseForm, SearchForm
from .queries import case_listing, case_page, search_cases, todays_desk


@staff_door(Permission.USE_HOUSE)
def today(request: ActorRequest) -> HttpResponse:
    desk = todays_desk(actor=request.actor, now=timezone.now())
    showed(request, desk.cases)
    return page(request, "desk/today.html", {"desk": desk})


@staff_door(Permission.READ_CASE)
def cases(request: ActorRequest) -> HttpResponse:
    asked = CaseFilter(request.GET)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    status, mine = wanted.get("status", ""), bool(wanted.get("mine"))
    listing = case_listing(
        actor=request.actor, before=wanted.get("before"), only_mine=mine, status=status
    )
    showed(request, listing.rows)
    kept = {"status": status} | ({"mine": "on"} if mine else {})
    here = reverse("desk:cases")
    context = {
        "listing": listing,
        "status": status,
        "mine": mine,
        "first_url": f"{here}?{urlencode(kept)}" if wanted.get("before") else None,
        "older_url": listing.older
        and f"{here}?{urlencode({**kept, 'before': _place(*listing.older)})}",
    }
    return page(request, "desk/cases.html", context, fragment="rows")


def _place(at: datetime, pk: UUID) -> str:
    return f"{at.isoformat()}_{pk}"


@staff_door(Permission.READ_CASE)
def search(request: ActorRequest) -> HttpResponse:
    """By POST, so that a name stands in no address, history or log."""
    form = SearchForm(request.POST or None)
    found = None
    if form.is_valid():
        words = form.cleaned_data["q"]
        searched(request, words)
        found = search_cases(actor=request.actor, words=words, today=timezone.localdate())
        showed(request, found)
    return page(request, "desk/search.html", {"form": form, "found": found})


@case_door(Permission.READ_CASE)
def case(request: ActorRequest, case: Case) -> HttpResponse:
    panels = case_page(actor=request.actor, case=case, today=timezone.localdate())
    # Whoever sees the case sees the enquiry that it came from, with the right to read enquiries.
    may_read = case.came_from is not None and request.actor.may(Permission.READ_ENQUIRIES)
    context = {"case": case, "panels": panels, "may_read_enquiry": may_read}
    return page(request, "desk/case.html", context)


@case_door(move_case)
def move(request: ActorRequest, case: Case) -> HttpResponse:
    form = MoveForm(case, request.POST or None, initial={"status": case.status})
    if form.is_valid():
        move_case(by=request.actor, case=case, now=timezone.now(), **form.cleaned_data)
        return redirect("desk:case", case.pk)
    return page(request, "desk/move.html", {"case": case, "form": form})


@case_door(set_phase)
def phase(request: ActorRequest, case: Case) -> HttpResponse:
    form = PhaseForm(request.POST or None)
    if form.is_valid():
        set_phase(by=request.actor, case=case, now=timezone.now(), **form.cleaned_data)
        return redirect("desk:case", case.pk)
    context = {"case": case, "form": form, "phases": phases_of(request.actor, case)}
    return page(request, "desk/phase.html", context)
