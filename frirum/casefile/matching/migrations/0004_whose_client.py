from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("matching", "0003_since_when_held"),
    ]

    operations = [
        migrations.AddField(
            model_name="bearer",
            name="client_of",
            field=models.CharField(
                blank=True,
                choices=[("case", "Case"), ("enquiry", "Enquiry")],
                default="",
                max_length=7,
            ),
            preserve_default=False,
        ),
    ]
