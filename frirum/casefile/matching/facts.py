"""Facts that tell one person from another, as rooms hand them over, and the profile they make."""

import enum
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from frirum.casefile.matters.models import Side

from .likeness import spelling
from .likeness.profile import MOST_VALUES, MOST_WORDS, Profile
from .likeness.spelling import fold, phone_digits, words_of

__all__ = ["Fact", "FactKind", "Party", "fold", "phone_digits", "profile_of"]


class FactKind(enum.StrEnum):
    """What is told of a person. The desk is shown those that agree, and those that differ."""

    NAME = "name"
    FORMER_NAME = "former_name"
    OTHER_NAME = "other_name"
    BIRTH = "birth"
    BIRTH_YEAR = "birth_year"
    PHONE = "phone"
    EMAIL = "email"
    CPR = "cpr"
    HANDLE = "handle"
    PLATE = "plate"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Fact:
    """As it was told.

    NAME: given names, and in `other` the family name. FORMER_NAME, OTHER_NAME: as written.
    BIRTH: the day (ISO). BIRTH_YEAR: the year, also when only an age was told.
    ADDRESS: street and number, and in `other` postcode and town, either as far as it is known.
    """

    kind: FactKind
    value: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """One person of one case or enquiry, with what is known to compare.

    `holder` is the id of the row that holds the person, `root` the case or enquiry it stands in,
    `side` the side of that root, `stance` who the person is in the stalking, `client_of` whether
    they are the client of a case, or would be of an enquiry.
    """

    holder: UUID
    root: UUID
    side: Side
    stance: Side
    facts: tuple[Fact, ...]
    client_of: str = ""


_DAY = re.compile(r"(?:1[89]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def _when(form: re.Pattern[str]) -> Callable[[str], str]:
    return lambda written: written if form.fullmatch(written) else ""


_SPELLINGS: dict[FactKind, tuple[str, Callable[[str], str]]] = {
    FactKind.BIRTH: ("born", _when(_DAY)),
    FactKind.BIRTH_YEAR: ("years", _when(_YEAR)),
    FactKind.PHONE: ("phones", phone_digits),
    FactKind.EMAIL: ("emails", spelling.email),
    FactKind.CPR: ("cprs", spelling.cpr_digits),
    FactKind.HANDLE: ("handles", spelling.handle),
    FactKind.PLATE: ("plates", spelling.plate),
}


def profile_of(facts: Iterable[Fact]) -> Profile:
    """What these facts say of a person, in the one spelling in which it is compared.

    What can't be read as its kind is left out: "his phone ends in 45" is no number.
    """
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for fact in facts:
        for field, values in _spelt(fact):
            found[field] |= dict.fromkeys(values)
    if "cprs" in found and "born" not in found:
        found["born"] = dict.fromkeys(map(spelling.born_on, found["cprs"]))
    words, most = {"given", "family", "former", "alias"}, MOST_VALUES
    return Profile(**{
        field: tuple(values)[: MOST_WORDS if field in words else most]
        for field, values in found.items()
    })  # fmt: skip


def _spelt(fact: Fact) -> Iterable[tuple[str, Iterable[str]]]:
    if fact.kind == FactKind.NAME:
        return ("given", words_of(fact.value)), ("family", words_of(fact.other))
    if fact.kind in (FactKind.FORMER_NAME, FactKind.OTHER_NAME):
        return [("former" if fact.kind == FactKind.FORMER_NAME else "alias", words_of(fact.value))]
    if fact.kind == FactKind.ADDRESS:
        return [("places", filter(None, [_place(fact)]))]
    field, spell = _SPELLINGS[fact.kind]
    return [(field, filter(None, [spell(fact.value)]))]


def _place(fact: Fact) -> str:
    code = re.match(r"\s*(?:DK-?\s?)?(\d{4})\b\s*", fact.other)
    if code:
        return spelling.place(fact.value, code[1], fact.other[code.end() :])
    return spelling.place(fact.value, "", fact.other)
