"""Answers from the register, for pages, letters and the outgoing guard."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from frirum.casefile.matching.facts import fold
from frirum.foundation.accounts.queries import names_of

from .kinds import AgencyKind
from .models import Agency, AgencyPerson, Listed

FOUND = 100
_WORDS = ("name", "phone", "email", "call_back")


@dataclass(frozen=True, slots=True)
class CallBack:
    """The number somebody is called back on, and whether it may be relied on."""

    number: str
    found_in: str
    checked_on: date | None
    checked_by: str
    is_checked: bool


def call_back_of(listed: Listed, *, today: date) -> CallBack:
    names = names_of([listed.checked_by])
    return CallBack(
        number=listed.call_back,
        found_in=listed.found_in,
        checked_on=listed.checked_on,
        checked_by=names.get(listed.checked_by, "") if listed.checked_by else "",
        is_checked=listed.is_checked(today),
    )


def register(*, kind: str = "", with_ended: bool = False) -> "object":
    """Agencies by kind and name, to be cut into pages."""
    rows = Agency.objects.all() if with_ended else Agency.objects.standing()
    if kind in AgencyKind.values:
        rows = rows.filter(kind=kind)
    return rows.order_by("name", "pk")


def people_counted(agencies: Iterable[Agency]) -> dict[UUID, int]:
    """How many people of each of these are in the register, in one read."""
    ids = [agency.pk for agency in agencies]
    counts: dict[UUID, int] = {}
    for agency in AgencyPerson.objects.standing().filter(agency__in=ids).values_list("agency"):
        counts[agency[0]] = counts.get(agency[0], 0) + 1
    return counts


@dataclass(frozen=True, slots=True)
class Hit:
    """An agency found by its own name, number or address, or by somebody's who works there."""

    agency: Agency
    people: tuple[str, ...]


def find_agencies(*, words: str, kind: str = "", limit: int = FOUND) -> list[Hit]:
    """Every word in the name, number, mail or address of an agency or of one of its people.

    Letters fold here, not in the database: "aabenraa" finds Åbenrå on both.
    """
    wanted = fold(words).split()
    if not wanted:
        return []
    hits: dict[UUID, list[str]] = {}
    found = {row[0]: row for row in _agency_words(kind)}
    for pk, text in found.values():
        if _holds(text, wanted):
            hits[pk] = []
    for pk, name, text in _people_words():
        if pk in found and _holds(f"{found[pk][1]} {text}", wanted) and _some(text, wanted):
            hits.setdefault(pk, []).append(name)
    agencies = Agency.objects.filter(pk__in=list(hits)[:limit]).order_by("name", "pk")
    return [Hit(agency, tuple(hits[agency.pk])) for agency in agencies]


def _agency_words(kind: str) -> list[tuple[UUID, str]]:
    rows = Agency.objects.standing()
    rows = rows.filter(kind=kind) if kind in AgencyKind.values else rows
    columns = rows.order_by("name", "pk").values_list("pk", *_WORDS, "address")
    return [(pk, " ".join(words)) for pk, *words in columns]


def _people_words() -> list[tuple[UUID, str, str]]:
    rows = AgencyPerson.objects.standing().order_by("name", "pk")
    columns = rows.values_list("agency", "name", *_WORDS, "title")
    return [(agency, name, " ".join(words)) for agency, name, *words in columns]


def _spelt(text: str) -> str:
    """Folded; a number also without its spaces."""
    return f"{fold(text)} {''.join(text.split())}"


def _holds(text: str, wanted: list[str]) -> bool:
    spelt = _spelt(text)
    return all(word in spelt for word in wanted)


def _some(text: str, wanted: list[str]) -> bool:
    spelt = _spelt(text)
    return any(word in spelt for word in wanted)


def people_of_agency(agency: UUID, *, with_ended: bool = False) -> list[AgencyPerson]:
    people = AgencyPerson.objects.all() if with_ended else AgencyPerson.objects.standing()
    return list(people.filter(agency=agency).select_related("agency").order_by("name", "pk"))


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom something can be addressed to: an agency, or one person there."""

    agency: Agency
    person: AgencyPerson | None = None

    @property
    def value(self) -> str:
        """As the choice of a form; `recipient_named` reads it."""
        return f"{self.agency.pk}:{self.person.pk if self.person else ''}"

    @property
    def words(self) -> str:
        return f"{self.agency.name} · {self.person}" if self.person else self.agency.name


def recipients(*kinds: AgencyKind) -> list[Recipient]:
    """Every agency of these kinds, or of all when none is named, each before its people."""
    rows, agents = Agency.objects.standing(), AgencyPerson.objects.standing()
    if kinds:
        rows, agents = rows.filter(kind__in=kinds), agents.filter(agency__kind__in=kinds)
    agencies = list(rows.order_by("name", "pk"))
    people: dict[UUID, list[AgencyPerson]] = {}
    for person in agents.order_by("name", "pk"):
        people.setdefault(person.agency_id, []).append(person)
    found: list[Recipient] = []
    for agency in agencies:
        found.append(Recipient(agency))
        found += [Recipient(agency, person) for person in people.get(agency.pk, [])]
    return found


def house_words() -> frozenset[str]:
    """Names, numbers, mails and addresses of all agencies and their people, former ones too.

    What the guard lets pass although it looks like somebody's name or number.
    """
    held = Agency.objects.values_list(*_WORDS, "address").union(
        AgencyPerson.objects.values_list(*_WORDS, "title"), all=True
    )
    return frozenset(word for row in held for word in row if word)
