"""Originals: taking in, showing a copy, comparing, handing over."""

from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.consents.kinds import RecipientRole
from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.casefile.outgoing.downloads import as_download
from frirum.foundation.ui.pages import page
from frirum.foundation.vault import files
from frirum.foundation.wall.doors import ActorRequest, showed
from frirum.foundation.wall.permissions import Permission

from ..actions import attach_file, hand_over_exhibit, verify_exhibit
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


def _about_exhibit(request: ActorRequest, found: Exhibit) -> dict[str, Any]:
    fault = NoPreview(Reason(found.preview_fault)).sentence if found.preview_fault else ""
    return {
        "case": found.case,
        "exhibit": found,
        "custody": custody_of(actor=request.actor, exhibit=found),
        "fault": fault,
        "form": HandOverForm(),
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
def hand_over(request: ActorRequest, case: Case, exhibit: UUID) -> HttpResponseBase:
    found = _exhibit(request, case, exhibit)
    form = HandOverForm(request.POST or None)
    if not form.is_valid():
        return page(
            request, "incidents/exhibit.html", {**_about_exhibit(request, found), "form": form}
        )
    release = hand_over_exhibit(
        by=request.actor,
        exhibit=found,
        role=RecipientRole(form.cleaned_data["role"]),
        recipient=form.cleaned_data["recipient"],
        now=timezone.now(),
    )
    return as_download(release)
