"""Who has a part, who coordinates, and what was said."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.agencies.models import Agency
from frirum.casefile.agencies.queries import call_back_of, find_agencies, people_of_agency
from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.casefile.matters.queries import standing_of
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.drafts.keeping import keeps_draft, restore
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, searched
from frirum.foundation.wall.permissions import Permission

from ..actions import end_involvement, involve, log_contact, set_coordinator
from ..facts import With
from ..forms import ContactForm, CoordinatorForm, EndForm, FindForm, InvolveForm
from ..models import Involvement
from ..queries import contactable, coordinator_of, involvements_of
from ..rules import may_work_in


def home_of(case: Case) -> str:
    return reverse("casework:of_case", args=[case.pk])


def form_page(
    request: ActorRequest,
    case: Case,
    form: Any,
    *,
    template: str = "casework/form.html",
    **more: Any,
) -> HttpResponse:
    """A page with one form; `title`, `button`, and where "back" leads."""
    context = {"case": case, "form": form, "may_work": may_work_in(case), "back": home_of(case)}
    return page(request, template, {**context, **more})


@case_door(involve)
def choose_agency(request: ActorRequest, case: Case) -> HttpResponse:
    """First which agency: searched by POST, as it may be somebody's name."""
    form, hits = FindForm(request.POST or None), None
    if form.is_valid():
        searched(request, form.cleaned_data["q"])
        hits = find_agencies(words=form.cleaned_data["q"])
    context = {"case": case, "form": form, "hits": hits, "may_work": may_work_in(case)}
    context["may_keep"] = request.actor.may(Permission.KEEP_AGENCIES)
    return page(request, "casework/choose_agency.html", {**context, "back": home_of(case)})


@case_door(involve)
def involve_agency(request: ActorRequest, case: Case, agency: UUID) -> HttpResponse:
    chosen = get_object_or_404(Agency.objects.standing(), pk=agency)
    people = people_of_agency(chosen.pk)
    form = InvolveForm(request.POST or None, people=people, today=timezone.localdate())
    if form.is_valid():
        said = {**form.cleaned_data, "whom": With(chosen, form.somebody)}
        del said["agent"]
        involve(by=request.actor, case=case, now=timezone.now(), **said)
        messages.success(request, _("They stand among those involved."))
        return redirect(home_of(case))
    title = _("%(agency)s has a part in the case") % {"agency": chosen.name}
    return form_page(request, case, form, title=title, button=_("Add to those involved"))


def _involvement(request: ActorRequest, case: Case, involvement: UUID) -> Involvement:
    rows = Involvement.objects.visible_to(request.actor).filter(case=case)
    found: Involvement = get_object_or_404(
        rows.select_related("agency", "agent__agency"), pk=involvement
    )
    found.case = case
    return found


@case_door(Permission.READ_CASE)
def involvement(request: ActorRequest, case: Case, involvement: UUID) -> HttpResponse:
    """Whom to call, and first by which number."""
    found, today = _involvement(request, case, involvement), timezone.localdate()
    listed = found.agent.number_to_call_back() if found.agent else found.agency
    coordinator = coordinator_of(actor=request.actor, case=case)
    facts = [
        (_("What for"), found.purpose),
        (_("Journal number"), found.journal_number),
        (_("Phone"), found.agent.phone if found.agent else found.agency.phone),
        (_("E-mail"), found.agent.email if found.agent else found.agency.email),
    ]
    context = {
        "case": case,
        "involvement": found,
        "call_back": call_back_of(listed, today=today),
        "register_url": reverse("agencies:agency", args=[found.agency_id]),
        "facts": [(label, value) for label, value in facts if value],
        "is_coordinator": coordinator is not None and coordinator.involvement == found.pk,
        "may_work": may_work_in(case),
        "back": home_of(case),
    }
    return page(request, "casework/involvement.html", context)


@case_door(end_involvement)
def end(request: ActorRequest, case: Case, involvement: UUID) -> HttpResponse:
    found, today = _involvement(request, case, involvement), timezone.localdate()
    form = EndForm(request.POST or None, since=found.since, today=today)
    if form.is_valid():
        ended_on, now = form.cleaned_data["ended_on"], timezone.now()
        end_involvement(by=request.actor, involvement=found, ended_on=ended_on, now=now)
        return redirect(home_of(case))
    title = _("%(agency)s no longer has a part in the case") % {"agency": found.words}
    return form_page(request, case, form, title=title, button=_("Their part has ended"))


@case_door(set_coordinator)
def coordinator(request: ActorRequest, case: Case) -> HttpResponse:
    actor = request.actor
    involved = [one for one in involvements_of(actor=actor, case=case) if one.ended_on is None]
    standing = standing_of(actor=actor, cases=[case.pk]).get(case.pk, [])
    form = CoordinatorForm(
        request.POST if request.method == "POST" else None,
        involved={one.pk: one.words for one in involved},
        workers=names_of([actor.id, *(worker for worker, _team in standing)]),
        initial={"who": _chosen(coordinator_of(actor=actor, case=case))},
    )
    if form.is_valid():
        chosen = next((one for one in involved if one.pk == form.involvement), None)
        now = timezone.now()
        set_coordinator(by=actor, case=case, involvement=chosen, worker=form.worker, now=now)
        return redirect(home_of(case))
    title = _("Who coordinates?")
    return form_page(request, case, form, title=title, button=_("Keep it so"))


def _chosen(held: Any) -> str:
    if held is None:
        return ""
    return f"us:{held.worker}" if held.worker else f"them:{held.involvement}"


@case_door(log_contact)
@keeps_draft
def contact(request: ActorRequest, case: Case) -> HttpResponse:
    now = timezone.now()
    whom = contactable(actor=request.actor, case=case)
    form = ContactForm(
        request.POST or None, whom=whom, now=now, initial={"whom": request.GET.get("hvem", "")}
    )
    if form.is_valid():
        once = form.cleaned_data["once"]
        log_contact(by=request.actor, case=case, told=form.told, once=once, now=now)
        messages.success(request, _("The contact is written down."))
        return redirect(home_of(case))
    more: dict[str, Any] = {"title": _("Write down a contact"), "button": _("Keep the contact")}
    note = _(
        "On an incoming call nobody hears whether we know the person they ask about: say that you "
        "call back, whoever it is."
    )
    more |= {"note": note, "draft": restore(request, form)}
    return form_page(request, case, form, template="casework/contact.html", **more)
