"""What pages show of a person: plain values, ready to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from frirum.foundation.accounts.queries import names_of
from frirum.foundation.ui.dates import day

from .kinds import WAY_ICONS, PersonRole, RelationKind, WayKind, role_word
from .models import ContactWay, Person, Relation, Twin

_ROLE_ICONS = {
    PersonRole.CLIENT: "user",
    PersonRole.OTHER_PARTY: "triangle-alert",
    PersonRole.CHILD: "baby",
    PersonRole.PROFESSIONAL: "briefcase",
    PersonRole.COLLEAGUE: "briefcase",
}
_ORDER = {kind: place for place, kind in enumerate(WayKind)}
_CHANNELS = frozenset({WayKind.PHONE, WayKind.EMAIL, WayKind.ADDRESS})


@dataclass(frozen=True, slots=True)
class WayLine:
    """One contact way, as it stands in a row."""

    way: ContactWay
    icon: str
    word: str | Promise
    span: str

    @property
    def is_channel(self) -> bool:
        """Could the client be contacted by it?"""
        return self.way.kind in _CHANNELS


@dataclass(frozen=True, slots=True)
class Card:
    """One person with what is current and what is former."""

    person: Person
    name: str
    icon: str
    age: str
    current: tuple[WayLine, ...]
    former: tuple[WayLine, ...]

    @property
    def is_client(self) -> bool:
        return self.person.role == PersonRole.CLIENT


def cards_of(
    *, people: Iterable[Person], ways: dict[UUID, list[ContactWay]], today: date
) -> list[Card]:
    return [_card(person, ways.get(person.pk, []), today) for person in people]


def _card(person: Person, ways: list[ContactWay], today: date) -> Card:
    lines = sorted(map(_way_line, ways), key=lambda line: _ORDER[WayKind(line.way.kind)])
    return Card(
        person=person,
        name=person.full_name,
        icon=_ROLE_ICONS.get(PersonRole(person.role), "user"),
        age=_age(person, today),
        current=tuple(line for line in lines if line.way.is_current),
        former=tuple(line for line in lines if not line.way.is_current),
    )


def _age(person: Person, today: date) -> str:
    age = person.age(on=today)
    if age is None:
        return ""
    words = _("about %(age)s years") if person.is_age_estimated else _("%(age)s years")
    return words % {"age": age}


def _way_line(way: ContactWay) -> WayLine:
    kind = WayKind(way.kind)
    return WayLine(way, WAY_ICONS[kind], kind.label, _span(way.known_from, way.known_to))


def _span(since: date | None, until: date | None) -> str:
    parts = []
    if since:
        parts.append(_("since %(day)s") % {"day": day(since)})
    if until:
        parts.append(_("until %(day)s") % {"day": day(until)})
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class RelationLine:
    """Alma is parent of Cilie, since a day."""

    relation: Relation
    sentence: str
    span: str


def relation_lines(relations: Iterable[Relation], cards: Iterable[Card]) -> list[RelationLine]:
    names = {card.person.pk: card.name for card in cards}
    return [
        RelationLine(
            relation,
            f"{names[relation.person_id]} {relation.kind.label} {names[relation.other_id]}",
            _span(relation.since, relation.until),
        )
        for relation in relations
    ]


@dataclass(frozen=True, slots=True)
class TwinLine:
    """What stood on a row that was joined into this person: nothing of it is lost."""

    name: str
    role: str | Promise
    cover_name: str
    said: str
    joined: str


def twin_lines(twins: Iterable[Twin]) -> list[TwinLine]:
    rows = list(twins)
    names = names_of([twin.joined_by for twin in rows]) if rows else {}
    return [_twin_line(twin, names.get(twin.joined_by, "")) for twin in rows]


def _twin_line(twin: Twin, by: str) -> TwinLine:
    was = twin.was
    told = [str(RelationKind(tie).label) for tie in was.ties]
    if was.identity.age is not None:
        told.insert(0, _("about %(age)s years in %(year)s") % {
            "age": was.identity.age, "year": was.identity.age_year,
        })  # fmt: skip
    return TwinLine(
        name=was.identity.full_name,
        role=role_word(side=twin.case.side, role=was.role),
        cover_name=was.identity.cover_name,
        said=", ".join(told),
        joined=_("Joined %(day)s by %(name)s") % {"day": day(twin.joined_at), "name": by},
    )
