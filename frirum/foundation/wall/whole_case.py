"""Erasing and exporting one case or enquiry whole: each room says here what it holds of one.

The wall knows no room above it, so they register by name when Frirum starts; a promise test demands
that every walled table is covered. Both run behind the wall, as Frirum itself, for one root.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Model

from frirum.foundation.vault import files, keys

from .actors import Actor
from .models import WalledModel
from .peephole import behind_the_wall

Columns = Mapping[type[Any], str]
Reasons = Mapping[type[Any], str]
Held = dict[str, list[dict[str, Any]]]

_NOTHING: Columns = MappingProxyType({})
_LOOKING = "looks whether there is a case or enquiry with this id"
_ERASING = "erases one case or enquiry whole"
_EXPORTING = "gathers what is held of one case or enquiry"


@dataclass(frozen=True, slots=True)
class Holding:
    """What one room holds of a case or enquiry, and how it lets go of it and tells of it."""

    columns: Columns
    withheld: Reasons
    brings: Columns
    erases: Callable[..., int]
    exports: Callable[[UUID], Held]

    @property
    def models(self) -> set[type[Model]]:
        return {*self.columns, *self.withheld}


holdings: dict[str, Holding] = {}


def registers(
    room: str,
    *,
    columns: Columns = _NOTHING,
    withheld: Reasons = _NOTHING,
    brings: Columns = _NOTHING,
    erases: Callable[..., int] | None = None,
) -> None:
    """Called by a room when it is ready.

    `columns`: each table, and which of its columns holds the id of the case or enquiry; rows that
    others hang on come last. `withheld`: tables that are erased and never exported, and why.
    `brings`: roots that go with the one this column names. `erases`: an action of the room's own,
    where to let go is more than to delete.
    """
    told = {model: column for model, column in columns.items() if model not in withheld}
    holdings[room] = Holding(
        columns=columns,
        withheld=withheld,
        brings=brings,
        erases=erases or partial(erase_rows, columns),
        exports=partial(_export_rows, told),
    )


def is_held(root: UUID) -> bool:
    """Whether this is the id of a case or enquiry, and not of some other owner of a key."""
    return any(_rows(model, "pk", root, _LOOKING).exists() for model in whole_roots())


def whole_roots() -> tuple[type[Any], ...]:
    """The tables of cases and of enquiries: what is erased and exported whole."""
    return tuple(
        model
        for holding in holdings.values()
        for model, column in holding.columns.items()
        if column == "pk"
    )


def erase(root: UUID, *, by: Actor) -> int:
    """Rows, files and keys go, in the caller's transaction; the ledger stays. Says how many rows.

    The rooms above come first, as their rows hang on those below.
    """
    gone = 0
    for one in _with_brought(root, _ERASING):
        for holding in reversed(holdings.values()):
            gone += holding.erases(by=by, root=one)
        files.forget_all_of(one)
        keys.shred(one)
    return gone


def export(root: UUID) -> Held:
    """Per table, the rows of a case or enquiry as plain values, opened. Files are named by id."""
    held: Held = {}
    for one in _with_brought(root, _EXPORTING):
        for holding in holdings.values():
            for table, rows in holding.exports(one).items():
                held.setdefault(table, []).extend(rows)
    return held


def _with_brought(root: UUID, reason: str) -> Iterator[UUID]:
    for holding in list(holdings.values()):
        for model, column in holding.brings.items():
            yield from list(_rows(model, column, root, reason).values_list("pk", flat=True))
    yield root


def _rows(model: type[Any], column: str, root: UUID, reason: str) -> Any:
    is_walled = issubclass(model, WalledModel)
    every = behind_the_wall(model, reason=reason) if is_walled else model.objects
    return every.filter(**{column: root})


def erase_rows(columns: Columns, *, by: Actor, root: UUID) -> int:  # noqa: ARG001 - as an action
    """How a room lets go unless it has a way of its own: its rows go, and keys of their own."""
    gone = 0
    for model, column in columns.items():
        rows = _rows(model, column, root, _ERASING)
        if column != "pk" and getattr(model, "wall_path", None) == "":  # it has a key of its own
            for own in list(rows.values_list("pk", flat=True)):
                keys.shred(own)
        gone += rows.delete()[0]
    return gone


def _export_rows(columns: Columns, root: UUID) -> Held:
    return {
        model._meta.label: [_plainly(row) for row in _rows(model, column, root, _EXPORTING)]
        for model, column in columns.items()
    }


def _plainly(row: Model) -> dict[str, Any]:
    """Without keys to open tables: a matter's id, laid beside another answer, would join both."""
    return {
        field.name: _as_text(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.related_model is None or issubclass(field.related_model, WalledModel)
    }


def _as_text(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return str(value) if isinstance(value, UUID | date) else value
