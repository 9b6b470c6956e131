"""Whom the conflict desk calls about a warning, where there is no case to lay it in yet."""

from django.http import HttpResponse
from django.shortcuts import redirect

from frirum.casefile.matters.models import Crossing
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, root_door

from ..actions import look_for_enquiries

crossing_door = root_door(Crossing, "crossing")


@crossing_door(look_for_enquiries)
def across(request: ActorRequest, crossing: Crossing) -> HttpResponse:
    """Only when asked for: each look stands in the ledger."""
    if request.method != "POST" or not crossing.is_approved:
        return redirect("matters:crossing", crossing.pk)
    rows = look_for_enquiries(by=request.actor, crossing=crossing)
    return page(request, "intake/across.html", {"crossing": crossing, "rows": rows})
