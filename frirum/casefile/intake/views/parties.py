"""Whom an enquiry names, and what is known of them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.foundation.ui.dates import day
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.doors import ActorRequest
from frirum.foundation.wall.permissions import Permission

from ..actions import add_party, change_party
from ..choices import PartyRole
from ..doors import enquiry_door
from ..facts import PartyFacts
from ..forms.again import ask_again
from ..forms.parties import PartyForm
from ..models import Enquiry, Party
from ..queries import parties_of
from ..rules import may_change


def party_rows(parties: Iterable[Party]) -> list[dict[str, Any]]:
    return [{"party": each, "facts": each.facts, "lines": _lines(each.facts)} for each in parties]


def would_help(parties: Iterable[Party]) -> list[tuple[str, str]]:
    """Whose facts are thin, and what is missing: from what this file says, nothing else."""
    words = {
        "birth": _("age or birth date"),
        "place": _("town or street"),
        "phone": _("phone number"),
        "name": _("last name, or a former one"),
    }
    thin = [(each, missing) for each in parties if len(missing := each.facts.missing()) > 1]
    return [
        (each.facts.full_name or each.get_role_display(), ", ".join(words[it] for it in missing))
        for each, missing in thin
    ]


def _lines(facts: PartyFacts) -> list[str]:
    known = facts.details()
    if facts.birth_date:
        known["birth_date"] = _("born %(day)s") % {"day": day(facts.birth_date)}
    elif facts.age is not None:
        known["age"] = _("about %(age)s years") % {"age": facts.age}
    return [str(value) for value in known.values() if value]


@enquiry_door(Permission.READ_ENQUIRIES)
def parties(request: ActorRequest, enquiry: Enquiry) -> HttpResponse:
    form = PartyForm(initial={"role": PartyRole.OTHER_PARTY})
    context = _parties_context(request.actor, enquiry, form)
    return page(request, "intake/parties.html", context, fragment="rows")


def _parties_context(actor: Actor, enquiry: Enquiry, form: PartyForm) -> dict[str, Any]:
    return {
        "enquiry": enquiry,
        "rows": party_rows(parties_of(actor=actor, enquiry=enquiry)),
        "form": form,
        "may_add": may_change(enquiry.state),
        "facts": None,
    }


@enquiry_door(add_party)
def new_party(request: ActorRequest, enquiry: Enquiry) -> HttpResponse:
    form, is_last = PartyForm(request.POST or None), request.POST.get("then") == "done"
    if is_last and form.is_blank():
        return redirect("intake:received")
    if form.is_valid():
        add_party(
            by=request.actor,
            enquiry=enquiry,
            facts=form.facts(),
            once=form.cleaned_data["once"],
            now=timezone.now(),
        )
        return redirect("intake:received") if is_last else redirect("intake:parties", enquiry.pk)
    return page(request, "intake/parties.html", _parties_context(request.actor, enquiry, form))


@enquiry_door(change_party)
def edit_party(request: ActorRequest, enquiry: Enquiry, party: UUID) -> HttpResponse:
    found = get_object_or_404(enquiry.parties.visible_to(request.actor), pk=party)
    held = {**found.told, "role": found.role, "version": found.version}
    form = PartyForm(request.POST or None, initial={**held, "birth_date": found.facts.birth_date})
    context = {
        "enquiry": enquiry,
        "party": found,
        "form": form,
        "facts": found.facts,
        "was_changed": False,
    }
    if form.is_valid():
        if form.facts() == found.facts:
            return redirect("intake:parties", enquiry.pk)
        if form.cleaned_data["version"] != found.version:
            ask_again(form, found.version)
            return page(request, "intake/party.html", {**context, "was_changed": True}, status=409)
        change_party(
            by=request.actor,
            party=found,
            facts=form.facts(),
            version=found.version,
            now=timezone.now(),
        )
        return redirect("intake:parties", enquiry.pk)
    return page(request, "intake/party.html", context)
