"""Nobody is in, leads, or stands with a case for teams of two opposing sides; a team keeps its side.

Triggers, because the rule spans three tables. A later migration that has SQLite make one of them
anew (altering or removing a column) drops these first and makes them again after; a test notices.
"""

from django.db import migrations

_OTHER_SIDE = """
    SELECT 1 FROM matters_team other
    WHERE other.side <> 'neutral' AND {mine} <> 'neutral' AND other.side <> {mine} AND (
        other.leader = {who}
        OR EXISTS (SELECT 1 FROM matters_membership m
                   WHERE m.team_id = other.id AND m.worker = {who})
        OR EXISTS (SELECT 1 FROM matters_assignment a
                   WHERE a.team_id = other.id AND a.worker = {who} AND a.ended_at IS NULL))
"""
_SIDE_OF_TEAM = "(SELECT side FROM matters_team WHERE id = NEW.team_id)"
# Name of the trigger, its table, when it looks, whom at, the side they come to.
_LOOKS = (
    ("one_side_joins", "matters_membership", "INSERT", "NEW.worker", _SIDE_OF_TEAM),
    ("one_side_moves", "matters_membership", "UPDATE", "NEW.worker", _SIDE_OF_TEAM),
    ("one_side_stands", "matters_assignment", "INSERT", "NEW.worker", _SIDE_OF_TEAM),
    ("one_side_goes_on", "matters_assignment", "UPDATE", "NEW.worker", _SIDE_OF_TEAM),
    ("one_side_leads", "matters_team", "INSERT", "NEW.leader", "NEW.side"),
    ("one_side_led", "matters_team", "UPDATE", "NEW.leader", "NEW.side"),
)
_KEEPS = ("team_keeps_its_side", "matters_team", "UPDATE")


def _holds(table):
    return "NEW.ended_at IS NULL AND" if table == "matters_assignment" else ""


def _sqlite(editor):
    for name, table, when, who, mine in _LOOKS:
        found = _OTHER_SIDE.format(who=who, mine=mine)
        editor.execute(
            f"CREATE TRIGGER {name} AFTER {when} ON {table} BEGIN "
            f"SELECT RAISE(ABORT, '{name}') WHERE {_holds(table)} EXISTS ({found}); END"
        )
    name, table, when = _KEEPS
    editor.execute(
        f"CREATE TRIGGER {name} AFTER {when} ON {table} WHEN OLD.side <> NEW.side BEGIN "
        f"SELECT RAISE(ABORT, '{name}'); END"
    )


def _postgresql(editor):
    for name, table, when, who, mine in _LOOKS:
        found = _OTHER_SIDE.format(who=who, mine=mine)
        _function(
            editor,
            name,
            # Two who put the same worker on two sides at one moment wait for each other.
            f"PERFORM pg_advisory_xact_lock(hashtextextended({who}::text, 7)); "
            f"IF {_holds(table)} EXISTS ({found}) THEN "
            f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation'; END IF;",
        )
        _trigger(editor, name, table, when)
    name, table, when = _KEEPS
    _function(
        editor,
        name,
        "IF OLD.side <> NEW.side THEN "
        f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation'; END IF;",
    )
    _trigger(editor, name, table, when)


def _function(editor, name, body):
    editor.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger AS $$ BEGIN {body} RETURN NULL; END $$ "
        "LANGUAGE plpgsql"
    )


def _trigger(editor, name, table, when):
    editor.execute(
        f"CREATE TRIGGER {name} AFTER {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def make(_apps, editor):
    (_sqlite if editor.connection.vendor == "sqlite" else _postgresql)(editor)


def drop(_apps, editor):
    for name, table, *_rest in (*_LOOKS, _KEEPS):
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER {name}")
        else:
            editor.execute(f"DROP TRIGGER {name} ON {table}")
            editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):

    dependencies = [("matters", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]
