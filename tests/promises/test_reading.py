"""No read path of the ORM shows a walled row to the other side (S3, S5, S10).

The paths are generated from the models: what is added later is tried too.
"""

from uuid import UUID, uuid4

import pytest
from django.db import models
from django.db.models import CharField, Count, F, Max
from django.db.models.functions import Cast

from frirum.foundation.wall.models import WallClosed, WalledModel

from .rows import OURS, WALLED, all_rows, fill

pytestmark = pytest.mark.promise


@pytest.fixture
def hidden(world, bos_case, house):
    """Ids of every row that is not Bo's: nothing that Emil reads may hold one of them."""
    fill(world.case)
    rows = all_rows()
    assert {m.__name__ for m in WALLED if not set(rows[m].values()) - {bos_case.pk}} == set()
    return {pk for of in rows.values() for pk, owner in of.items() if owner != bos_case.pk}


def seen_by(actor, model):
    """As far as this actor's queries on a table may start."""
    return model.objects.visible_to(actor) if issubclass(model, WalledModel) else model.objects


def paths(model, depth, prefix=""):
    """Every chain of relations that a query may follow, forwards and back.

    A relation hidden by `related_name="+"` has one literal name left; `test_code` refuses it.
    """
    for field in model._meta.get_fields():
        if field.is_relation and field.related_model in OURS:
            if field.related_model in WALLED:
                yield f"{prefix}{field.name}"
            if depth > 1:
                yield from paths(field.related_model, depth - 1, f"{prefix}{field.name}__")


def ids_along(rows, path):
    """Whatever a query brings up at the end of a path, each way the ORM has of asking."""
    yield from rows.values_list(f"{path}__pk", flat=True)
    yield from rows.annotate(at_the_end=F(f"{path}__pk")).values_list("at_the_end", flat=True)
    yield from rows.values(path).annotate(there=Count(path)).values_list(path, flat=True)


def ways_of_reading(rows, hidden):
    """Ids that each ordinary way of reading gives."""
    yield from rows.values_list("pk", flat=True)
    yield from (row.pk for row in rows)
    yield from (row.pk for row in rows.iterator())
    yield from rows.in_bulk(list(hidden))
    yield from (row.pk for row in rows.filter(pk__in=hidden) | rows.exclude(pk=None))
    yield from (row.pk for row in rows.union(rows.all()))
    last = rows.filter(pk__in=hidden).aggregate(last=Max(Cast("pk", CharField())))["last"]
    yield UUID(last) if last else None
    yield from rows.filter(pk__in=hidden).order_by("pk").reverse()[:1].values_list("pk", flat=True)


def test_s3_no_query_shows_a_row_of_the_other_side(hidden, house):
    """Emil, on the other side, and Gry, with no part in it: 0 rows by each way."""
    for model in WALLED:
        for who in ("emil", "gry"):
            rows = model.objects.visible_to(house.staff[who])
            assert set(ways_of_reading(rows, hidden)) & hidden == set(), (model, who)
            assert rows.filter(pk__in=hidden).count() == 0


def test_s3_no_join_from_any_table_leads_to_a_row_of_the_other_side(hidden, house):
    tried = 0
    for model in OURS:
        for path in paths(model, depth=2 if model in WALLED else 3):
            found = set(ids_along(seen_by(house.staff["emil"], model), path))
            assert found & hidden == set(), f"{model.__name__} -> {path}"
            tried += 1
    assert tried > 200


def test_s3_s5_no_row_that_is_seen_leads_to_one_that_is_not(hidden, house):
    """Lazy foreign keys use the open base manager, so they must never point across."""
    emil = house.staff["emil"]
    for model in WALLED:
        forward = [f.name for f in model._meta.get_fields() if isinstance(f, models.ForeignKey)]
        seen = model.objects.visible_to(emil)
        for rows in (seen, seen.select_related(*forward or [None])):
            found = {getattr(row, name) for row in rows for name in forward} - {None}
            assert {row.pk for row in found} & hidden == set(), model


def test_s3_related_sets_and_prefetches_ask_who_reads(hidden, house):
    for model in WALLED:
        sets = [r.get_accessor_name() for r in model._meta.related_objects if r.one_to_many]
        for name in filter(None, sets):
            for row in model.objects.opened():
                with pytest.raises(WallClosed):
                    pytest.fail(f"{name}: {getattr(row, name).all()}")
                across = getattr(row, name).visible_to(house.staff["emil"])
                assert set(across.values_list("pk", flat=True)) & hidden == set()
            with pytest.raises(WallClosed):
                list(model.objects.opened().prefetch_related(name))


def relations(model):
    return [f for f in model._meta.get_fields() if f.is_relation and not f.auto_created]


def test_s5_rows_that_belong_together_stand_under_one_root(world, bos_case):
    """A person's ways, an incident's exhibits: never two cases, however the two were made."""
    fill(world.case)
    for model in WALLED:
        assert all(isinstance(f, models.ForeignKey) for f in relations(model))
        inside = [
            f.name
            for f in relations(model)
            if issubclass(f.related_model, WalledModel) and f.related_model.wall_path
        ]
        for row in model.objects.opened():
            for other in filter(None, (getattr(row, name) for name in inside)):
                assert other.vault_owner() == row.vault_owner(), (row, other)


# Unique over the whole house, and what keeps it from telling of an unseen row.
UNIQUE = {
    ("Case", "number"): "random, drawn anew",
    ("Enquiry", "once"): "a random id drawn for one form",
    ("Check", "subject"): "a random id of a row that is seen already",
    ("Bearer", "alias"): "a keyed hash of a random id, written by the check alone",
    ("Decision", ("low", "high")): "written by the conflict desk alone",
    ("StaffHit", ("holder", "other_holder")): "random ids, written by the check alone",
    ("TooClose", ("appointment", "other")): "random ids, written by the sweep alone",
    ("HandOver", ("subject", "once")): "within one case, and random",
    ("HandOver", ("subject", "part")): "within one case: an id of a row that is seen already",
}


def unique(model):
    """Sets of columns that are unique beyond one root and beyond one row's own parent."""
    inner = {f.name for f in relations(model)}
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key and field.name not in inner:
            yield field.name
    for rule in model._meta.constraints:
        if isinstance(rule, models.UniqueConstraint) and not set(rule.fields) & inner:
            yield rule.fields


def test_s10_nothing_is_unique_beyond_one_case():
    """A uniqueness error would tell of an unseen row."""
    found = {(model.__name__, columns) for model in WALLED for columns in unique(model)}
    assert found == set(UNIQUE)


@pytest.mark.parametrize("model", WALLED, ids=lambda m: m.__name__)
def test_s10_ids_are_random(model):
    assert model._meta.pk.default is uuid4
    assert not any(isinstance(f, models.AutoField) for f in model._meta.concrete_fields)


def test_s10_case_numbers_tell_neither_how_many_nor_when():
    from frirum.casefile.matters.models import new_case_number

    drawn = [new_case_number() for _ in range(400)]
    assert len(set(drawn)) == 400
    assert drawn != sorted(drawn)
    for place in (0, 1, 2, 4, 5, 6):
        assert len({number[place] for number in drawn}) > 20
