"""Recording an incident, reading it, correcting it."""

from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.drafts.keeping import keeps_draft, restore
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed
from frirum.foundation.wall.permissions import Permission

from ..actions import (
    attach_file,
    correct_incident,
    record_incident,
    star_incident,
    unstar_incident,
)
from ..forms import AttachForm, CorrectForm, IncidentForm
from ..forms.incidents import initial_of
from ..models import Incident
from ..queries import exhibits_of, messages_of, starred_count, wordings_of
from ..queries.history import changes_between, told_at
from ..queries.uploads import content_of, sent_files
from ..rules import may_record_in, may_star
from ..wording import moment_of, title_of


def found_incident(request: ActorRequest, case: Case, incident: UUID) -> Incident:
    rows = Incident.objects.visible_to(request.actor).filter(case=case)
    found: Incident = get_object_or_404(rows, pk=incident)
    found.case = case
    return found


def _name(names: dict[UUID, str], who: UUID | None) -> str:
    return names.get(who, "") if who else ""


@case_door(record_incident)
@keeps_draft
def record(request: ActorRequest, case: Case) -> HttpResponse:
    sent = sent_files(actor=request.actor, case=case, keys=request.POST.getlist("sent"))
    form = IncidentForm(request.POST or None, request.FILES or None, sent=sent)
    if form.is_valid():
        once, now = form.cleaned_data["once"], timezone.now()
        recorded = record_incident(by=request.actor, case=case, told=form.told, once=once, now=now)
        for number, upload in enumerate(form.cleaned_data["uploads"]):
            attach_file(
                by=request.actor,
                case=case,
                incident=recorded,
                name=upload.name,
                chunks=content_of(upload),
                received_from=_("The client"),
                once=uuid5(once, str(number)),
                now=now,
            )
        messages.success(request, _("The incident is in the log."))
        return redirect("incidents:incident", case.pk, recorded.pk)
    context = {
        "case": case,
        "form": form,
        "may_record": may_record_in(case),
        "draft": restore(request, form),
    }
    return page(request, "incidents/record.html", context)


@case_door(Permission.READ_CASE)
def incident(request: ActorRequest, case: Case, incident: UUID) -> HttpResponse:
    found = found_incident(request, case, incident)
    return page(
        request, "incidents/incident.html", incident_context(request, found), fragment="exhibits"
    )


def incident_context(request: ActorRequest, found: Incident) -> dict[str, Any]:
    actor, case, told = request.actor, found.case, found.told
    exhibits = exhibits_of(actor=actor, case=case, incident=found)
    thread = messages_of(actor=actor, incident=found, after=request.GET.get("after", ""))
    showed(request, [found, *exhibits, *thread.messages])
    names = names_of([found.recorded_by, found.worded_by])
    starred = starred_count(actor=actor, case=case) - found.is_starred
    return {
        "case": case,
        "incident": found,
        "told": told,
        "title": title_of(told),
        "told_icon": found.kinds[0].icon,
        "moment": moment_of(told),
        "exhibits": exhibits,
        "waits": any(exhibit.preview_state == "waiting" for exhibit in exhibits),
        "thread": thread,
        "recorded_by": _name(names, found.recorded_by),
        "worded_by": _name(names, found.worded_by),
        "attach_form": AttachForm(),
        "may_record": may_record_in(case),
        "may_star": may_star(case, starred=starred),
    }


@case_door(correct_incident)
@keeps_draft
def correct(request: ActorRequest, case: Case, incident: UUID) -> HttpResponse:
    found = found_incident(request, case, incident)
    start = {**initial_of(found.told), "version": found.version}
    form = CorrectForm(request.POST or None, initial=start)
    context: dict[str, Any] = {
        "case": case,
        "incident": found,
        "title": title_of(found.told),
        "form": form,
        "may_record": may_record_in(case),
        "draft": restore(request, form),
    }
    if not form.is_valid():
        return page(request, "incidents/correct.html", context)
    seen, told = form.cleaned_data["version"], form.told
    if seen != found.version and told != found.told:
        return _both_corrected(request, found, seen, context)
    correct_incident(
        by=request.actor,
        incident=found,
        version=found.version,
        told=told,
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
    )
    messages.success(request, _("The incident is corrected. The former wording is kept."))
    return redirect("incidents:incident", case.pk, found.pk)


def _both_corrected(
    request: ActorRequest, found: Incident, seen: int, context: dict[str, Any]
) -> HttpResponse:
    """Somebody was first: show what they changed; saving again then stands over theirs."""
    before = told_at(actor=request.actor, incident=found, version=seen) or found.told
    data = request.POST.copy()
    data["version"] = str(found.version)
    context["form"] = CorrectForm(data)
    context["theirs"] = changes_between(before, found.told)
    context["by"] = _name(names_of([found.worded_by]), found.worded_by)
    return page(request, "incidents/correct.html", context, status=409)


@case_door(Permission.READ_CASE)
def history(request: ActorRequest, case: Case, incident: UUID) -> HttpResponse:
    found = found_incident(request, case, incident)
    wordings = wordings_of(actor=request.actor, incident=found)
    showed(request, wordings)
    context = {
        "case": case,
        "incident": found,
        "title": title_of(found.told),
        "wordings": wordings,
    }
    return page(request, "incidents/history.html", context)


@case_door(star_incident)
def star(request: ActorRequest, case: Case, incident: UUID) -> HttpResponse:
    found = found_incident(request, case, incident)
    if request.method == "POST":
        star_incident(by=request.actor, incident=found, now=timezone.now())
    return redirect("incidents:incident", case.pk, found.pk)


@case_door(unstar_incident)
def unstar(request: ActorRequest, case: Case, incident: UUID) -> HttpResponse:
    found = found_incident(request, case, incident)
    if request.method == "POST":
        unstar_incident(by=request.actor, incident=found, now=timezone.now())
    return redirect("incidents:incident", case.pk, found.pk)
