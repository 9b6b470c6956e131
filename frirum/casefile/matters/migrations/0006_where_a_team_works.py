"""Where a team works, and on which days: what the conflict desk chooses a team by.

As plain columns in one statement each, so that the triggers on the table stay.
"""

from django.db import migrations, models

_COLUMNS = (("site", 60), ("days", 7))


class Migration(migrations.Migration):

    dependencies = [("matters", "0005_stood")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f"ALTER TABLE matters_team ADD COLUMN {name} varchar({most}) NOT NULL DEFAULT ''",
                    reverse_sql=f"ALTER TABLE matters_team DROP COLUMN {name}",
                )
                for name, most in _COLUMNS
            ],
            state_operations=[
                migrations.AddField("team", name, models.CharField(blank=True, max_length=most))
                for name, most in _COLUMNS
            ],
        )
    ]
