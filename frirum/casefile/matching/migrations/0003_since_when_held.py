from django.db import migrations, models
from django.db.models import F


def since_asked(apps, _schema_editor):
    """What lies with the desk has waited since it was asked, as nothing better is known."""
    checks = apps.get_model("matching", "Check").objects
    checks.filter(verdict="with_desk").update(held_since=F("asked_at"))


class Migration(migrations.Migration):

    dependencies = [
        ("matching", "0002_how_many_a_name_fits"),
    ]

    operations = [
        migrations.AddField(
            model_name="check",
            name="held_since",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="check",
            name="is_urgent",
            field=models.BooleanField(default=False),
        ),
        migrations.RemoveIndex(model_name="check", name="check_holds"),
        migrations.AddIndex(
            model_name="check",
            index=models.Index(fields=["verdict", "held_since"], name="check_holds"),
        ),
        migrations.RunPython(since_asked, migrations.RunPython.noop),
    ]
