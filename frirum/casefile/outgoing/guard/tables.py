"""Names that many bear: by themselves they tell of nobody, and show that the next is a name too."""

import functools
from collections.abc import Iterator
from pathlib import Path

from .spelling import squeezed

_FOLDER = Path(__file__).parent / "names"


@functools.cache
def given_names() -> frozenset[str]:
    """First names, squeezed."""
    return frozenset(map(squeezed, _words("given")))


@functools.cache
def family_names() -> frozenset[str]:
    return frozenset(map(squeezed, _words("family")))


@functools.cache
def names_that_are_words() -> frozenset[str]:
    """First names that a sentence may begin with and mean the thing: Storm, Liv, Maj."""
    return frozenset(map(squeezed, _words("words")))


def _words(name: str) -> Iterator[str]:
    for line in (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from line.split()
