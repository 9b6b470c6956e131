"""A row of Alma's in every walled table, and whose each row is."""

from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.db import models
from django.utils import timezone

from frirum.casefile.matching.models import Bearer, MatchKey
from frirum.foundation.vault import keys
from frirum.foundation.vault.fields import SealedField, SealedJSON
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.models import WalledModel
from frirum.foundation.wall.sight import root_id

OURS = [m for m in apps.get_models() if m.__module__.startswith("frirum.")]
WALLED = [m for m in OURS if issubclass(m, WalledModel)]
# Roots that hang on no foreign key name whom they speak of in one of these columns.
ABOUT = ("root", "subject", "our_root", "enquiry_id")


def fill(case: Any) -> None:
    """Make a row of Alma's in every walled table that has none yet."""
    for model in WALLED:
        if not model.objects.opened().exists():
            values = {f.attname: _value(f, case) for f in model._meta.concrete_fields if _needed(f)}
            row = model(**values)
            keys.ensure(row.vault_owner(), Compartment.NEUTRAL)
            row.save(force_insert=True)


def _needed(field: Any) -> bool:
    if field.name in ABOUT or isinstance(field, SealedField):
        return True
    return not (field.null or field.has_default())


PLAIN = {
    models.DateTimeField: timezone.now, models.DateField: timezone.localdate,
    models.BooleanField: lambda: False, models.IntegerField: lambda: 1,
    models.UUIDField: uuid4, SealedJSON: dict, SealedField: lambda: "Kanarie",
    models.BinaryField: lambda: b"x", models.Field: lambda: "x",
}  # fmt: skip


def _value(field: Any, case: Any) -> Any:
    if field.name in ABOUT:
        return case.pk
    if isinstance(field, models.ForeignKey):
        rows = field.related_model.objects
        there = rows.opened() if field.related_model in WALLED else rows.all()
        return (there.filter(pk=case.pk) or there)[0].pk
    return next(make() for kind, make in PLAIN.items() if isinstance(field, kind))


def owner_of(row: Any) -> UUID:
    """The case or enquiry that a row speaks of."""
    if row.wall_path:
        return root_id(row)
    if isinstance(row, MatchKey):
        alias = int.from_bytes(row.pk.bytes[8:], "big") % 2**63
        bearer = Bearer.objects.opened().filter(alias=alias).first()
        return bearer.root if bearer else row.pk
    return next((getattr(row, name) for name in ABOUT if hasattr(row, name)), row.pk)


def all_rows() -> dict[type[Any], dict[UUID, UUID]]:
    """Per walled table: id of each row, and of the case or enquiry it speaks of."""
    return {model: {row.pk: owner_of(row) for row in model.objects.opened()} for model in WALLED}
