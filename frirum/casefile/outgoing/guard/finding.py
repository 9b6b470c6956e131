"""Where the spellings of a detail stand in a text: whole words, with slips, split and joined."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz.distance import OSA

from .details import Detail, Sort, Spelt, spellings_of, street_of
from .spelling import Squeezed, cleaned

_GRAM = 3
# After its last letter a word may go on like this: Solsikkeskolens, Holms.
_ENDINGS = frozenset(("s", "es", "e", "en", "ens", "et", "ets", "n", "ns", "t", "ts"))
_LONGEST_ENDING = 5
_APART = re.compile(r"[,.;:!?()]\s")
# An initial's point may stand within a name, and a comma; the end of a sentence may not.
_ENDED = re.compile(r"[;:!?]\s|\w\w\.\s")


def begins_sentence(text: str, place: int) -> bool:
    """A sentence, or a line, begins here: a capital says nothing."""
    before = text[:place].rstrip(" \u00a0\"“”»«'(")
    return not before or before[-1] in ".!?:\n•-–"


@dataclass(frozen=True, slots=True)
class Hit:
    """A detail that stands in a text, as it is written there."""

    detail: Detail
    words: str


@dataclass
class Text:
    """One text, made ready so that many details can be looked for in it."""

    written: str
    text: str = field(init=False)
    squeezed: Squeezed = field(init=False)

    def __post_init__(self) -> None:
        self.text = cleaned(self.written)
        self.squeezed = Squeezed(self.text)

    @cached_property
    def grams(self) -> dict[str, list[int]]:
        """Where each three letters stand."""
        found: dict[str, list[int]] = defaultdict(list)
        letters = self.squeezed.letters
        for place in range(len(letters) - _GRAM + 1):
            found[letters[place : place + _GRAM]].append(place)
        return found

    @cached_property
    def joined(self) -> str:
        """With the words whole that a hyphen parts at the end of a line."""
        return _AT_THE_END.sub("", self.text)

    @cached_property
    def numbers(self) -> list[tuple[str, str]]:
        """Digits that belong together, whatever stands between them; and as they are written."""
        return [(re.sub(r"\D", "", run), run.strip()) for run in _NUMBERS.findall(self.text)]

    def places_of(self, spelt: Spelt) -> Iterator[tuple[int, int]]:
        """From where to where, as places among the letters."""
        find = self._exactly if not spelt.slips else self._nearly
        for start, end in find(spelt):
            if self._is_written_so(spelt, start, end):
                yield start, end

    def _is_written_so(self, spelt: Spelt, start: int, end: int) -> bool:
        at = self.squeezed.at[start]
        if spelt.capital and not self.text[at].isupper():
            return False
        if spelt.is_word and begins_sentence(self.text, at):
            return False
        written = self.squeezed.slice_of(start, end)
        if spelt.head and _ENDED.search(written):
            return False
        return not (spelt.is_whole and _APART.search(written))

    def _exactly(self, spelt: Spelt) -> Iterator[tuple[int, int]]:
        letters, begins = self.squeezed.letters, self.squeezed.begins
        place = letters.find(spelt.letters)
        while place >= 0:
            end = place + len(spelt.letters)
            if begins[place] and self._ends_at(end, spelt):
                yield place, end
            place = letters.find(spelt.letters, place + 1)

    def _nearly(self, spelt: Spelt) -> Iterator[tuple[int, int]]:
        """Where a word begins about as far from some threes of letters as it does in the spelling.

        One slip spoils at most four of its threes. So one of the rarest few must stand there as it
        is, and only those are followed.
        """
        wanted, slips = spelt.letters, spelt.slips
        count = len(wanted) - _GRAM + 1
        grams = [(self.grams.get(wanted[at : at + _GRAM], ()), at) for at in range(count)]
        grams.sort(key=lambda found: len(found[0]))
        near = {place - at for places, at in grams[: (_GRAM + 1) * slips + 1] for place in places}
        begins = self.squeezed.begins
        starts = {
            first
            for start in near
            for first in range(max(0, start - slips), min(start + slips + 1, len(begins)))
            if begins[first]
        }
        found = {first: self._measured(first, spelt) for first in starts}
        for first, (far, end) in sorted(found.items()):
            beside = range(first - slips, first + slips + 1)
            if far <= slips and all(found[at][0] >= far for at in beside if at in found):
                yield first, end

    def _measured(self, first: int, spelt: Spelt) -> tuple[int, int]:
        """How far the nearest run of whole words that begins here is from it, and its end."""
        letters, slips, length = self.squeezed.letters, spelt.slips, len(spelt.letters)
        best = slips + 1, 0
        for last in range(first + length - slips, min(first + length + slips, len(letters)) + 1):
            if last > first and self._ends_at(last, spelt):
                far = OSA.distance(spelt.letters, letters[first:last], score_cutoff=slips)
                if far > 1 and spelt.head and not self._begins_alike(first, spelt):
                    continue
                best = min(best, (far, last))
        return best

    def _begins_alike(self, first: int, spelt: Spelt) -> bool:
        """The first word is at most one slip from its spelling."""
        letters, head = self.squeezed.letters, spelt.letters[: spelt.head]
        near = (letters[first : first + spelt.head + more] for more in (-1, 0, 1))
        return any(OSA.distance(head, one, score_cutoff=1) <= 1 for one in near)

    def _ends_at(self, end: int, spelt: Spelt) -> bool:
        """A word ends here, or goes on as an inflected word does."""
        ends = self.squeezed.ends
        if ends[end - 1]:
            return True
        stop = ends.find(1, end, end + _LONGEST_ENDING)
        ending = self.squeezed.letters[end : stop + 1] if stop >= 0 else ""
        return ending in _ENDINGS if spelt.endings else ending == "s"


_AT_THE_END = re.compile(r"[-\u2010]\s*\n\s*(?=[a-zæøå])")
_NUMBERS = re.compile(r"[+(]?\d(?:[\s.\-–/()+]{0,3}\d)*")
_FEWEST_DIGITS = 6


def find(detail: Detail, text: Text, *, common: frozenset[str] = frozenset()) -> list[Hit]:
    """Each place of the text in which this detail stands."""
    if detail.sort in {Sort.PHONE, Sort.CPR}:
        return list(_digits(detail, text))
    if detail.sort is Sort.ADDRESS:
        return list(_address(detail, text, common))
    return [
        Hit(detail, text.squeezed.slice_of(start, end))
        for spelt in spellings_of(detail, common=common)
        for start, end in text.places_of(spelt)
    ]


def _digits(detail: Detail, text: Text) -> Iterator[Hit]:
    wanted = re.sub(r"\D", "", cleaned(detail.value))[-8 if detail.sort is Sort.PHONE else -10 :]
    if len(wanted) < _FEWEST_DIGITS:
        return
    for digits, written in text.numbers:
        if wanted in digits and _stands_apart(wanted, written):
            yield Hit(detail, written)


def _stands_apart(wanted: str, written: str) -> bool:
    """Its first digit begins a group, or follows a country's number; its last ends one."""
    apart = r"[\s.\-–/()+]{0,3}".join(wanted)
    return bool(re.search(rf"(?:(?<!\d)|(?:\+|00|(?<!\d))\d{{2,3}}){apart}(?!\d)", written))


_NUMBER_NEAR = 24


def _address(detail: Detail, text: Text, common: frozenset[str]) -> Iterator[Hit]:
    """The street with its number; without one, a street that is nobody else's."""
    street = street_of(detail)
    if street is None:
        return
    for spelt in street.spellings:
        for start, end in text.places_of(spelt):
            squeezed = text.squeezed
            words = squeezed.slice_of(start, end)
            after = text.text[squeezed.at[start] + len(words) :][:_NUMBER_NEAR]
            number = re.match(r"[\s\W]*(?:nr\.?|nummer|no\.?)?\s*(\d{1,4})\s?([a-zA-Z]?)\b", after)
            if number and street.number:
                if street.number in {_door(number), number[1]}:
                    yield Hit(detail, f"{words} {number[1]}{number[2]}")
                elif spelt.letters not in common:
                    yield Hit(detail, words)
            elif spelt.letters not in common:
                yield Hit(detail, words)


def _door(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2].lower()}"


def find_all(
    details: Iterable[Detail], text: Text, *, common: frozenset[str] = frozenset()
) -> list[Hit]:
    """What of these stands in the text; the same words of the same detail once."""
    hits = (hit for detail in details for hit in find(detail, text, common=common))
    return list(dict.fromkeys(hits))
