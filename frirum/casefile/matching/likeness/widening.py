"""Every key under which the person asked about may stand: slips are made here, not in the index.

The index holds each person once, as they were told; the question is asked in many spellings.
"""

import functools
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from . import keys
from .keys import Key, place_parts, tokens_of
from .profile import Profile
from .spelling import skeleton
from .variants import halves, joined, nicknames, transliterations
from .vocabulary import STREET, Vocabulary

MOST_KEYS = 600
_MOST_SOUNDS = 10
# In both names of a pair together: with more, strangers are found and hardly anybody else.
_MOST_SLIPS = 2
_NEAR_SOUNDS = 8
_YEARS_OFF = (0, -1, 1, -2, 2)
_DIGITS = "0123456789"


class Asked(NamedTuple):
    """A key to look up. `slips`: how far it is from what was told; the nearest come first."""

    key: Key
    slips: int


# As `Asked`, while there are still many of one key.
_Slipped = tuple[Key, int]


class _Sound(NamedTuple):
    spelt: str
    slips: int


def questions(one: Profile, known: Vocabulary) -> list[Asked]:
    """The keys to look up, each once, nearest first, at most `MOST_KEYS`."""
    found: dict[Key, int] = {}
    for key, slips in _all(one, known):
        if slips < found.get(key, 99):
            found[key] = slips
    ranked = sorted(found.items(), key=lambda item: item[1])[:MOST_KEYS]
    return [Asked(key, slips) for key, slips in ranked]


def _all(one: Profile, known: Vocabulary) -> Iterator[_Slipped]:
    tokens = tokens_of(one)
    called = {*one.given[:1], *one.alias}
    heard = {word: _sounds(word, known, is_called=word in called) for word in tokens.told}
    yield from ((key, 0) for key in keys.keys_of(one))
    yield from _rare(tokens.told, known)
    yield from _pairs(one, heard, known)
    yield from _beside(one, heard, known)
    for number in one.phones:
        yield from _once(keys.PHONE, _slips(number, _DIGITS))
    for plate in one.plates:
        yield from _once(keys.PLATE, _slips(plate, _DIGITS))
    for number in one.cprs:
        yield from _once(keys.CPR, _slips(number, _DIGITS))
    for day in one.born:
        yield from _once(keys.BORN, sorted(near_days(day)))


def _once(kind: str, parts: Iterable[str]) -> Iterator[_Slipped]:
    return ((Key(kind, part), 1) for part in parts)


def _sounds(word: str, known: Vocabulary, *, is_called: bool = False) -> list[_Sound]:
    """How the name may sound on file: as told, other names of the person, slips; nearest first.

    `is_called`: it is what the person is called, which may be a name cut short.
    """
    asked = ("sounds", word, is_called)
    found: list[_Sound] | None = known.kept.get(asked)
    return known.keep(asked, _heard(word, known, is_called)) if found is None else found


def _heard(word: str, known: Vocabulary, is_called: bool) -> list[_Sound]:
    found = {skeleton(word): 0}
    others = nicknames().get(word, frozenset()) | transliterations().get(word, frozenset())
    for other in sorted(others | set(halves(word))):
        if known.bearers.get(other):
            found.setdefault(skeleton(other), 1)
    for near in known.near(word):
        found.setdefault(skeleton(near.word), near.slips)
    for other in known.cut_short(word) if is_called else ():
        found.setdefault(skeleton(other), 2)
    ranked = sorted(found.items(), key=lambda item: item[1])[:_MOST_SOUNDS]
    return [_Sound(spelt, slips) for spelt, slips in ranked]


# No word that more bear is a key by itself, however many were written down at once.
_MOST_BEARERS_OF_A_WORD = 12


def _rare(words: Iterable[str], known: Vocabulary) -> Iterator[_Slipped]:
    for word in words:
        for spelt, slips in ((word, 0), *known.near(word)):
            if 0 < known.bearers.get(spelt, 0) <= _MOST_BEARERS_OF_A_WORD:
                yield (Key(keys.RARE, spelt), slips)


def _pairs(one: Profile, heard: dict[str, list[_Sound]], known: Vocabulary) -> Iterator[_Slipped]:
    for left, right in combinations(heard.values(), 2):
        yield from _crossed(left, right)
    for words in (one.given, one.family, one.former):
        for both in joined(words):
            whole = _sounds(both, known)[:_NEAR_SOUNDS]
            for word, sounds in heard.items():
                if word not in both:
                    yield from _crossed(whole, sounds[:_NEAR_SOUNDS])


def _crossed(left: list[_Sound], right: list[_Sound]) -> Iterator[_Slipped]:
    """Every pair of both, as long as there are not too many slips in it."""
    for one, off in left:
        for other, more in right:
            if off + more > _MOST_SLIPS:
                break  # the nearest come first
            yield keys.pair(one, other), off + more


def _beside(one: Profile, heard: dict[str, list[_Sound]], known: Vocabulary) -> Iterator[_Slipped]:
    sounds = [sound for some in heard.values() for sound in some[:_NEAR_SOUNDS]]
    years = {year + off: abs(off) for off in reversed(_YEARS_OFF) for year in one.all_years()}
    for year, off in years.items():
        for sound in sounds:
            if off + sound.slips <= 2:
                yield (Key(keys.WITH_YEAR, f"{sound.spelt} {year}"), off + sound.slips)
    for place in one.places:
        street, number, post, town = place_parts(place)
        for area in _areas(post, town, known):
            for sound in sounds:
                yield (Key(keys.WITH_POST, f"{sound.spelt} {area}"), sound.slips)
            for year, off in years.items():
                yield (Key(keys.YEAR_POST, f"{year} {area}"), off + 1)
        if street:
            yield from _streets(street, number, sounds, known)


def _areas(post: str, town: str, known: Vocabulary) -> list[str]:
    """On file stands a postcode where it was told, and otherwise the town."""
    if post:
        return [post, town] if town else [post]
    return [town, *known.codes_of(town)] if town else []


def _streets(
    street: str, number: str, sounds: list[_Sound], known: Vocabulary
) -> Iterator[_Slipped]:
    around = [(near.word[1:], near.slips) for near in known.near(STREET + street, most=6)]
    for name, slips in [(street, 0), *around]:
        if number:
            yield (Key(keys.DOOR, f"{name} {number}"), slips)
        for sound in sounds:
            if slips + sound.slips <= 1:
                yield (Key(keys.WITH_STREET, f"{sound.spelt} {name}"), slips + sound.slips)


def _slips(written: str, signs: str) -> Iterator[str]:
    """One digit wrong, or two neighbours in the wrong order. Letters of a plate may be swapped."""
    for at, held in enumerate(written):
        if held in _DIGITS:
            yield from (written[:at] + sign + written[at + 1 :] for sign in signs if sign != held)
        if at and written[at - 1] != held:
            yield written[: at - 1] + held + written[at - 1] + written[at + 1 :]


@functools.lru_cache(maxsize=4_096)
def near_days(day: str) -> frozenset[str]:
    """Days that one slip makes of this one: day and month swapped, or one digit wrong."""
    year, month, number = day.split("-")
    written = f"{year}{month}{number}"
    made = [f"{year}{number}{month}", *_slips(written, _DIGITS)]
    return frozenset(map(_as_day, made)) - {"", day}


def _as_day(digits: str) -> str:
    try:
        made = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return ""
    return made.isoformat() if 1900 <= made.year <= 2100 else ""
