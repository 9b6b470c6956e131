"""A question of the wall written out once: the ORM turns a rule into SQL, and only who asks, when
and about which id changes from then on. Building the same five nested sets anew for every read was
a third of a page's time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateTimeField, QuerySet, UUIDField
from django.db.models.expressions import RawSQL

# Stand-ins that no row can hold; found again among the parameters and replaced.
WHO = UUID("f0000000-0000-4000-8000-00000000000a")
ROW = UUID("f0000000-0000-4000-8000-00000000000b")
WHEN = datetime(1, 1, 2, tzinfo=UTC)


class ClockInARule(Exception):
    """A rule of sight looked at a clock of its own; it is told the moment, as `now`."""


@dataclass(frozen=True, slots=True)
class Written:
    """SQL with its parameters, some of them stand-ins. `sql` is empty when nothing can match."""

    sql: str
    params: tuple[Any, ...]

    @property
    def is_everything(self) -> bool:
        """A rule without a condition lets every row through."""
        return bool(self.sql) and " WHERE " not in self.sql

    def filled(self, *, who: UUID, now: datetime, row: UUID | None = None) -> list[Any]:
        known = _stand_ins()
        given = dict(zip(known, (_id(who), _moment(now), _id(row) if row else None), strict=True))
        return [given.get(param, param) for param in self.params]

    def as_set(self, *, who: UUID, now: datetime, row: UUID | None = None) -> RawSQL:
        """For `pk__in=` and the like."""
        return RawSQL(self.sql, self.filled(who=who, now=now, row=row))  # noqa: S611 - the ORM's own text

    def finds_any(self, *, who: UUID, now: datetime, row: UUID) -> bool:
        if not self.sql:
            return False
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.filled(who=who, now=now, row=row))
            return cursor.fetchone() is not None


def write(ask: Callable[[], "QuerySet[Any]"]) -> Written:
    """Turn what `ask` builds into SQL. `ask` uses the stand-ins and nothing that changes."""
    written, again = _compiled(ask()), _compiled(ask())
    if written != again:
        raise ClockInARule
    return written


def _compiled(rows: "QuerySet[Any]") -> Written:
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return Written("", ())
    return Written(sql, tuple(params))


def _stand_ins() -> tuple[Any, Any, Any]:
    return _id(WHO), _moment(WHEN), _id(ROW)


_ids, _moments = UUIDField(), DateTimeField()


def _id(value: UUID) -> Any:
    return _ids.get_db_prep_value(value, connection)


def _moment(value: datetime) -> Any:
    return _moments.get_db_prep_value(value, connection)
