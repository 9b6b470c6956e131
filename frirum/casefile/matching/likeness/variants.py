"""Words that stand for the same name: nicknames, transliterations, compounds, particles."""

import functools
from collections import defaultdict
from itertools import pairwise

from .spelling import skeleton, words_of
from .tables import lines_of


def _groups(name: str) -> dict[str, frozenset[str]]:
    """Each word of a table, with all that stand beside it."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines_of(name):
        group = {"".join(words_of(word)) for word in line.split()} - {""}
        for word in group:
            found[word] |= group - {word}
    return {word: frozenset(others) for word, others in found.items()}


@functools.cache
def nicknames() -> dict[str, frozenset[str]]:
    return _groups("nicknames")


@functools.cache
def transliterations() -> dict[str, frozenset[str]]:
    return _groups("transliterations")


@functools.cache
def particles() -> frozenset[str]:
    return frozenset(word for line in lines_of("particles") for word in line.split())


@functools.cache
def _halves() -> tuple[frozenset[str], frozenset[str]]:
    firsts, seconds = (line.partition(":")[2] for line in lines_of("compounds"))
    return frozenset(words_of(firsts)), frozenset(words_of(seconds))


@functools.lru_cache(maxsize=8_192)
def halves(word: str) -> tuple[str, ...]:
    """The two given names that a compound was written of; empty when it is none."""
    firsts, seconds = _halves()
    for at in range(2, len(word) - 1):
        if word[:at] in firsts and word[at:] in seconds:
            return word[:at], word[at:]
    return ()


@functools.lru_cache(maxsize=8_192)
def told_apart(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name that tell somebody apart: without particles, unless nothing is left."""
    kept = tuple(word for word in words if word not in particles())
    return kept or words


@functools.lru_cache(maxsize=8_192)
def joined(words: tuple[str, ...]) -> tuple[str, ...]:
    """Neighbouring words as one: Anne Marie as annemarie, El Sayed as elsayed."""
    pairs = pairwise(words)
    return tuple(one + other for one, other in pairs if len(one) > 1 and len(other) > 1)


def is_cut_short(one: str, other: str) -> bool:
    """Is one the beginning or the end of the other, as written or as heard: Alex, Nille, Matti?"""
    short, whole = (one, other) if len(one) < len(other) else (other, one)
    if len(short) < 3 or len(short) == len(whole):
        return False
    if whole.startswith(short) or whole.endswith(short):
        return True
    heard = skeleton(short)
    return len(heard) >= 3 and skeleton(whole).startswith(heard)
