"""Keys: rotation leaves everything readable, shredding leaves nothing (S20, S21)."""

import base64
import json
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from frirum.foundation.vault import files, keys, masters
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.vault.models import DataKey, SealedFile
from frirum.foundation.vault.sealing import Unreadable, seal, unseal

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_key_file(settings, tmp_path):
    settings.KEY_FILE = tmp_path / "keys.json"
    masters.write(masters.draw(), settings.KEY_FILE)
    return settings.KEY_FILE


def sealed_for(owner):
    return seal(keys.key_of(owner), place=b"p", content=b"Alma", step=64)


def read(owner, sealed):
    keys.forget()
    return unseal(keys.key_of(owner), place=b"p", sealed=sealed)


def test_s20_rotation_killed_half_way_leaves_every_row_readable(own_key_file):
    owners = [uuid4() for _ in range(7)]
    keys.issue_many(dict.fromkeys(owners, Compartment.EXPOSED))
    kept = {owner: sealed_for(owner) for owner in owners}
    held = masters.masters_in_use()
    held.keys[Compartment.EXPOSED][2] = bytes(32)
    masters.write(held, own_key_file)
    half = DataKey.objects.order_by("owner")[:3]
    for row in half:
        old = masters.masters_in_use().of(Compartment.EXPOSED, 1)
        plain = keys.aes_key_unwrap(old, bytes(row.wrapped))
        row.wrapped, row.version = keys.aes_key_wrap(bytes(32), plain), 2
        row.save()
    assert all(read(owner, sealed) == b"Alma" for owner, sealed in kept.items())
    assert keys.rewrap(Compartment.EXPOSED) == 4
    assert all(read(owner, sealed) == b"Alma" for owner, sealed in kept.items())


def test_s20_the_rotate_command_goes_on_where_it_stopped_and_old_masters_retire(own_key_file):
    owner = uuid4()
    keys.issue(owner, Compartment.EXPOSED)
    sealed = sealed_for(owner)
    call_command("vault", "rotate", "exposed", verbosity=0)
    call_command("vault", "retire", "exposed")
    assert list(json.loads(own_key_file.read_text())["masters"]["exposed"]) == ["2"]
    assert read(owner, sealed) == b"Alma"


def test_s20_a_rotation_beside_this_process_is_seen_at_once(own_key_file):
    owner = uuid4()
    keys.issue(owner, Compartment.EXPOSED)
    sealed = sealed_for(owner)
    told = json.loads(own_key_file.read_text())
    told["masters"]["exposed"]["2"] = base64.b64encode(bytes(32)).decode()
    own_key_file.write_text(json.dumps(told))
    row = DataKey.objects.get(owner=owner)
    plain = keys.aes_key_unwrap(
        masters.masters_in_use().of(Compartment.EXPOSED, 1), bytes(row.wrapped)
    )
    DataKey.objects.update(wrapped=keys.aes_key_wrap(bytes(32), plain), version=2)
    assert read(owner, sealed) == b"Alma"
    keys.issue(other := uuid4(), Compartment.EXPOSED)
    assert DataKey.objects.get(owner=other).version == 2


def test_s20_a_wrong_key_file_stops_the_program_from_starting(own_key_file):
    masters.verify_keys()
    masters.write(masters.draw(), own_key_file)
    with pytest.raises(ImproperlyConfigured, match="do not fit"):
        masters.verify_keys()


def test_s20_a_missing_key_file_says_what_to_set(settings, tmp_path):
    settings.KEY_FILE = tmp_path / "absent.json"
    with pytest.raises(ImproperlyConfigured, match="FRIRUM_KEY_FILE"):
        masters.verify_keys()


def test_s21_a_shredded_owner_cannot_be_read_again():
    owner = uuid4()
    keys.issue(owner, Compartment.EXPOSED)
    sealed = sealed_for(owner)
    stored = files.store(owner, [b"a picture"])
    keys.shred(owner)
    for reading in (lambda: read(owner, sealed), lambda: list(files.read(stored.id))):
        with pytest.raises(Unreadable):
            reading()


def test_a_stored_file_lies_sealed_on_disk_and_comes_back_with_its_hash():
    owner, content = uuid4(), b"En hilsen fra Alma. " * 9_000
    keys.issue(owner, Compartment.EXPOSED)
    stored = files.store(owner, [content[:100], content[100:]])
    on_disk = files.path_of(stored.id).read_bytes()
    assert b"Alma" not in on_disk
    assert b"".join(files.read(stored.id)) == content
    assert stored.size == len(content)


def test_a_crash_while_a_file_is_sealed_leaves_nothing_behind(settings):
    owner = uuid4()
    keys.issue(owner, Compartment.EXPOSED)

    def broken_line():
        yield b"half a film"
        raise ConnectionError

    before = set(settings.FILE_DIR.glob("??/*"))
    with pytest.raises(ConnectionError):
        files.store(owner, broken_line())
    assert set(settings.FILE_DIR.glob("??/*")) == before
    assert not SealedFile.objects.filter(owner=owner).exists()


def test_the_sweep_takes_only_files_that_no_row_names(settings, tmp_path):
    settings.FILE_DIR = tmp_path
    owner = uuid4()
    keys.issue(owner, Compartment.EXPOSED)
    stored = files.store(owner, [b"kept"])
    stray = files.path_of(uuid4())
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"left behind")
    assert files.sweep(older_than_seconds=0, now=stray.stat().st_mtime + 1) == 1
    assert not stray.exists()
    assert b"".join(files.read(stored.id)) == b"kept"


def test_s20_what_is_no_key_file_is_refused_without_quoting_it(settings, tmp_path):
    settings.KEY_FILE = tmp_path / "keys.json"
    for content in ("{", "[]", '{"masters": {"exposed": {"1": "AAAA"}}}'):
        settings.KEY_FILE.write_text(content)
        with pytest.raises(ImproperlyConfigured) as refusal:
            masters.verify_keys()
        assert content not in str(refusal.value)


def test_s20_a_key_command_that_fails_is_refused(settings):
    settings.KEY_COMMAND = "false"
    with pytest.raises(ImproperlyConfigured, match="FRIRUM_KEY_COMMAND did not print the keys"):
        masters.verify_keys()
    with pytest.raises(CommandError, match="come from FRIRUM_KEY_COMMAND"):
        call_command("vault", "rotate", "exposed", verbosity=0)


def test_s22_what_is_done_to_keys_by_hand_is_entered(own_key_file, ledger):
    owner = uuid4()
    keys.issue(owner, Compartment.EXPOSED)
    call_command("vault", "rotate", "exposed", verbosity=0)
    call_command("vault", "retire", "exposed")
    call_command("vault", "shred", str(owner))
    assert ledger() == [
        (None, "rotate_keys", "done"),
        (None, "retire_keys", "done"),
        (None, "shred_key", "done"),
    ]
    with pytest.raises(CommandError, match="no key under this id"):
        call_command("vault", "shred", str(owner))
