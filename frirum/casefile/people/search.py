"""Finding people by name or number. Names are opened one by one: no index of names exists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from frirum.casefile.matching.facts import fold, phone_digits
from frirum.foundation.ui.rules import Impossible, Unreadable, read_day
from frirum.foundation.wall.actors import Actor

from .kinds import PersonRole, WayKind
from .models import ContactWay, Person
from .unsealing import Sealed, all_unsealed, name_in, unsealed

_FEWEST_LETTERS, _FEWEST_DIGITS = 2, 4
_OF_CASE = ("case__number", "case__side", "case__track", "case__status")


class CaseWords(NamedTuple):
    """Codes of a case, none of them sealed."""

    number: str
    side: str
    track: str
    status: str


@dataclass(frozen=True, slots=True)
class Found:
    """One hit of a search, with what a list says of the case."""

    case_id: UUID
    person_id: UUID
    name: str
    role: PersonRole
    case: CaseWords


def find_people(*, actor: Actor, words: str, today: date, limit: int = 50) -> list[Found]:
    """People within the actor's reach whose names hold all these words, or who have this number
    or birth date.

    Former names and former numbers count. Sorted by name; when there are more than `limit`, it is
    any of them: one more word finds fewer.
    """
    if born := _birth_date(words, today):
        return _born_on(actor, born, limit)
    digits = re.sub(r"\D", "", words)
    if len(digits) >= _FEWEST_DIGITS and not re.search(r"[^\W\d_]", words):
        return _with_number(actor, phone_digits(words) or digits, limit)
    wanted = fold(words).split()
    if len("".join(wanted)) < _FEWEST_LETTERS:
        return []
    found = islice(_with_name(actor, wanted), limit)
    return [one for _spelt, one in sorted(found, key=lambda hit: hit[0])]


def _with_name(actor: Actor, wanted: list[str]) -> Iterator[tuple[str, Found]]:
    """Each hit with its spelling, by which hits are sorted."""
    for row, held in all_unsealed(actor, Person, "sealed_identity", "role", *_OF_CASE):
        spelt = fold(" ".join((name_in(held), *held.get("former_names", ()))))
        if all(word in spelt for word in wanted):
            yield spelt, _found(row, held)


def _birth_date(words: str, today: date) -> date | None:
    """A day as people write it, with something between its parts: eight digits are a phone."""
    if not re.fullmatch(r"\s*\d{1,4}\s*[-./ ].*\d{2,4}\s*", words):
        return None
    try:
        day = read_day(words, today=today)
    except (Unreadable, Impossible):
        return None
    return day if day <= today else None


def _born_on(actor: Actor, day: date, limit: int) -> list[Found]:
    people = all_unsealed(actor, Person, "sealed_identity", "role", *_OF_CASE)
    born = (_found(row, held) for row, held in people if held.get("birth_date") == day.isoformat())
    return list(islice(born, limit))


def _with_number(actor: Actor, digits: str, limit: int) -> list[Found]:
    ways = ContactWay.objects.visible_to(actor).filter(kind=WayKind.PHONE)
    numbers = unsealed(ways, "value", "person_id")
    bearers = {row.beside[0] for row, number in numbers if digits in phone_digits(number)}
    people = Person.objects.visible_to(actor).filter(pk__in=bearers)
    hits = unsealed(people, "sealed_identity", "role", *_OF_CASE)
    return [_found(row, held) for row, held in islice(hits, limit)]


def _found(row: Sealed, held: dict[str, Any]) -> Found:
    role, *codes = row.beside
    return Found(row.owner, UUID(row.pk), name_in(held), PersonRole(role), CaseWords(*codes))
