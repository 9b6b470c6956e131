"""The register: found, read, kept."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.foundation.ui.pages import page
from frirum.foundation.ui.turning import PAGE_ROWS, Turn
from frirum.foundation.wall.doors import ActorRequest, searched, showed, staff_door
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.rulings import ALLOWED

from .actions import (
    add_agency,
    add_agency_person,
    change_agency,
    change_agency_person,
    confirm_number,
    end_listing,
    resume_listing,
)
from .forms import AgencyForm, FindForm, PersonForm
from .kinds import AgencyKind
from .models import Agency, AgencyPerson, Listed
from .queries import call_back_of, find_agencies, people_counted, people_of_agency
from .queries import register as all_agencies
from .rules import may_add_people

_LISTED = ("name", "phone", "email", "call_back", "found_in", "version")


@staff_door(Permission.USE_HOUSE)
def register(request: ActorRequest) -> HttpResponse:
    kind = request.GET.get("slags", "")
    kind = kind if kind in AgencyKind.values else ""
    turn = Turn.asked(request)
    rows = turn.cut(all_agencies(kind=kind))
    counts = people_counted(rows)
    urls = {name: url and f"{url}&slags={kind}" for name, url in turn.urls(rows).items()}
    shown = [(agency, counts.get(agency.pk, 0)) for agency in rows[:PAGE_ROWS]]
    showed(request, shown)
    may_keep = request.actor.may(Permission.KEEP_AGENCIES)
    context = {"rows": shown, "kind": kind, "kinds": AgencyKind.choices, "form": FindForm()}
    context |= {"may_keep": may_keep, **urls}
    return page(request, "agencies/register.html", context, fragment="rows")


@staff_door(Permission.USE_HOUSE)
def find(request: ActorRequest) -> HttpResponse:
    """By POST: somebody's name stands in no address, history or log."""
    form, hits = FindForm(request.POST or None), None
    if form.is_valid():
        searched(request, form.cleaned_data["q"])
        hits = find_agencies(words=form.cleaned_data["q"])
        showed(request, hits)
    return page(request, "agencies/find.html", {"form": form, "hits": hits})


def _agency(agency: UUID) -> Agency:
    return get_object_or_404(Agency, pk=agency)


def _agent(agency: UUID, agent: UUID) -> AgencyPerson:
    rows = AgencyPerson.objects.select_related("agency")
    found: AgencyPerson = get_object_or_404(rows, agency=agency, pk=agent)
    return found


@staff_door(Permission.USE_HOUSE)
def agency(request: ActorRequest, agency: UUID) -> HttpResponse:
    held, today = _agency(agency), timezone.localdate()
    people = people_of_agency(held.pk, with_ended=True)
    context = {
        "agency": held,
        "call_back": call_back_of(held, today=today),
        "people": [person for person in people if person.ended_on is None],
        "former": [person for person in people if person.ended_on is not None],
        "facts": _facts(held, [(_("Postal address"), held.address)]),
        "may_add": may_add_people(held.ended_on),
        "may_keep": request.actor.may(Permission.KEEP_AGENCIES),
    }
    return page(request, "agencies/agency.html", context)


@staff_door(Permission.USE_HOUSE)
def person(request: ActorRequest, agency: UUID, agent: UUID) -> HttpResponse:
    held, today = _agent(agency, agent), timezone.localdate()
    listed = held.number_to_call_back()
    context = {
        "agency": held.agency,
        "agent": held,
        "call_back": call_back_of(listed, today=today),
        "is_own_number": listed is held,
        "facts": _facts(held, [(_("Title or part"), held.title)]),
        "may_keep": request.actor.may(Permission.KEEP_AGENCIES),
    }
    return page(request, "agencies/person.html", context)


def _facts(listed: Listed, more: list[tuple[str, str]]) -> list[tuple[str, str]]:
    rows = [(_("Other phone"), listed.phone), (_("E-mail"), listed.email), *more]
    return [(label, value) for label, value in rows if value]


@staff_door(add_agency)
def add(request: ActorRequest) -> HttpResponse:
    form = AgencyForm(request.POST or None, initial={"kind": request.GET.get("slags", "")})
    if form.is_valid():
        once, now = form.cleaned_data["once"], timezone.now()
        made = add_agency(by=request.actor, facts=form.facts, once=once, now=now)
        return redirect("agencies:agency", made.pk)
    context = {"form": form, "title": _("New agency"), "button": _("Add to the register")}
    context |= {"may": ALLOWED, "back": reverse("agencies:register")}
    return page(request, "agencies/form.html", context)


@staff_door(change_agency)
def change(request: ActorRequest, agency: UUID) -> HttpResponse:
    held = _agency(agency)
    initial = {name: getattr(held, name) for name in (*_LISTED, "kind", "address")}
    form = AgencyForm(request.POST or None, initial=initial)
    if form.is_valid():
        version, now = form.cleaned_data["version"], timezone.now()
        change_agency(by=request.actor, agency=held, facts=form.facts, version=version, now=now)
        return redirect("agencies:agency", held.pk)
    context = {"form": form, "title": _("Correct the agency"), "button": _("Save"), "agency": held}
    context["may"] = ALLOWED
    back = reverse("agencies:agency", args=[held.pk])
    return page(request, "agencies/form.html", {**context, "back": back})


@staff_door(add_agency_person)
def add_contact(request: ActorRequest, agency: UUID) -> HttpResponse:
    held = _agency(agency)
    form = PersonForm(request.POST or None)
    if form.is_valid():
        once, now = form.cleaned_data["once"], timezone.now()
        made = add_agency_person(
            by=request.actor, agency=held, facts=form.facts, once=once, now=now
        )
        return redirect("agencies:person", held.pk, made.pk)
    context = {"form": form, "title": _("Somebody who works there"), "agency": held}
    context |= {"button": _("Add the person"), "may": may_add_people(held.ended_on)}
    back = reverse("agencies:agency", args=[held.pk])
    return page(request, "agencies/form.html", {**context, "back": back})


@staff_door(change_agency_person)
def change_contact(request: ActorRequest, agency: UUID, agent: UUID) -> HttpResponse:
    held = _agent(agency, agent)
    initial = {name: getattr(held, name) for name in (*_LISTED, "title")}
    form = PersonForm(request.POST or None, initial=initial)
    if form.is_valid():
        version, now = form.cleaned_data["version"], timezone.now()
        change_agency_person(
            by=request.actor, person=held, facts=form.facts, version=version, now=now
        )
        return redirect("agencies:person", held.agency_id, held.pk)
    context = {"form": form, "title": _("Correct the person"), "button": _("Save"), "may": ALLOWED}
    back = reverse("agencies:person", args=[held.agency_id, held.pk])
    return page(request, "agencies/form.html", {**context, "agency": held.agency, "back": back})


def _confirmed(request: ActorRequest, listed: Listed) -> None:
    if request.method == "POST":
        confirm_number(by=request.actor, listed=listed, now=timezone.now())
        messages.success(request, _("Kept: the number was looked up today."))


@staff_door(confirm_number)
def confirm(request: ActorRequest, agency: UUID) -> HttpResponse:
    held = _agency(agency)
    _confirmed(request, held)
    return redirect("agencies:agency", held.pk)


@staff_door(confirm_number)
def confirm_person(request: ActorRequest, agency: UUID, agent: UUID) -> HttpResponse:
    held = _agent(agency, agent)
    _confirmed(request, held.number_to_call_back())
    return redirect("agencies:person", held.agency_id, held.pk)


def _ended(request: ActorRequest, listed: Listed) -> None:
    if request.method == "POST" and "again" in request.POST:
        resume_listing(by=request.actor, listed=listed)
    elif request.method == "POST":
        end_listing(by=request.actor, listed=listed, now=timezone.now())
        messages.success(request, _("No longer in use. It stays in the cases where it stands."))


@staff_door(end_listing)
def end(request: ActorRequest, agency: UUID) -> HttpResponse:
    held = _agency(agency)
    _ended(request, held)
    return redirect("agencies:agency", held.pk)


@staff_door(end_listing)
def end_person(request: ActorRequest, agency: UUID, agent: UUID) -> HttpResponse:
    held = _agent(agency, agent)
    _ended(request, held)
    return redirect("agencies:person", held.agency_id, held.pk)
