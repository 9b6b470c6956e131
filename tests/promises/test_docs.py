"""The drawn pages are current, the words exist, migrations are whole, imports point downwards."""

import io
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.roles import ROLE_PERMISSIONS
from tools.drawings import FOLDER, drawings

from .code import ROOT, product

pytestmark = pytest.mark.promise


@pytest.mark.parametrize("name", ["rooms.md", "permissions.md", "states.md"])
def test_drawn_pages_are_current(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == drawings()[name], "run ./app docs"


def test_every_word_of_the_glossary_exists_in_the_code():
    words = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "words.md").read_text(encoding="utf-8")))
    code = "\n".join(source.text for source in product())
    assert {w for w in words if not re.search(rf"\b{w}\b", code)} == {"like", "this"} & words


def test_no_permission_is_dead():
    """Each is granted to a role, and named by an action or a door."""
    granted = set().union(*ROLE_PERMISSIONS.values())
    code = "\n".join(s.text for s in product() if s.path.name not in {"permissions.py", "roles.py"})
    used = {p for p in Permission if re.search(rf"Permission\.{p.name}\b", code)}
    assert set(Permission) - granted == set()
    assert set(Permission) - used == set()


def test_every_permission_has_a_plain_sentence():
    assert [p.value for p in Permission if len(p.sentence) < 15] == []


def test_migrations_are_complete_and_linear(db):
    out = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    loader = MigrationLoader(connection)
    assert loader.detect_conflicts() == {}


def test_migrations_never_import_the_app():
    wrong = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "frirum").rglob("migrations/*.py")
        if re.search(r"from frirum\.\S+ import .*(actions|queries|rules)", path.read_text())
    ]
    assert wrong == []


def test_each_room_stands_in_the_contracts():
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    rooms = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in (ROOT / "frirum").glob("*/*/models.py")
    } | {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in (ROOT / "frirum").glob("*/*/actions.py")
    }
    apart = {"frirum.foundation.wall", "frirum.foundation.vault"}
    assert {room for room in rooms - apart if f'"{room}"' not in contracts} == set()
