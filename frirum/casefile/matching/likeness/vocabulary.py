"""Which words are on file, how many bear each, and which are near a word: in memory only."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .keys import place_parts, tokens_of
from .profile import Profile
from .variants import is_cut_short

# Words of a name stand bare; a street and an area carry a sign, so that they mix with no name.
STREET, AREA, TOWN, PEOPLE = "/", "#", "@", "*"
_MOST_CODES = 12
_LEAST_PEOPLE = 2_000


class Near(NamedTuple):
    word: str
    slips: int


class Vocabulary:
    """Counts of bearers. Near words share their beginning or their end, as a slip spares one."""

    def __init__(self) -> None:
        self.bearers: Counter[str] = Counter()
        self._starts: dict[str, set[str]] = defaultdict(set)
        self._ends: dict[str, set[str]] = defaultdict(set)
        self._codes: dict[str, set[str]] = defaultdict(set)

    def add(self, counts: Mapping[str, int]) -> None:
        """Add bearers, or take them off with negative counts."""
        for word, many in counts.items():
            held = self.bearers[word] + many
            if held > 0:
                if held == many:
                    self._place(word)
                self.bearers[word] = held
            else:
                self._forget(word)

    def _place(self, word: str) -> None:
        if word[0] == TOWN:
            town, _, code = word[1:].rpartition(" ")
            self._codes[town].add(code)
        for start, end in _places_of(word):
            self._starts[start].add(word)
            self._ends[end].add(word)

    def cut_short(self, word: str) -> list[str]:
        """Words on file that are this one cut short, or of which it is; the commonest first."""
        if len(word) < 3:
            return []
        start, end = _ends_of(word, 3)
        around = {*self._starts.get(start, ()), *self._ends.get(end, ())}
        found = [beside for beside in around if beside != word and is_cut_short(word, beside)]
        return sorted(found, key=lambda one: (-self.bearers[one], one))[:_MOST_PARTS]

    def codes_of(self, town: str) -> list[str]:
        """Postcodes that were told together with this town."""
        return sorted(self._codes.get(town, ()))[:_MOST_CODES]

    def _forget(self, word: str) -> None:
        self.bearers.pop(word, None)
        for start, end in _places_of(word):
            self._starts[start].discard(word)
            self._ends[end].discard(word)

    @property
    def people(self) -> int:
        return self.bearers[PEOPLE]

    def rarity(self, word: str) -> float:
        """log(people / bearers): how much it tells that two share this word. Never below 0.

        A small file is taken for a larger one, in which a name borne once need not be rare.
        """
        bearers = self.bearers.get(word, 0)
        return max(0.0, math.log((self.people + _LEAST_PEOPLE) / (bearers + 1.0)))

    def near(self, word: str, *, most: int = 24) -> list[Near]:
        """Words on file within one slip, or two in a word of six letters or more; nearest first."""
        slips = 2 if len(word) >= 6 else 1 if len(word) >= 3 else 0
        if not slips:
            return []
        start, end = _ends_of(word, _edge(len(word)))
        around = {*self._starts.get(start, ()), *self._ends.get(end, ())} - {word}
        from rapidfuzz import process  # noqa: PLC0415 - who only writes people down needs none
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        found = process.extract(word, around, scorer=OSA.distance, score_cutoff=slips, limit=None)
        near = [Near(beside, int(away)) for beside, away, _ in found]
        return sorted(near, key=lambda one: (one.slips, -self.bearers[one.word], one.word))[:most]


_MOST_PARTS = 8


def _edge(letters: int) -> int:
    return 3 if letters >= 6 else 2 if letters >= 4 else 1


def _ends_of(word: str, many: int) -> tuple[str, str]:
    """Its first and its last letters, each with the sign of its kind."""
    sign = STREET if word[0] == STREET else ""
    bare = word[len(sign) :]
    return f"{sign}{bare[:many]}", f"{sign}{bare[-many:]}"


def _places_of(word: str) -> list[tuple[str, str]]:
    """Where a word is kept, for whatever a near word's length makes of its ends."""
    if word[0] in (AREA, TOWN, PEOPLE):
        return []
    letters = len(word)
    return [_ends_of(word, many) for many in {_edge(letters + more) for more in (-1, 0, 1, 2)}]


def words_of_profile(one: Profile) -> set[str]:
    """What a person adds to the vocabulary."""
    tokens = tokens_of(one)
    found = {*tokens.told, *tokens.joined}
    for place in one.places:
        street, _number, post, town = place_parts(place)
        if street:
            found.add(STREET + street)
        if post or town:
            found.add(AREA + (post or town))
        if post and town:
            found.add(f"{TOWN}{town} {post}")
    return found


def counts_of(people: Iterable[Profile]) -> Counter[str]:
    """Bearers of each word among these people, and how many they are."""
    counts: Counter[str] = Counter()
    for one in people:
        counts.update(words_of_profile(one))
        counts[PEOPLE] += 1
    return counts
