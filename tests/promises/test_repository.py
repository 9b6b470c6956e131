"""What a newcomer meets before the program: pages that lead somewhere, and one script."""

import ast
import re
import sys
from pathlib import Path

import pytest

from .code import ROOT

pytestmark = pytest.mark.promise

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
FILES = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "LICENSE",
]
# Runs before anything is installed; `drawings` runs within the environment.
BARE = [ROOT / "app", *(p for p in (ROOT / "tools").glob("*.py") if p.stem != "drawings")]


def commands():
    """The names in the table of `./app`."""
    for node in ast.walk(ast.parse((ROOT / "app").read_text())):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "COMMANDS":
            return [key.value for key in node.value.keys]
    return []


def test_the_pages_a_newcomer_looks_for_are_there():
    assert [name for name in FILES if not (ROOT / name).stat().st_size] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_in_a_page_leads_to_something(page):
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (page.parent / link).exists()] == []


def test_the_script_needs_pythons_own_library_alone():
    foreign = set()
    for path in BARE:
        for node in ast.walk(ast.parse(path.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            roots = {name.partition(".")[0] for name in names}
            foreign |= {(path.name, root) for root in roots - {*sys.stdlib_module_names, "tools"}}
    assert foreign == set()


def test_make_forwards_every_command_and_no_other():
    (targets,) = re.findall(r"^\.PHONY: help (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert targets.split() == commands() != []


def test_decisions_are_numbered_without_a_gap():
    pages = sorted(Path(ROOT / "docs" / "adr").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == [*range(1, len(pages) + 1)]
    titles = {page.name[:4]: page.read_text().partition("\n")[0] for page in pages}
    assert [n for n, title in titles.items() if not title.startswith(f"# {int(n)}. ")] == []
    assert [page.name for page in pages if len(page.read_text().splitlines()) > 40] == []
