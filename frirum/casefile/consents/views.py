"""Consents of a case."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.drafts.keeping import keeps_draft, restore
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed
from frirum.foundation.wall.permissions import Permission

from .actions import give_consent, withdraw_consent
from .forms import ConsentForm, WithdrawForm
from .models import Consent
from .queries import consents_of
from .rules import may_consent_in, may_withdraw


@case_door(Permission.READ_CASE)
def consents(request: ActorRequest, case: Case) -> HttpResponse:
    held = consents_of(actor=request.actor, case=case)
    showed(request, held)
    today, names = timezone.localdate(), names_of(one.recorded_by for one in held)
    rows = [(one, names.get(one.recorded_by, ""), one.holds_on(today)) for one in held]
    context = {
        "case": case,
        "holding": [row for row in rows if row[2]],
        "ended": [row for row in rows if not row[2]],
        "may_give": may_consent_in(case),
    }
    return page(request, "consents/consents.html", context)


@case_door(give_consent)
@keeps_draft
def give(request: ActorRequest, case: Case) -> HttpResponse:
    form = ConsentForm(request.POST or None, today=timezone.localdate())
    if form.is_valid():
        give_consent(by=request.actor, case=case, now=timezone.now(), **form.cleaned_data)
        return redirect("consents:consents", case.pk)
    context = {"case": case, "form": form, "may_give": may_consent_in(case)}
    return page(request, "consents/give.html", context | {"draft": restore(request, form)})


@case_door(withdraw_consent)
@keeps_draft
def withdraw(request: ActorRequest, case: Case, consent: UUID) -> HttpResponse:
    rows = Consent.objects.visible_to(request.actor).filter(case=case)
    held: Consent = get_object_or_404(rows, pk=consent)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        afterwards = form.cleaned_data["afterwards"]
        withdraw_consent(by=request.actor, consent=held, afterwards=afterwards, now=timezone.now())
        return redirect("consents:consents", case.pk)
    context = {"case": case, "form": form, "consent": held, "may_withdraw": may_withdraw(held)}
    return page(request, "consents/withdraw.html", context | {"draft": restore(request, form)})
