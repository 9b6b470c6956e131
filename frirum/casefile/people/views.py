"""The people of a case, one person, and what contact is safe."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.foundation.drafts.keeping import keeps_draft, restore
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed
from frirum.foundation.wall.permissions import Permission

from .actions import (
    add_person,
    add_relation,
    add_way,
    agree_safe_contact,
    change_person,
    confirm_safe_contact,
    end_relation,
    mark_way,
    merge_people,
    retire_way,
)
from .cards import Card, cards_of, relation_lines, twin_lines
from .forms import EndForm, MergeForm, PersonForm, RelationForm, SafeContactForm, TwinForm, WayForm
from .kinds import PersonRole, WayKind
from .models import ContactWay, Person, Relation, Twin
from .queries import (
    client_of,
    current_safe_contact,
    people_of,
    relations_of,
    safe_contact_of,
    twins_of,
    ways_of,
)
from .rules import may_keep_people, may_merge, way_ruling


def _cards(request: ActorRequest, case: Case) -> list[Card]:
    actor = request.actor
    return cards_of(
        people=people_of(actor=actor, case=case),
        ways=ways_of(actor=actor, case=case),
        today=timezone.localdate(),
    )


def _person(request: ActorRequest, case: Case, person: UUID) -> Person:
    rows = Person.objects.visible_to(request.actor).filter(case=case)
    found: Person = get_object_or_404(rows, pk=person)
    found.case = case
    return found


def _joined_into(twins: Iterable[Twin], gone: str) -> UUID | None:
    """Who the row of this id turned out to be, if it went: an old link still finds the person."""
    return next((twin.person_id for twin in twins if str(twin.gone) == gone), None)


@case_door(Permission.READ_CASE)
def people(request: ActorRequest, case: Case) -> HttpResponse:
    cards = _cards(request, case)
    showed(request, cards)
    relations = relations_of(actor=request.actor, case=case)
    context = {
        "case": case,
        "cards": cards,
        "relations": relation_lines(relations, cards),
        "may_keep": may_keep_people(case),
    }
    return page(request, "people/people.html", context)


@case_door(Permission.READ_CASE)
def person(request: ActorRequest, case: Case, person: UUID) -> HttpResponse:
    twins = twins_of(actor=request.actor, case=case)
    if one := _joined_into(twins, str(person)):
        return redirect("people:person", case.pk, one)
    row = _person(request, case, person)
    card = next(card for card in _cards(request, case) if card.person.pk == row.pk)
    joined = [twin for twin in twins if twin.person_id == row.pk]
    context = {"case": case, "card": card, "joined": twin_lines(joined)}
    context["may_keep"] = may_keep_people(case)
    return page(request, "people/person.html", context)


@case_door(add_person)
@keeps_draft
def add(request: ActorRequest, case: Case) -> HttpResponse:
    client = client_of(actor=request.actor, case=case)
    is_other = client is not None and str(client.once) != request.POST.get("once")
    form = PersonForm(
        request.POST or None, case=case, today=timezone.localdate(), has_client=is_other
    )
    if form.is_valid():
        made = add_person(
            by=request.actor,
            case=case,
            once=form.cleaned_data["once"],
            now=timezone.now(),
            **form.answers,
        )
        return redirect("people:person", case.pk, made.pk)
    back = reverse("people:people", args=[case.pk])
    context = {"case": case, "form": form, "may_keep": may_keep_people(case), "back": back}
    return page(request, "people/add.html", {**context, "draft": restore(request, form)})


@case_door(change_person)
@keeps_draft
def change(request: ActorRequest, case: Case, person: UUID) -> HttpResponse:
    row = _person(request, case, person)
    form = PersonForm(
        request.POST or None, case=case, today=timezone.localdate(), has_client=True, person=row
    )
    if form.is_valid():
        version = form.cleaned_data["version"]
        now = timezone.now()
        if not form.is_kept_already:
            change_person(by=request.actor, person=row, version=version, now=now, **form.answers)
        return redirect("people:person", case.pk, row.pk)
    back = reverse("people:person", args=[case.pk, row.pk])
    context = {"case": case, "form": form, "may_keep": may_keep_people(case), "back": back}
    context |= {"person": row, "draft": restore(request, form)}
    return page(request, "people/change.html", context)


@case_door(merge_people)
def merge(request: ActorRequest, case: Case, person: UUID) -> HttpResponse:
    """This and another row are one person: first who, then both side by side."""
    row = _person(request, case, person)
    everybody = people_of(actor=request.actor, case=case)
    others = [one for one in everybody if one.pk != row.pk and may_merge(case, row, one).allowed]
    back = reverse("people:person", args=[case.pk, row.pk])
    context = {"case": case, "may_keep": may_keep_people(case), "back": back, "person": row}
    form = TwinForm(request.GET if "other" in request.GET else None, others=others)
    if not form.is_valid():
        twins = twins_of(actor=request.actor, case=case) if form.is_bound else []
        if one := _joined_into(twins, request.GET.get("other", "")):
            return redirect("people:person", case.pk, one)
        return page(request, "people/twins.html", {**context, "form": form, "others": others})
    other = next(one for one in others if one.pk == form.cleaned_data["other"])
    merging = MergeForm(request.POST or None, person=row, other=other)
    if merging.is_valid():
        merge_people(
            by=request.actor,
            person=row,
            other=other,
            now=timezone.now(),
            is_named_by_other=merging.is_named_by_other,
            **merging.versions,
        )
        messages.success(request, _("They are one person now."))
        return redirect("people:person", case.pk, row.pk)
    both = [card for card in _cards(request, case) if card.person.pk in (row.pk, other.pk)]
    both.sort(key=lambda card: card.person.pk != row.pk)
    context |= {"form": merging, "other": other, "both": both}
    return page(request, "people/merge.html", context)


@case_door(add_way)
def add_contact_way(request: ActorRequest, case: Case, person: UUID) -> HttpResponse:
    row = _person(request, case, person)
    form = WayForm(
        request.POST or None,
        today=timezone.localdate(),
        is_client=row.role == PersonRole.CLIENT,
        may_keep=way_ruling(case, PersonRole(row.role)),
        initial={"kind": request.GET.get("kind", WayKind.PHONE)},
    )
    if form.is_valid():
        add_way(by=request.actor, person=row, now=timezone.now(), **form.cleaned_data)
        return redirect("people:person", case.pk, row.pk)
    back = reverse("people:person", args=[case.pk, row.pk])
    context = {"case": case, "form": form, "may_keep": may_keep_people(case), "back": back}
    return page(request, "people/add_way.html", {**context, "person": row})


def _ended(
    request: ActorRequest, case: Case, words: dict[str, Any], since: date | None
) -> tuple[EndForm, HttpResponse]:
    form = EndForm(request.POST or None, today=timezone.localdate(), since=since)
    context = {"case": case, "form": form, "may_keep": may_keep_people(case), **words}
    return form, page(request, "people/end.html", context)


def _way(request: ActorRequest, case: Case, way: UUID) -> ContactWay:
    rows = ContactWay.objects.visible_to(request.actor).filter(case=case)
    found: ContactWay = get_object_or_404(rows.select_related("person"), pk=way)
    found.case = case
    return found


@case_door(mark_way)
def mark(request: ActorRequest, case: Case, way: UUID) -> HttpResponse:
    row = _way(request, case, way)
    if request.method == "POST":
        mark_way(by=request.actor, way=row, is_safe="safe" in request.POST)
    return redirect("people:person", case.pk, row.person_id)


@case_door(retire_way)
def retire(request: ActorRequest, case: Case, way: UUID) -> HttpResponse:
    row = _way(request, case, way)
    back = reverse("people:person", args=[case.pk, row.person_id])
    if not row.is_current:
        return redirect(back)
    words = {"what": row.value, "title": _("This no longer holds"), "back": back}
    form, answer = _ended(request, case, words, row.known_from)
    if form.is_valid():
        day = form.cleaned_data["day"]
        retire_way(by=request.actor, way=row, known_to=day, now=timezone.now())
        return redirect(back)
    return answer


@case_door(add_relation)
def relate(request: ActorRequest, case: Case) -> HttpResponse:
    everybody = people_of(actor=request.actor, case=case)
    form = RelationForm(request.POST or None, people=everybody, today=timezone.localdate())
    if form.is_valid():
        given = form.cleaned_data
        by_id = {row.pk: row for row in everybody}
        given |= {"person": by_id[given["person"]], "other": by_id[given["other"]]}
        add_relation(by=request.actor, now=timezone.now(), **given)
        return redirect("people:people", case.pk)
    back = reverse("people:people", args=[case.pk])
    context = {"case": case, "form": form, "may_keep": may_keep_people(case), "back": back}
    return page(request, "people/add_relation.html", context)


@case_door(end_relation)
def end(request: ActorRequest, case: Case, relation: UUID) -> HttpResponse:
    rows = Relation.objects.visible_to(request.actor).filter(case=case)
    row = get_object_or_404(rows, pk=relation)
    back = reverse("people:people", args=[case.pk])
    if row.until:
        return redirect(back)
    (line,) = relation_lines([row], _cards(request, case))
    words = {"what": line.sentence, "title": _("This has ended"), "back": back}
    form, answer = _ended(request, case, words, row.since)
    if form.is_valid():
        until = form.cleaned_data["day"]
        end_relation(by=request.actor, relation=row, until=until, now=timezone.now())
        return redirect(back)
    return answer


@case_door(agree_safe_contact)
def safe_contact(request: ActorRequest, case: Case) -> HttpResponse:
    today = timezone.localdate()
    note = safe_contact_of(actor=request.actor, case=case, on=today)
    form = SafeContactForm(
        request.POST or None, today=today, current=note.agreement_id, agreement=note.agreement
    )
    if form.is_valid():
        seen, now = form.cleaned_data["seen"], timezone.now()
        if seen == note.agreement_id or not form.is_kept_already:
            agreed = form.agreement
            agree_safe_contact(by=request.actor, case=case, agreement=agreed, seen=seen, now=now)
        messages.success(request, _("The agreement is kept. It stands on top of every page."))
        return redirect("people:safe_contact", case.pk)
    context = {"case": case, "note": note, "form": form, "may_keep": may_keep_people(case)}
    return page(request, "people/safe_contact.html", context)


@case_door(confirm_safe_contact)
def confirm_contact(request: ActorRequest, case: Case) -> HttpResponse:
    held = current_safe_contact(actor=request.actor, case=case)
    if held is None:
        raise Http404
    if request.method == "POST":
        confirm_safe_contact(by=request.actor, safe_contact=held, now=timezone.now())
        messages.success(request, _("Confirmed for another ninety days."))
    return redirect("people:safe_contact", case.pk)
