"""What must not leave, and the spellings in which it is looked for."""

import enum
import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from frirum.casefile.matching.likeness.spelling import fold
from frirum.casefile.matching.likeness.tables import lines_of

from .spelling import squeezed
from .tables import names_that_are_words


class Sort(enum.StrEnum):
    """How a detail is looked for."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    HANDLE = "handle"
    WORKPLACE = "workplace"
    SCHOOL = "school"
    PLATE = "plate"
    CPR = "cpr"


@dataclass(frozen=True, slots=True)
class Detail:
    """A name, number or place as it was written down. `other` is a family name.

    `alone`: the first name is protected by itself, as nobody else of the case bears it.
    """

    sort: Sort
    value: str
    other: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Spelt:
    """Letters to look for. `slips` may be wrong in them, one at most in the first `head` of them.

    `capital`: only as a name is written. `is_word`: an ordinary word too, so that a capital at the
    beginning of a sentence says nothing. `endings`: it may be inflected, more than by an s.
    `is_whole`: nothing but space and hyphen may stand within it.
    """

    letters: str
    slips: int = 0
    capital: bool = False
    head: int = 0
    is_word: bool = False
    endings: bool = True
    is_whole: bool = False


_SHORTEST = 3
_LONG, _LONGER = 8, 13
_ALONE = 5
_GENERIC = frozenset(
    """
    skole skolen skoles friskole privatskole folkeskole realskole gymnasium bornehave bornehaven
    vuggestue vuggestuen dagpleje bornehus bornehuset institution institutionen fritidshjem sfo
    den det de i pa af og ved til for aps a s as ivs kommune selvejende integrerede afdeling
    krisecenter krisecentret center centret
    """.split()  # noqa: SIM905
)


def _slips(letters: str) -> int:
    return 0 if len(letters) < _LONG else 1 if len(letters) < _LONGER else 2


def _spelt(words: str, *, capital: bool = False, exact: bool = False) -> Spelt | None:
    letters = squeezed(words)
    if len(letters) < _SHORTEST:
        return None
    return Spelt(letters, 0 if exact else _slips(letters), capital)


@functools.lru_cache(maxsize=4_096)
def spellings_of(detail: Detail, *, common: frozenset[str] = frozenset()) -> tuple[Spelt, ...]:
    """What to look for. `common`: words, squeezed, that tell nothing by themselves."""
    makers = {
        Sort.NAME: _name,
        Sort.EMAIL: _email,
        Sort.SCHOOL: _house_of_many,
        Sort.WORKPLACE: _house_of_many,
        Sort.HANDLE: _handle,
        Sort.PLATE: _plate,
    }
    made = makers[detail.sort](detail, common) if detail.sort in makers else ()
    return tuple({one.letters: one for one in made if one}.values())


def _name(detail: Detail, common: frozenset[str]) -> Iterator[Spelt | None]:
    given, family = fold(detail.value).split(), fold(detail.other).split()
    if not family and len(given) > 1:
        given, family = given[:-1], given[-1:]
    whole = " ".join(family)
    if given and family:
        for first in {" ".join(given), given[0], given[-1]}:
            yield _of_two(first, whole)
            yield _of_two(whole, first)
            if len(family) > 1:
                yield _of_two(first, family[-1])
        for initial in {"".join(word[0] for word in given), given[0][0]}:
            yield _initial(initial, whole)
    alone = squeezed(whole)
    if family and len(alone) >= _ALONE and alone not in common:
        yield _as_name(_spelt(whole, capital=True, exact=len(alone) < _LONG))
    if given and (detail.alone or not (family or squeezed(given[0]) in common)):
        word = squeezed(given[0]) in names_that_are_words()
        spelt = _as_name(_spelt(given[0], capital=True, exact=True))
        yield replace(spelt, is_word=word) if spelt else None


def _as_name(spelt: Spelt | None) -> Spelt | None:
    return replace(spelt, endings=False) if spelt else None


def _of_two(first: str, second: str) -> Spelt | None:
    """Two slips may not both be in the shorter first word: that is another name."""
    spelt = _as_name(_spelt(f"{first} {second}"))
    return replace(spelt, head=len(squeezed(first))) if spelt else None


def _initial(initial: str, family: str) -> Spelt | None:
    """A. Holm. Before a name that begins with the same letter it would be the name alone."""
    spelt = _as_name(_spelt(f"{initial} {family}", capital=True, exact=True))
    if spelt is None or len(spelt.letters) <= len(squeezed(family)):
        return None
    return spelt


_AT = ("", "at", "snabela", "alfa", "krolealfa")


def _email(detail: Detail, _common: frozenset[str]) -> Iterator[Spelt | None]:
    local, _at, host = detail.value.strip().rpartition("@")
    if not local:
        return
    for at in _AT:
        for dot in ("", " dot ", " punktum "):
            words = f"{local.replace('.', ' ')} {at} {host.replace('.', dot or ' ')}"
            letters = squeezed(words)
            yield Spelt(letters, 1 if len(letters) >= _LONGER else 0)


def _house_of_many(detail: Detail, common: frozenset[str]) -> Iterator[Spelt | None]:
    """A school or place of work: as it is called, shortened, and by what is its own in the name."""
    name = re.split(r"[,(/]", detail.value)[0]
    words = fold(name).split()
    letters = squeezed(name)
    if not letters or letters in common or all(word in _GENERIC for word in words):
        return
    for spelt in (_spelt(name), _spelt(_without_ending(letters))):
        yield replace(spelt, is_whole=True) if spelt else None
    for long, short in (("skole", "sk"), ("bornehave", "bh"), ("vugestue", "vs")):
        if letters.rstrip("ns").endswith(long):
            yield _spelt(letters.rstrip("ns")[: -len(long)] + short, capital=True)
    core = _core("".join(word for word in words if word not in _GENERIC))
    if len(core) >= _ALONE and core not in common:
        alone = _as_name(_spelt(core, capital=True, exact=len(core) < _LONG))
        yield replace(alone, is_whole=True) if alone else None


_ENDS = re.compile(
    r"(?:skole|bornehave|bornehus|vug+estue|gymnasium|friskole)(?:n|ns|s|t|ts|et|ets|en|ens)?$"
)


def _core(word: str) -> str:
    return squeezed(_ENDS.sub("", word))


def _without_ending(letters: str) -> str:
    return re.sub(r"(?<=.....)(?:ens|ets|en|et|ns|n|s)$", "", letters)


def _handle(detail: Detail, _common: frozenset[str]) -> Iterator[Spelt | None]:
    name = detail.value.rstrip("/").rpartition("/")[2].rpartition(":")[2]
    yield _spelt(name)


def _plate(detail: Detail, _common: frozenset[str]) -> Iterator[Spelt | None]:
    yield _spelt(detail.value, exact=True)


@functools.cache
def _short_words() -> tuple[tuple[str, str], ...]:
    return tuple(
        (fold(whole), fold(short))
        for short, whole in (line.split() for line in lines_of("streets"))
    )


_STREET = re.compile(
    r"^(?P<street>.*?[^\W\d_].*?)[\s,]+(?P<number>\d{1,4})\s?(?P<letter>[a-zA-Z]?)\b"
)


@dataclass(frozen=True, slots=True)
class Street:
    """A street in each of its spellings, and the number of the house."""

    spellings: tuple[Spelt, ...]
    number: str


@functools.lru_cache(maxsize=4_096)
def street_of(detail: Detail) -> Street | None:
    """The street of an address; None when it names only a town or place."""
    found = _STREET.match(detail.value.strip())
    street = found["street"] if found else detail.value.split(",")[0]
    number = f"{found['number']}{found['letter'].lower()}" if found else ""
    words = fold(re.sub(r"\d+", " ", street)).split()
    if not words or (not found and not _is_street(words[-1])):
        return None
    made = {spelt.letters: spelt for spelt in map(_spelt, _written(words)) if spelt}
    return Street(tuple(made.values()), number)


_KINDS = (
    "vej", "gade", "alle", "strade", "plads", "torv", "vange", "vanget", "park", "parken", "sti",
    "boulevard", "have", "haven",
)  # fmt: skip


def _is_street(word: str) -> bool:
    return word.endswith(_KINDS)


def _written(words: list[str]) -> Iterable[str]:
    """The street as it is, and with a word cut short: Nørregd., Gl. Vej, Ndr. Ringgade."""
    yield " ".join(words)
    for place, word in enumerate(words):
        for whole, short in _short_words():
            last = place == len(words) - 1
            if word == whole or (last and word.endswith(whole) and len(word) > len(whole)):
                cut = [*words[:place], word[: len(word) - len(whole)] + short, *words[place + 1 :]]
                if len("".join(cut)) > _SHORTEST:
                    yield " ".join(cut)
            elif not last and len(words) == 1 and word.startswith(whole):
                yield f"{short} {word[len(whole) :]}"
    first = words[0]
    for whole, short in _short_words():
        if first.startswith(whole) and len(first) > len(whole) and len(whole) > _SHORTEST:
            yield " ".join([short, first[len(whole) :], *words[1:]])
