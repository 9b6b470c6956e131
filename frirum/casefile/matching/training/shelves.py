"""The index of a file of made-up people, held in memory: what the tables are in a house."""

import hashlib
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..facts import profile_of
from ..likeness.engine import Candidate, Weights, answer
from ..likeness.keys import RARE, Key, keys_of, tokens_of
from ..likeness.profile import Profile
from ..likeness.vocabulary import Vocabulary, counts_of
from ..likeness.widening import Asked
from ..onfile import MOST_BEARERS, MOST_BEARERS_OF_A_WORD
from ..rows import facts_of


def _keys_of(one: Profile, known: Vocabulary) -> Iterator[Key]:
    yield from keys_of(one)
    for word in tokens_of(one).told:
        if known.bearers[word] <= MOST_BEARERS_OF_A_WORD:
            yield Key(RARE, word)


@dataclass
class Shelf:
    """Small enough to be looked into: every key with whoever bears it."""

    profiles: dict[str, Profile]
    keys: dict[Key, list[str]] = field(default_factory=lambda: defaultdict(list))
    known: Vocabulary = field(default_factory=Vocabulary)

    def __post_init__(self) -> None:
        self.known.add(counts_of(self.profiles.values()))
        for number, one in self.profiles.items():
            for key in _keys_of(one, self.known):
                self.keys[key].append(number)

    def read(self, asked: Sequence[Asked]) -> Sequence[Sequence[str]]:
        return [self.keys.get(question.key, [])[:MOST_BEARERS] for question in asked]

    def profiles_of(self, bearers: Sequence[str]) -> Mapping[str, Profile]:
        return {bearer: self.profiles[bearer] for bearer in bearers}

    def ask(self, one: Profile, weights: Weights) -> list[Candidate]:
        return answer(
            one,
            known=self.known,
            read=self.read,
            profiles_of=self.profiles_of,
            weights=weights,
        )


# A key and who bears it in one number, so that a million people take no more than their numbers.
_PERSON_BITS = 24
_HASH_BYTES = 5


class WideShelf(Shelf):
    """For a million people: profiles as text, keys as numbers in order."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        self._ids: list[str] = []
        self._texts: list[str] = []
        counts: Counter[str] = Counter()
        for row in rows:
            one = profile_of(facts_of(row))
            counts.update(counts_of([one]))
            self._ids.append(row["person_id"])
            self._texts.append(one.as_text())
        self.known = Vocabulary()
        self.known.add(counts)
        borne = [
            _start(key) + at
            for at, text in enumerate(self._texts)
            for key in _keys_of(Profile.from_text(text), self.known)
        ]
        borne.sort()
        self._borne = array("Q", borne)
        self._at = {number: at for at, number in enumerate(self._ids)}

    def read(self, asked: Sequence[Asked]) -> Sequence[Sequence[str]]:
        return [self._bearers(_start(question.key)) for question in asked]

    def _bearers(self, start: int) -> list[str]:
        first = bisect_left(self._borne, start)
        after = start + (1 << _PERSON_BITS)
        some = self._borne[first : first + MOST_BEARERS]
        return [self._ids[one - start] for one in some if one < after]

    def profiles_of(self, bearers: Sequence[str]) -> Mapping[str, Profile]:
        return {one: Profile.from_text(self._texts[self._at[one]]) for one in bearers}


def _start(key: Key) -> int:
    digest = hashlib.blake2b("\x1f".join(key).encode(), digest_size=_HASH_BYTES).digest()
    return int.from_bytes(digest, "big") << _PERSON_BITS
