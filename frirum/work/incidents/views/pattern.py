"""The shape of a log."""

from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.casefile.matters.queries import phases_of
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest
from frirum.foundation.wall.permissions import Permission

from .. import charts
from ..kinds import PlaceKind
from ..queries import pattern_of

_PERIODS = {"12": 12, "26": 26, "52": 52, "all": None}
_USUAL = "26"


@case_door(Permission.READ_CASE)
def pattern(request: ActorRequest, case: Case) -> HttpResponse:
    chosen = request.GET.get("weeks", _USUAL)
    chosen = chosen if chosen in _PERIODS else _USUAL
    by_times = request.GET.get("count") == "times"
    weeks, today = _PERIODS[chosen], timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    since = monday - timedelta(weeks=weeks - 1) if weeks else None
    found = pattern_of(actor=request.actor, case=case, since=since)
    phases = phases_of(request.actor, case)
    context = {
        "case": case,
        "found": found,
        "by_times": by_times,
        "periods": _chips(chosen, by_times=by_times),
        "counts": _counts(chosen, by_times=by_times),
        "rhythm": charts.rhythm_chart(found, phases, by_times=by_times),
        "nearness": charts.nearness_chart(found),
        "hours": charts.hour_grid(found),
        "places": charts.place_table(found),
        "behaviours": charts.behaviour_ranking(found, by_times=by_times),
        "channels": charts.channel_ranking(found, by_times=by_times),
        "pace": charts.pace(found, by_times=by_times, until=today),
        "busiest": charts.busiest(found),
        "has_breaches": any(bucket.breaches for bucket in found.buckets),
        "closest": PlaceKind(found.closest[0]).label if found.closest else "",
    }
    return page(request, "incidents/pattern.html", context)


def _chips(chosen: str, *, by_times: bool) -> list[tuple[str, str, bool]]:
    words = {
        "12": _("12 weeks"),
        "26": _("Half a year"),
        "52": _("A year"),
        "all": _("All of it"),
    }
    kept = "&count=times" if by_times else ""
    return [(word, f"?weeks={code}{kept}", code == chosen) for code, word in words.items()]


def _counts(chosen: str, *, by_times: bool) -> list[tuple[str, str, bool]]:
    return [
        (_("Incidents"), f"?weeks={chosen}", not by_times),
        (_("How many times"), f"?weeks={chosen}&count=times", by_times),
    ]
