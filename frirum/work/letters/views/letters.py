"""The list, a letter being written, its earlier texts, and its way out."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from frirum.casefile.consents.kinds import RecipientRole
from frirum.casefile.consents.queries import choices_for
from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.foundation.drafts.keeping import keeps_draft, restore
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed
from frirum.foundation.wall.permissions import Permission

from ..actions import begin_letter, change_letter, send_letter
from ..forms import BeginForm, LetterForm, SendForm
from ..models import Letter
from ..queries import letters_of, versions_of
from ..rules import may_ask, may_write_in


@case_door(Permission.READ_CASE)
def letters(request: ActorRequest, case: Case) -> HttpResponse:
    rows = letters_of(actor=request.actor, case=case)
    showed(request, rows)
    context = {"case": case, "rows": rows, "may_write": may_write_in(case)}
    return page(request, "letters/letters.html", context)


@case_door(begin_letter)
@keeps_draft
def begin(request: ActorRequest, case: Case) -> HttpResponse:
    form = BeginForm(request.POST or None)
    if form.is_valid():
        made = begin_letter(by=request.actor, case=case, now=timezone.now(), **form.answers)
        return redirect("letters:letter", case.pk, made.pk)
    context = {"case": case, "form": form, "may_write": may_write_in(case)}
    return page(request, "letters/begin.html", context | {"draft": restore(request, form)})


def _letter(request: ActorRequest, case: Case, pk: UUID) -> Letter:
    rows = Letter.objects.visible_to(request.actor).filter(case=case).select_related("release")
    found: Letter = get_object_or_404(rows, pk=pk)
    found.case = case
    return found


@case_door(change_letter)
@keeps_draft
def letter(request: ActorRequest, case: Case, letter: UUID) -> HttpResponse:
    """The editor while it is a draft; afterwards the text, and where it stands."""
    found = _letter(request, case, letter)
    form = LetterForm(request.POST or None, letter=found)
    if form.is_valid():
        change_letter(by=request.actor, letter=found, now=timezone.now(), **form.cleaned_data)
        return redirect("letters:letter", case.pk, found.pk)
    context = {"form": form, "draft": restore(request, form)}
    return page(request, "letters/letter.html", context | _about(found))


def _about(found: Letter) -> dict[str, Any]:
    return {
        "case": found.case,
        "letter": found,
        "may_ask": may_ask(is_draft=found.is_draft, body=found.body),
    }


@case_door(send_letter)
def send(request: ActorRequest, case: Case, letter: UUID) -> HttpResponse:
    found = _letter(request, case, letter)
    role = RecipientRole(found.role)
    bases = choices_for(actor=request.actor, case=case, roles=[role], on=timezone.localdate())
    form = SendForm(request.POST or None, role=role, bases=bases)
    if form.is_valid():
        sent = send_letter(
            by=request.actor,
            letter=found,
            form=form.cleaned_data["form"],
            basis=form.basis,
            now=timezone.now(),
        )
        return redirect("outgoing:release", case.pk, sent.release_id)
    return page(request, "letters/send.html", {"form": form} | _about(found))


@case_door(Permission.READ_CASE)
def versions(request: ActorRequest, case: Case, letter: UUID) -> HttpResponse:
    found = _letter(request, case, letter)
    rows = versions_of(actor=request.actor, letter=found)
    return page(request, "letters/versions.html", {"rows": rows} | _about(found))
