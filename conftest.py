"""The cast, for every test. A fixture's name is a person, a case or a question about the world."""

import os
import shutil
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import settings as chance

# The same examples each time, and no clock that a busy machine could miss. In full: many, drawn.
chance.register_profile("few", derandomize=True, deadline=None, max_examples=50)
chance.register_profile("many", deadline=None, max_examples=2_000)
chance.load_profile("many" if os.environ.get("FRIRUM_FULL") else "few")


@pytest.fixture(scope="session", autouse=True)
def keys_and_folders(tmp_path_factory):
    """Keys and files of the tests lie in a folder of their own."""
    from django.conf import settings

    from frirum.foundation.vault import masters

    folder = tmp_path_factory.mktemp("house")
    settings.KEY_FILE = folder / "keys" / "keys.json"
    settings.CHECKPOINT_DIR = folder / "checkpoints"
    settings.FILE_DIR = folder / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    masters.write(masters.draw(), settings.KEY_FILE)


@pytest.fixture(autouse=True)
def no_keys_in_memory():
    from frirum.foundation.accounts import queries
    from frirum.foundation.vault import keys

    keys.forget()
    queries._names.clear()


@pytest.fixture(autouse=True)
def no_signed_copies():
    """Each test begins a ledger of its own; what another one signed would belie it."""
    from django.conf import settings

    shutil.rmtree(settings.CHECKPOINT_DIR, ignore_errors=True)


@pytest.fixture
def now():
    return datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def house(db):
    from frirum.demo.cast import create_house

    return create_house()


def _person(name):
    @pytest.fixture(name=name)
    def person(house):
        return house.staff[name]

    return person


dorte, emil, freja, folmer = (_person(n) for n in ("dorte", "emil", "freja", "folmer"))
gry, hans, ida, asta = (_person(n) for n in ("gry", "hans", "ida", "asta"))
vera, villads = (_person(n) for n in ("vera", "villads"))


@pytest.fixture
def victim_team(house):
    return house.victim_team


@pytest.fixture
def perpetrator_team(house):
    return house.perpetrator_team


@pytest.fixture
def almas_case(house, now):
    from frirum.demo.cast import open_almas_case

    return open_almas_case(house, now=now)


@pytest.fixture
def bos_case(house, now, almas_case):
    """Bo's own case, joined by the conflict desk to the same matter as Alma's."""
    from frirum.demo.cast import open_bos_case

    return open_bos_case(house, now=now, matter=almas_case.matter)


@pytest.fixture
def client_of():
    """A browser's worth of requests, signed in as this actor."""
    from frirum.foundation.accounts.models import SignIn, User, Way
    from frirum.foundation.accounts.sessions import fingerprint

    def signed_in(actor):
        client, user, now = Client(), User.objects.get(pk=actor.id), timezone.now()
        client.force_login(user)
        key = fingerprint(client.session.session_key)
        SignIn.objects.create(user=user, session=key, way=Way.DEMO, started_at=now, seen_at=now)
        return client

    return signed_in


@pytest.fixture
def run_jobs():
    from frirum.foundation.jobs.queue import run_all_due

    return run_all_due


@pytest.fixture
def ledger(db):
    """What the ledger says, oldest first: (actor id, deed, outcome)."""
    from frirum.foundation.wall.ledger import seal_outbox
    from frirum.foundation.wall.ledger.models import Entry

    def entries():
        seal_outbox()
        return list(Entry.objects.order_by("position").values_list("actor", "deed", "outcome"))

    return entries
