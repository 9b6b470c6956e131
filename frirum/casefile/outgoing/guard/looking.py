"""What stands in something that is to leave, and whose it is: the guard's verdict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .details import Detail, Sort
from .finding import Text, find_all
from .foreign import Known, Stranger, strangers_in


@dataclass(frozen=True, slots=True)
class Found:
    """Words that stand in what is to leave: what sort, as written, where, and the line around.

    `matches`: they are protected elsewhere in the matter. For the desk's eyes alone.
    """

    sort: Sort
    words: str
    where: str
    around: str = ""
    matches: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """What to look for: `own`, of the writer's case; `elsewhere`, of all the rest of the matter.

    `common`: words, squeezed, that tell nothing by themselves.
    """

    own: tuple[Detail, ...] = ()
    elsewhere: tuple[Detail, ...] = ()
    known: Known = field(default_factory=Known)
    common: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`own` blocks; `strangers`, known elsewhere or not, go to the desk."""

    own: tuple[Found, ...] = ()
    strangers: tuple[Found, ...] = ()

    @property
    def is_clean(self) -> bool:
        return not (self.own or self.strangers)


_AROUND = 60


def look_through(pieces: Iterable[tuple[str, str]], watched: Watched) -> Verdict:
    """`pieces` are texts, each with where it stands. Every one is looked through to its end."""
    own: list[Found] = []
    strangers: list[Found] = []
    for where, written in pieces:
        text = Text(written)
        own += [
            Found(hit.detail.sort, hit.words, where, around(text.text, hit.words))
            for hit in find_all(watched.own, text, common=watched.common)
        ]
        strangers += _strangers(text, where, watched)
    return Verdict(_once(own), _once(strangers))


def _strangers(text: Text, where: str, watched: Watched) -> list[Found]:
    matched = {
        (hit.detail.sort, hit.words)
        for hit in find_all(watched.elsewhere, text, common=watched.common)
    }
    unknown = strangers_in(text, watched.known)
    found = [
        Found(sort, words, where, around(text.text, words), matches=True)
        for sort, words in sorted(matched)
    ]
    found += [
        Found(one.sort, one.words, where, around(text.text, one.words))
        for one in unknown
        if not _is_among(one, matched)
    ]
    return found


def _is_among(one: Stranger, matched: Iterable[tuple[Sort, str]]) -> bool:
    return any(one.words in words or words in one.words for _sort, words in matched)


def around(text: str, words: str) -> str:
    """The line in which the words stand, as much of it as helps."""
    place = text.find(words)
    if place < 0:
        return words
    start, end = max(0, place - _AROUND), place + len(words) + _AROUND
    return " ".join(text[start:end].split())


def _once(found: Sequence[Found]) -> tuple[Found, ...]:
    """The same words at the same place once, whatever they were found by."""
    kept: dict[tuple[str, str], Found] = {}
    for one in found:
        held = kept.get((one.where, one.words))
        if held is None or (one.matches and not held.matches):
            kept[one.where, one.words] = one
    whole = kept.values()
    return tuple(
        one
        for one in whole
        if not any(
            one is not other and one.where == other.where and one.words in other.words
            for other in whole
        )
    )
