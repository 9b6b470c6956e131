"""An enquiry is never laid to a case of another side than its own.

A trigger, because the rule spans two tables. A later migration that has SQLite make one of them
anew drops it first and makes it again after.
"""

from django.db import migrations

_NAME = "enquiry_keeps_to_its_side"
_ELSEWHERE = (
    "NEW.case_id IS NOT NULL AND NEW.side <> (SELECT side FROM matters_case WHERE id = NEW.case_id)"
)


def make(_apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(
            f"CREATE FUNCTION {_NAME}() RETURNS trigger AS $$ BEGIN IF {_ELSEWHERE} THEN "
            f"RAISE EXCEPTION '{_NAME}' USING ERRCODE = 'check_violation'; END IF; "
            "RETURN NULL; END $$ LANGUAGE plpgsql"
        )
        editor.execute(
            f"CREATE TRIGGER {_NAME} AFTER INSERT OR UPDATE ON intake_enquiry "
            f"FOR EACH ROW EXECUTE FUNCTION {_NAME}()"
        )
        return
    for when in ("INSERT", "UPDATE"):
        editor.execute(
            f"CREATE TRIGGER {_NAME}_{when.lower()} AFTER {when} ON intake_enquiry "
            f"WHEN {_ELSEWHERE} BEGIN SELECT RAISE(ABORT, '{_NAME}'); END"
        )


def drop(_apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP FUNCTION {_NAME}() CASCADE")
        return
    for when in ("insert", "update"):
        editor.execute(f"DROP TRIGGER {_NAME}_{when}")


class Migration(migrations.Migration):

    dependencies = [
        ("intake", "0006_passed_on"),
    ]

    operations = [migrations.RunPython(make, drop)]
