"""The conflict desk's part in a message across the wall: the second person, and what came of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from frirum.foundation.ui.pages import page
from frirum.foundation.ui.turning import PAGE_ROWS, Turn
from frirum.foundation.wall.doors import ActorRequest, root_door, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from ..actions import approve_crossing, look_again, note_instead, send_crossing_back
from ..forms.crossings import InsteadForm, SendBackForm
from ..models import Crossing, Delivery
from ..queries import desk_row, desk_rows
from ..rules import may_decide_crossing

crossing_door = root_door(Crossing, "crossing")


@staff_door(Permission.DECIDE_CROSSINGS)
def crossings(request: ActorRequest) -> HttpResponse:
    turn = Turn.asked(request)
    rows = desk_rows(actor=request.actor, moment=timezone.now(), turn=turn)
    context = {"rows": rows[:PAGE_ROWS], **turn.urls(rows)}
    showed(request, rows[:PAGE_ROWS])
    return page(request, "matters/crossings.html", context)


def _page(
    request: ActorRequest,
    crossing: Crossing,
    back: SendBackForm | None = None,
    instead: InsteadForm | None = None,
) -> HttpResponse:
    row = desk_row(actor=request.actor, crossing=crossing, moment=timezone.now())
    context = {
        "row": row,
        "crossing": crossing,
        # Whoever has a part in the matter finds out when they press, as only code looks there.
        "may_decide": may_decide_crossing(crossing=crossing, by=request.actor, has_part=False),
        "back_form": back or SendBackForm(),
        "instead_form": instead or InsteadForm(),
        "delivery": next(
            (each.delivery for each in row.laid if each.is_open and not each.is_asking), None
        ),
    }
    return page(request, "matters/crossing.html", context)


@crossing_door(Permission.DECIDE_CROSSINGS)
def crossing(request: ActorRequest, crossing: Crossing) -> HttpResponse:
    """One message: its words and why. Where it went is shown once it is decided."""
    return _page(request, crossing)


@crossing_door(approve_crossing)
@require_POST
def approve(request: ActorRequest, crossing: Crossing) -> HttpResponse:
    approve_crossing(by=request.actor, crossing=crossing, now=timezone.now())
    return redirect("matters:crossing", crossing.pk)


@crossing_door(send_crossing_back)
@require_POST
def send_back(request: ActorRequest, crossing: Crossing) -> HttpResponse:
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return _page(request, crossing, back=form)
    answer = form.cleaned_data["answer"]
    send_crossing_back(by=request.actor, crossing=crossing, answer=answer, now=timezone.now())
    return redirect("matters:crossings")


@crossing_door(look_again)
@require_POST
def again(request: ActorRequest, crossing: Crossing) -> HttpResponse:
    told = look_again(by=request.actor, crossing=crossing, now=timezone.now())
    if told:
        words = ngettext("%(count)s more was told now.", "%(count)s more were told now.", told)
        messages.success(request, words % {"count": told})
    else:
        messages.info(request, _("Nobody has come since."))
    return redirect("matters:crossing", crossing.pk)


@crossing_door(note_instead)
@require_POST
def instead(request: ActorRequest, crossing: Crossing) -> HttpResponse:
    form = InsteadForm(request.POST)
    if not form.is_valid():
        return _page(request, crossing, instead=form)
    note_instead(
        by=request.actor,
        delivery=_meant(request, crossing),
        instead=form.cleaned_data["instead"],
        now=timezone.now(),
    )
    return redirect("matters:crossing", crossing.pk)


def _meant(request: ActorRequest, crossing: Crossing) -> Delivery:
    """The one it was pressed at; noted already, it is refused. Else the first that is open."""
    laid = Delivery.objects.visible_to(request.actor).filter(crossing=crossing.pk, asks_again=False)
    rows: list[Delivery] = list(laid.order_by("made_at", "pk"))
    if not rows:
        raise Http404
    wanted = request.POST.get("delivery", "")
    named = [row for row in rows if str(row.pk) == wanted]
    return next(iter([*named, *(row for row in rows if row.noted_at is None), rows[0]]))
