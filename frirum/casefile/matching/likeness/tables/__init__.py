"""Tables that people can read and correct: one thing a line, `#` begins a remark."""

from collections.abc import Iterator
from pathlib import Path

_FOLDER = Path(__file__).parent


def lines_of(name: str) -> Iterator[str]:
    """The lines of `name`.txt that say something."""
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("# "):
            yield line.strip()
