import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("intake", "0005_staff_hits"),
    ]

    operations = [
        migrations.CreateModel(
            name="PassedOn",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.UUIDField(db_index=True)),
                ("received_at", models.DateTimeField()),
                ("passed_at", models.DateTimeField()),
                ("team", models.UUIDField(db_index=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AlterField(
            model_name='deskdecision',
            name='outcome',
            field=models.CharField(choices=[('different', 'Not the same person'), ('join', 'Same stalking: join to the matter'), ('belongs', 'Same client: it belongs to the case they have already'), ('other_team', 'Same person, another matter: another team takes it'), ('refer', 'Refer elsewhere'), ('keep', 'Same person, another matter: both cases go on where they are'), ('more', 'Waits until more is known')], max_length=10),
        ),
    ]
