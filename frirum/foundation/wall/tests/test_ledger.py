"""The ledger finds every touch (S22, S23)."""

import random

import pytest
from django.db import OperationalError, connection, transaction

from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.ledger import LedgerClosed, Outcome, record, seal_outbox
from frirum.foundation.wall.ledger.models import Checkpoint, Entry
from frirum.foundation.wall.ledger.verify import seal_checkpoint, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(settings, tmp_path, now):
    settings.CHECKPOINT_DIR = tmp_path
    for n in range(30):
        record(Actor.system("test"), f"deed_{n}", Outcome.DONE, count=n)
    seal_checkpoint(now=now)
    for n in range(5):
        record(Actor.system("test"), f"later_{n}", Outcome.DONE)
    seal_outbox()


def test_s23_an_untouched_ledger_is_whole(written):
    finding = verify()
    assert (finding.faults, finding.entries, finding.checkpoints) == ([], 35, 2)


@pytest.mark.parametrize("seed", range(12))
def test_s23_any_edit_is_found(written, seed):
    chance = random.Random(seed)
    entry = Entry.objects.get(position=chance.randint(1, 35))
    field, value = chance.choice(
        [("deed", "nothing"), ("outcome", "refused"), ("count", 999), ("actor_kind", "person")]
    )
    Entry.objects.filter(pk=entry.pk).update(**{field: value})
    assert verify().faults


@pytest.mark.parametrize("position", [1, 2, 17, 30])
def test_s23_any_deletion_is_found(written, position):
    Entry.objects.filter(position=position).delete()
    assert verify().faults


def test_s23_a_chain_cut_before_its_checkpoint_is_found(written):
    Entry.objects.filter(position__gte=30).delete()
    assert verify().faults


def test_s23_a_whole_chain_written_anew_is_found(written):
    Entry.objects.all().delete()
    for n in range(35):
        record(Actor.system("test"), f"other_{n}", Outcome.DONE)
    seal_outbox()
    assert verify().faults


def test_s23_an_older_copy_put_back_is_found_by_the_checkpoint_kept_elsewhere(written):
    Entry.objects.filter(position__gt=20).delete()
    Checkpoint.objects.all().delete()
    assert verify().faults


def test_s23_a_checkpoint_signed_by_somebody_else_is_found(written):
    Checkpoint.objects.update(signature=bytes(64))
    assert verify().faults


def test_s23_a_copied_checkpoint_that_cannot_be_read_is_found(written, settings):
    with (settings.CHECKPOINT_DIR / "checkpoints.jsonl").open("a") as copies:
        copies.write('[3, "ab"\n[]\n')
    assert verify().faults.count("a copy of a checkpoint cannot be read") == 2


def test_s23_what_is_rolled_back_leaves_no_entry_and_no_gap(written):
    with transaction.atomic():
        record(Actor.system("test"), "undone", Outcome.DONE)
        transaction.set_rollback(True)
    record(Actor.system("test"), "next", Outcome.DONE)
    seal_outbox()
    assert verify().faults == []


def test_s23_when_the_entry_cannot_be_written_nothing_is_changed():
    def refuse(execute, sql, params, many, context):
        if sql.startswith("INSERT") and ("wall_entry" in sql or "wall_outbox" in sql):
            raise OperationalError("disk full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse), pytest.raises(LedgerClosed):
        record(Actor.system("test"), "deed", Outcome.DONE)
