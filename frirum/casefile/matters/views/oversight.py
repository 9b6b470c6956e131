"""The data protection officer's list of what was out of the ordinary: codes, names of workers."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from ..actions import review_delivery, settle_glass
from ..models import Delivery
from ..queries import overseen_crossings, overseen_glass, overseen_shields


@staff_door(Permission.OVERSEE)
def oversight(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    crossings = overseen_crossings(actor=request.actor, moment=now)
    glass = overseen_glass(actor=request.actor, moment=now)
    shields = overseen_shields(actor=request.actor)
    showed(request, [*crossings, *glass, *shields])
    context = {
        "shields": shields,
        "crossings": crossings,
        "glass": glass,
        "late": sum(row.is_late for row in crossings) + sum(row.is_late for row in glass),
    }
    return page(request, "matters/oversight.html", context)


@staff_door(review_delivery)
@require_POST
def review_crossing(request: ActorRequest, delivery: UUID) -> HttpResponse:
    held = get_object_or_404(Delivery.objects.visible_to(request.actor), pk=delivery)
    in_order = request.POST.get("verdict") != "question"
    review_delivery(by=request.actor, delivery=held, was_in_order=in_order, now=timezone.now())
    return redirect("matters:oversight")


@staff_door(settle_glass)
@require_POST
def settle(request: ActorRequest, glass: UUID) -> HttpResponse:
    in_order = request.POST.get("verdict") != "question"
    settle_glass(by=request.actor, glass=glass, was_in_order=in_order, now=timezone.now())
    return redirect("matters:oversight")
