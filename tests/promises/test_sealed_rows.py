"""What is sealed in real rows opens in its own place only, and never after erasing (S18, S21)."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import connection, models

from frirum.casefile.matching.actions import drop_facts
from frirum.casefile.matching.models import Bearer, MatchKey
from frirum.foundation.vault import keys
from frirum.foundation.vault.fields import SealedField
from frirum.foundation.vault.models import DataKey
from frirum.foundation.vault.sealing import NONCE_BYTES, Unreadable
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.ledger import seal_outbox
from frirum.foundation.wall.ledger.models import Entry
from frirum.foundation.wall.ledger.verify import verify

from .rows import WALLED, fill

pytestmark = pytest.mark.promise

SEALED = [
    (model, field)
    for model in apps.get_models()
    for field in model._meta.concrete_fields
    if isinstance(field, SealedField)
]
HEAD = 1 + 4  # format and key number, in clear, before the nonce


def table(model):
    return f'"{model._meta.db_table}"'


def stored(model, field):
    """The sealed bytes of each row, by id as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT id, "{field.column}" FROM {table(model)} '  # noqa: S608
            f'WHERE "{field.column}" IS NOT NULL'
        )
        return {pk: bytes(sealed) for pk, sealed in cursor.fetchall()}


def put(model, field, pk, sealed):
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE {table(model)} SET "{field.column}" = %s WHERE id = %s',  # noqa: S608
            [sealed, pk],
        )


def read(model, field, pk):
    keys.forget()
    rows = model.objects.opened() if model in WALLED else model.objects
    return getattr(rows.get(pk=pk), field.attname)


def test_s18_every_sealed_column_of_every_table_fails_closed(world, bos_case):
    """Flipped, cut, or carried over from another row, column or case: nothing opens."""
    fill(world.case)
    elsewhere = {f: s for m, f in SEALED for s in stored(m, f).values()}
    tried = set()
    for model, field in SEALED:
        for pk, sealed in list(stored(model, field).items())[:1]:
            read(model, field, pk)
            flipped = sealed[:-1] + bytes([sealed[-1] ^ 1])
            others = [s for f, s in elsewhere.items() if f is not field][:2]
            others += [s for key, s in stored(model, field).items() if key != pk][:1]
            for wrong in (flipped, sealed[:-1], sealed[:HEAD], b"", *others):
                put(model, field, pk, wrong)
                with pytest.raises(Unreadable):
                    pytest.fail(f"{model.__name__}.{field.name}: {read(model, field, pk)}")
            put(model, field, pk, sealed)
            tried.add((model, field))
    assert {m for m, _ in tried} >= {m for m, _ in SEALED if m in WALLED}


def test_s18_each_value_has_a_nonce_of_its_own(world, dorte):
    """96 random bits: the same word sealed twice, also over the same row, is never the same."""
    incident = world.case.incidents.visible_to(dorte).first()
    nonces = set()
    for _ in range(40):
        incident.word(incident.told)
        incident.save()
        for model, field in SEALED:
            if model.__name__ == "Incident":
                nonces |= {s[HEAD : HEAD + NONCE_BYTES] for s in stored(model, field).values()}
    columns = sum(bool(stored(m, f)) for m, f in SEALED if m.__name__ == "Incident")
    assert len(nonces) >= 40 * columns


def test_s18_no_sealed_column_can_be_searched_sorted_or_written_past_its_row(world, dorte):
    for model, field in SEALED:
        rows = model.objects.visible_to(dorte) if model in WALLED else model.objects
        with pytest.raises(FieldError):
            list(rows.filter(**{field.name: "Alma"}))
        with pytest.raises(FieldError):
            rows.filter(pk=None).update(**{field.name: "Alma"})
        assert not field.unique
        assert not any(field.name in index.fields for index in model._meta.indexes)


def copied():
    """The database as a file, free pages and all, as whoever copies it would have it."""
    return connection.connection.serialize()


def test_s21_what_is_erased_is_in_no_copy_made_afterwards(world, dorte):
    """Text, tags of the search, and the key itself; the ledger still follows."""
    if connection.vendor != "sqlite":
        pytest.skip("The copy is of SQLite's file.")
    case = world.case.pk
    wrapped = bytes(DataKey.objects.get(owner=case).wrapped)
    aliases = {row.alias for row in Bearer.objects.opened().filter(root=case)}
    every = [key.pk.bytes for key in MatchKey.objects.opened()]
    tags = [key for key in every if int.from_bytes(key[8:], "big") in aliases]
    before = copied()
    assert tags
    assert wrapped in before
    assert all(tag in before for tag in tags)
    drop_facts(by=Actor.system("erases a case"), root=case)
    keys.shred(case)
    after = copied()
    assert wrapped not in after
    assert [tag for tag in tags if tag in after] == []
    for model, field in SEALED:
        if model in WALLED and model.wall_path == "case":
            for pk in stored(model, field):
                with pytest.raises(Unreadable):
                    read(model, field, pk)
    seal_outbox()
    assert verify().faults == []


def test_s21_the_ledger_holds_nothing_that_would_have_to_be_erased():
    """Ids, codes and keyed hashes: an entry may stand for ever."""
    texts = {f.name for f in Entry._meta.concrete_fields if isinstance(f, models.CharField)}
    assert texts == {"actor_kind", "deed", "outcome", "reason"}
    assert not any(isinstance(f, models.TextField) for f in Entry._meta.concrete_fields)
