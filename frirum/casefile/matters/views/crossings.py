"""Danger to life, in a case: what to do now, what is passed on, what the house has passed on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frirum.foundation.drafts.keeping import keeps_draft, restore
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest

from ..actions import act_on_warning, confirm_warning, review_warning, write_crossing
from ..doors import case_door
from ..forms.crossings import AgainForm, CrossingForm, DeedForm
from ..models import Case, HouseWarning
from ..queries import crossing_of, crossings_of, warnings_of

_CARRIED_OVER = ("danger", "basis", "for_whom", "reason", "words")


@case_door(write_crossing)
@keeps_draft
def danger(request: ActorRequest, case: Case) -> HttpResponse:
    """The same page whoever is known here, and whatever became of what was written before."""
    form = CrossingForm(request.POST or None, initial=_sent_back(request, case))
    if form.is_valid():
        write_crossing(by=request.actor, case=case, now=timezone.now(), **form.answers)
        messages.success(
            request,
            _("It is with the conflict desk. Go on as if nobody has been told: call 112 or 114."),
        )
        return redirect("matters:danger", case.pk)
    return _page(request, case, form=form, draft=restore(request, form))


def _sent_back(request: ActorRequest, case: Case) -> dict[str, Any]:
    """What came back is written anew from what it was. Nonsense in the address starts empty."""
    asked = AgainForm(request.GET)
    pk = asked.cleaned_data["igen"] if asked.is_valid() else None
    held = crossing_of(actor=request.actor, case=case, pk=pk) if pk else None
    return {name: getattr(held, name) for name in _CARRIED_OVER} if held else {}


def _page(request: ActorRequest, case: Case, **context: Any) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    context = {
        "draft": None,
        "at": None,
        "deed_form": DeedForm(),
        **context,
        "case": case,
        "rows": crossings_of(actor=actor, case=case, moment=now),
        "warnings": warnings_of(actor=actor, case=case),
    }
    return page(request, "matters/danger.html", context)


def _warning(request: ActorRequest, case: Case, pk: UUID) -> HouseWarning:
    found: HouseWarning = get_object_or_404(case.warnings.visible_to(request.actor), pk=pk)
    return found


@case_door(confirm_warning)
@require_POST
def confirm(request: ActorRequest, case: Case, warning: UUID) -> HttpResponse:
    confirm_warning(by=request.actor, warning=_warning(request, case, warning), now=timezone.now())
    return redirect("matters:danger", case.pk)


@case_door(act_on_warning)
@require_POST
def act(request: ActorRequest, case: Case, warning: UUID) -> HttpResponse:
    held, form = _warning(request, case, warning), DeedForm(request.POST)
    if form.is_valid():
        deed = form.cleaned_data["deed"]
        act_on_warning(by=request.actor, warning=held, deed=deed, now=timezone.now())
        return redirect("matters:danger", case.pk)
    return _page(request, case, form=CrossingForm(), deed_form=form, at=held.pk)


@case_door(review_warning)
@require_POST
def review(request: ActorRequest, case: Case, warning: UUID) -> HttpResponse:
    review_warning(
        by=request.actor,
        warning=_warning(request, case, warning),
        was_enough=request.POST.get("verdict") != "question",
        now=timezone.now(),
    )
    return redirect("matters:danger", case.pk)
