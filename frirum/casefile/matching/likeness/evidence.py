"""What speaks for and against two profiles being one person: named features, each with a value.

Each kind of fact gives a level of agreement; that nothing can be compared is a level of its own.
A name that agrees counts by how rare it is: `...~` is the level times log(people / bearers).
"""

import functools
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from .keys import cuts, place_parts
from .profile import Profile
from .spelling import skeleton
from .variants import halves, is_cut_short, nicknames, told_apart, transliterations
from .vocabulary import AREA, STREET, Vocabulary
from .widening import near_days

Features = list[tuple[str, float]]
# From what says most to what says least; the order in which one level is preferred to another.
NAME_LEVELS = ("same", "sound", "other", "slip", "part", "slips", "initial", "differ", "missing")
_RANK = {level: rank for rank, level in enumerate(NAME_LEVELS)}
_AGREEING = frozenset(NAME_LEVELS[:6])
# A slip that makes another name, which others bear, is more likely another person.
_UNLIKE = frozenset({"sound", "slip", "slips", "part"})
_A_NAME = 3
_SWAPPING_COSTS = 2
_DIFFER, _MISSING = "differ", "missing"


class _Best(NamedTuple):
    """The level, their word and its place among theirs, and ours."""

    level: str
    word: str
    at: int
    our: str


_NOBODY, _LAST = _Best(_MISSING, "", 0, ""), _RANK[_MISSING]


@functools.lru_cache(maxsize=32_768)
def level_of(one: str, other: str) -> str:
    """How alike two folded words of a name are."""
    if one == other:
        return "same"
    if len(one) == 1 or len(other) == 1:
        return "initial" if one[0] == other[0] else _DIFFER
    if skeleton(one) == skeleton(other):
        return "sound"
    is_other = other in nicknames().get(one, ()) or other in transliterations().get(one, ())
    return "other" if is_other else _spelt_level(one, other)


def _spelt_level(one: str, other: str) -> str:
    longest = max(len(one), len(other))
    away = OSA.distance(one, other, score_cutoff=2)
    if away == 1 and longest >= 3:
        return "slip"
    if other in halves(one) or one in halves(other):
        return "part"
    if is_cut_short(one, other):
        return "part"
    return "slips" if away == 2 and longest >= 6 else _DIFFER


def _best(ours: tuple[str, ...], theirs: tuple[str, ...]) -> _Best:
    """The best level between any two words of both; the earliest of theirs among equals."""
    best, rank = _NOBODY, _LAST
    for word in ours:
        for at, beside in enumerate(theirs):
            level = level_of(word, beside)
            if _RANK[level] < rank:
                best, rank = _Best(level, beside, at, word), _RANK[level]
                if not rank:
                    return best
    return best


def compared(ours: Profile, theirs: Profile, known: Vocabulary) -> Features:
    """Every feature of a pair, each name once."""
    found = [("candidate", 1.0), *_names(ours, theirs, known)]
    weak = 0
    for kind, level in (
        ("born", _born(ours, theirs)),
        ("phone", _phone(ours, theirs)),
        ("email", _email(ours, theirs)),
        ("handle", _handle(ours, theirs)),
        ("plate", _plate(ours, theirs)),
        ("cpr", _cpr(ours, theirs)),
    ):
        found.append((f"{kind} {level}", 1.0))
        weak += level in ("year", "year 1", "year 2")
    area, area_rarity, street, street_rarity = _places(ours, theirs, known)
    found += [(f"area {area}", 1.0), (f"street {street}", 1.0)]
    if area == "same":
        found.append(("area ~", area_rarity))
        weak += 1
    if street in ("same", "door"):
        found.append(("street ~", street_rarity))
        weak += 1
    if weak > 1:
        found.append((f"weak {min(weak, 3)}", 1.0))
    return found + _together(found)


class _Told(NamedTuple):
    """The parts of a name, as who asks told them."""

    first: tuple[str, ...]
    later: tuple[str, ...]
    family: tuple[str, ...]
    middle: tuple[str, ...]
    former: tuple[str, ...]


@functools.lru_cache(maxsize=256)
def _both_ways(ours: Profile) -> tuple[_Told, _Told]:
    """As it was told, and with given and family name the other way round."""
    family, given = _family_of(ours), ours.given
    return (
        _Told(given[:1], given[1:], told_apart(family), given[1:], ours.former),
        _Told(family[:1], family[1:], told_apart(given), family[1:], ours.former),
    )


def _names(ours: Profile, theirs: Profile, known: Vocabulary) -> Features:
    told, mirrored = _both_ways(ours)
    given, family, kind = _both(told, theirs)
    is_swapped, cost = False, _RANK[given.level] + _RANK[family.level]
    if cost > _SWAPPING_COSTS:
        crossed = _both(mirrored, theirs)
        is_swapped = _RANK[crossed[0].level] + _RANK[crossed[1].level] + _SWAPPING_COSTS < cost
        given, family, kind = crossed if is_swapped else (given, family, kind)
    found: Features = [(f"given {given.level}", 1.0), (f"{kind} {family.level}", 1.0)]
    if is_swapped:
        found.append(("swapped", 1.0))
    for of, best in (("given", given), (kind, family)):
        if best.level in _AGREEING:
            found.append((f"{of} {best.level} ~", known.rarity(best.word)))
        if best.level in _UNLIKE and known.bearers.get(best.our, 0) >= _A_NAME:
            found.append((f"{of} {best.level} of two names", 1.0))
    if given.at and given.level in _AGREEING:
        found.append(("given later", 1.0))
    return found + _more_names(ours, theirs, {given.word, family.word})


def _family_of(one: Profile) -> tuple[str, ...]:
    """Whoever told a whole name as a given one told the family name last."""
    return one.family or (one.given[1:] if len(one.given) > 1 else ())


def _both(told: _Told, theirs: Profile) -> tuple[_Best, _Best, str]:
    """The best of given names, the best of family names, and of which kind the latter is."""
    there = theirs.given + theirs.alias
    first = _best(told.first, there)
    if first.level == _DIFFER and told.later:
        later = _best(told.later, there)
        first = later._replace(at=max(1, later.at)) if later.level != _DIFFER else first
    return first, *_best_family(told, theirs)


def _best_family(told: _Told, theirs: Profile) -> tuple[_Best, str]:
    """A family name may be a former one, and a middle name a family name."""
    there = told_apart(_family_of(theirs))
    best, kind = _best(told.family, there), "family"
    if best.level == "same":
        return best, kind
    former, middle = theirs.former, theirs.given[1:]
    if former:
        best, kind = _better(told.family, former, "former", best, kind)
    if told.former:
        former_too = told_apart(theirs.family + former)
        best, kind = _better(told.former, former_too, "former", best, kind)
    if middle:
        best, kind = _better(told.family, middle, "middle", best, kind)
    if told.middle:
        best, kind = _better(told.middle, there, "middle", best, kind)
    return best, kind


def _better(
    ours: tuple[str, ...], theirs: tuple[str, ...], of: str, best: _Best, kind: str
) -> tuple[_Best, str]:
    """What these agree in, when it is more than the best so far."""
    found = _best(ours, theirs)
    if found.level in _AGREEING and _RANK[found.level] < _RANK[best.level]:
        return found, of
    return best, kind


def _more_names(ours: Profile, theirs: Profile, used: set[str]) -> Features:
    """Words that both told beyond the two that were compared."""
    rest_here = [word for word in (*ours.given[1:], *ours.family[1:]) if word not in used]
    if not rest_here:
        return []
    there = [*theirs.given, *theirs.family, *theirs.former, *theirs.alias]
    rest_there = [word for word in there if word not in used]
    agree = differ = 0
    for word in rest_here:
        if any(level_of(word, beside) in _AGREEING for beside in rest_there):
            agree += 1
        elif len(theirs.given) > 1 and len(word) > 1:
            differ += 1
    return [("more agree", float(min(agree, 2)))] * bool(agree) + [
        ("more differ", float(min(differ, 2)))
    ] * bool(differ)


def _years_apart(ours: set[int], theirs: set[int]) -> int:
    return min(abs(one - other) for one in ours for other in theirs)


def _born(ours: Profile, theirs: Profile) -> str:
    """1 January is what is written when only the year is known."""
    days_here = [day for day in ours.born if not day.endswith("-01-01")]
    days_there = [day for day in theirs.born if not day.endswith("-01-01")]
    if days_here and days_there:
        if set(days_here) & set(days_there):
            return "same"
        return min((_days_apart(a, b) for a in days_here for b in days_there), key=_DAYS.index)
    here, there = ours.all_years(), theirs.all_years()
    if not here or not there:
        return _MISSING
    apart = _years_apart(here, there)
    if apart == 0:
        return "year"
    if apart <= 2:
        return f"year {apart}"
    return "years 5" if apart <= 5 else "years differ"


_DAYS = ("swapped", "slip", "month", "day in year", "same year", "near year", _DIFFER)


def _days_apart(one: str, other: str) -> str:
    if one[:4] == other[:4] and one[5:7] == other[8:] and one[8:] == other[5:7]:
        return "swapped"
    if other in near_days(one):
        return "slip"
    if one[:7] == other[:7]:
        return "month"
    if one[5:] == other[5:]:
        return "day in year"
    if one[:4] == other[:4]:
        return "same year"
    return "near year" if abs(int(one[:4]) - int(other[:4])) <= 2 else _DIFFER


def _nearest(ours: Sequence[str], theirs: Sequence[str], slips: int) -> str:
    """same, slip, differ or missing: one character wrong, or two swapped, is a slip."""
    if not ours or not theirs:
        return _MISSING
    if any(one in theirs for one in ours):
        return "same"
    away = min(OSA.distance(a, b, score_cutoff=slips) for a in ours for b in theirs)
    return "slip" if away <= slips else _DIFFER


def _phone(ours: Profile, theirs: Profile) -> str:
    return _nearest(ours.phones, theirs.phones, 1)


def _plate(ours: Profile, theirs: Profile) -> str:
    return _nearest(ours.plates, theirs.plates, 1)


def _cpr(ours: Profile, theirs: Profile) -> str:
    return _nearest(ours.cprs, theirs.cprs, 1)


def _email(ours: Profile, theirs: Profile) -> str:
    level = _nearest(ours.emails, theirs.emails, 1)
    if level in ("same", _MISSING):
        return level
    here, there = ([mail.partition("@")[0] for mail in one.emails] for one in (ours, theirs))
    local = _nearest(here, there, 1)
    return {"same": "local", "slip": "local slip"}.get(local, _DIFFER)


def _handle(ours: Profile, theirs: Profile) -> str:
    level = _nearest(ours.handles, theirs.handles, 1)
    if level != _DIFFER:
        return level
    near = {cut for name in ours.handles for cut in cuts(name)}
    return "slip" if any(near & set(cuts(name)) for name in theirs.handles) else _DIFFER


_AREAS = ("same", "town", "region", _DIFFER, _MISSING)
_STAIRS = "abcdefghijklmnopqrstuvwxyz"
_STREETS = ("door", "door slip", "same", "slip", _DIFFER, _MISSING)


def _places(ours: Profile, theirs: Profile, known: Vocabulary) -> tuple[str, float, str, float]:
    """Area and its rarity, street and its rarity: the best of any two places of both."""
    area, rarity, street, street_rarity = _MISSING, 0.0, _MISSING, 0.0
    for one in ours.places:
        for other in theirs.places:
            a, b = place_parts(one), place_parts(other)
            level = _area(a, b)
            if _AREAS.index(level) < _AREAS.index(area):
                area, rarity = level, known.rarity(AREA + (b[2] or b[3]))
            level = _street(a, b)
            if _STREETS.index(level) < _STREETS.index(street):
                street, street_rarity = level, known.rarity(STREET + b[0])
    return area, rarity, street, street_rarity


def _area(one: list[str], other: list[str]) -> str:
    if one[2] and other[2]:
        if one[2] == other[2]:
            return "same"
        if one[3] and one[3] == other[3]:
            return "town"
        return "region" if one[2][:2] == other[2][:2] else _DIFFER
    if one[3] and other[3]:
        if one[3] == other[3]:
            return "same"
        return "town" if one[3].split()[0] == other[3].split()[0] else _DIFFER
    return _MISSING


def _street(one: list[str], other: list[str]) -> str:
    if not one[0] or not other[0]:
        return _MISSING
    is_door = bool(one[1]) and one[1].rstrip(_STAIRS) == other[1].rstrip(_STAIRS)
    if one[0] == other[0]:
        return "door" if is_door else "same"
    if OSA.distance(one[0], other[0], score_cutoff=2) <= 2:
        return "door slip" if is_door else "slip"
    return _DIFFER


_WHOLE = frozenset({
    "born same", "phone same", "email same", "email local", "handle same", "plate same",
    "cpr same", "street door",
})  # fmt: skip


_NOTHING_BESIDE = frozenset({"born missing", "area missing", "phone missing"})


def _together(found: Features) -> Features:
    """What two facts say together that neither says alone."""
    names = {name for name, _ in found}
    whole = len(names & _WHOLE)
    made: Features = []
    if "given differ" in names:
        if whole:
            made.append(("household", 1.0))  # the same phone or door, another name
        if "family differ" in names or "family missing" in names:
            made.append(("no name", 1.0))
    if whole > 1:
        made.append(("whole 2", 1.0))
    if names >= _NOTHING_BESIDE:
        made.append(("name alone", 1.0))
    return made
