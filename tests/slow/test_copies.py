"""A copy of the house is made while it is at work, tells a thief nothing, and can be lived in."""

import contextlib
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from tests.promises.world import CANARIES

from .apart import ROOT, House
from .test_stolen_files import IN_FILES, TYPED, found_in

pytestmark = pytest.mark.slow


def said(house, *words, fine=True):
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=house.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) == fine, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def copied(either_house, tmp_path):
    """A house with a day's work in it, and a copy that was made while somebody wrote."""
    house, copy = either_house, tmp_path / "copy"
    if shutil.which("pg_dump") is None and "FRIRUM_DATABASE_URL" in house.environment:
        pytest.skip("pg_dump is missing")
    house.do("stolen:a_days_work")
    said(house, "backup", str(copy))
    return house, copy


@pytest.fixture
def new_machine(copied, tmp_path):
    """A new machine with the keys of the old one and nothing else."""
    old, _copy = copied
    with another_database(old.environment.get("FRIRUM_DATABASE_URL", "")) as address:
        new = House(tmp_path / "new", address)
        keys = Path(new.environment["FRIRUM_KEY_FILE"])
        keys.parent.mkdir()
        shutil.copy(old.environment["FRIRUM_KEY_FILE"], keys)
        yield new


@contextlib.contextmanager
def another_database(address):
    """On PostgreSQL one of the same server; SQLite needs none."""
    if not address:
        yield ""
        return
    import psycopg

    name = f"back_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{address.rpartition('/')[0]}/{name}"
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_a_copy_is_put_back_on_a_new_machine_and_lived_in(copied, new_machine):
    old, copy = copied
    before = old.do("cast:kept")
    new = new_machine
    told = said(new, "restore", str(copy))
    assert "the keys open them" in told
    assert "The ledger is whole" in told
    after = new.do("cast:kept")
    assert after["faults"] == []
    assert (after["incidents"], after["tasks"]) == (before["incidents"], before["tasks"])
    assert len(after["incidents"]) > 0
    assert after["entries"]["make_copy"] == after["entries"]["put_back_copy"] == 1
    assert new.do("jobs:litter") == {"missing": [], "lying": 0}
    assert "already" in said(new, "restore", str(copy), fine=False)


@pytest.mark.parametrize("either_house", ["sqlite"], indirect=True)
def test_s17_a_stolen_copy_tells_nothing_and_a_changed_one_is_not_put_back(copied, new_machine):
    _old, copy = copied
    place = House(copy.parent / "thief")
    place.folder = copy
    assert found_in(place, [*CANARIES, *IN_FILES, *TYPED]) == set()
    assert not list(copy.rglob("*keys*"))
    assert [path for path in copy.rglob("*") if path.stat().st_mode & 0o077] == []

    sealed = next((copy / "files").rglob("*/*"))
    content = bytearray(sealed.read_bytes())
    content[-1] ^= 1
    sealed.write_bytes(content)
    assert sealed.name in said(new_machine, "restore", str(copy), fine=False)


def test_a_copy_is_not_put_beside_the_data_the_keys_or_another_copy(apart, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter").touch()
    keys = Path(apart.environment["FRIRUM_KEY_FILE"]).parent
    for place in (apart.folder / "copy", keys / "copy", tmp_path / "full"):
        assert "Name a" in said(apart, "backup", str(place), fine=False)
