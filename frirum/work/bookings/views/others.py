"""Groups, meetings of the house, reminders, who waits, who must not meet."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.casefile.matters.queries import teams_of, workers_of
from frirum.foundation.accounts.queries import active_names
from frirum.foundation.ui.dates import moment
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from ..actions import book_series
from ..actions.apart import keep_apart, let_meet
from ..actions.attending import note_reminded, set_reminder
from ..actions.booking import call_off_meeting
from ..actions.groups import join_group, leave_group, start_group
from ..actions.waiting import ask_for_time, end_wish
from ..forms.booking import AskForm, Choices, RemindForm, initial_at
from ..forms.others import ApartForm, GroupForm, JoinForm, MeetingForm, WishForm
from ..models import Appointment, Coming, Group, GroupPlace, Kind, Wish
from ..queries.apart import kept_apart, pair_of
from ..queries.booking import all_sites, open_rooms, safe_channels, workers_for, workers_in
from ..queries.due import reminders_due, unsaid
from ..queries.groups import all_names, group_row, groups_of, places_of
from ..queries.judging import judge
from ..queries.waiting import wishes_of


def _house_choices(actor: Actor) -> Choices:
    mates = active_names([actor.worker_id, *workers_of(teams_of(actor))])
    rooms = open_rooms(timezone.localdate())
    return Choices(workers=mates, sites=all_sites(), rooms=rooms, people={})


@staff_door(book_series)
def meeting(request: ActorRequest) -> HttpResponse:
    """A meeting of the house: no client is in it."""
    return _dates(request, Kind.INTERNAL, None)


@staff_door(book_series)
def group_dates(request: ActorRequest, group: UUID) -> HttpResponse:
    return _dates(request, Kind.GROUP, _group(request, group))


def _dates(request: ActorRequest, kind: Kind, group: Group | None) -> HttpResponse:
    now, asked = timezone.now(), AskForm(request.GET)
    start = asked.cleaned_data["start"] if asked.is_valid() else None
    initial = {"workers": [request.actor.id], **initial_at(start)}
    choices = _house_choices(request.actor)
    form = MeetingForm(request.POST or None, initial=initial, choices=choices)
    if form.is_valid():
        wanted = form.wanted(kind, group)
        ruling = judge(cases=[], wanted=wanted, now=now).ruling
        if ruling.allowed:
            made = book_series(
                by=request.actor, cases=[], wanted=wanted, repeat=form.repeat,
                once=form.cleaned_data["once"], now=now,
            )  # fmt: skip
            for starts_at, why in made.refused:
                messages.warning(request, f"{moment(starts_at)}: {why}")
            return redirect("bookings:group", group.pk) if group else redirect("bookings:calendar")
        form.add_error(None, str(ruling.refusal))
    return page(request, "bookings/meeting_new.html", {"form": form, "group": group})


@staff_door(call_off_meeting)
def one_meeting(request: ActorRequest, meeting: UUID) -> HttpResponse:
    rows = Appointment.objects.filter(kind=Kind.INTERNAL).select_related("room", "site")
    held = get_object_or_404(rows, pk=meeting)
    inside = workers_in(held)
    if request.actor.id not in inside:
        raise Http404
    if request.method == "POST":
        call_off_meeting(by=request.actor, appointment=held, now=timezone.now())
        return redirect("bookings:calendar")
    names = active_names(inside)
    return page(request, "bookings/meeting.html", {"held": held, "names": names.values()})


def _group(request: ActorRequest, group: UUID) -> Group:
    found = next((one for one in groups_of(request.actor) if one.pk == group), None)
    if found is None:
        raise Http404
    return found


@staff_door(start_group)
def groups(request: ActorRequest) -> HttpResponse:
    form = GroupForm(request.POST or None, teams=teams_of(request.actor), taken=all_names())
    if form.is_valid():
        made = start_group(by=request.actor, **form.cleaned_data)
        return redirect("bookings:group", made.pk)
    held = groups_of(request.actor)
    return page(request, "bookings/groups.html", {"form": form, "groups": held})


@staff_door(Permission.BOOK)
def group(request: ActorRequest, group: UUID) -> HttpResponse:
    held = _group(request, group)
    row = group_row(actor=request.actor, group=held, now=timezone.now())
    showed(request, row.members)
    return page(request, "bookings/group.html", {"row": row})


@case_door(join_group)
def join(request: ActorRequest, case: Case) -> HttpResponse:
    form = JoinForm(request.POST or None, groups=groups_of(request.actor, case))
    if form.is_valid():
        joined = form.cleaned_data["group"]
        join_group(by=request.actor, case=case, group=joined, now=timezone.now())
        messages.success(request, _("The client comes to %(group)s.") % {"group": joined.name})
        return redirect("bookings:of_case", case.pk)
    context = {"case": case, "form": form, "places": places_of(actor=request.actor, case=case)}
    return page(request, "bookings/join.html", context)


@case_door(leave_group)
def leave(request: ActorRequest, case: Case, place: UUID) -> HttpResponse:
    rows = GroupPlace.objects.visible_to(request.actor).filter(case=case)
    held = get_object_or_404(rows, pk=place)
    if request.method == "POST":
        leave_group(by=request.actor, place=held, now=timezone.now())
    return redirect("bookings:join", case.pk)


@staff_door(Permission.BOOK)
def due(request: ActorRequest) -> HttpResponse:
    """What a worker has to do about their appointments today."""
    now = timezone.now()
    context: dict[str, Any] = {
        "reminders": reminders_due(actor=request.actor, now=now),
        "unsaid": unsaid(actor=request.actor, now=now),
        "wishes": wishes_of(actor=request.actor, now=now),
    }
    showed(request, [*context["reminders"], *context["unsaid"], *context["wishes"]])
    return page(request, "bookings/due.html", context)


def _coming(request: ActorRequest, case: Case, coming: UUID) -> Coming:
    rows = Coming.objects.visible_to(request.actor).filter(case=case)
    found: Coming = get_object_or_404(rows.select_related("appointment"), pk=coming)
    return found


@case_door(set_reminder)
def reminder(request: ActorRequest, case: Case, coming: UUID) -> HttpResponse:
    held = _coming(request, case, coming)
    ways = safe_channels(actor=request.actor, case=case, on=timezone.localdate())
    initial = {"remind_by": held.remind_by, "remind_days": held.remind_days}
    form = RemindForm(request.POST or None, initial=initial, channels=ways)
    if form.is_valid():
        allowed = frozenset(ways)
        set_reminder(by=request.actor, coming=held, allowed=allowed, **form.cleaned_data)
        return redirect("bookings:appointment", case.pk, held.pk)
    context = {"case": case, "form": form, "held": held, "has_ways": bool(ways)}
    return page(request, "bookings/reminder.html", context)


@case_door(note_reminded)
def reminded(request: ActorRequest, case: Case, coming: UUID) -> HttpResponse:
    held = _coming(request, case, coming)
    if request.method == "POST":
        note_reminded(by=request.actor, coming=held, now=timezone.now())
    return redirect("bookings:due")


@case_door(ask_for_time)
def wish(request: ActorRequest, case: Case) -> HttpResponse:
    workers = workers_for(actor=request.actor, case=case)
    form = WishForm(request.POST or None, workers=workers)
    if form.is_valid():
        ask_for_time(by=request.actor, case=case, now=timezone.now(), **form.answers)
        messages.success(request, _("It stands on the waiting list."))
        return redirect("bookings:of_case", case.pk)
    return page(request, "bookings/wish.html", {"case": case, "form": form})


@case_door(end_wish)
def wish_end(request: ActorRequest, case: Case, wish: UUID) -> HttpResponse:
    rows = Wish.objects.visible_to(request.actor).filter(case=case)
    held = get_object_or_404(rows, pk=wish)
    if request.method == "POST":
        end_wish(by=request.actor, wish=held, now=timezone.now())
    return redirect("bookings:due")


@staff_door(keep_apart)
def apart(request: ActorRequest) -> HttpResponse:
    """Two cases of different matters whose people must not meet."""
    form = ApartForm(request.POST or None)
    if form.is_valid():
        keep_apart(
            by=request.actor, numbers=form.numbers, reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("They are kept apart from now on."))
        return redirect("bookings:apart")
    pairs = kept_apart(actor=request.actor)
    showed(request, pairs)
    return page(request, "bookings/apart.html", {"form": form, "pairs": pairs})


@staff_door(let_meet)
def meet(request: ActorRequest, pair: UUID) -> HttpResponse:
    held = pair_of(actor=request.actor, pk=pair)
    if held is None:
        raise Http404
    if request.method == "POST":
        let_meet(by=request.actor, pair=held, now=timezone.now())
    return redirect("bookings:apart")
