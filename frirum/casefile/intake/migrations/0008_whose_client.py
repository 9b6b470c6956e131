from django.db import migrations
from django.db.models import Q

_AT_ONCE = 500


def say_whose_client(apps, _schema_editor):
    """Whoever was a client before this was asked about, and whoever would be."""
    clients = apps.get_model("people", "Person").objects.filter(role="client")
    _write(apps, clients, "case")
    callers = Q(role="caller") & ~Q(enquiry__caller_role__in=("relative", "professional"))
    parties = apps.get_model("intake", "Party").objects.filter(enquiry__case=None)
    _write(apps, parties.filter(callers | Q(role="supported")), "enquiry")


def _write(apps, people, client_of):
    bearers = apps.get_model("matching", "Bearer").objects
    holders = list(people.values_list("pk", flat=True))
    for at in range(0, len(holders), _AT_ONCE):
        bearers.filter(pk__in=holders[at : at + _AT_ONCE]).update(client_of=client_of)


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0001_initial"),
        ("matching", "0004_whose_client"),
        ("intake", "0007_one_side"),
    ]

    operations = [migrations.RunPython(say_whose_client, migrations.RunPython.noop)]
