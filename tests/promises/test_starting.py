"""Frirum does not start with a hole in the wall or with the wrong keys (S2, S20)."""

import os
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test import override_settings
from django.test.utils import isolate_apps
from django.urls import path

from frirum.foundation.vault import masters
from frirum.foundation.wall import checks
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.models import WalledModel

from .code import ROOT

pytestmark = pytest.mark.promise


def bare(request):
    """A view that somebody forgot to hang on a door."""


urlpatterns = [path("bare/", bare, name="bare")]


def faults():
    return {fault.id for fault in run_checks() if fault.id and fault.id.startswith("wall.")}


def test_s2_as_it_stands_nothing_is_open():
    assert faults() == set()


@override_settings(ROOT_URLCONF=__name__)
def test_s2_a_view_without_a_door_stops_the_start():
    assert faults() == {"wall.E001"}


@isolate_apps("frirum.casefile.matters")
@pytest.mark.parametrize(
    ("declared", "fault"), [({}, "wall.E002"), ({"wall_path": ""}, "wall.E003")]
)
def test_s2_a_walled_table_without_a_way_home_stops_the_start(monkeypatch, declared, fault):
    about = {"__module__": __name__, "Meta": type("Meta", (), {"app_label": "matters"}), **declared}
    loose = type("Loose", (WalledModel,), about)
    monkeypatch.setattr(checks.apps, "get_models", lambda: [loose])
    assert [one.id for one in checks.every_walled_model_leads_to_a_root()] == [fault]


def test_s2_an_action_without_a_permission_cannot_be_written():
    with pytest.raises(TypeError):

        @action
        def careless(*, by):
            """As one may forget it."""

    with pytest.raises(TypeError):
        action("read_case")


@pytest.fixture
def beginning(db, settings, tmp_path):
    """Starts a part of Frirum in a process of its own, with its own data and keys."""
    if connection.vendor != "sqlite":
        pytest.skip("The house apart is one file of SQLite.")
    settings.KEY_FILE = tmp_path / "keys.json"
    masters.write(masters.draw(), settings.KEY_FILE)
    masters.verify_keys()
    (tmp_path / "frirum.sqlite3").write_bytes(connection.connection.serialize())
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith("FRIRUM_")} | {
        "FRIRUM_TESTING": "1",
        "FRIRUM_DATA": str(tmp_path),
        "FRIRUM_KEY_FILE": str(settings.KEY_FILE),
        "DJANGO_SETTINGS_MODULE": "frirum.config.settings",
    }

    def begin(*words):
        return subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=surroundings, text=True,
            capture_output=True, check=False, timeout=120,
        )  # fmt: skip

    return begin


PAGES = ("-c", "import frirum.config.wsgi")
WITH_A_HOLE = (
    "-c",
    f"from django.conf import settings; settings.ROOT_URLCONF = '{__name__}'; {PAGES[1]}",
)


def test_s2_a_page_process_does_not_start_with_a_hole_in_the_wall(beginning):
    begun = beginning(*PAGES)
    assert (begun.returncode, begun.stderr) == (0, "")
    ended = beginning(*WITH_A_HOLE)
    assert ended.returncode != 0
    assert "bare has no door" in ended.stderr


@pytest.mark.parametrize("words", [PAGES, ("manage.py", "work"), ("manage.py", "serve")])
def test_s20_with_other_keys_nothing_starts(beginning, settings, words):
    masters.write(masters.draw(), settings.KEY_FILE)
    ended = beginning(*words)
    assert ended.returncode != 0
    assert "do not fit this data" in ended.stderr


def test_s20_without_keys_nothing_starts_and_none_are_drawn_for_sealed_data(beginning, settings):
    settings.KEY_FILE.unlink()
    for words in (PAGES, ("manage.py", "vault", "init")):
        ended = beginning(*words)
        assert ended.returncode != 0
        assert "FRIRUM_KEY_FILE" in ended.stderr
    assert not settings.KEY_FILE.exists()
