"""The product's own source, parsed once, for promises about how it is written."""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    path: Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @property
    def is_test(self) -> bool:
        return "tests" in self.path.parts or self.path.name == "conftest.py"

    @functools.cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @functools.cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def functions(self) -> Iterator[ast.FunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef):
                yield node

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Every call with the last word of what is called, such as `create`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                called = node.func
                yield node, getattr(called, "attr", getattr(called, "id", ""))


@functools.cache
def sources() -> tuple[Source, ...]:
    files = sorted((ROOT / "frirum").rglob("*.py"))
    return tuple(Source(path) for path in files if "migrations" not in path.parts)


def product() -> list[Source]:
    return [source for source in sources() if not source.is_test]
