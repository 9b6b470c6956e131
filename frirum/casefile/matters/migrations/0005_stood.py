"""The wall remembers who ever stood on a side of a matter, also when the case is erased.

Triggers, so that no row that lets somebody in is written without it, and because a matter that is
joined to another takes its memory along. A later migration that has SQLite make one of these tables
anew drops them first and makes them again after; a test notices.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

_BY_CASE = """
    SELECT c.matter_id, c.side, NEW.worker AS worker FROM matters_case c WHERE c.id = NEW.case_id
"""
_PUT_ON = """
    SELECT c.matter_id, c.side, NEW.worker AS worker FROM matters_case c WHERE c.id = NEW.case_id
    UNION SELECT c.matter_id, c.side, t.leader FROM matters_team t
    JOIN matters_case c ON c.id = NEW.case_id WHERE t.id = NEW.team_id AND NEW.ended_at IS NULL
"""
_LEADS = """
    SELECT c.matter_id, c.side, NEW.leader AS worker FROM matters_assignment a
    JOIN matters_case c ON c.id = a.case_id WHERE a.team_id = NEW.id AND a.ended_at IS NULL
"""
_JOINS = """
    SELECT NEW.matter_id, s.side, s.worker FROM matters_stood s WHERE s.matter_id = OLD.matter_id
"""
_UNTIL_NOW = """
    SELECT c.matter_id, c.side, a.worker AS worker FROM matters_assignment a
    JOIN matters_case c ON c.id = a.case_id
    UNION SELECT c.matter_id, c.side, g.worker FROM matters_glassbreak g
    JOIN matters_case c ON c.id = g.case_id
    UNION SELECT c.matter_id, c.side, t.leader FROM matters_assignment a
    JOIN matters_case c ON c.id = a.case_id JOIN matters_team t ON t.id = a.team_id
    WHERE a.ended_at IS NULL
"""
# Name of the trigger, its table, when it writes, and who stood where.
_LOOKS = (
    ("stood_put_on", "matters_assignment", "INSERT", _PUT_ON),
    ("stood_goes_on", "matters_assignment", "UPDATE", _PUT_ON),
    ("stood_leads", "matters_team", "UPDATE", _LEADS),
    ("stood_looks", "matters_glassbreak", "INSERT", _BY_CASE),
    ("stood_joins", "matters_case", "UPDATE OF matter_id", _JOINS),
)
_WRITES = {
    "sqlite": """
        INSERT INTO matters_stood (id, matter_id, side, worker)
        SELECT lower(hex(randomblob(16))), f.matter_id, f.side, f.worker FROM ({found}) f
        WHERE f.worker IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM matters_stood h
            WHERE h.worker = f.worker AND h.matter_id = f.matter_id AND h.side = f.side)
    """,
    "postgresql": """
        INSERT INTO matters_stood (id, matter_id, side, worker)
        SELECT gen_random_uuid(), f.matter_id, f.side, f.worker FROM ({found}) f
        WHERE f.worker IS NOT NULL ON CONFLICT DO NOTHING
    """,
}


def make(_apps, editor):
    for name, table, when, found in _LOOKS:
        writes = _WRITES[editor.connection.vendor].format(found=found)
        if editor.connection.vendor == "sqlite":
            editor.execute(f"CREATE TRIGGER {name} AFTER {when} ON {table} BEGIN {writes}; END")
            continue
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {writes}; RETURN NULL; END $$ "
            "LANGUAGE plpgsql"
        )
        editor.execute(
            f"CREATE TRIGGER {name} AFTER {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def drop(_apps, editor):
    for name, table, *_rest in _LOOKS:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER {name}")
        else:
            editor.execute(f"DROP TRIGGER {name} ON {table}")
            editor.execute(f"DROP FUNCTION {name}()")


def remember(_apps, editor):
    """Who stood before the wall had a memory of its own, and who leads now."""
    editor.execute(_WRITES[editor.connection.vendor].format(found=_UNTIL_NOW))


class Migration(migrations.Migration):

    dependencies = [("matters", "0004_stepped_aside")]

    operations = [
        migrations.CreateModel(
            name="Stood",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("side", models.CharField(choices=[("exposed", "Exposed"), ("exercising", "Exercising"), ("neutral", "Professional")], max_length=10)),
                ("worker", models.UUIDField()),
                ("matter", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="matters.matter")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("worker", "side", "matter"), name="stood_once")],
            },
        ),
        migrations.RunPython(remember, migrations.RunPython.noop),
        migrations.RunPython(make, drop),
    ]
