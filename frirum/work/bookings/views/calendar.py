"""A week or a day of a worker, a team, a room, a place or a group."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from frirum.foundation.ui.pages import page
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from ..forms.booking import AskForm, CalendarForm
from ..moments import monday_of
from ..queries.board import Board, board_of
from ..queries.choosing import bookable_cases
from ..queries.shelf import shelf_of


@staff_door(Permission.READ_CALENDAR)
def calendar(request: ActorRequest) -> HttpResponse:
    asked = CalendarForm(request.GET)
    given = asked.cleaned_data if asked.is_valid() else {}
    today, shelf = timezone.localdate(), shelf_of(request.actor)
    shown = shelf.find(given.get("vis")) or shelf.first
    if shown is None:
        return page(request, "bookings/calendar.html", {"shelf": shelf, "board": None})
    on = given.get("fra") or today
    is_day = bool(given.get("dag"))
    first = on if is_day else monday_of(on)
    board = board_of(
        actor=request.actor, shown=shown, first_day=first, days=1 if is_day else 7, today=today
    )
    showed(request, range(board.count))
    context = {
        "shelf": shelf,
        "board": board,
        "is_day": is_day,
        "urls": _turns(board, is_day=is_day),
        "own": shown.pk == request.actor.id,
        "may": _may(request.actor),
    }
    return page(request, "bookings/calendar.html", context, fragment="board")


def _may(actor: Actor) -> dict[str, bool]:
    """What this person's buttons are."""
    asked = {
        "book": Permission.BOOK,
        "keep_hours": Permission.KEEP_HOURS,
        "run": Permission.RUN_CALENDAR,
        "receive": Permission.RECEIVE,
    }
    return {name: actor.may(permission) for name, permission in asked.items()}


def _turns(board: Board, *, is_day: bool) -> dict[str, str]:
    """The same calendar before, after, today, and as a week or a day."""
    step = timedelta(days=1 if is_day else 7)
    here, today = reverse("bookings:calendar"), timezone.localdate()
    day_in_week = today if monday_of(today) == monday_of(board.first_day) else board.first_day

    def at(day: date, *, of_day: bool) -> str:
        asked: dict[str, Any] = {"vis": board.shown.pk, "fra": day} | (
            {"dag": "on"} if of_day else {}
        )
        return f"{here}?{urlencode(asked)}"

    return {
        "before": at(board.first_day - step, of_day=is_day),
        "after": at(board.first_day + step, of_day=is_day),
        "today": at(today, of_day=is_day),
        "week": at(board.first_day, of_day=False),
        "day": at(board.first_day if is_day else day_in_week, of_day=True),
    }


@staff_door(Permission.BOOK)
def choose(request: ActorRequest) -> HttpResponse:
    """For whom? A time pressed in the calendar comes along."""
    asked = AskForm(request.GET)
    start = asked.cleaned_data["start"] if asked.is_valid() else None
    rows = bookable_cases(actor=request.actor)
    showed(request, rows)
    kept = f"?{urlencode({'start': start.isoformat()})}" if start else ""
    return page(request, "bookings/choose.html", {"rows": rows, "start": start, "kept": kept})
