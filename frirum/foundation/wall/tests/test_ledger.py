"""The ledger finds every touch (S22, S23)."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import OperationalError, connection, transaction

from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.ledger import LedgerClosed, Outcome, record, seal_outbox
from frirum.foundation.wall.ledger.chain import GENESIS, link, statement_of
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


EDITS = {
    "deed": "nothing", "outcome": "refused", "count": 999, "actor_kind": "person", "reason": "else",
    "actor": UUID(int=1), "root": UUID(int=2), "term": b"other", "hash": bytes(32),
    "at": datetime(2020, 1, 1, tzinfo=UTC), "position": 90,
}  # fmt: skip


def test_s23_every_column_of_an_entry_is_tried():
    assert set(EDITS) == {field.name for field in Entry._meta.concrete_fields}


@pytest.mark.parametrize("column", EDITS)
def test_s23_any_edit_is_found(written, column):
    for position in (1, 17, 30):
        with transaction.atomic():
            Entry.objects.filter(position=position).update(**{column: EDITS[column]})
            assert verify().faults, position
            transaction.set_rollback(True)


def rewritten(entries):
    """The chain made anew over these entries, each hash right, as somebody with the code could."""
    Entry.objects.all().delete()
    previous = GENESIS
    for at, entry in enumerate(entries, start=1):
        previous = link(previous, at, statement_of(entry))
        entry.position, entry.hash = at, previous
        entry.save(force_insert=True)


def without(entries):
    return entries[:9] + entries[10:]


def with_one_more(entries):
    copy = Entry.objects.get(position=12)
    copy.deed = "slipped in"
    return [*entries[:9], copy, *entries[9:]]


def in_another_order(entries):
    return [*entries[:9], entries[10], entries[9], *entries[11:]]


@pytest.mark.parametrize(
    "touch", [without, with_one_more, in_another_order], ids=lambda f: f.__name__
)
def test_s23_a_chain_touched_and_then_made_right_again_is_found(written, touch):
    rewritten(touch(list(Entry.objects.order_by("position"))))
    assert verify().faults


def test_s23_an_entry_slipped_in_or_two_that_changed_places_are_found(written):
    first, second = Entry.objects.get(position=10), Entry.objects.get(position=11)
    with transaction.atomic():
        Entry.objects.filter(position=10).update(position=999)
        Entry.objects.filter(position=11).update(position=10)
        Entry.objects.filter(position=999).update(position=11)
        assert verify().faults
        transaction.set_rollback(True)
    second.position, second.deed = 36, first.deed
    second.save(force_insert=True)
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
