"""The reception's list of today; a worker's feed."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, public_door, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from ..actions import note_arrival, note_left
from ..actions.feeds import end_feeds, make_feed
from ..forms.booking import CalendarForm
from ..models import Arrival, Site
from ..queries.booking import all_sites
from ..queries.door import door_list
from ..queries.feeds import as_calendar, feed_of, standing_feed


@staff_door(Permission.RECEIVE)
def door(request: ActorRequest) -> HttpResponse:
    sites, asked = all_sites(), CalendarForm(request.GET)
    chosen = asked.cleaned_data.get("vis") if asked.is_valid() else None
    site: Site | None = next((one for one in sites if one.pk == chosen), None)
    rows = door_list(actor=request.actor, site=site, now=timezone.now())
    showed(request, rows)
    context = {"rows": rows, "sites": sites, "site": site, "now": timezone.now()}
    return page(request, "bookings/door.html", context, fragment="rows")


def _arrival(request: ActorRequest, arrival: UUID) -> Arrival:
    rows = Arrival.objects.visible_to(request.actor)
    found: Arrival = get_object_or_404(rows, pk=arrival)
    return found


@staff_door(note_arrival)
def came(request: ActorRequest, arrival: UUID) -> HttpResponse:
    held = _arrival(request, arrival)
    if request.method == "POST":
        note_arrival(by=request.actor, arrival=held, now=timezone.now())
    return redirect("bookings:door")


@staff_door(note_left)
def left(request: ActorRequest, arrival: UUID) -> HttpResponse:
    held = _arrival(request, arrival)
    if request.method == "POST":
        note_left(by=request.actor, arrival=held, now=timezone.now())
    return redirect("bookings:door")


@staff_door(make_feed)
def feed(request: ActorRequest) -> HttpResponse:
    """The address is shown once, in answer to the press that made it."""
    secret = ""
    if request.method == "POST" and "end" in request.POST:
        end_feeds(by=request.actor, now=timezone.now())
    elif request.method == "POST":
        secret = make_feed(by=request.actor, now=timezone.now()).secret
    context = {
        "held": standing_feed(request.actor.worker_id),
        "secret": secret,
        "host": request.build_absolute_uri("/")[:-1],
    }
    return page(request, "bookings/feed.html", context)


@public_door
def read_feed(request: ActorRequest, secret: str) -> HttpResponse:  # noqa: ARG001
    """Whoever holds the address. A guess and a revoked one are the same 404."""
    held = feed_of(secret)
    if held is None:
        raise Http404
    answer = HttpResponse(as_calendar(held, now=timezone.now()), content_type="text/calendar")
    answer["Content-Disposition"] = 'attachment; filename="kalender.ics"'
    return answer
