"""Answers about the people of a case, always for somebody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Case
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.ui.dates import short_day
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.sight import rows_under

from .banner import SafeContactNote
from .kinds import PersonRole
from .models import ContactWay, Person, Relation, SafeContact, Twin
from .rules import may_keep_people
from .search import Found, find_people
from .unsealing import name_in, unsealed

__all__ = [
    "Found",
    "KnownWord",
    "client_names",
    "client_of",
    "current_safe_contact",
    "find_people",
    "known_words",
    "people_of",
    "relations_of",
    "safe_contact_of",
    "twins_of",
    "ways_of",
    "words_of_rows",
]


_ROLES = PersonRole.values


def client_names(*, actor: Actor, cases: Iterable[UUID]) -> dict[UUID, str]:
    """The client's name for each of these cases that the actor sees, in one read."""
    clients = Person.objects.visible_to(actor, of=cases).clients()
    return {row.owner: name_in(held) for row, held in unsealed(clients, "sealed_identity", "role")}


def client_of(*, actor: Actor, case: Case) -> Person | None:
    return case.people.visible_to(actor).clients().first()  # type: ignore[attr-defined, no-any-return]


def people_of(*, actor: Actor, case: Case) -> list[Person]:
    """Everybody of the case: the client first, then whom it is about, then by when written down."""
    people: list[Person] = rows_under(actor, case.pk, (Person, "of a case"), _people)
    for person in people:
        person.case = case
    return sorted(people, key=lambda person: _ROLES.index(person.role))


def _people(actor: Actor, case: UUID, _now: datetime) -> Any:
    return Person.objects.visible_to(actor, of=[case]).order_by("created_at", "pk")


def ways_of(*, actor: Actor, case: Case) -> dict[UUID, list[ContactWay]]:
    """Contact ways by person, current ones first, newest first."""
    found: dict[UUID, list[ContactWay]] = {}
    ways = case.contact_ways.visible_to(actor)
    for way in ways.order_by("-is_current", "-created_at", "pk"):
        found.setdefault(way.person_id, []).append(way)
    return found


def relations_of(*, actor: Actor, case: Case) -> list[Relation]:
    relations = case.relations.visible_to(actor)
    return list(relations.order_by("until", "since", "pk"))


def twins_of(*, actor: Actor, case: Case) -> list[Twin]:
    """Rows that turned out to be somebody else of the case, latest first."""
    twins = list(case.twins.visible_to(actor).order_by("-joined_at", "pk"))
    for twin in twins:
        twin.case = case
    return twins


def current_safe_contact(*, actor: Actor, case: Case) -> SafeContact | None:
    found = rows_under(actor, case.pk, (SafeContact, "current"), _agreed)
    return found[0] if found else None


def _agreed(actor: Actor, case: UUID, _now: datetime) -> Any:
    return SafeContact.objects.visible_to(actor, of=[case]).filter(is_current=True).order_by("pk")


def safe_contact_of(*, actor: Actor, case: Case, on: date) -> SafeContactNote:
    """What contact is safe on this day. Nothing agreed, or agreed too long ago: none."""
    held = current_safe_contact(actor=actor, case=case)
    return SafeContactNote(
        agreement=held.agreement if held else None,
        on=on,
        agreement_id=held.pk if held else None,
        verified=_verified(held) if held else "",
        may_confirm=may_keep_people(case),
        change_url=reverse("people:safe_contact", args=[case.pk]),
    )


def _verified(held: SafeContact) -> str:
    name = names_of([held.verified_by]).get(held.verified_by, "")
    return _("Confirmed %(day)s by %(name)s") % {"day": short_day(held.verified_at), "name": name}


@dataclass(frozen=True, slots=True)
class KnownWord:
    """A name, number or place of this case that must not leave the house by mistake."""

    kind: str
    value: str
    person_id: UUID
    role: str
    is_current: bool


def known_words(*, actor: Actor, case: Case) -> list[KnownWord]:
    """Every name, number, address, school and workplace of everybody in the case, former too."""
    people = people_of(actor=actor, case=case)
    ways = ways_of(actor=actor, case=case).values()
    return words_of_rows(people, (way for held in ways for way in held))


def words_of_rows(people: Iterable[Person], ways: Iterable[ContactWay]) -> list[KnownWord]:
    """The same, of rows that were read already."""
    held: dict[UUID, list[ContactWay]] = {}
    for way in ways:
        held.setdefault(way.person_id, []).append(way)
    return [word for one in people for word in _words_of(one, held.get(one.pk, []))]


def _words_of(person: Person, ways: list[ContactWay]) -> Iterator[KnownWord]:
    identity = person.identity
    for name in filter(None, (identity.full_name, identity.cover_name)):
        yield KnownWord("name", name, person.pk, person.role, is_current=True)
    for name in identity.former_names:
        yield KnownWord("name", name, person.pk, person.role, is_current=False)
    if identity.cpr:
        yield KnownWord("cpr", identity.cpr, person.pk, person.role, is_current=True)
    for way in ways:
        yield KnownWord(way.kind, way.value, person.pk, person.role, way.is_current)
