"""The few looks at both sides. A promise test holds the list of who may import this."""

from typing import Any

from .actors import Actor
from .ledger import Outcome, record
from .models import WalledModel


def behind_the_wall(model: type[WalledModel], *, reason: str) -> Any:
    """Every row of a walled table, for a verdict, never for a page. Stands in the ledger.

    `reason` is a sentence of the code, the same each time; it names the use, not the rows.
    """
    record(Actor.system(reason), f"peephole:{model.__name__}", Outcome.OPENED)
    return model.objects.opened()
