"""By which keys a person is found: pairs of facts, and identifiers whole.

A key is a kind and its parts. Kinds never mix: a key of one kind is equal to none of another.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from .profile import Profile
from .spelling import skeleton
from .variants import joined, told_apart

PAIR, WITH_YEAR, WITH_POST, WITH_STREET = "n2", "ny", "np", "ns"
YEAR_POST, DOOR, BORN = "yp", "sn", "db"
PHONE, EMAIL, HANDLE, PLATE, CPR = "ph", "em", "ha", "pl", "cp"
RARE = "w1"
KINDS = (
    PAIR, WITH_YEAR, WITH_POST, WITH_STREET, YEAR_POST, DOOR, BORN, PHONE, EMAIL, HANDLE, PLATE,
    CPR, RARE,
)  # fmt: skip
_MOST_TOKENS = 9
_SHORTEST_CUT = 5


class Key(NamedTuple):
    kind: str
    parts: str


class Tokens(NamedTuple):
    """The words by which somebody is found: those that were told, and neighbours as one."""

    told: tuple[str, ...]
    joined: tuple[str, ...]


def tokens_of(one: Profile) -> Tokens:
    """Single letters find nobody. Of very many words the first are taken."""
    fields = [one.given, one.family, one.former, one.alias]
    told = dict.fromkeys(word for words in fields for word in told_apart(words) if len(word) > 1)
    both = dict.fromkeys(pair for words in fields[:3] for pair in joined(words))
    single = tuple(told)[:_MOST_TOKENS]
    return Tokens(single, tuple(pair for pair in both if pair not in told)[:3])


def pair(one: str, other: str) -> Key:
    """Two sounds in one order, so that swapped fields make the same key."""
    return Key(PAIR, f"{one} {other}" if one <= other else f"{other} {one}")


def place_parts(place: str) -> list[str]:
    """Street, number, postcode and town of a place."""
    return place.split("|")


def keys_of(one: Profile) -> list[Key]:
    """Every key of a person, each once; the rare single words are the caller's to add."""
    tokens = tokens_of(one)
    sounds = dict.fromkeys(map(skeleton, tokens.told))
    found = dict.fromkeys(pair(a, b) for a, b in combinations(sounds, 2))
    for both in tokens.joined:
        whole = skeleton(both)
        found |= dict.fromkeys(
            pair(whole, skeleton(word)) for word in tokens.told if word not in both
        )
    found |= dict.fromkeys(_beside(one, list(sounds)))
    found |= dict.fromkeys(_identifiers(one))
    return list(found)


def _beside(one: Profile, sounds: list[str]) -> Iterator[Key]:
    """Names beside a year or a place, and these beside each other."""
    years = sorted(one.all_years())
    for year in years:
        yield from (Key(WITH_YEAR, f"{sound} {year}") for sound in sounds)
    for place in one.places:
        street, number, post, town = place_parts(place)
        if area := post or town:
            yield from (Key(WITH_POST, f"{sound} {area}") for sound in sounds)
            yield from (Key(YEAR_POST, f"{year} {area}") for year in years)
        if street:
            yield from (Key(WITH_STREET, f"{sound} {street}") for sound in sounds)
        if street and number:
            yield Key(DOOR, f"{street} {number}")


def _identifiers(one: Profile) -> Iterator[Key]:
    yield from (Key(BORN, day) for day in one.born if not day.endswith("-01-01"))
    yield from (Key(PHONE, number) for number in one.phones)
    yield from (Key(EMAIL, address.partition("@")[0]) for address in one.emails)
    yield from (Key(PLATE, plate) for plate in one.plates)
    yield from (Key(CPR, number) for number in one.cprs)
    for name in one.handles:
        yield from (Key(HANDLE, part) for part in cuts(name))


def cuts(name: str) -> list[str]:
    """The name, and the name without each of its letters: a slip in it shares one of these."""
    if len(name) < _SHORTEST_CUT:
        return [name]
    return [name, *dict.fromkeys(name[:at] + name[at + 1 :] for at in range(len(name)))]
