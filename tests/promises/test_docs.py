"""The drawn pages are current, the words exist, migrations are whole, imports point downwards."""

import io
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from frirum.foundation.wall.checks import patterns
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.roles import ROLE_PERMISSIONS
from tools.drawings import FOLDER, drawings

from .code import ROOT, product
from .test_writing import actions

pytestmark = pytest.mark.promise


@pytest.mark.parametrize("name", ["rooms.md", "permissions.md", "states.md"])
def test_drawn_pages_are_current(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == drawings()[name], "run ./app docs"


def test_every_word_of_the_glossary_exists_in_the_code():
    words = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "words.md").read_text(encoding="utf-8")))
    code = "\n".join(source.text for source in product())
    assert {w for w in words if not re.search(rf"\b{w}\b", code)} == {"like", "this"} & words


def test_every_test_named_among_the_promises_exists():
    """`docs/promises.md` says which test was seen red; none may vanish or change its name."""
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", (ROOT / "docs/promises.md").read_text("utf-8"))
    assert len(named) > 60
    files = {path: (ROOT / path).read_text("utf-8") for path, _ in named}
    assert [f"{p}::{name}" for p, name in named if f"def {name}(" not in files[p]] == []


NUMBERS = [*range(1, 11), *range(17, 25), 28, 31, 37]


@pytest.mark.parametrize("number", NUMBERS)
def test_every_invariant_of_the_house_has_tests_that_carry_its_number(number):
    carries = re.compile(rf"def test_\w*(?<=_)s{number}_")
    found = [
        path
        for folder in ("frirum", "tests")
        for path in (ROOT / folder).rglob("test_*.py")
        if carries.search(path.read_text("utf-8"))
    ]
    assert found


def test_no_permission_is_dead():
    """Each is granted to a role, and asked for by an action or a door that is really there."""
    granted = set().union(*ROLE_PERMISSIONS.values())
    asked = {run.permission for run in actions()}
    asked |= {view.callback.needs for _, view in patterns() if hasattr(view.callback, "needs")}
    assert set(Permission) - granted == set()
    assert set(Permission) - asked == set()


def test_every_permission_has_a_plain_sentence():
    assert [p.value for p in Permission if len(p.sentence) < 15] == []


def test_migrations_are_complete_and_linear(db):
    """One line per room, from zero to the models as they are; the test database is built by it."""
    out = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    loader = MigrationLoader(connection)
    assert loader.detect_conflicts() == {}
    ours = {key: m for key, m in loader.graph.nodes.items() if is_ours(loader, key[0])}
    for room, name in ours:
        children = [c.key for c in loader.graph.node_map[room, name].children if c.key[0] == room]
        assert len(children) <= 1, f"{room} {name} forks"
    applied = set(loader.applied_migrations)
    assert set(ours) - applied == set()


def test_every_migration_can_be_undone_or_says_why_not(db):
    loader = MigrationLoader(connection)
    stuck = [
        key
        for key, migration in loader.graph.nodes.items()
        if is_ours(loader, key[0]) and not all(o.reversible for o in migration.operations)
    ]
    assert stuck == []


def is_ours(loader, label):
    return apps.get_app_config(label).name.startswith("frirum.")


def test_migrations_never_import_the_app():
    wrong = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "frirum").rglob("migrations/*.py")
        if re.search(r"from frirum\.\S+ import .*(actions|queries|rules)", path.read_text())
    ]
    assert wrong == []


def rooms():
    """Every folder with code on a shelf."""
    found = (ROOT / "frirum").glob("*/*/__init__.py")
    return {".".join(p.parent.relative_to(ROOT).parts) for p in found} - NO_ROOMS


NO_ROOMS = {
    "frirum.config.tests",
    "frirum.demo.management",
    "frirum.demo.tests",
    "frirum.demo.texts",
}
SHELVES = {"frirum.foundation", "frirum.casefile", "frirum.work"}
# Their files have names of their own, as they are not about one thing a person does.
APART = {f"frirum.foundation.{room}" for room in ("wall", "vault", "ui", "country")}


def contracts():
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["tool"]["importlinter"]["contracts"]


def test_each_room_stands_in_the_contracts():
    inside = next(c for c in contracts() if c["name"] == "Inside a room")
    assert set(inside["containers"]) == rooms() - APART
    for shelf in SHELVES:
        (one,) = (c for c in contracts() if c.get("containers") == [shelf])
        named = set(re.findall(r"\w+", " ".join(one["layers"])))
        assert {room.rpartition(".")[2] for room in rooms() if room.startswith(shelf)} <= named
        assert one["exhaustive"]
    (shelves,) = (c for c in contracts() if c.get("containers") == ["frirum"])
    assert shelves["exhaustive"]


def test_imports_follow_the_contracts():
    linter = Path(sys.executable).with_name("lint-imports")
    ended = subprocess.run(
        [linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout
