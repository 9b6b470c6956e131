"""What an installation gets wrong is named all at once, in sentences."""

import re
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

from frirum.config import env


@pytest.fixture
def said(monkeypatch):
    """Reads something from an environment, and what Frirum says about all of it in the end."""
    monkeypatch.setattr(env, "_wrong", [])

    def saying(read, **environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, str(value))
        found = read()
        try:
            env.finish()
        except env.SettingsIncomplete as reason:
            return found, str(reason)
        return found, ""

    return saying


def test_a_value_may_lie_in_a_file_whose_last_line_ends(said, tmp_path):
    (tmp_path / "secret").write_text("a secret\n")
    found, complaint = said(lambda: env.required("FR_X", "it"), FR_X_FILE=tmp_path / "secret")
    assert (found, complaint) == ("a secret", "")


def test_a_file_that_is_not_there_is_named_once(said, tmp_path):
    _found, complaint = said(lambda: env.required("FR_X", "it"), FR_X_FILE=tmp_path / "gone")
    assert complaint.count("\n") == 1
    assert f"FR_X_FILE: the file {tmp_path / 'gone'} cannot be read" in complaint


def test_a_secret_that_is_too_short_counts_as_missing(said):
    _found, complaint = said(lambda: env.required("FR_X", "10 signs", at_least=10), FR_X="short")
    assert "FR_X (or FR_X_FILE): 10 signs" in complaint


def test_only_databases_that_the_tests_run_on_are_taken(said):
    _found, complaint = said(lambda: env.database("FR_X", "sqlite:///a"), FR_X="mysql://host/a")
    assert "FR_X: an address that begins with sqlite: or postgres: is needed" in complaint


def started(tmp_path, *words, **environment):
    """A start outside the tests' own settings, with nothing but this in the environment."""
    bare = {"PATH": "", "HOME": str(tmp_path), "FRIRUM_DATA": str(tmp_path / "data")}
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env=bare | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_whoever_starts_it_bare_reads_everything_that_is_missing_and_no_trace(tmp_path):
    keys = str(tmp_path / "data" / "keys.json")
    done = started(tmp_path, "check", FRIRUM_KEY_FILE=keys)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    named = ["FRIRUM_SECRET_KEY", "FRIRUM_HOSTS", "FRIRUM_KEY_FILE: the keys may not lie in"]
    assert [name for name in named if name not in done.stderr] == []


def test_with_what_it_needs_django_has_nothing_to_add(tmp_path):
    given = {"FRIRUM_SECRET_KEY": secrets.token_urlsafe(48), "FRIRUM_HOSTS": "sag.example.dk"}
    done = started(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **given)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_every_setting_that_is_read_stands_in_the_example_and_no_other():
    read = re.findall(
        r'env\.\w+\(\s*"(\w+)"', (settings.BASE_DIR / "frirum/config/settings.py").read_text()
    )
    example = (settings.BASE_DIR / ".env.example").read_text()
    shown = re.findall(r"^#?([A-Z][A-Z_]+)=", example, re.MULTILINE)
    assert {*shown} == {*read} - {"DEMO", "FRIRUM_TESTING"}
