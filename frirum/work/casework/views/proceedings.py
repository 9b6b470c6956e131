"""Reports to the police and time under probation, step by step."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.agencies.kinds import AgencyKind
from frirum.casefile.agencies.queries import recipients
from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case, Side
from frirum.foundation.drafts.keeping import keeps_draft, restore
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest
from frirum.foundation.wall.permissions import Permission

from ..actions import say_informed, start_proceeding, strike_step, take_step
from ..forms import InformedForm, ProbationForm, ReportForm, StepForm
from ..models import Proceeding, ProceedingStep
from ..queries import step_rows
from ..rules import may_work_in
from .involved import form_page, home_of


def _started(
    request: ActorRequest, case: Case, form: ReportForm | ProbationForm, title: str, button: str
) -> HttpResponse:
    if form.is_valid():
        once, now = form.cleaned_data["once"], timezone.now()
        made = start_proceeding(by=request.actor, case=case, told=form.told, once=once, now=now)
        return redirect("casework:proceeding", case.pk, made.pk)
    draft = restore(request, form)
    return form_page(request, case, form, title=title, button=button, draft=draft)


@case_door(start_proceeding)
@keeps_draft
def report(request: ActorRequest, case: Case) -> HttpResponse:
    form = ReportForm(
        request.POST or None,
        whom=recipients(AgencyKind.POLICE),
        today=timezone.localdate(),
        asks=case.side == Side.EXPOSED,
    )
    return _started(request, case, form, _("Report to the police"), _("Keep the report"))


@case_door(start_proceeding)
@keeps_draft
def probation(request: ActorRequest, case: Case) -> HttpResponse:
    form = ProbationForm(
        request.POST or None, whom=recipients(AgencyKind.PROBATION), today=timezone.localdate()
    )
    return _started(request, case, form, _("Prison and probation"), _("Keep it"))


def _proceeding(request: ActorRequest, case: Case, proceeding: UUID) -> Proceeding:
    rows = Proceeding.objects.visible_to(request.actor).filter(case=case)
    found: Proceeding = get_object_or_404(rows.select_related("agency", "agent"), pk=proceeding)
    found.case = case
    return found


@case_door(Permission.READ_CASE)
def proceeding(request: ActorRequest, case: Case, proceeding: UUID) -> HttpResponse:
    return _shown(request, case, _proceeding(request, case, proceeding), None)


@case_door(take_step)
def step(request: ActorRequest, case: Case, proceeding: UUID) -> HttpResponse:
    found, today = _proceeding(request, case, proceeding), timezone.localdate()
    form = StepForm(request.POST or None, proceeding=found, today=today)
    if form.is_valid():
        now = timezone.now()
        take_step(by=request.actor, proceeding=found, now=now, **form.cleaned_data)
        return redirect("casework:proceeding", case.pk, found.pk)
    return _shown(request, case, found, form)


def _shown(
    request: ActorRequest, case: Case, found: Proceeding, form: StepForm | None
) -> HttpResponse:
    facts = [
        (_("Where"), found.words),
        (_("Journal number"), found.journal_number),
        (_("What it is about"), found.about),
    ]
    today = timezone.localdate()
    context = {
        "case": case,
        "proceeding": found,
        "facts": [(label, value) for label, value in facts if value],
        "steps": step_rows(actor=request.actor, proceeding=found),
        "form": form or StepForm(proceeding=found, today=today),
        "informed_form": InformedForm(initial={"informed": found.informed}),
        "may_work": may_work_in(case),
        "back": home_of(case),
    }
    return page(request, "casework/proceeding.html", context)


@case_door(say_informed)
def informed(request: ActorRequest, case: Case, proceeding: UUID) -> HttpResponse:
    found = _proceeding(request, case, proceeding)
    form = InformedForm(request.POST or None)
    if found.informed and form.is_valid():
        said = form.cleaned_data["informed"]
        say_informed(by=request.actor, proceeding=found, informed=said, now=timezone.now())
    return redirect("casework:proceeding", case.pk, found.pk)


@case_door(strike_step)
def strike(request: ActorRequest, case: Case, proceeding: UUID, step: UUID) -> HttpResponse:
    found = _proceeding(request, case, proceeding)
    rows = ProceedingStep.objects.visible_to(request.actor).filter(case=case, struck_at=None)
    wrong: ProceedingStep = get_object_or_404(rows, proceeding=found, pk=step)
    wrong.proceeding = found
    if request.method == "POST":
        strike_step(by=request.actor, step=wrong, now=timezone.now())
    return redirect("casework:proceeding", case.pk, found.pk)
