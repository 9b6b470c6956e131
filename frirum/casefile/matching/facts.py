"""Facts that tell one person from another, in the one spelling in which they are compared."""

import enum
import re
import unicodedata
from dataclasses import dataclass
from uuid import UUID

import phonenumbers
from stdnum.dk import cpr
from stdnum.exceptions import ValidationError

from frirum.casefile.matters.models import Side

_HOME = "DK"
_HOME_CODE = 45
_LETTERS = str.maketrans({"æ": "a", "ø": "o", "å": "a", "ð": "d", "þ": "th", "ł": "l", "œ": "o"})
_DIGRAPHS = re.compile("ae|oe|aa")
_FIRST_LETTER = {"ae": "a", "oe": "o", "aa": "a"}
_NOT_WORD = re.compile(r"[\W_]+")


class FactKind(enum.StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    CPR = "cpr"
    HANDLE = "handle"
    PLATE = "plate"
    NAME_AND_BIRTH = "name_and_birth"


@dataclass(frozen=True, slots=True)
class Fact:
    """As it was told. NAME_AND_BIRTH: the full name, and in `other` the day of birth (ISO)."""

    kind: FactKind
    value: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """One person of one case or enquiry, with what is known to compare.

    `holder` is the id of the row that holds the person, `root` the case or enquiry it stands in,
    `side` the side of that root, `stance` who the person is in the stalking.
    """

    holder: UUID
    root: UUID
    side: Side
    stance: Side
    facts: tuple[Fact, ...]


def fold(words: str) -> str:
    """A name in one spelling: æ/ae, ø/oe, å/aa alike, no marks, single spaces, small letters."""
    plain = words.casefold().translate(_LETTERS)
    if not plain.isascii():
        marked = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in marked if not unicodedata.combining(letter))
    plain = _DIGRAPHS.sub(lambda found: _FIRST_LETTER[found[0]], plain)
    return _NOT_WORD.sub(" ", plain).strip()


def phone_digits(written: str) -> str:
    """A Danish number as its 8 digits, any other as +country and number; "" when it is none."""
    try:
        number = phonenumbers.parse(written, _HOME)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    if number.country_code == _HOME_CODE:
        return str(number.national_number)[-8:]
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _email(written: str) -> str:
    local, at, host = written.strip().lower().rpartition("@")
    local = local.split("+")[0].replace(".", "")
    return f"{local}@{host}" if at and local and "." in host else ""


def _cpr(written: str) -> str:
    try:
        return str(cpr.validate(written))
    except ValidationError:
        return ""


def _handle(written: str) -> str:
    letters = _NOT_WORD.sub("", written.casefold())
    return letters if len(letters) >= 3 else ""


def _plate(written: str) -> str:
    letters = _NOT_WORD.sub("", written).upper().replace("O", "0")
    return letters if len(letters) >= 4 else ""


_SPELLINGS = {
    FactKind.PHONE: phone_digits,
    FactKind.EMAIL: _email,
    FactKind.CPR: _cpr,
    FactKind.HANDLE: _handle,
    FactKind.PLATE: _plate,
}


def normalise(fact: Fact) -> tuple[str, ...] | None:
    """The parts that are hashed together; None when there is nothing usable to compare.

    Only whole identifiers and pairs: a name alone is never a key.
    """
    if fact.kind == FactKind.NAME_AND_BIRTH:
        name = fold(fact.value)
        return (name, fact.other) if " " in name and fact.other else None
    spelt = _SPELLINGS[fact.kind](fact.value)
    return (spelt,) if spelt else None
