"""From a call to everybody it names."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frirum.casefile.matching.models import Verdict
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.drafts.keeping import keeps_draft, restore
from frirum.foundation.ui.dates import day
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.rulings import Ruling

from ..actions import agree_contact, record_enquiry, record_safety_call
from ..choices import PartyRole, Reached, State
from ..doors import enquiry_door
from ..facts import ContactWish
from ..forms.again import ask_again
from ..forms.calls import CallForm, SafetyCallForm
from ..forms.contact import AgreeContactForm
from ..forms.decisions import AssessmentForm
from ..models import Enquiry
from ..queries import (
    PAGE,
    assessment_of,
    callers_of,
    enquiries_of,
    enquiry_of_form,
    is_settled_by_desk,
    parties_of,
    passed_on,
    recusals_of_team,
    safety_calls_of,
    verdicts_of,
    visitations_of,
    waiting_list,
)
from ..rules import is_checked, may_call, may_change, may_decide, may_move, may_open, may_take_up
from .parties import party_rows, would_help

TABS: dict[str, tuple[State, ...]] = {
    "nye": (State.NEW,),
    "vurderet": (State.ASSESSED, State.OFFERED),
    "venter": (State.WAITING,),
    "slut": (State.OPENED, State.REFERRED, State.CLOSED),
}
_CHIPS = {
    Verdict.BEING_CHECKED: ("neutral", "hourglass"),
    Verdict.READY: ("success", "circle-check"),
    Verdict.WITH_DESK: ("info", "scale"),
}


def chip(verdict: Verdict | None) -> dict[str, Any] | None:
    """The check's answer as a tag: a word, a colour, an icon."""
    if verdict is None:
        return None
    words = {
        Verdict.BEING_CHECKED: _("Being examined"),
        Verdict.READY: _("Ready"),
        Verdict.WITH_DESK: _("With the conflict desk"),
    }
    color, icon = _CHIPS[verdict]
    return {"text": words[verdict], "color": color, "icon": icon}


def waited(enquiry: Enquiry, now: datetime) -> str:
    """“waited 3 days”, or that it came today."""
    days = enquiry.days_waited(now)
    if not days:
        return _("came today")
    return ngettext("waited %(count)s day", "waited %(count)s days", days) % {"count": days}


def rows_of(actor: Actor, enquiries: Iterable[Enquiry]) -> list[dict[str, Any]]:
    found = list(enquiries)
    callers = callers_of(actor=actor, enquiries=found)
    verdicts = verdicts_of(actor=actor, enquiries=found)
    now = timezone.now()
    return [
        {
            "enquiry": each,
            "name": callers.get(each.pk) or _("No name given"),
            "chip": chip(verdicts.get(each.pk)),
            "waited": waited(each, now),
            "is_urgent": each.is_acute and not each.is_over,
        }
        for each in found
    ]


def _tabs(current: str) -> list[tuple[str, str, bool, None]]:
    words = {
        "nye": _("New ones"),
        "vurderet": _("Assessed"),
        "venter": _("Waiting list"),
        "slut": _("Finished"),
    }
    here = reverse("intake:list")
    urls = {code: f"{here}?vis={code}" for code in TABS} | {"venter": reverse("intake:waiting")}
    return [(words[code], urls[code], code == current, None) for code in TABS]


@staff_door(Permission.READ_ENQUIRIES)
def listed(request: ActorRequest) -> HttpResponse:
    current = request.GET.get("vis", "nye")
    current = current if current in TABS else "nye"
    rows = enquiries_of(
        actor=request.actor, states=TABS[current], before=_before(request.GET.get("foer", ""))
    )
    shown, older = rows[:PAGE], None
    if len(rows) > PAGE:
        last = shown[-1]
        older = f"?vis={current}&foer={last.received_at.isoformat()}_{last.pk}"
    showed(request, shown)
    context = {
        "rows": sorted(rows_of(request.actor, shown), key=lambda row: not row["is_urgent"]),
        "tab_items": _tabs(current),
        "older": older and older.replace("+", "%2B"),
        "newer": f"?vis={current}" if "foer" in request.GET else None,
        "current": current,
        "passed_on": passed_on(actor=request.actor) if current == "slut" else [],
    }
    return page(request, "intake/list.html", context, fragment="rows")


def _before(written: str) -> tuple[datetime, UUID] | None:
    """A place in the list from the address; a broken one means the first page."""
    moment, _bar, pk = written.partition("_")
    at = parse_datetime(moment) if len(moment) > len("2026-11-22") else None
    is_whole = at is not None and timezone.is_aware(at) and len(pk.replace("-", "")) == 32
    if not is_whole or set(pk) - set("0123456789abcdef-"):
        return None
    return (at, UUID(pk)) if at else None


@staff_door(Permission.READ_ENQUIRIES)
def waiting(request: ActorRequest) -> HttpResponse:
    enquiries = waiting_list(actor=request.actor)
    showed(request, enquiries)
    today = timezone.localdate()
    rows = rows_of(request.actor, enquiries)
    for row in rows:
        due = row["enquiry"].call_due_on
        wish = row["enquiry"].contact_wish
        row["is_expired"] = wish.is_expired(today)
        row["is_due"] = bool(due and due <= today) and not row["is_expired"]
        row["may_call"], row["entries"] = wish.may_call, wish.entries(today)
    context = {"rows": rows, "tab_items": _tabs("venter"), "due": sum(r["is_due"] for r in rows)}
    return page(request, "intake/waiting.html", context, fragment="rows")


@staff_door(record_enquiry)
@keeps_draft
def record(request: ActorRequest) -> HttpResponse:
    form = CallForm(request.POST or None)
    if form.is_valid():
        now, once = timezone.now(), form.cleaned_data["once"]
        record_enquiry(
            by=request.actor,
            told=form.told(),
            parties=form.parties(),
            once=once,
            received_at=form.received_at(now),
            now=now,
        )
        made = enquiry_of_form(actor=request.actor, once=once)
        return redirect("intake:parties", made.pk) if made else redirect("intake:received")
    context = {"form": form, "started_at": timezone.now(), "draft": restore(request, form)}
    return page(request, "intake/record.html", context)


@staff_door(Permission.RECORD_ENQUIRY)
def received(request: ActorRequest) -> HttpResponse:
    """The same page for every enquiry: it knows none."""
    return page(request, "intake/received.html")


def _agreed(wish: ContactWish) -> dict[str, Any]:
    """The banner: what was agreed, and when it was."""
    told = _("Agreed %(day)s") % {"day": day(wish.agreed_on)} if wish.agreed_on else ""
    return {"entries": wish.entries(timezone.localdate()), "agreed": told}


@enquiry_door(agree_contact)
def contact(request: ActorRequest, enquiry: Enquiry) -> HttpResponse:
    held = enquiry.contact_wish
    initial = {name: getattr(held, name) for name in type(held).__slots__}
    form = AgreeContactForm(request.POST or None, initial={**initial, "version": enquiry.version})
    context = {"enquiry": enquiry, "form": form, **_agreed(held), "was_changed": False}
    if form.is_valid():
        is_late = form.cleaned_data["version"] != enquiry.version
        if is_late and replace(form.wish(), agreed_on=held.agreed_on) == held:
            return redirect("intake:enquiry", enquiry.pk)
        if is_late:
            ask_again(form, enquiry.version)
            context["was_changed"] = True
            return page(request, "intake/contact.html", context, status=409)
        agree_contact(
            by=request.actor,
            enquiry=enquiry,
            contact=form.wish(),
            version=enquiry.version,
            now=timezone.now(),
        )
        return redirect("intake:enquiry", enquiry.pk)
    return page(request, "intake/contact.html", context)


@enquiry_door(Permission.READ_ENQUIRIES)
def enquiry_page(request: ActorRequest, enquiry: Enquiry) -> HttpResponse:
    actor = request.actor
    verdict = verdicts_of(actor=actor, enquiries=[enquiry]).get(enquiry.pk)
    people = parties_of(actor=actor, enquiry=enquiry)
    assessment = assessment_of(actor=actor, enquiry=enquiry)
    decisions = visitations_of(actor=actor, enquiry=enquiry)
    calls = safety_calls_of(actor=actor, enquiry=enquiry)
    leads = actor.may(Permission.ALLOCATE_CASE) and not enquiry.case_id
    apart = recusals_of_team(actor=actor, enquiry=enquiry) if leads else []
    names = names_of(
        [
            *(a.worker for a in apart),
            enquiry.recorded_by,
            *(d.decided_by for d in decisions),
            *(c.called_by for c in calls),
        ]
    )
    context = {
        "enquiry": enquiry,
        "name": next((p.facts.full_name for p in people if p.role == PartyRole.CALLER), ""),
        "chip": None if enquiry.is_over else chip(verdict),
        "is_held": not enquiry.is_over and verdict != Verdict.READY,
        "meanwhile": is_checked(verdict).refusal,
        "would_help": would_help(people),
        "waited": waited(enquiry, timezone.now()),
        "people": party_rows(people),
        "assessment": assessment,
        "first_steps": first_steps(assessment.answers) if assessment else [],
        "decisions": [{"row": d, "by": names.get(d.decided_by)} for d in decisions],  # type: ignore[arg-type]
        "calls": [{"row": c, "by": names.get(c.called_by)} for c in calls],  # type: ignore[arg-type]
        "apart": [{"row": a, "who": names.get(a.worker)} for a in apart],
        "recorded_by": names.get(enquiry.recorded_by),  # type: ignore[arg-type]
        **_may(enquiry, verdict),
        "may_take_up": may_take_up(enquiry.state, is_settled_by_desk(decisions)),
        **_agreed(enquiry.contact_wish),
    }
    return page(request, "intake/enquiry.html", context)


def _may(enquiry: Enquiry, verdict: Verdict | None) -> dict[str, Ruling]:
    return {
        "may_change": may_change(enquiry.state),
        "may_offer": may_decide(enquiry.state, verdict),
        "may_refer": may_move(enquiry.state, State.REFERRED),
        "may_open": may_open(enquiry.state, verdict),
        "may_call": may_call(enquiry.state),
    }


def first_steps(answers: dict[str, Any]) -> list[tuple[str, str]]:
    """The answers in words, beside their questions."""
    fields = AssessmentForm.base_fields
    rows = []
    for name, field in fields.items():
        value = answers.get(name)
        if value:
            words = dict(getattr(field, "choices", ()))
            rows.append((str(field.label), str(words.get(value, value))))
    return rows


@enquiry_door(record_safety_call)
@keeps_draft
def safety_call(request: ActorRequest, enquiry: Enquiry) -> HttpResponse:
    form = SafetyCallForm(request.POST or None)
    if form.is_valid():
        record_safety_call(
            by=request.actor,
            enquiry=enquiry,
            reached=Reached(form.cleaned_data["reached"]),
            note=form.cleaned_data["note"],
            once=form.cleaned_data["once"],
            is_still_safe=form.cleaned_data["is_still_safe"],
            now=timezone.now(),
        )
        return redirect("intake:waiting")
    context = {"enquiry": enquiry, "form": form, **_agreed(enquiry.contact_wish)}
    context["draft"] = restore(request, form)
    return page(
        request, "intake/safety_call.html", {**context, "may_call": may_call(enquiry.state)}
    )
