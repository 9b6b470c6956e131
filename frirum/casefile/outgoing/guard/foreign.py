"""What looks like a number, place or name, whoever's it is: the case may not hold it at all.

It goes to a second reader whether or not anybody here bears it, so that nobody learns by trying.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .details import Sort
from .finding import Text
from .spelling import squeezed
from .tables import given_names

_PHONE = re.compile(
    r"(?<![\w\-./])(?:(?:\+|00)\d{2,3}[\s.\-]?)?(?:\d{2}[\s.\-]?){3}\d{2}(?![\w]|[\-./]\d)"
)
_DATE = re.compile(r"\d{1,2}[.\-/]\s?\d{1,2}[.\-/]\s?\d{2,4}")
# A number behind one of these is no phone number.
_LABEL = re.compile(
    r"(?:cvr|journal\w*|j\.?\s?nr|sags?\w*|case|ref\w*|konto|reg|faktura|invoice|kr|dkk|beløb|amount"
    r"|nummer på sagen|ean|id|straf\w*|nr)[\s.:#\-]*(?:nr|no|nummer|number)?[\s.:#\-]*$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:19|20)\d\d[\s.\-]?(?:(?:19|20)\d\d|[01]\d[\s.\-]?[0-3]\d)")
_EMAIL = re.compile(
    r"[\w.+\-]+\s?(?:@|\(at\)|\[at\]|snabel-?a)\s?[\w\-]+(?:\.|\s?\(?dot\)?\s?)\w{2,}"
)
_CPR = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01]|[67]\d)(?:0[1-9]|1[0-2])\d{2}[\s\-–]?\d{4}(?!\d)")
_STREET = re.compile(
    r"(?<![\w])((?:[A-ZÆØÅÉ][\wÆØÅæøåé.]*[ \-]){0,2}"
    r"(?:[A-ZÆØÅ][\wæøåé]*)?(?:vej|gade|gd\.|allé|alle|stræde|plads|torv|boulevard|vænge|vænget|vang"
    r"|parken|stien|bakken|krogen|haven))\s*,?\s+(?:nr\.?\s*)?(\d{1,3})\s?([A-Z]?)\b"
)
_SCHOOL = re.compile(
    r"(?<![\w])((?:[A-ZÆØÅ][\wæøå]+[ \-])?[A-ZÆØÅ][\wæøå]*"
    r"(?:skole|skolen|skoles|skolens|børnehave|børnehaven|børnehus|børnehuset|vuggestue|vuggestuen"
    r"|gymnasium|krisecenter|krisecentret))\b"
)
_GENERAL_SCHOOL = re.compile(
    r"^(?:folke|høj|ungdoms|special|grund|privat|fri|erhvervs|musik|aften|real|efter|hele|den|"
    r"fra|til|i|på|og)?(?:skole|børnehave|børnehus|vuggestue|gymnasium|krisecent)",
    re.IGNORECASE,
)
_CAPITAL = r"[A-ZÆØÅÉÖÄŁŠŽ][\w'’]+"
_NAME = re.compile(
    rf"\b({_CAPITAL})[ \u00a0]+((?:[A-ZÆØÅ]\.?[ \u00a0]+)?{_CAPITAL}(?:-{_CAPITAL})?)"
)


@dataclass(frozen=True, slots=True)
class Stranger:
    """Words that the case does not hold, and what they look like."""

    sort: Sort
    words: str


@dataclass(frozen=True, slots=True)
class Known:
    """What may stand: the case's own names, the house's words. Squeezed; numbers as digits."""

    words: frozenset[str] = frozenset()
    digits: frozenset[str] = frozenset()
    streets: frozenset[str] = frozenset()
    names: frozenset[str] = field(default_factory=frozenset)

    def and_also(self, other: "Known") -> "Known":
        return Known(
            self.words | other.words,
            self.digits | other.digits,
            self.streets | other.streets,
            self.names | other.names,
        )


def strangers_in(text: Text, known: Known) -> list[Stranger]:
    """Everything of the kind that a second reader looks at, once each."""
    found = [
        *_numbers(text, known),
        *_mails(text, known),
        *_streets(text, known),
        *_schools(text, known),
        *_names(text, known),
    ]
    return list(dict.fromkeys(found))


def _numbers(text: Text, known: Known) -> Iterator[Stranger]:
    for one in _CPR.finditer(text.text):
        if not _LABEL.search(text.text[max(0, one.start() - 25) : one.start()]):
            yield Stranger(Sort.CPR, one[0])
    for one in _PHONE.finditer(text.text):
        before = text.text[max(0, one.start() - 25) : one.start()]
        digits = re.sub(r"\D", "", one[0])[-8:]
        if digits in known.digits or _DATE.match(one[0]) or _LABEL.search(before):
            continue
        if digits[0] != "0" and not _is_year(one[0]):
            yield Stranger(Sort.PHONE, one[0])


def _is_year(written: str) -> bool:
    """Two years beside each other, or a day in eight digits, and no number to call."""
    return bool(
        re.fullmatch(r"(?:19|20)\d\d[\s.\-]?(?:(?:19|20)\d\d|[01]\d[\s.\-]?[0-3]\d)", written)
    )


def _mails(text: Text, known: Known) -> Iterator[Stranger]:
    for one in _EMAIL.finditer(text.text):
        if squeezed(one[0].replace("(at)", "@").replace("[at]", "@")) not in known.words:
            yield Stranger(Sort.EMAIL, one[0])


def _streets(text: Text, known: Known) -> Iterator[Stranger]:
    for one in _STREET.finditer(text.text):
        if squeezed(one[1]) not in known.streets:
            yield Stranger(Sort.ADDRESS, f"{one[1]} {one[2]}{one[3]}".strip())


def _schools(text: Text, known: Known) -> Iterator[Stranger]:
    for one in _SCHOOL.finditer(text.text):
        name = one[1]
        last = re.split(r"[ \-]", name)[-1]
        if _GENERAL_SCHOOL.match(last) and (" " not in name or _begins(text, one.start())):
            continue
        if not {squeezed(name), squeezed(last)} & known.words:
            yield Stranger(Sort.SCHOOL, name)


def _begins(text: Text, place: int) -> bool:
    """A sentence, or a line, begins here: a capital says nothing."""
    before = text.text[:place].rstrip(" \u00a0\"“”»«'(")
    return not before or before[-1] in ".!?:\n•-–"


def _names(text: Text, known: Known) -> Iterator[Stranger]:
    """A first name that many bear, and another name behind it."""
    for one in _NAME.finditer(text.text):
        first, last = one[1], one[2]
        if squeezed(first) not in given_names():
            continue
        if _is_known_name(first, last, known):
            continue
        yield Stranger(Sort.NAME, one[0])


def _is_known_name(first: str, last: str, known: Known) -> bool:
    return (
        squeezed(f"{first} {last}") in known.words
        or (squeezed(first) in known.names and squeezed(last.removesuffix("s")) in known.names)
        or (squeezed(first) in known.names and squeezed(last) in known.names)
    )
