"""The sealed report of an instrument is asked to leave."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from frirum.casefile.consents.queries import choices_for
from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest

from ..actions import send_report
from ..forms.reports import REPORT_TO, ReportForm
from ..models import InstrumentResult


@case_door(send_report)
def report(request: ActorRequest, case: Case, result: UUID) -> HttpResponse:
    """The page of the door says next what is in its way."""
    rows = InstrumentResult.objects.visible_to(request.actor).filter(case=case)
    found: InstrumentResult = get_object_or_404(rows, pk=result, file__isnull=False)
    found.case, now = case, timezone.now()
    bases = choices_for(actor=request.actor, case=case, roles=REPORT_TO, on=timezone.localdate(now))
    form = ReportForm(request.POST or None, bases=bases)
    if form.is_valid():
        said = form.cleaned_data
        release = send_report(
            by=request.actor,
            result=found,
            role=said["role"],
            recipient=said["recipient"],
            basis=form.basis,
            once=said["once"],
            now=now,
        )
        return redirect("outgoing:release", case.pk, release.pk)
    return page(request, "safety/report.html", {"case": case, "form": form, "result": found})
