"""Promises about the tables: each leads home, none leads back, each declares itself."""

import pytest
from django.apps import apps
from django.db import models

from frirum.foundation.vault.fields import SealedField
from frirum.foundation.wall import sight
from frirum.foundation.wall.models import Retention, WallClosed, WalledModel

pytestmark = pytest.mark.promise

OURS = [m for m in apps.get_models() if m.__module__.startswith("frirum.")]
WALLED = [m for m in OURS if issubclass(m, WalledModel)]
OPEN = [m for m in OURS if not issubclass(m, WalledModel)]
KEY_TABLES = {"DataKey", "KeySample", "SealedFile"}


def foreign_keys(model):
    return [f for f in model._meta.get_fields() if isinstance(f, models.ForeignKey)]


@pytest.mark.parametrize("model", WALLED, ids=lambda m: m.__name__)
def test_s2_every_walled_table_leads_to_a_root(model):
    assert sight.root_of(model) in sight.roots()
    assert model.wall_path.count("__") == 0, "a walled row carries its root itself"


# A foreign key to another root that stands on the same side by construction.
SAME_SIDE = {("Enquiry", "case"): "the case that this very enquiry became"}


@pytest.mark.parametrize("model", WALLED, ids=lambda m: m.__name__)
def test_s5_no_foreign_key_of_a_walled_table_reaches_another_root(model):
    for field in foreign_keys(model):
        other = field.related_model
        is_own = field.name == model.wall_path or (model.__name__, field.name) in SAME_SIDE
        if issubclass(other, WalledModel) and not is_own:
            # A row of the same case, never another case itself.
            assert other.wall_path, field.name
            assert sight.root_of(other) is sight.root_of(model), field.name


@pytest.mark.parametrize("model", OPEN, ids=lambda m: m.__name__)
def test_no_open_table_leads_back_into_the_case_file(model):
    named = [
        r.name for r in model._meta.related_objects if issubclass(r.related_model, WalledModel)
    ]
    assert [
        r
        for r in model._meta.related_objects
        if issubclass(r.related_model, WalledModel) and not r.hidden
    ] == [], named
    assert not any(issubclass(f.related_model, WalledModel) for f in foreign_keys(model))


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_s18_every_field_is_sealed_or_says_why_it_is_plain(model):
    if model.__name__ in KEY_TABLES:
        return
    fields = [f for f in model._meta.concrete_fields if f.name != "id"]
    undeclared = [
        f.name
        for f in fields
        if not isinstance(f, SealedField) and f.name not in model.plain_because
    ]
    stale = set(model.plain_because) - {f.name for f in fields}
    assert (undeclared, stale) == ([], set())
    assert all(model.plain_because.values())


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_every_model_says_how_long_it_is_kept(model):
    if model.__name__ not in KEY_TABLES:
        assert model.retention in set(Retention)


@pytest.mark.parametrize("model", WALLED, ids=lambda m: m.__name__)
def test_s3_no_ordinary_way_of_reading_passes_the_wall(model, db):
    reads = [
        lambda: list(model.objects.all()),
        lambda: model.objects.filter(pk=None).exists(),
        lambda: model.objects.count(),
        lambda: model.objects.first(),
        lambda: model.objects.values("pk"),
        lambda: model.objects.in_bulk(),
        lambda: model.objects.aggregate(models.Count("pk")),
        lambda: model.objects.update(id=None),
        lambda: model.objects.get_or_create(),
        lambda: model.objects.raw("SELECT 1"),
        lambda: model.objects.iterator(),
        lambda: model._default_manager.all(),
    ]
    for number, read in enumerate(reads):
        with pytest.raises(WallClosed):
            pytest.fail(f"read {number} passed: {read()}")


@pytest.mark.parametrize("model", WALLED, ids=lambda m: m.__name__)
def test_s3_nobody_signed_in_sees_no_row(model, db):
    from frirum.foundation.wall.actors import Actor

    assert list(model.objects.visible_to(Actor.public())) == []
    assert list(model.objects.visible_to(Actor.system("test"))) == []
