"""Finding people by name or number. Names are opened one by one: no index of names exists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField
from django.db.models.functions import Cast

from frirum.casefile.matching.facts import fold, phone_digits
from frirum.foundation.vault import keys
from frirum.foundation.vault.fields import SealedField
from frirum.foundation.wall.actors import Actor

from .kinds import PersonRole, WayKind
from .models import ContactWay, Person

_AT_A_TIME = 4_000
_FEWEST_LETTERS, _FEWEST_DIGITS = 2, 4


@dataclass(frozen=True, slots=True)
class Found:
    """One hit of a search."""

    case_id: UUID
    person_id: UUID
    name: str
    role: PersonRole


class _Sealed(NamedTuple):
    """A sealed value as it came from the database, with what opens it."""

    pk: str
    owner: UUID
    sealed: bytes
    more: Any

    def vault_owner(self) -> UUID:
        return self.owner


def find_people(*, actor: Actor, words: str, limit: int = 50) -> list[Found]:
    """People within the actor's reach whose names hold all these words, or who have this number.

    Former names and former numbers count. Sorted by name; when there are more than `limit`, it is
    any of them: one more word finds fewer.
    """
    digits = re.sub(r"\D", "", words)
    if len(digits) >= _FEWEST_DIGITS and not re.search(r"[^\W\d_]", words):
        return _with_number(actor, phone_digits(words) or digits, limit)
    wanted = fold(words).split()
    if len("".join(wanted)) < _FEWEST_LETTERS:
        return []
    found = islice(_with_name(Person.objects.visible_to(actor), wanted), limit)
    return sorted(found, key=lambda one: fold(one.name))


def _with_name(people: Any, wanted: list[str]) -> Iterator[Found]:
    for row, held in _opened(people, "sealed_identity", "role"):
        name = f"{held.get('given_name', '')} {held.get('family_name', '')}".strip()
        spelt = fold(" ".join((name, *held.get("former_names", ()))))
        if all(word in spelt for word in wanted):
            yield Found(row.owner, UUID(row.pk), name, PersonRole(row.more))


def _with_number(actor: Actor, digits: str, limit: int) -> list[Found]:
    ways = ContactWay.objects.visible_to(actor).filter(kind=WayKind.PHONE)
    opened = _opened(ways, "value", "person_id")
    bearers = {row.more for row, number in opened if digits in phone_digits(number)}
    people = Person.objects.visible_to(actor).filter(pk__in=bearers)
    return [
        Found(person.case_id, person.pk, person.full_name, PersonRole(person.role))
        for person in people.order_by("-changed_at", "pk")[:limit]
    ]


def _opened(rows: Any, column: str, more: str) -> Iterator[tuple[_Sealed, Any]]:
    """Open one sealed column of many rows, case by case, so that each key is fetched once.

    Ids come as text: making a hundred thousand of them into objects costs more than opening the
    rows.
    """
    field: SealedField = rows.model._meta.get_field(column)
    texts = rows.annotate(
        pk_text=Cast("pk", CharField()), case_text=Cast("case_id", CharField())
    ).order_by("case_id")
    fetched = texts.values_list("pk_text", "case_text", column, more).iterator(_AT_A_TIME)
    while some := list(islice(fetched, _AT_A_TIME)):
        owners = {case: UUID(case) for case in {row[1] for row in some}}
        keys.warm(owners.values())
        for pk, case, sealed, beside in some:
            row = _Sealed(_dashed(pk), owners[case], sealed, beside)
            yield row, field.open(row, sealed)


def _dashed(pk: str) -> str:
    """SQLite keeps an id without its dashes; a sealed value knows its row with them."""
    if "-" in pk:
        return pk
    return f"{pk[:8]}-{pk[8:12]}-{pk[12:16]}-{pk[16:20]}-{pk[20:]}"
