"""One sealed column of many rows, opened without making an object of every row."""

from collections.abc import Iterator
from itertools import chain, islice, repeat
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField
from django.db.models.functions import Cast

from frirum.foundation.vault import keys
from frirum.foundation.vault.fields import SealedField

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
    """Open one sealed column of many rows, case by case, so that each key is fetched once.

    `beside` are plain columns that come along. Ids come as text: making a hundred thousand of
    them into objects costs more than opening the rows. The first lot is small, as a search that
    finds enough in it is over.
    """
    field: SealedField = rows.model._meta.get_field(column)
    texts = rows.annotate(
        pk_text=Cast("pk", CharField()), case_text=Cast("case_id", CharField())
    ).order_by("case_id", "pk")
    for some in _lots(texts.values_list("pk_text", "case_text", column, *beside)):
        owners = {case: UUID(case) for case in {row[1] for row in some}}
        keys.warm(owners.values())
        for pk, case, sealed, *more in some:
            row = Sealed(_dashed(pk), owners[case], sealed, tuple(more))
            yield row, field.open(row, sealed)


def _lots(rows: Any) -> Iterator[list[Any]]:
    """From one read, a few first."""
    fetched = rows.iterator(_AT_A_TIME)
    for size in chain([_FIRST], repeat(_AT_A_TIME)):
        some = list(islice(fetched, size))
        if not some:
            return
        yield some


def _dashed(pk: str) -> str:
    """SQLite keeps an id without its dashes; a sealed value knows its row with them."""
    if "-" in pk:
        return pk
    return f"{pk[:8]}-{pk[8:12]}-{pk[12:16]}-{pk[16:20]}-{pk[20:]}"


def name_in(identity: dict[str, Any]) -> str:
    """The full name in a sealed identity, without building the identity."""
    return f"{identity.get('given_name', '')} {identity.get('family_name', '')}".strip()
