"""Part of a name, from an index of its letters: FTS5 on SQLite, pg_trgm on PostgreSQL."""

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from .models import Person

_SQLITE = (
    "CREATE VIRTUAL TABLE floor_names USING fts5(name, content='', tokenize='trigram')",
    "INSERT INTO floor_names(rowid, name) SELECT id, name FROM floor_person",
)
_POSTGRES = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX floor_names ON floor_person USING gin (upper(name) gin_trgm_ops)",
)


def make_index() -> None:
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRES:
            cursor.execute(statement)


def people_named(part: str) -> QuerySet[Person]:
    if connection.vendor == "sqlite":
        quoted = '"' + part.replace('"', '""') + '"'
        matching = RawSQL("SELECT rowid FROM floor_names WHERE name MATCH %s", [quoted])
        found = Person.objects.filter(pk__in=matching)
    else:
        found = Person.objects.filter(name__icontains=part)
    return found.select_related("case").order_by("-case__touched_at")[:50]
