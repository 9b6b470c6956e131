"""Writing the ledger. In one transaction with what it speaks of: both are kept, or neither."""

import enum
import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from ..actors import Actor
from .models import Entry, Outbox, _Deed

GENESIS = bytes(32)
_FIELDS = ("actor", "actor_kind", "deed", "outcome", "root", "count", "reason")


class LedgerClosed(Exception):
    """The ledger could not be written; so nothing is shown and nothing changed (S23)."""


class Outcome(enum.StrEnum):
    OPENED = "opened"
    SHOWED = "showed"
    DONE = "done"
    REFUSED = "refused"
    CRASHED = "crashed"


def statement_of(deed: _Deed) -> str:
    """What a deed says, all but its place in the chain: UTC to the microsecond, ids as text."""
    body: dict[str, Any] = {name: _plain(getattr(deed, name)) for name in _FIELDS}
    body["at"] = deed.at.astimezone(UTC).isoformat(timespec="microseconds")
    body["term"] = bytes(deed.term).hex() if deed.term else None
    return json.dumps(body)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def link(previous: bytes, position: int, said: str) -> bytes:
    """h(n). One spelling of a deed: sorted keys, no spaces, its position among them."""
    body = json.loads(said) | {"position": position}
    spelt = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(b"\x00" + previous + spelt.encode()).digest()


def record(
    by: Actor,
    deed: str,
    outcome: Outcome,
    *,
    root: UUID | None = None,
    count: int | None = None,
    term: bytes | None = None,
    at: datetime | None = None,
) -> None:
    """Write one entry. If it cannot be written, the error stops whatever it speaks of (S23)."""
    values = {
        "at": at or datetime.now(UTC),
        "actor": by.id,
        "actor_kind": by.kind,
        "deed": deed,
        "outcome": outcome.value,
        "root": root,
        "count": count,
        "term": term,
        "reason": by.reason[:120],
    }
    try:
        if connection.vendor == "sqlite":
            _append_at_once(Entry(**values))
        else:
            _put_in_outbox(Outbox(**values))
    except DatabaseError as error:
        raise LedgerClosed from error


_COLUMNS = [f for f in Entry._meta.local_fields if f.name not in ("position", "hash")]
_NAMES = ", ".join(f'"{field.column}"' for field in _COLUMNS)
_VALUES = ", ".join(["%s"] * len(_COLUMNS))
_NEWEST = "SELECT position, hash FROM wall_entry ORDER BY position DESC LIMIT 1"
_APPEND = f"""\
INSERT INTO wall_entry (position, hash, {_NAMES})
SELECT newest.position + 1, ledger_link(newest.hash, newest.position + 1, %s),
       {_VALUES}
FROM (SELECT * FROM ({_NEWEST})
      UNION ALL SELECT 0, zeroblob(32) WHERE NOT EXISTS (SELECT 1 FROM wall_entry)) AS newest
"""  # noqa: S608 - columns of our own table


def _append_at_once(deed: Entry) -> None:
    """SQLite: the statement that writes the entry reads the newest link and computes the next,
    so that nobody can come between, and a page pays for one statement and not for five.
    """
    connection.ensure_connection()
    driver = connection.connection
    if getattr(connection, "links_on", None) is not driver:
        driver.create_function("ledger_link", 3, link, deterministic=True)
        connection.links_on = driver  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, [statement_of(deed), *_values(deed)])


def _put_in_outbox(deed: Outbox) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO wall_outbox ({_NAMES}) VALUES ({_VALUES})", _values(deed))  # noqa: S608


def _values(deed: _Deed) -> list[Any]:
    return [f.get_db_prep_save(getattr(deed, f.attname), connection) for f in _COLUMNS]


def head() -> tuple[int, bytes]:
    """Position and hash of the newest link; (0, zeros) before the first."""
    newest = Entry.objects.order_by("-position").values_list("position", "hash").first()
    return (newest[0], bytes(newest[1])) if newest else (0, GENESIS)


def _append(entries: list[Entry]) -> None:
    position, previous = head()
    for entry in entries:
        position += 1
        previous = link(previous, position, statement_of(entry))
        entry.position, entry.hash = position, previous
    Entry.objects.bulk_create(entries)


_SEALER_LOCK = 7_300_001


def seal_outbox(limit: int = 2_000) -> int:
    """Give waiting deeds their place in the chain (PostgreSQL). One sealer at a time."""
    if connection.vendor == "sqlite":
        return 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEALER_LOCK])
        waiting = list(Outbox.objects.order_by("pk")[:limit])
        if waiting:
            _append([_entry_of(deed) for deed in waiting])
            Outbox.objects.filter(pk__in=[deed.pk for deed in waiting]).delete()
    return len(waiting)


def _entry_of(deed: Outbox) -> Entry:
    return Entry(at=deed.at, term=deed.term, **{name: getattr(deed, name) for name in _FIELDS})
