"""One sealed column of many rows, opened without making an object of every row."""

from collections.abc import Iterator
from itertools import chain, islice, repeat
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField
from django.db.models.functions import Cast

from frirum.foundation.vault import keys
from frirum.foundation.vault.fields import SealedField
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.sight import values_for

_FIRST, _AT_A_TIME = 200, 4_000


class Sealed(NamedTuple):
    """A sealed value as it came from the database, with what opens it."""

    pk: str
    owner: UUID
    sealed: bytes
    beside: tuple[Any, ...]

    def vault_owner(self) -> UUID:
        return self.owner


def unsealed(rows: Any, column: str, *beside: str) -> Iterator[tuple[Sealed, Any]]:
    """Open one sealed column of many rows; `beside` are plain columns that come along."""
    values = _texts(rows, column, *beside).iterator(_AT_A_TIME)
    return _opened(_field(rows.model, column), values)


def all_unsealed(
    actor: Actor, model: Any, column: str, *beside: str
) -> Iterator[tuple[Sealed, Any]]:
    """The same of every row of a table that the actor sees."""

    def ask(reader: Actor) -> Any:
        return _texts(model.objects.visible_to(reader), column, *beside)

    values = values_for(actor, (model, column, *beside), ask, at_a_time=_AT_A_TIME)
    return _opened(_field(model, column), values)


def _field(model: Any, column: str) -> SealedField:
    field: SealedField = model._meta.get_field(column)
    return field


def _texts(rows: Any, column: str, *beside: str) -> Any:
    """Ids come as text: making a hundred thousand of them into objects costs more than opening
    the rows."""
    texts = rows.annotate(
        pk_text=Cast("pk", CharField()), case_text=Cast("case_id", CharField())
    ).order_by("case_id", "pk")
    return texts.values_list("pk_text", "case_text", column, *beside)


def _opened(field: SealedField, values: Iterator[Any]) -> Iterator[tuple[Sealed, Any]]:
    """Case by case, so that each key is fetched once. The first lot is small, as a search that
    finds enough in it is over."""
    for size in chain([_FIRST], repeat(_AT_A_TIME)):
        some = list(islice(values, size))
        if not some:
            return
        owners = {case: UUID(case) for case in {row[1] for row in some}}
        keys.warm(owners.values())
        for pk, case, sealed, *more in some:
            row = Sealed(_dashed(pk), owners[case], sealed, tuple(more))
            yield row, field.open(row, sealed)


def _dashed(pk: str) -> str:
    """SQLite keeps an id without its dashes; a sealed value knows its row with them."""
    if "-" in pk:
        return pk
    return f"{pk[:8]}-{pk[8:12]}-{pk[12:16]}-{pk[16:20]}-{pk[20:]}"


def name_in(identity: dict[str, Any]) -> str:
    """The full name in a sealed identity, without building the identity."""
    return f"{identity.get('given_name', '')} {identity.get('family_name', '')}".strip()
