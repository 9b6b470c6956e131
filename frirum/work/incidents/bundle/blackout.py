"""Finds what must not leave the house by mistake, and takes it out of texts."""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_FEWEST_DIGITS = 6
_FEWEST_LETTERS = 3
_BETWEEN_DIGITS = r"[\s().\-/]*"


@dataclass(frozen=True, slots=True)
class Guarded:
    """A number, place or name. `key` is a mark that is the same at every look at the case."""

    key: str
    kind: str
    value: str
    role: str


class Blackout:
    """Takes guarded words out of texts, and counts in how many texts each of them stands."""

    def __init__(self, words: Iterable[Guarded], *, allowed: Collection[str], instead: str) -> None:
        self.found: Counter[str] = Counter()
        self._instead, self._allowed = instead, frozenset(allowed)
        # The longest first: a whole address before the street that is part of it.
        pairs = [(pattern, word) for word in words if (pattern := _pattern(word))]
        self._patterns = sorted(pairs, key=lambda pair: -len(pair[0].pattern))

    def __call__(self, text: str) -> str:
        """The text as it may leave."""
        for pattern, word in self._patterns:
            if not pattern.search(text):
                continue
            self.found[word.key] += 1
            if word.key not in self._allowed:
                text = pattern.sub(self._instead, text)
        return text


def _pattern(word: Guarded) -> re.Pattern[str] | None:
    digits = re.sub(r"\D", "", word.value)
    if word.kind in {"phone", "cpr"}:
        return _digits(digits) if len(digits) >= _FEWEST_DIGITS else None
    if word.kind == "address":
        # "Rosenvej 4, 2. tv., 8000 Aarhus C": the street and number alone tell where she lives.
        return _words(word.value.split(",")[0])
    if word.kind == "name":
        # Whoever writes to somebody uses the first name alone.
        return _words(word.value.split()[0] if word.value.split() else "")
    return _words(word.value)


def _digits(digits: str) -> re.Pattern[str]:
    """The last eight digits, however they are grouped; a country's prefix before them goes too."""
    last = _BETWEEN_DIGITS.join(digits[-8:])
    return re.compile(rf"(?<!\d)(?:(?:\+|00)\d{{2,3}}{_BETWEEN_DIGITS})?{last}(?!\d)")


def _words(text: str) -> re.Pattern[str] | None:
    words = re.findall(r"\w+", text)
    if sum(map(len, words)) < _FEWEST_LETTERS:
        return None
    joined = r"\W{1,4}".join(map(re.escape, words))
    return re.compile(rf"(?<!\w){joined}(?:e?s)?(?!\w)", re.IGNORECASE)
