"""What the calendar coordinator keeps, and everybody's own hours."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from ..actions.apart import ask_for_another_time
from ..actions.house import (
    add_entrance,
    add_room,
    close_room,
    come_back,
    go_away,
    hand_to_cover,
    keep_hours,
    open_site,
    save_site,
)
from ..forms.house import AwayForm, CloseForm, EntranceForm, HoursForm, RoomForm, SiteForm
from ..models import Appointment, Away, Entrance, Room, Site, TooClose
from ..queries.apart import pairs_to_part
from ..queries.house import (
    away_rows,
    colleagues_of,
    site_rows,
    without_room,
    without_worker,
    worker_row,
    workers_kept_by,
)


@staff_door(Permission.RUN_CALENDAR)
def house(request: ActorRequest) -> HttpResponse:
    now, workers = timezone.now(), workers_kept_by(request.actor)
    context = {
        "sites": site_rows(),
        "workers": workers.items(),
        "away": away_rows(workers=workers, today=timezone.localdate(now)),
        "roomless": without_room(now),
        "workerless": without_worker(workers=workers, now=now),
        "pairs": pairs_to_part(actor=request.actor, now=now),
    }
    showed(request, context["pairs"])
    return page(request, "bookings/house.html", context)


def _names(but: Site | None = None) -> list[str]:
    return [site.name for site in Site.objects.all() if site != but]


@staff_door(open_site)
def new_site(request: ActorRequest) -> HttpResponse:
    form = SiteForm(request.POST or None, taken=_names())
    if form.is_valid():
        given = {k: v for k, v in form.cleaned_data.items() if k != "version"}
        made = open_site(by=request.actor, **given)
        return redirect("bookings:site", made.pk)
    return page(request, "bookings/site_new.html", {"form": form})


@staff_door(save_site)
def site(request: ActorRequest, site: UUID) -> HttpResponse:
    held = get_object_or_404(Site, pk=site)
    known = ("name", "minutes_before", "minutes_after", "version")
    initial = {name: getattr(held, name) for name in known}
    form = SiteForm(request.POST or None, initial=initial, taken=_names(but=held))
    if form.is_valid():
        given = {**form.cleaned_data, "seen": form.cleaned_data["version"]}
        del given["version"]
        save_site(by=request.actor, site=held, **given)
        messages.success(request, _("Saved"))
        return redirect("bookings:house")
    return _site_page(request, held, form=form)


def _site_page(request: ActorRequest, held: Site, **forms: Any) -> HttpResponse:
    row = next(row for row in site_rows() if row.site.pk == held.pk)
    context = {
        "row": row,
        "entrance_form": EntranceForm(prefix="door"),
        "room_form": RoomForm(prefix="room", entrances=row.entrances),
        **forms,
    }
    return page(request, "bookings/site.html", context)


@staff_door(add_entrance)
def entrance(request: ActorRequest, site: UUID) -> HttpResponse:
    held = get_object_or_404(Site, pk=site)
    form = EntranceForm(request.POST or None, prefix="door")
    if form.is_valid():
        add_entrance(by=request.actor, site=held, **form.cleaned_data)
        return redirect("bookings:site", held.pk)
    return _site_page(request, held, form=_unchanged(held), entrance_form=form)


def _unchanged(held: Site) -> SiteForm:
    known = ("name", "minutes_before", "minutes_after", "version")
    return SiteForm(initial={name: getattr(held, name) for name in known})


@staff_door(add_room)
def room(request: ActorRequest, site: UUID) -> HttpResponse:
    held = get_object_or_404(Site, pk=site)
    doors = list(held.entrances.order_by("name", "pk"))
    form = RoomForm(request.POST or None, prefix="room", entrances=doors)
    if form.is_valid():
        given = form.cleaned_data
        door: Entrance = next(one for one in doors if one.pk == given["entrance"])
        add_room(by=request.actor, entrance=door, name=given["name"], seats=given["seats"])
        return redirect("bookings:site", held.pk)
    return _site_page(request, held, form=_unchanged(held), room_form=form)


@staff_door(close_room)
def close(request: ActorRequest, room: UUID) -> HttpResponse:
    """What is booked in it goes elsewhere; what finds no other room stands on a list."""
    held = get_object_or_404(Room.objects.select_related("site", "entrance"), pk=room)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and "again" in request.POST:
        close_room(by=request.actor, room=held, from_day=None, now=timezone.now())
        return redirect("bookings:site", held.site_id)
    if form.is_valid():
        day = form.cleaned_data["from_day"]
        done = close_room(by=request.actor, room=held, from_day=day, now=timezone.now())
        words = _("%(moved)s appointments got another room. %(left)s found none and wait for you.")
        messages.success(request, words % {"moved": done.moved, "left": done.left})
        return redirect("bookings:house")
    return page(request, "bookings/close.html", {"room": held, "form": form})


@staff_door(ask_for_another_time)
def ask(request: ActorRequest, pair: UUID) -> HttpResponse:
    held = get_object_or_404(TooClose.objects.visible_to(request.actor).waiting(), pk=pair)
    if request.method == "POST":
        ask_for_another_time(by=request.actor, pair=held, now=timezone.now())
        messages.success(request, _("They have a task now: find another time. It says no reason."))
    return redirect("bookings:house")


def _kept(request: ActorRequest, worker: UUID) -> UUID:
    """One's own, or anybody's for the coordinator; else there is no such page."""
    if worker not in workers_kept_by(request.actor):
        raise Http404
    return worker


@staff_door(keep_hours)
def hours(request: ActorRequest, worker: UUID) -> HttpResponse:
    row = worker_row(_kept(request, worker))
    form = HoursForm(request.POST or None, initial=_week(row))
    if form.is_valid():
        languages = ",".join(form.cleaned_data["languages"]) or "da"
        keep_hours(by=request.actor, worker=worker, hours=form.spans, languages=languages)
        messages.success(request, _("Saved"))
        return redirect("bookings:hours", worker)
    return _hours_page(request, worker, form=form)


def _week(row: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"languages": (row.sheet.languages if row.sheet else "da").split(",")}
    for one in row.hours:
        span = f"{one.from_time:%H.%M}-{one.to_time:%H.%M}"
        key = f"day{one.weekday}"
        said[key] = f"{said[key]}, {span}" if key in said else span
    return said


def _hours_page(request: ActorRequest, worker: UUID, **forms: Any) -> HttpResponse:
    now, row = timezone.now(), worker_row(worker)
    context = {
        "row": row,
        "form": HoursForm(initial=_week(row)),
        "away_form": AwayForm(prefix="away", colleagues=colleagues_of(worker)),
        "away": away_rows(workers=[worker], today=timezone.localdate(now)),
        "loose": without_worker(workers=[worker], now=now),
        "is_own": worker == request.actor.id,
        **forms,
    }
    return page(request, "bookings/hours.html", context)


@staff_door(go_away)
def away(request: ActorRequest, worker: UUID) -> HttpResponse:
    _kept(request, worker)
    colleagues = colleagues_of(worker)
    form = AwayForm(request.POST or None, prefix="away", colleagues=colleagues)
    if form.is_valid():
        go_away(by=request.actor, worker=worker, **form.cleaned_data)
        return redirect("bookings:hours", worker)
    return _hours_page(request, worker, away_form=form)


@staff_door(come_back)
def back(request: ActorRequest, worker: UUID, away: UUID) -> HttpResponse:
    held = Away.objects.filter(pk=away, worker=_kept(request, worker)).first()
    if request.method == "POST" and held:
        come_back(by=request.actor, away=held)
    return redirect("bookings:hours", worker)


@staff_door(hand_to_cover)
def cover(request: ActorRequest, worker: UUID, appointment: UUID) -> HttpResponse:
    """The colleague who covers takes this one."""
    _kept(request, worker)
    held = get_object_or_404(Appointment.objects.select_related("room", "site"), pk=appointment)
    loose = without_worker(workers=[worker], now=timezone.now())
    row = next((one for one in loose if one.appointment.pk == held.pk), None)
    if request.method == "POST" and row and row.away and row.away.cover:
        hand_to_cover(
            by=request.actor, appointment=held, worker=worker, cover=row.away.cover,
            now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("%(name)s takes it.") % {"name": row.cover})
    return redirect("bookings:hours", worker)
