"""The appointments of one case: book, see, move, call off, say who came."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.casefile.people.kinds import Channel
from frirum.foundation.ui.dates import moment
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.doors import ActorRequest
from frirum.foundation.wall.permissions import Permission

from ..actions import book, book_series, call_off, move, note_attendance, overrun
from ..actions.series import SeriesMade
from ..facts import wanted_of
from ..forms.booking import (
    AskForm,
    BookForm,
    Choices,
    MoveForm,
    OffForm,
    OverrunForm,
    initial_at,
)
from ..models import Attendance, Coming, Kind
from ..moments import local
from ..queries.booking import (
    ahead_of,
    all_sites,
    arrival_of,
    behind_of,
    come_along,
    open_rooms,
    rows_of,
    safe_channels,
    usual_site,
    workers_for,
    workers_in,
)
from ..queries.judging import judge
from ..queries.offers import Offer, offer_of
from ..rules import may_book_in, may_move, may_note_attendance

_A_LITTLE = timedelta(hours=1)


def _choices(actor: Actor, case: Case) -> Choices:
    today = timezone.localdate()
    return Choices(
        workers=workers_for(actor=actor, case=case),
        sites=all_sites(),
        rooms=open_rooms(today),
        people=come_along(actor=actor, case=case),
        channels=safe_channels(actor=actor, case=case, on=today),
    )


@case_door(Permission.READ_CASE)
def of_case(request: ActorRequest, case: Case) -> HttpResponse:
    now = timezone.now()
    context = {
        "case": case,
        "ahead": ahead_of(actor=request.actor, case=case, now=now),
        "behind": behind_of(actor=request.actor, case=case, now=now),
        "may_book": may_book_in(case),
    }
    return page(request, "bookings/of_case.html", context)


@case_door(book)
def new(request: ActorRequest, case: Case) -> HttpResponse:
    """`find` asks for free times and `slot` takes one of them; both keep what is typed."""
    choices = _choices(request.actor, case)
    if request.method == "POST" and not {"find", "slot"} & set(request.POST):
        return _book(request, case, BookForm(request.POST, choices=choices))
    form = BookForm(initial=_typed(request, choices), choices=choices)
    return _new_page(request, case, form)


def _typed(request: ActorRequest, choices: Choices) -> dict[str, Any]:
    if request.method != "POST":
        asked = AskForm(request.GET)
        start = asked.cleaned_data["start"] if asked.is_valid() else None
        site = usual_site(worker=request.actor.worker_id, sites=choices.sites)
        return {"workers": [request.actor.id], "site": site and site.pk, **initial_at(start)}
    data = request.POST
    kept: dict[str, Any] = {name: data.get(name) for name in data}
    kept |= {name: data.getlist(name) for name in ("workers", "joins")}
    slot = parse_datetime(data.get("slot", ""))
    return {**kept, **initial_at(timezone.localtime(slot) if slot else None)}


def _new_page(request: ActorRequest, case: Case, form: BookForm) -> HttpResponse:
    offer = offer_of(actor=request.actor, case=case, asked=_asked(form), now=timezone.now())
    context = {"case": case, "form": form, "offer": offer, "may_book": may_book_in(case)}
    return page(request, "bookings/new.html", context, fragment="slots")


def _asked(form: BookForm) -> Offer:
    return Offer(form.held, form.data if form.is_bound else form.initial)


def _book(request: ActorRequest, case: Case, form: BookForm) -> HttpResponse:
    now = timezone.now()
    if not form.is_valid():
        return _new_page(request, case, form)
    wanted = form.wanted(Kind(form.cleaned_data["kind"]))
    first = judge(cases=[case], wanted=wanted, now=now)
    if not first.ruling.allowed:
        form.add_error(None, str(first.ruling.refusal))
        return _new_page(request, case, form)
    asked = {
        "by": request.actor, "cases": [case], "wanted": wanted, "told": form.for_client,
        "once": form.cleaned_data["once"], "now": now,
    }  # fmt: skip
    if form.repeat.times == 1:
        book(**asked)
        messages.success(request, _("Booked: %(when)s") % {"when": moment(wanted.starts_at)})
    else:
        _tell(request, book_series(**asked, repeat=form.repeat))
    return redirect("bookings:of_case", case.pk)


def _tell(request: ActorRequest, made: SeriesMade) -> None:
    count = len(made.booked)
    words = ngettext("%(count)s appointment booked", "%(count)s appointments booked", count)
    messages.success(request, words % {"count": count})
    for starts_at, why in made.refused:
        messages.warning(request, f"{moment(starts_at)}: {why}")


def _coming(actor: Actor, case: Case, coming: UUID) -> Coming:
    along = ("appointment__room__site", "appointment__room__entrance", "appointment__site")
    rows = case.comings.visible_to(actor).select_related(*along, "appointment__group")  # type: ignore[attr-defined]
    found: Coming = get_object_or_404(rows, pk=coming)
    found.case = case
    return found


@case_door(Permission.READ_CASE)
def appointment(request: ActorRequest, case: Case, coming: UUID) -> HttpResponse:
    return _one(request, case, _coming(request.actor, case, coming))


def _one(request: ActorRequest, case: Case, held: Coming, **forms: Any) -> HttpResponse:
    people = come_along(actor=request.actor, case=case)
    at, now = held.appointment, timezone.now()
    context = {
        "case": case,
        "row": rows_of([held])[0],
        "arrival": arrival_of(actor=request.actor, coming=held),
        "joins": [people[one] for one in held.joins if one in people],
        "attendances": [(a.value, a.label) for a in Attendance][1:5],
        "may_note": may_note_attendance(held, now),
        "is_under_way": at.starts_at <= now and not at.is_cancelled,
        "may_overrun": at.starts_at <= now < at.ends_at + _A_LITTLE and not at.is_cancelled,
        "remind_words": _reminder(held),
        "may_move": may_move(
            is_group=at.group_id is not None, leads=request.actor.id in workers_in(at)
        ),
        "off": OffForm(initial={"version": at.version, "by_client": "yes"}),
        "overrun_form": OverrunForm(),
        **forms,
    }
    return page(request, "bookings/appointment.html", context)


def _reminder(held: Coming) -> str:
    return str(Channel(held.remind_by).label) if held.remind_by else ""


@case_door(move)
def change(request: ActorRequest, case: Case, coming: UUID) -> HttpResponse:
    """The form of a move. What is dragged in the calendar opens it with the new time filled in."""
    held, choices = _coming(request.actor, case, coming), _choices(request.actor, case)
    at, now = held.appointment, timezone.now()
    kind = Kind(at.kind)
    form = MoveForm(
        request.POST or None, initial=_standing(request, held), choices=choices, kind=kind
    )
    if form.is_valid():
        wanted = form.wanted(kind)
        ruling = judge(cases=[case], wanted=wanted, now=now, but=[at.pk]).ruling
        if ruling.allowed:
            seen = form.cleaned_data["version"]
            move(by=request.actor, coming=held, wanted=wanted, seen=seen, now=now)
            messages.success(request, _("Moved to %(when)s") % {"when": moment(wanted.starts_at)})
            return redirect("bookings:appointment", case.pk, held.pk)
        form.add_error(None, str(ruling.refusal))
    context = {"case": case, "form": form, "row": rows_of([held])[0]}
    return page(request, "bookings/move.html", context)


def _standing(request: ActorRequest, held: Coming) -> dict[str, Any]:
    at, workers = held.appointment, workers_in(held.appointment)
    asked = AskForm(request.GET)
    start = asked.cleaned_data["start"] if asked.is_valid() else None
    wanted = wanted_of(at, tuple(workers))
    return {
        "version": at.version,
        "minutes": int((wanted.ends_at - wanted.starts_at).total_seconds() // 60),
        "workers": workers,
        "site": at.site_id,
        "room": at.room_id,
        "prepare": at.prepare or None,
        "travel": at.travel or None,
        "fetching": at.fetching or None,
        **initial_at(start or timezone.localtime(at.starts_at)),
    }


@case_door(call_off)
def off(request: ActorRequest, case: Case, coming: UUID) -> HttpResponse:
    held, form = _coming(request.actor, case, coming), OffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        call_off(
            by=request.actor, coming=held, by_client=given["by_client"], seen=given["version"],
            now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Called off. The time is free again."))
        return redirect("bookings:of_case", case.pk)
    return redirect("bookings:appointment", case.pk, coming)


@case_door(note_attendance)
def attendance(request: ActorRequest, case: Case, coming: UUID) -> HttpResponse:
    held = _coming(request.actor, case, coming)
    said = request.POST.get("attendance", "")
    if said in Attendance.values:
        given = Attendance(said)
        note_attendance(by=request.actor, coming=held, attendance=given, now=timezone.now())
        if given == Attendance.NO_SHOW:
            messages.info(request, _("There is a task for today now: ask whether they are safe."))
    return redirect("bookings:appointment", case.pk, coming)


@case_door(overrun)
def longer(request: ActorRequest, case: Case, coming: UUID) -> HttpResponse:
    held, form = _coming(request.actor, case, coming), OverrunForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        on = timezone.localdate(held.appointment.starts_at)
        ends_at = local(on, form.cleaned_data["ends"])
        overrun(by=request.actor, coming=held, ends_at=ends_at, now=timezone.now())
        return redirect("bookings:appointment", case.pk, coming)
    return _one(request, case, held, overrun_form=form)
