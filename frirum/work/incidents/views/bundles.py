"""A bundle for the police: decided, seen, made, handed over."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frirum.casefile.consents.kinds import RecipientRole
from frirum.casefile.consents.queries import choices_for
from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.casefile.outgoing.queries.releases import opposing_names
from frirum.casefile.people.kinds import PersonRole
from frirum.casefile.people.queries import people_of
from frirum.foundation.drafts.keeping import keeps_draft, restore
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed
from frirum.foundation.wall.permissions import Permission

from ..actions.bundles import change_plan, order_bundle, plan_bundle
from ..bundle.content import times_by_kind
from ..bundle.plan import Part, Plan
from ..forms.bundles import HandOverForm, PlanForm
from ..models import Bundle, BundleState, Exhibit
from ..queries.bundles import Draft, bundles_of, days_of_log, draft_of, kind_word
from ..queries.imports import advance_of
from ..rules import may_make_bundle

_FIRST = 5
_KINDS = 6


def _found(request: ActorRequest, case: Case, bundle: UUID) -> Bundle:
    rows = Bundle.objects.visible_to(request.actor).filter(case=case).select_related("release")
    found: Bundle = get_object_or_404(rows, pk=bundle)
    found.case = case
    return found


@case_door(Permission.MAKE_BUNDLE)
def bundle_list(request: ActorRequest, case: Case) -> HttpResponse:
    rows = bundles_of(actor=request.actor, case=case)
    showed(request, rows)
    days = days_of_log(actor=request.actor, case=case)
    context = {"case": case, "rows": rows, "may_make": may_make_bundle(has_log=days is not None)}
    return page(request, "incidents/bundle.html", context)


def _first_plan(request: ActorRequest, case: Case, today: date) -> Plan:
    """What is asked first: the whole log, and the names as the case has them."""
    names: dict[str, str] = {}
    for person in people_of(actor=request.actor, case=case):
        names.setdefault(person.role, person.full_name)
    first_day, last_day = days_of_log(actor=request.actor, case=case) or (today, today)
    return Plan(
        first_day=first_day,
        last_day=last_day,
        language="en" if get_language() == "en" else "da",
        client=names.get(PersonRole.CLIENT, ""),
        other_party=names.get(PersonRole.OTHER_PARTY, ""),
    )


@case_door(plan_bundle)
@keeps_draft
def bundle_new(request: ActorRequest, case: Case) -> HttpResponse:
    today = timezone.localdate()
    form = PlanForm(request.POST or None, plan=_first_plan(request, case, today), today=today)
    if form.is_valid():
        planned = plan_bundle(
            by=request.actor,
            case=case,
            plan=form.plan,
            once=form.cleaned_data["once"],
            now=timezone.now(),
        )
        return redirect("incidents:bundle_one", case.pk, planned.pk)
    context = {"case": case, "form": form, "draft": restore(request, form)}
    return page(request, "incidents/bundle_plan.html", context)


@case_door(change_plan)
@keeps_draft
def bundle_change(request: ActorRequest, case: Case, bundle: UUID) -> HttpResponse:
    found = _found(request, case, bundle)
    form = PlanForm(request.POST or None, plan=found.plan, today=timezone.localdate())
    if form.is_valid():
        change_plan(by=request.actor, bundle=found, plan=form.plan, now=timezone.now())
        return redirect("incidents:bundle_one", case.pk, found.pk)
    context = {"case": case, "form": form, "found": found, "draft": restore(request, form)}
    return page(request, "incidents/bundle_plan.html", context)


@case_door(order_bundle)
def bundle_one(request: ActorRequest, case: Case, bundle: UUID) -> HttpResponse:
    """What he will see, and then the finished file."""
    found = _found(request, case, bundle)
    if found.state in (BundleState.MAKING, BundleState.READY):
        advance = advance_of(found.job) if found.state == BundleState.MAKING else None
        context = {"case": case, "found": found, "advance": advance}
        return page(request, "incidents/bundle_made.html", context, fragment="stand")
    draft = draft_of(actor=request.actor, bundle=found)
    form = _hand_over_form(request, case, draft)
    if form.is_valid():
        order_bundle(
            by=request.actor,
            bundle=found,
            recipient=form.cleaned_data["recipient"],
            basis=form.basis,
            allowed=form.let_through,
            now=timezone.now(),
        )
        return redirect("incidents:bundle_one", case.pk, found.pk)
    return page(request, "incidents/bundle_one.html", _seen(found, draft) | {"form": form})


def _hand_over_form(request: ActorRequest, case: Case, draft: Draft) -> HandOverForm:
    mentions = [
        (one.word.key, kind_word(one.word), one.word.value, one.places) for one in draft.mentions
    ]
    opposing = opposing_names(actor=request.actor, case=case)
    asked_for = [(one.pk.hex, one.file_name, _why(one)) for one in draft.asked_for]
    return HandOverForm(
        request.POST or None,
        mentions=mentions,
        exhibits=asked_for,
        opposing=opposing,
        bases=choices_for(
            actor=request.actor, case=case, roles=[RecipientRole.POLICE], on=timezone.localdate()
        ),
    )


def _why(exhibit: Exhibit) -> str:
    if exhibit.tells_place:
        return _("Its hidden data say where it was taken")
    if exhibit.is_picture:
        return _("It could not be looked into, and may say where it was taken")
    return _("A film may say where it was taken")


def _seen(found: Bundle, draft: Draft) -> dict[str, Any]:
    """The report in short: its numbers, its first lines, what is in it and what is not."""
    content, plan = draft.content, found.plan
    return {
        "case": found.case,
        "found": found,
        "plan": plan,
        "content": content,
        "times": content.times(),
        "kinds": times_by_kind(content)[:_KINDS],
        "first": content.oldest_first()[:_FIRST],
        "more": max(0, len(content.incidents) - _FIRST),
        "size": sum(exhibit.size for exhibit in content.exhibits),
        "has_active": any(exhibit.is_active for exhibit in draft.exhibits),
        "stays": draft.stays,
        "mentions": draft.mentions,
        "asked_for": draft.asked_for,
        "has_messages": Part.MESSAGES in plan.parts,
        "may_make": may_make_bundle(has_log=bool(content.incidents)),
    }
