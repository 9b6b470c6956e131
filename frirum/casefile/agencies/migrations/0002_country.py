"""The authorities of the country, each with the key that it keeps.

Their list is data of `foundation/country` and no code of a room. An authority that is there already
is left as the house has written it.
"""

from datetime import UTC, datetime
from uuid import UUID, uuid5

from django.db import migrations

from frirum.foundation.country.here import AUTHORITIES

_SPACE = UUID("0b7b0a52-6f0e-4d0c-8a8e-3a9d6c1f4b77")
_SINCE = datetime(2026, 11, 27, tzinfo=UTC)


def take_up(apps, _schema_editor):
    agencies = apps.get_model("agencies", "Agency").objects
    known = set(agencies.exclude(key=None).values_list("key", flat=True))
    agencies.bulk_create(
        agencies.model(
            id=uuid5(_SPACE, one.key),
            once=uuid5(_SPACE, one.key),
            key=one.key,
            kind=one.kind,
            name=one.name,
            added_at=_SINCE,
            changed_at=_SINCE,
        )
        for one in AUTHORITIES
        if one.key not in known
    )


def drop(apps, _schema_editor):
    apps.get_model("agencies", "Agency").objects.exclude(key=None).delete()


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]

    operations = [migrations.RunPython(take_up, drop)]
