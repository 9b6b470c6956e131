"""Originals: taking in, showing a copy, comparing, handing over."""

from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frirum.casefile.consents.kinds import RecipientRole
from frirum.casefile.consents.queries import choices_for
from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.casefile.outgoing.models import Release
from frirum.foundation.ui.pages import page
from frirum.foundation.vault import files
from frirum.foundation.wall.doors import ActorRequest, showed
from frirum.foundation.wall.permissions import Permission

from ..actions import attach_file, hand_out_originals, hand_over_exhibit, verify_exhibit
from ..forms import AttachForm, HandOverForm
from ..models import Exhibit
from ..previews.sandbox import NoPreview, Reason
from ..queries import custody_of, exhibit_page
from ..queries.uploads import content_of, sent_files
from ..rules import may_hand_over, may_record_in
from .incidents import found_incident, incident_context


def _exhibit(request: ActorRequest, case: Case, exhibit: UUID) -> Exhibit:
    rows = Exhibit.objects.visible_to(request.actor).filter(case=case)
    found: Exhibit = get_object_or_404(rows.select_related("incident"), pk=exhibit)
    found.case = case
    return found


@case_door(Permission.READ_CASE)
def exhibits(request: ActorRequest, case: Case) -> HttpResponse:
    shown = exhibit_page(actor=request.actor, case=case, after=request.GET.get("after", ""))
    showed(request, shown.exhibits)
    return page(request, "incidents/exhibits.html", {"case": case, "shown": shown})


@case_door(attach_file)
def attach(request: ActorRequest, case: Case, incident: UUID) -> HttpResponse:
    found = found_incident(request, case, incident)
    sent = sent_files(actor=request.actor, case=case, keys=request.POST.getlist("sent"))
    form = AttachForm(request.POST or None, request.FILES or None, sent=sent)
    if not form.is_valid():
        return page(
            request,
            "incidents/incident.html",
            {**incident_context(request, found), "attach_form": form},
        )
    for number, upload in enumerate(form.cleaned_data["uploads"]):
        attach_file(
            by=request.actor,
            case=case,
            incident=found,
            name=upload.name,
            chunks=content_of(upload),
            received_from=form.cleaned_data["received_from"],
            once=uuid5(form.cleaned_data["once"], str(number)),
            now=timezone.now(),
        )
    return redirect("incidents:incident", case.pk, found.pk)


@case_door(Permission.READ_CASE)
def exhibit(request: ActorRequest, case: Case, exhibit: UUID) -> HttpResponse:
    found = _exhibit(request, case, exhibit)
    return page(request, "incidents/exhibit.html", _about_exhibit(request, found))


def _hand_over_form(request: ActorRequest, case: Case) -> HandOverForm:
    data = request.POST if "recipient" in request.POST else None
    roles = [RecipientRole(code) for code, _label in HandOverForm.base_fields["role"].choices]  # type: ignore[attr-defined]
    today = timezone.localdate()
    bases = choices_for(actor=request.actor, case=case, roles=roles, on=today)
    return HandOverForm(data, bases=bases)


def _about_exhibit(request: ActorRequest, found: Exhibit) -> dict[str, Any]:
    fault = NoPreview(Reason(found.preview_fault)).sentence if found.preview_fault else ""
    return {
        "case": found.case,
        "exhibit": found,
        "custody": custody_of(actor=request.actor, exhibit=found),
        "fault": fault,
        "form": _hand_over_form(request, found.case),
        "may_record": may_record_in(found.case),
        "may_hand_over": may_hand_over(found),
        "hands_over": request.actor.may(Permission.MAKE_BUNDLE),
    }


@case_door(Permission.READ_CASE)
def preview(request: ActorRequest, case: Case, exhibit: UUID) -> HttpResponse:
    """Our own redrawn copy, inline; the original is never shown."""
    found = _exhibit(request, case, exhibit)
    if found.preview is None:
        raise Http404
    answer = HttpResponse(b"".join(files.read(found.preview)), content_type="image/webp")
    answer["Content-Disposition"] = f'inline; filename="{found.number}.webp"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@case_door(verify_exhibit)
def verify(request: ActorRequest, case: Case, exhibit: UUID) -> HttpResponse:
    found = _exhibit(request, case, exhibit)
    if request.method == "POST":
        event = verify_exhibit(by=request.actor, exhibit=found, now=timezone.now())
        if event.is_intact:
            messages.success(request, _("The original is unchanged since it was received."))
        else:
            messages.error(request, _("The original does not agree with its checksum."))
    return redirect("incidents:exhibit", case.pk, found.pk)


@case_door(hand_over_exhibit)
def hand_over(request: ActorRequest, case: Case, exhibit: UUID) -> HttpResponse:
    found = _exhibit(request, case, exhibit)
    form = _hand_over_form(request, case)
    if not form.is_valid():
        return page(
            request, "incidents/exhibit.html", {**_about_exhibit(request, found), "form": form}
        )
    release = hand_over_exhibit(
        by=request.actor,
        exhibit=found,
        role=RecipientRole(form.cleaned_data["role"]),
        recipient=form.cleaned_data["recipient"],
        basis=form.basis,
        once=form.cleaned_data["once"],
        now=timezone.now(),
    )
    return redirect("outgoing:release", case.pk, release.pk)


@case_door(hand_out_originals)
@require_POST
def hand_out(request: ActorRequest, case: Case, release: UUID) -> HttpResponse:
    rows = Release.objects.visible_to(request.actor).filter(case=case)
    found: Release = get_object_or_404(rows, pk=release)
    hand_out_originals(by=request.actor, release=found, now=timezone.now())
    return redirect("outgoing:release", case.pk, found.pk)
