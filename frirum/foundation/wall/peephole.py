"""The few looks at both sides. A promise test holds the list of who may import this."""

from typing import Any

from frirum.foundation.vault.fields import SealedField

from .actors import Actor
from .ledger import Outcome, record
from .models import WalledModel


def behind_the_wall(model: type[WalledModel], *, reason: str) -> Any:
    """Every row of a walled table, for a verdict, never for a page. Stands in the ledger.

    `reason` is a sentence of the code, the same each time; it names the use, not the rows.
    """
    record(Actor.system(reason), f"peephole:{model.__name__}", Outcome.OPENED)
    return model.objects.opened()


def codes_behind_the_wall(model: type[WalledModel], *columns: str) -> Any:
    """Codes, moments and opaque ids of every row of a walled table: never a text, never a row.

    For a list of when and by whom something out of the ordinary was done. It reads where a page
    may not write; that it was shown is the entry of the page's own door.

    Raises:
        ValueError: a column is sealed, or leads to another table.
    """
    plain = {
        field.attname
        for field in model._meta.concrete_fields
        if not isinstance(field, SealedField) and field.related_model is None
    }
    if wrong := set(columns) - plain:
        raise ValueError(f"{model.__name__}: {sorted(wrong)} are no codes")
    return model.objects.opened().values_list(*columns)
