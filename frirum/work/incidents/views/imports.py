"""From a phone's export to the log, in four steps."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language

from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.foundation.ui.pages import body_length, page
from frirum.foundation.wall.doors import ActorRequest, showed
from frirum.foundation.wall.permissions import Permission

from ..actions.imports import (
    choose_party,
    leave_import,
    order_storing,
    receive_export,
    take_up_again,
)
from ..forms.imports import ChoiceForm, ExportForm
from ..kinds import Channel
from ..models import PhoneImport
from ..models.imports import ImportState
from ..queries.imports import advance_of, imports_of, other_party_of
from ..queries.uploads import content_of, sent_files
from ..rules import may_record_in

_STEPS = {
    ImportState.SURVEYING: 2,
    ImportState.CHOOSING: 2,
    ImportState.PREVIEWING: 3,
    ImportState.DECIDING: 3,
    ImportState.STORING: 4,
    ImportState.DONE: 4,
}


def _found(request: ActorRequest, case: Case, phone_import: UUID) -> PhoneImport:
    rows = PhoneImport.objects.visible_to(request.actor).filter(case=case)
    found: PhoneImport = get_object_or_404(rows, pk=phone_import)
    found.case = case
    return found


@case_door(receive_export)
def import_file(request: ActorRequest, case: Case) -> HttpResponse:
    length = body_length(request)
    sent = sent_files(actor=request.actor, case=case, keys=request.POST.getlist("sent")[:1])
    form = ExportForm(request.POST or None, request.FILES or None, length=length, sent=sent)
    if request.method == "POST" and form.is_valid():
        received = receive_export(
            by=request.actor,
            case=case,
            name=form.cleaned_data["file"].name,
            chunks=content_of(form.cleaned_data["file"]),
            once=form.cleaned_data["once"],
            language=get_language() or "da",
            now=timezone.now(),
        )
        return redirect("incidents:import_one", case.pk, received.pk)
    rows = imports_of(actor=request.actor, case=case)
    showed(request, rows)
    context = {"case": case, "form": form, "rows": rows, "may_import": may_record_in(case)}
    return page(request, "incidents/import.html", context)


@case_door(Permission.IMPORT_INCIDENTS)
def import_one(request: ActorRequest, case: Case, phone_import: UUID) -> HttpResponse:
    found = _found(request, case, phone_import)
    return _page(request, found, _choice_form(request, found))


def _choice_form(request: ActorRequest, found: PhoneImport, data: Any = None) -> ChoiceForm | None:
    if found.survey is None:
        return None
    other = other_party_of(actor=request.actor, case=found.case)
    may_keep = request.actor.may(Permission.KEEP_CASE)
    return ChoiceForm(data, survey=found.survey, other=other, may_keep=may_keep)


def _page(request: ActorRequest, found: PhoneImport, form: ChoiceForm | None) -> HttpResponse:
    context = {
        "case": found.case,
        "found": found,
        "step": _STEPS.get(ImportState(found.state)),
        "form": form,
        "advance": advance_of(found.job) if found.is_running else None,
        "summary": _told(found.summary) if found.summary else None,
        "may_import": may_record_in(found.case),
    }
    return page(request, "incidents/import_one.html", context, fragment="stand")


def _told(summary: dict[str, Any]) -> dict[str, Any]:
    """The kept numbers, with words and moments in place of codes."""
    return {
        **summary,
        "channels": [(Channel(code).label, *rest) for code, *rest in summary["channels"]],
        "first": [{**line, "at": datetime.fromisoformat(line["at"])} for line in summary["first"]],
        "days": [
            datetime.fromisoformat(summary[at]) if summary[at] else None
            for at in ("first_at", "last_at")
        ],
        "more": summary["incidents"] - len(summary["first"]),
    }


@case_door(choose_party)
def import_choose(request: ActorRequest, case: Case, phone_import: UUID) -> HttpResponse:
    found = _found(request, case, phone_import)
    if request.method != "POST" or found.state not in (
        ImportState.CHOOSING,
        ImportState.DECIDING,
    ):
        return redirect("incidents:import_one", case.pk, found.pk)
    form = _choice_form(request, found, request.POST)
    if form is None or not form.is_valid():
        return _page(request, found, form)
    choose_party(
        by=request.actor,
        phone_import=found,
        choice=form.choice,
        numbers=form.new_numbers,
        of=form.other.person,
        now=timezone.now(),
    )
    return redirect("incidents:import_one", case.pk, found.pk)


@case_door(order_storing)
def import_store(request: ActorRequest, case: Case, phone_import: UUID) -> HttpResponse:
    found = _found(request, case, phone_import)
    if request.method == "POST":
        order_storing(by=request.actor, phone_import=found, now=timezone.now())
    return redirect("incidents:import_one", case.pk, found.pk)


@case_door(take_up_again)
def import_again(request: ActorRequest, case: Case, phone_import: UUID) -> HttpResponse:
    found = _found(request, case, phone_import)
    if request.method == "POST":
        take_up_again(by=request.actor, phone_import=found, now=timezone.now())
    return redirect("incidents:import_one", case.pk, found.pk)


@case_door(leave_import)
def import_leave(request: ActorRequest, case: Case, phone_import: UUID) -> HttpResponse:
    found = _found(request, case, phone_import)
    if request.method == "POST":
        leave_import(by=request.actor, phone_import=found, now=timezone.now())
    return redirect("incidents:import", case.pk)
