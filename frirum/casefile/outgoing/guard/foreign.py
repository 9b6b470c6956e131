"""What looks like a number, place or name, whoever's it is: the case may not hold it at all.

It goes to a second reader whether or not anybody here bears it, so that nobody learns by trying.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .details import Sort
from .finding import Text, begins_sentence
from .spelling import squeezed
from .tables import given_names

_PHONE = re.compile(
    r"(?<![\w\-./])(?:(?:\+|00)\d{2,3}[\s.\-]?)?(?:\d{2}[\s.\-]?){3}\d{2}(?![\w]|[\-./]\d)"
)
_DATE = re.compile(r"\d{1,2}[.\-/]\s?\d{1,2}[.\-/]\s?\d{2,4}")
# Eight digits are a number to call, unless what stands before them says that they count something.
_COUNTS = re.compile(
    r"(?:cvr|journal|j\.?\s?nr|sag|case|ref|konto|account|reg|faktura|invoice|kr\b|dkk|beløb|amount"
    r"|ean|\bid|straf|bilag|exhibit|fil\b|filen|file\b|kvittering|receipt|voucher|bevilling|noteret"
    r"|nummereret|betaling|payment|noted|skal stå|ansøgning|application|letter|brev|oversigt"
    r"|overview|referat|minutes|notat)",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"\b(?:tlf|telefon|ring|opkald|nås|mobil|sms|skriv til|kontakt|phone|call|reach|text|cell)",
    re.IGNORECASE,
)
_BEFORE = 60
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
    """What may stand: the case's own names, the house's words. Squeezed; numbers as digits; a
    street with the number of its house.
    """

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
    for one in _CPR.finditer(text.joined):
        if not _counts_something(text.joined, one.start()):
            yield Stranger(Sort.CPR, one[0])
    for one in _PHONE.finditer(text.joined):
        digits = re.sub(r"\D", "", one[0])[-8:]
        if digits in known.digits or _DATE.match(one[0]) or _is_year(one[0]):
            continue
        if digits[0] in "01" or _counts_something(text.joined, one.start()):
            continue
        yield Stranger(Sort.PHONE, one[0])


def _counts_something(text: str, place: int) -> bool:
    """The nearest word that tells what kind of number it is says: none to call."""
    before = text[max(0, place - _BEFORE) : place]
    counts = [found.end() for found in _COUNTS.finditer(before)]
    calls = [found.end() for found in _CALLS.finditer(before)]
    is_bare = not re.search(r"[^\W\d_]", text[:place])
    return (bool(counts) and (not calls or counts[-1] > calls[-1])) or (is_bare and not calls)


def _is_year(written: str) -> bool:
    """Two years beside each other, or a day in eight digits, and no number to call."""
    return bool(
        re.fullmatch(r"(?:19|20)\d\d[\s.\-]?(?:(?:19|20)\d\d|[01]\d[\s.\-]?[0-3]\d)", written)
    )


def _mails(text: Text, known: Known) -> Iterator[Stranger]:
    for one in _EMAIL.finditer(text.joined):
        if squeezed(one[0].replace("(at)", "@").replace("[at]", "@")) not in known.words:
            yield Stranger(Sort.EMAIL, one[0])


def _streets(text: Text, known: Known) -> Iterator[Stranger]:
    for one in _STREET.finditer(text.joined):
        if f"{squeezed(one[1])}|{one[2]}{one[3].lower()}" not in known.streets:
            yield Stranger(Sort.ADDRESS, f"{one[1]} {one[2]}{one[3]}".strip())


def _schools(text: Text, known: Known) -> Iterator[Stranger]:
    for one in _SCHOOL.finditer(text.joined):
        name = one[1]
        last = re.split(r"[ \-]", name)[-1]
        if _GENERAL_SCHOOL.match(last) and (
            " " not in name or begins_sentence(text.joined, one.start())
        ):
            continue
        if not {squeezed(name), squeezed(last)} & known.words:
            yield Stranger(Sort.SCHOOL, name)


def _names(text: Text, known: Known) -> Iterator[Stranger]:
    """A first name that many bear, and another name behind it."""
    for one in _NAME.finditer(text.joined):
        first, last = one[1], one[2]
        if squeezed(first) not in given_names():
            continue
        if _is_known_name(first, last, known) or _is_on_a_street(first, last, known):
            continue
        yield Stranger(Sort.NAME, one[0])


def _is_on_a_street(first: str, last: str, known: Known) -> bool:
    """A street that is named after somebody, and stands in the register."""
    return any(street.startswith(squeezed(f"{first} {last}")) for street in known.streets)


def _is_known_name(first: str, last: str, known: Known) -> bool:
    return (
        squeezed(f"{first} {last}") in known.words
        or (squeezed(first) in known.names and squeezed(last.removesuffix("s")) in known.names)
        or (squeezed(first) in known.names and squeezed(last) in known.names)
    )
