"""Orders: recorded, corrected, served, extended, lifted, broken."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frirum.casefile.agencies.kinds import AgencyKind
from frirum.casefile.agencies.queries import recipients
from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case, Side
from frirum.casefile.people.queries import people_of
from frirum.foundation.drafts.keeping import keeps_draft, restore
from frirum.foundation.ui.dates import day, is_danish
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest
from frirum.foundation.wall.permissions import Permission

from ..actions import (
    answer_breach,
    change_order,
    extend_order,
    lift_order,
    link_breaches,
    record_order,
    serve_order,
)
from ..forms import BreachForm, ExtendForm, LiftForm, LinkForm, OrderForm, ServeForm
from ..forms.orders import breach_initial, initial_of
from ..models import Breach, Order
from ..queries import (
    OrderRow,
    breach_rows,
    extensions_of,
    names_protected,
    order_rows,
    protectable,
    unlinked_breaches,
)
from ..rules import may_work_in
from .involved import form_page


def _order(request: ActorRequest, case: Case, order: UUID) -> Order:
    rows = Order.objects.visible_to(request.actor).filter(case=case)
    found: Order = get_object_or_404(rows.select_related("agency"), pk=order)
    found.case = case
    return found


def _others(request: ActorRequest, case: Case, but: Order | None = None) -> list[Order]:
    today, once = timezone.localdate(), request.POST.get("once", "")
    rows = order_rows(actor=request.actor, case=case, on=today)
    own = but.pk if but else None
    return [row.order for row in rows if row.order.pk != own and str(row.order.once) != once]


def _form(request: ActorRequest, case: Case, order: Order | None = None) -> OrderForm:
    people = people_of(actor=request.actor, case=case)
    return OrderForm(
        request.POST or None,
        people=protectable(case, people),
        police=recipients(AgencyKind.POLICE),
        others=_others(request, case, but=order),
        today=timezone.localdate(),
        initial=initial_of(order) if order else {},
    )


def _filled(request: ActorRequest, case: Case, form: OrderForm, **more: Any) -> HttpResponse:
    context = {
        "case": case,
        "form": form,
        "may_work": may_work_in(case),
        "is_exercising": case.side == Side.EXERCISING,
        "draft": restore(request, form),
        **more,
    }
    return page(request, "casework/order_form.html", context)


@case_door(record_order)
@keeps_draft
def new_order(request: ActorRequest, case: Case) -> HttpResponse:
    form = _form(request, case)
    if form.is_valid():
        once, now = form.cleaned_data["once"], timezone.now()
        made = record_order(by=request.actor, case=case, told=form.told, once=once, now=now)
        messages.success(request, _("The order is written down. A task reminds before it ends."))
        return redirect("casework:order", case.pk, made.pk)
    back = reverse("casework:of_case", args=[case.pk])
    return _filled(request, case, form, title=_("New order"), back=back)


@case_door(change_order)
@keeps_draft
def change(request: ActorRequest, case: Case, order: UUID) -> HttpResponse:
    found = _order(request, case, order)
    form = _form(request, case, found)
    if form.is_valid():
        version, now = form.cleaned_data["version"], timezone.now()
        change_order(by=request.actor, order=found, told=form.told, version=version, now=now)
        return redirect("casework:order", case.pk, found.pk)
    back = reverse("casework:order", args=[case.pk, found.pk])
    return _filled(request, case, form, title=_("Correct the order"), back=back)


@case_door(Permission.READ_CASE)
def order(request: ActorRequest, case: Case, order: UUID) -> HttpResponse:
    actor, found, today = request.actor, _order(request, case, order), timezone.localdate()
    broken = breach_rows(actor=actor, order=found)
    linked = [row.incident.pk for row in broken]
    context = {
        "case": case,
        "row": OrderRow(found, today),
        "order": found,
        "facts": _facts(found, names_protected(actor=actor, case=case, order=found)),
        "forbids": found.law.forbids["da" if is_danish() else "en"],
        "extensions": extensions_of(actor=actor, order=found),
        "breaches": broken,
        "to_link": len(unlinked_breaches(actor=actor, order=found, linked=linked)),
        "may_work": may_work_in(case),
    }
    return page(request, "casework/order.html", context)


def _facts(order: Order, names: list[str]) -> list[tuple[str, str]]:
    rows = [
        (_("Protects"), ", ".join(names)),
        (_("Area"), "\n".join(order.zones)),
        (_("Police district"), order.agency.name if order.agency else ""),
        (_("Journal number"), order.journal_number or ""),
        (_("Remark"), order.remark or ""),
        (_("Law"), order.law.section),
    ]
    return [(label, value) for label, value in rows if value]


def _deed(request: ActorRequest, order: Order, form: Any, title: str, button: str) -> HttpResponse:
    case = order.case
    back = reverse("casework:order", args=[case.pk, order.pk])
    hint = f"{order.word} · {day(order.first_day)} – {day(order.last_day)}"
    return form_page(request, case, form, title=title, button=button, back=back, hint=hint)


@case_door(serve_order)
def serve(request: ActorRequest, case: Case, order: UUID) -> HttpResponse:
    found, today = _order(request, case, order), timezone.localdate()
    form = ServeForm(
        request.POST or None, order=found, today=today, initial={"served_on": found.served_on}
    )
    if form.is_valid():
        serve_order(by=request.actor, order=found, now=timezone.now(), **form.cleaned_data)
        return redirect("casework:order", case.pk, found.pk)
    return _deed(request, found, form, _("The order was served"), _("Keep the day"))


@case_door(extend_order)
def extend(request: ActorRequest, case: Case, order: UUID) -> HttpResponse:
    found, today = _order(request, case, order), timezone.localdate()
    others = _others(request, case, but=found)
    form = ExtendForm(request.POST or None, order=found, today=today, others=others)
    if form.is_valid():
        extend_order(by=request.actor, order=found, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The order has its new last day."))
        return redirect("casework:order", case.pk, found.pk)
    return _deed(request, found, form, _("The order was extended"), _("Extend the order"))


@case_door(lift_order)
def lift(request: ActorRequest, case: Case, order: UUID) -> HttpResponse:
    found, today = _order(request, case, order), timezone.localdate()
    form = LiftForm(request.POST or None, order=found, today=today)
    if form.is_valid():
        lift_order(by=request.actor, order=found, now=timezone.now(), **form.cleaned_data)
        return redirect("casework:order", case.pk, found.pk)
    return _deed(request, found, form, _("The order was lifted"), _("It no longer holds"))


@case_door(link_breaches)
def link(request: ActorRequest, case: Case, order: UUID) -> HttpResponse:
    actor, found = request.actor, _order(request, case, order)
    linked = [row.incident.pk for row in breach_rows(actor=actor, order=found)]
    rows = unlinked_breaches(actor=actor, order=found, linked=linked)
    if not rows:
        return redirect("casework:order", case.pk, found.pk)
    form = LinkForm(request.POST or None, rows=rows)
    if form.is_valid():
        incidents = [form.found[pk] for pk in form.cleaned_data["incidents"]]
        made = link_breaches(by=actor, order=found, incidents=incidents, now=timezone.now())
        words = ngettext("%(made)s breach is linked.", "%(made)s breaches are linked.", made)
        messages.success(request, words % {"made": made})
        return redirect("casework:order", case.pk, found.pk)
    title = _("Which incidents broke the order?")
    return _deed(request, found, form, title, _("Link to the order"))


@case_door(answer_breach)
def breach(request: ActorRequest, case: Case, order: UUID, breach: UUID) -> HttpResponse:
    found, today = _order(request, case, order), timezone.localdate()
    rows = Breach.objects.visible_to(request.actor).filter(case=case, order=found)
    held: Breach = get_object_or_404(rows, pk=breach)
    held.case = case
    form = BreachForm(request.POST or None, today=today, initial=breach_initial(held))
    if form.is_valid():
        answer_breach(by=request.actor, breach=held, now=timezone.now(), **form.cleaned_data)
        return redirect("casework:order", case.pk, found.pk)
    title = _("What the police were told, and what they answered")
    return _deed(request, found, form, title, _("Keep it"))
