"""First steps, visitation, opening the case."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frirum.casefile.matching.queries import verdict_of
from frirum.casefile.matters.models import Track
from frirum.casefile.matters.queries import workers_of
from frirum.casefile.matters.rules import may_step_aside
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.drafts.keeping import keeps_draft, restore
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.doors import ActorRequest
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.rulings import Ruling

from ..actions import (
    assess_enquiry,
    close_enquiry,
    decide_offer,
    let_back_to_enquiry,
    open_enquiry,
    refer_elsewhere,
    step_aside_from_enquiry,
    take_up_again,
    write_anew,
)
from ..choices import Offer, PartyRole, Pattern, State
from ..doors import enquiry_door
from ..forms.again import ask_again, heeds
from ..forms.decisions import AssessmentForm, OfferForm, OpenForm, OtherSideForm, ReferForm
from ..models import Enquiry
from ..queries import assessment_of, is_seen_beside, parties_of, workers_apart
from ..rules import (
    OFFERS,
    TRACKS,
    is_checked,
    may_change,
    may_decide,
    may_move,
    may_offer,
    may_open,
    usual_track,
)


@enquiry_door(assess_enquiry)
@keeps_draft
def assess(request: ActorRequest, enquiry: Enquiry) -> HttpResponse:
    held = assessment_of(actor=request.actor, enquiry=enquiry)
    version = held.version if held else 0
    initial = {**(held.answers if held else {}), "version": version}
    form = AssessmentForm(request.POST or None, initial=initial)
    context: dict[str, Any] = {
        "enquiry": enquiry,
        "form": form,
        "held": held,
        "may_change": may_change(enquiry.state),
        "was_changed": False,
        "draft": restore(request, form),
    }
    if form.is_valid():
        if held and held.answers == form.answers():
            return redirect("intake:enquiry", enquiry.pk)
        if form.cleaned_data["version"] != version:
            ask_again(form, version)
            return page(request, "intake/assess.html", {**context, "was_changed": True}, status=409)
        assess_enquiry(
            by=request.actor,
            enquiry=enquiry,
            answers=form.answers(),
            version=version,
            now=timezone.now(),
        )
        return redirect("intake:enquiry", enquiry.pk)
    return page(request, "intake/assess.html", context)


@enquiry_door(decide_offer)
@keeps_draft
def offer(request: ActorRequest, enquiry: Enquiry) -> HttpResponse:
    verdict = verdict_of(actor=request.actor, subject=enquiry.pk)
    may = may_decide(enquiry.state, verdict)
    form = OfferForm(request.POST or None, offers=OFFERS[enquiry.side])
    if form.is_valid() and heeds(form, may) and _may_offer(request, enquiry, form):
        values = form.cleaned_data
        decide_offer(
            by=request.actor,
            enquiry=enquiry,
            offer=Offer(values["offer"]),
            reasons=values["reasons"],
            gate=values.get("gate", []),
            is_waiting=values["state"] == State.WAITING,
            now=timezone.now(),
        )
        return redirect("intake:enquiry", enquiry.pk)
    context = {
        "enquiry": enquiry,
        "form": form,
        "has_gate": "gate" in form.fields,
        "may_offer": may,
        "is_held": not is_checked(verdict).allowed,
        "draft": restore(request, form),
    }
    return page(request, "intake/offer.html", context, status=_status(may, form))


def _may_offer(request: ActorRequest, enquiry: Enquiry, form: OfferForm) -> bool:
    held = assessment_of(actor=request.actor, enquiry=enquiry)
    wanted, gate = Offer(form.cleaned_data["offer"]), form.cleaned_data.get("gate", [])
    may = may_offer(enquiry.side, wanted, gate, held.pattern if held else Pattern.UNSURE)
    return heeds(form, may, field="gate" if wanted == Offer.PERPETRATOR else "offer")


def _status(may: Ruling, form: Form) -> int | None:
    """What is well filled in and may not be done now is a refusal, not a mistake."""
    return 409 if form.is_bound and not may.allowed else None


@enquiry_door(refer_elsewhere)
@keeps_draft
def refer(request: ActorRequest, enquiry: Enquiry) -> HttpResponse:
    form, may = ReferForm(request.POST or None), may_move(enquiry.state, State.REFERRED)
    if form.is_valid() and heeds(form, may):
        values, now = form.cleaned_data, timezone.now()
        if values["state"] == State.REFERRED:
            refer_elsewhere(
                by=request.actor,
                enquiry=enquiry,
                refer_to=values["refer_to"],
                reasons=values["reasons"],
                now=now,
            )
        else:
            close_enquiry(by=request.actor, enquiry=enquiry, reasons=values["reasons"], now=now)
        return redirect("intake:enquiry", enquiry.pk)
    context = {"enquiry": enquiry, "form": form, "may_refer": may}
    context["draft"] = restore(request, form)
    return page(request, "intake/refer.html", context, status=_status(may, form))


@enquiry_door(write_anew)
@keeps_draft
def other_side(request: ActorRequest, enquiry: Enquiry) -> HttpResponse:
    may = may_move(enquiry.state, State.CLOSED)
    form = OtherSideForm(request.POST or None, side=enquiry.side)
    if form.is_valid() and heeds(form, may):
        values = form.cleaned_data
        write_anew(
            by=request.actor,
            enquiry=enquiry,
            caller=values["caller_role"],
            reasons=values["reasons"],
            now=timezone.now(),
        )
        return redirect("intake:received")
    context = {"enquiry": enquiry, "form": form, "may_write": may}
    context["draft"] = restore(request, form)
    return page(request, "intake/other_side.html", context, status=_status(may, form))


@enquiry_door(take_up_again)
def again(request: ActorRequest, enquiry: Enquiry) -> HttpResponse:
    if request.method == "POST":
        take_up_again(by=request.actor, enquiry=enquiry, now=timezone.now())
    return redirect("intake:enquiry", enquiry.pk)


@enquiry_door(open_enquiry)
def open_page(request: ActorRequest, enquiry: Enquiry) -> HttpResponse:
    actor = request.actor
    if enquiry.case_id:
        return redirect("intake:enquiry", enquiry.pk)
    people = parties_of(actor=actor, enquiry=enquiry)
    verdict = verdict_of(actor=actor, subject=enquiry.pk)
    may = may_open(enquiry.state, verdict)
    form = OpenForm(request.POST or None, **_open_choices(request, enquiry, people))
    if form.is_valid() and heeds(form, may):
        values = form.cleaned_data
        client = get_object_or_404(
            enquiry.parties.visible_to(actor),
            pk=values["client"],
        )
        open_enquiry(
            by=actor,
            enquiry=enquiry,
            client=client,
            track=Track(values["track"]),
            worker=values["worker"],
            now=timezone.now(),
        )
        return redirect("intake:enquiry", enquiry.pk)
    context = {"enquiry": enquiry, "form": form, "may_open": may, "has_people": bool(people)}
    context["is_held"] = not is_checked(verdict).allowed
    return page(request, "intake/open.html", context, status=_status(may, form))


def _open_choices(request: ActorRequest, enquiry: Enquiry, people: list[Any]) -> dict[str, Any]:
    """Whoever leads the team assigns anybody in it; a counsellor takes the case themself."""
    actor = request.actor
    clients = [p for p in people if p.role != PartyRole.OTHER_PARTY]
    usual = next(
        (p for p in clients if p.role == PartyRole.SUPPORTED), clients[0] if clients else None
    )
    leads = actor.may(Permission.ALLOCATE_CASE)
    workers = names_of(_free(actor, enquiry) if leads else [actor.id])
    nobody = [("", _("Nobody yet"))] if leads else []
    return {
        "clients": [(p.pk, p.facts.full_name or p.get_role_display()) for p in clients],
        "tracks": [(code.value, code.label) for code in TRACKS[enquiry.side]],
        "workers": [*nobody, *sorted(workers.items(), key=lambda item: item[1])],
        "initial": {
            "client": usual.pk if usual else None,
            "track": usual_track(enquiry.caller_role, enquiry.side),
            "worker": None if leads else actor.id,
        },
    }


@enquiry_door(step_aside_from_enquiry)
def step_aside(request: ActorRequest, enquiry: Enquiry) -> HttpResponse:
    """One that has become a case is stepped aside from there."""
    if enquiry.case_id:
        return redirect("tasks:step_aside", enquiry.case_id)
    if request.method == "POST":
        step_aside_from_enquiry(by=request.actor, enquiry=enquiry, now=timezone.now())
        messages.success(request, _("You no longer see the enquiry. Your team takes it on."))
        return redirect("intake:list")
    may = may_step_aside(is_seen_by_another=is_seen_beside(actor=request.actor, enquiry=enquiry))
    return page(request, "intake/step_aside.html", {"enquiry": enquiry, "may_step_aside": may})


@enquiry_door(let_back_to_enquiry)
@require_POST
def let_back(request: ActorRequest, enquiry: Enquiry, recusal: UUID) -> HttpResponse:
    found = get_object_or_404(enquiry.recusals.visible_to(request.actor), pk=recusal)
    let_back_to_enquiry(by=request.actor, recusal=found, now=timezone.now())
    return redirect("intake:enquiry", enquiry.pk)


def _free(actor: Actor, enquiry: Enquiry) -> list[UUID]:
    """The team's workers, less whoever stepped aside from this enquiry."""
    apart = workers_apart(actor=actor, enquiry=enquiry)
    return [worker for worker in workers_of([enquiry.team]) if worker not in apart]
