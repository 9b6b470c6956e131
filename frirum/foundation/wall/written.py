"""A question asked at every request, written out once: the ORM turns it into SQL, and only who
asks, when and about which row changes from then on. Building the same sets anew each time was a
third of a page's time.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BinaryField, DateTimeField, QuerySet, UUIDField
from django.db.models.expressions import RawSQL
from django.db.models.query import get_related_populators

# Stand-ins that no row can hold; found again among the parameters and replaced.
WHO = UUID("f0000000-0000-4000-8000-00000000000a")
ROW = UUID("f0000000-0000-4000-8000-00000000000b")
WHEN = datetime(1, 1, 2, tzinfo=UTC)
MARK = b"a mark that no row can hold"
_KINDS: dict[Any, Any] = {
    WHO: UUIDField(),
    ROW: UUIDField(),
    WHEN: DateTimeField(),
    MARK: BinaryField(),
}


class ClockInARule(Exception):
    """A rule of sight looked at a clock of its own; it is told the moment, as `now`."""


class _Rows:
    """Makes rows of a model, and of what is selected with it, as the ORM would."""

    def __init__(self, compiler: Any) -> None:
        about, columns = compiler.klass_info, compiler.select
        held = about["select_fields"]
        self.model, self.first, self.end = about["model"], held[0], held[-1] + 1
        self.names = [column[0].target.attname for column in columns[self.first : self.end]]
        self.related = get_related_populators(about, columns, connection.alias)  # type: ignore[call-arg]
        self.converters = compiler.get_converters([column[0] for column in columns]).items()

    def make(self, values: Any) -> Any:
        found = list(values)
        for at, (converters, expression) in self.converters:
            for convert in converters:
                found[at] = convert(found[at], expression, connection)
        row = self.model.from_db(connection.alias, self.names, found[self.first : self.end])
        for populator in self.related:
            populator.populate(found, row)
        return row


class _Columns:
    """Makes tuples of columns, typed as the ORM would."""

    def __init__(self, compiler: Any) -> None:
        columns = [column[0] for column in compiler.select]
        self.many = len(columns)
        self.converters = compiler.get_converters(columns).items()

    def make(self, values: Any) -> tuple[Any, ...]:
        found = list(values)
        for at, (converters, expression) in self.converters:
            for convert in converters:
                found[at] = convert(found[at], expression, connection)
        return tuple(found[: self.many])


@dataclass(frozen=True, slots=True)
class Written:
    """SQL with its parameters, some of them stand-ins. `sql` is empty when nothing can match."""

    sql: str
    params: tuple[Any, ...]
    whole: _Rows | None = field(default=None, compare=False)
    columns: "_Columns | None" = field(default=None, compare=False)

    @property
    def is_everything(self) -> bool:
        """A rule without a condition lets every row through."""
        return bool(self.sql) and " WHERE " not in self.sql

    def filled(self, given: dict[Any, Any]) -> list[Any]:
        """The parameters with these values for their stand-ins."""
        known = {
            _plain(_prepared(name, name)): _prepared(name, value) for name, value in given.items()
        }
        return [known.get(_plain(param), param) for param in self.params]

    def as_set(self, given: dict[Any, Any]) -> RawSQL:
        """For `pk__in=` and the like."""
        return RawSQL(self.sql, self.filled(given))  # noqa: S611 - the ORM's own text

    def finds_any(self, given: dict[Any, Any]) -> bool:
        return next(self._fetched(given), None) is not None

    def first(self, given: dict[Any, Any]) -> Any:
        """The row as an object of its model, or None."""
        found = next(self._fetched(given), None)
        return self.whole.make(found) if found is not None and self.whole else None

    def rows(self, given: dict[Any, Any]) -> list[Any]:
        """All rows: objects of the model, or typed tuples of the columns that were asked for."""
        made = self.whole or self.columns
        if not self.sql or made is None:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.filled(given))
            return [made.make(found) for found in cursor.fetchall()]

    def values(self, given: dict[Any, Any], *, at_a_time: int) -> Iterator[tuple[Any, ...]]:
        """The rows as the database gives them, fetched as they are asked for."""
        if self.sql:
            with connection.cursor() as cursor:
                cursor.execute(self.sql, self.filled(given))
                while found := cursor.fetchmany(at_a_time):
                    yield from found

    def _fetched(self, given: dict[Any, Any]) -> Iterator[Any]:
        if self.sql:
            with connection.cursor() as cursor:
                cursor.execute(self.sql, self.filled(given))
                if found := cursor.fetchone():
                    yield found


def write(ask: Callable[[], "QuerySet[Any]"]) -> Written:
    """Turn what `ask` builds into SQL. `ask` uses the stand-ins and nothing that changes."""
    written, again = _compiled(ask()), _compiled(ask())
    if written != again:
        raise ClockInARule
    return written


def _compiled(rows: "QuerySet[Any]") -> Written:
    compiler: Any = rows.query.get_compiler(connection=connection)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return Written("", ())
    plain = tuple(_plain(param) for param in params)
    asks_for_columns: Any = rows._fields  # type: ignore[attr-defined]
    if asks_for_columns is not None and compiler.select:
        return Written(sql, plain, columns=_Columns(compiler))
    return Written(sql, plain, _Rows(compiler) if compiler.klass_info else None)


def _prepared(stand_in: Any, value: Any) -> Any:
    return _KINDS[stand_in].get_db_prep_value(value, connection)


def _plain(param: Any) -> Any:
    """Drivers wrap bytes in things that equal nothing."""
    param = getattr(param, "obj", param)
    return bytes(param) if isinstance(param, memoryview) else param
