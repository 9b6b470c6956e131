"""An enquiry that is joined to another matter takes along who stood in its own, as a case does."""

from django.db import migrations

_SQLITE = """
    CREATE TRIGGER stood_joins_by_enquiry AFTER UPDATE OF matter_id ON intake_enquiry BEGIN
    INSERT INTO matters_stood (id, matter_id, side, worker)
    SELECT lower(hex(randomblob(16))), NEW.matter_id, s.side, s.worker FROM matters_stood s
    WHERE s.matter_id = OLD.matter_id AND NEW.matter_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM matters_stood h
        WHERE h.worker = s.worker AND h.matter_id = NEW.matter_id AND h.side = s.side);
    END
"""
# The same function as of a case: it reads the columns that both tables have.
_POSTGRESQL = """
    CREATE TRIGGER stood_joins_by_enquiry AFTER UPDATE OF matter_id ON intake_enquiry
    FOR EACH ROW WHEN (NEW.matter_id IS NOT NULL) EXECUTE FUNCTION stood_joins()
"""


def make(_apps, editor):
    editor.execute(_SQLITE if editor.connection.vendor == "sqlite" else _POSTGRESQL)


def drop(_apps, editor):
    of_table = "" if editor.connection.vendor == "sqlite" else " ON intake_enquiry"
    editor.execute(f"DROP TRIGGER stood_joins_by_enquiry{of_table}")


class Migration(migrations.Migration):

    dependencies = [("intake", "0002_stepped_aside"), ("matters", "0005_stood")]

    operations = [migrations.RunPython(make, drop)]
