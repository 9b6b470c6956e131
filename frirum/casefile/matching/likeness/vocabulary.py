"""Which words are on file, how many bear each, and which are near a word: in memory only."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from .keys import place_parts, tokens_of
from .ordered import Ordered
from .profile import Profile
from .variants import is_cut_short

# Words of a name stand bare; a street and an area carry a sign, so that they mix with no name.
STREET, AREA, TOWN, PEOPLE = "/", "#", "@", "*"
_MOST_CODES = 12
_LEAST_PEOPLE = 2_000


class Near(NamedTuple):
    word: str
    slips: int


# What was reckoned for so many words is kept until the words change.
_MOST_KEPT = 4_096


class _Words:
    """Words by their beginning and, spelt backwards, by their end: a slip spares one of both."""

    def __init__(self) -> None:
        self._ahead, self._back = Ordered(), Ordered()

    def put(self, words: list[str]) -> None:
        self._ahead.put(words)
        self._back.put(word[::-1] for word in words)

    def take_out(self, word: str) -> None:
        self._ahead.take_out(word)
        self._back.take_out(word[::-1])

    def around(self, word: str, letters: int) -> set[str]:
        """Those that share the first or the last letters with it, and the word itself never."""
        back = word[: -letters - 1 : -1]
        found = {*self._ahead.beginning_with(word[:letters])}
        found.update([one[::-1] for one in self._back.beginning_with(back)])
        found.discard(word)
        return found


class Vocabulary:
    """Counts of bearers, and the words in order. `kept` holds what others reckoned from it, and is
    emptied when anything of it changes.
    """

    def __init__(self) -> None:
        self.bearers: Counter[str] = Counter()
        self.kept: dict[Any, Any] = {}
        self._names, self._streets = _Words(), _Words()
        self._codes: dict[str, set[str]] = defaultdict(set)

    def add(self, counts: Mapping[str, int]) -> None:
        """Add bearers, or take them off with negative counts."""
        self.kept.clear()
        new: list[str] = []
        for word, many in counts.items():
            held = self.bearers[word] + many
            if held > 0:
                if held == many:
                    new.append(word)
                self.bearers[word] = held
            else:
                self._forget(word)
        self._put(new)

    def _put(self, words: list[str]) -> None:
        for word in words:
            if word[0] == TOWN:
                town, _, code = word[1:].rpartition(" ")
                self._codes[town].add(code)
        self._names.put([word for word in words if word[0] not in _SIGNS])
        self._streets.put([word[1:] for word in words if word[0] == STREET])

    def _forget(self, word: str) -> None:
        self.bearers.pop(word, None)
        if word[0] == STREET:
            self._streets.take_out(word[1:])
        elif word[0] not in _SIGNS:
            self._names.take_out(word)

    def keep(self, what: Any, reckoned: Any) -> Any:
        """Remember it until the words change."""
        if len(self.kept) >= _MOST_KEPT:
            self.kept.clear()
        self.kept[what] = reckoned
        return reckoned

    def cut_short(self, word: str) -> list[str]:
        """Words on file that are this one cut short, or of which it is; the commonest first."""
        if len(word) < 3:
            return []
        around = self._names.around(word, 3)
        found = [one for one in around if is_cut_short(word, one) and self.bearers.get(one)]
        return sorted(found, key=lambda one: (-self.bearers[one], one))[:_MOST_PARTS]

    def codes_of(self, town: str) -> list[str]:
        """Postcodes that were told together with this town."""
        return sorted(self._codes.get(town, ()))[:_MOST_CODES]

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
        """Words on file within one slip, or two in a word of six letters or more; nearest first.

        A street, with its sign, is near to streets alone.
        """
        found: list[Near] | None = self.kept.get((word, most))
        return self.keep((word, most), self._near(word, most)) if found is None else found

    def _near(self, word: str, most: int) -> list[Near]:
        sign = STREET if word[0] == STREET else ""
        bare, words = (word[1:], self._streets) if sign else (word, self._names)
        slips = 2 if len(word) >= 6 else 1 if len(word) >= 3 else 0
        if not slips:
            return []
        from rapidfuzz import process  # noqa: PLC0415 - who only writes people down needs none
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        around = words.around(bare, _edge(len(word)))
        found = process.extract(bare, around, scorer=OSA.distance, score_cutoff=slips, limit=None)
        near = [Near(sign + one, int(away)) for one, away, _ in found]
        there = [one for one in near if self.bearers.get(one.word)]
        return sorted(there, key=lambda one: (one.slips, -self.bearers[one.word], one.word))[:most]


_SIGNS = (STREET, AREA, TOWN, PEOPLE)
_MOST_PARTS = 8


def _edge(letters: int) -> int:
    return 3 if letters >= 6 else 2 if letters >= 4 else 1


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
