"""A text as the guard compares it: letters and digits alone, in one spelling, without spaces.

What is split over lines, spaced out, hyphenated or joined is found, as only letters count; where a
word began and ended is kept beside them.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from frirum.casefile.matching.likeness.spelling import fold

_TOKEN = re.compile(r"[^\W_]+")
# Letters of other alphabets that look like ours: whoever hides a word uses them.
_LOOK_ALIKE = str.maketrans(
    "аАвВеЕёкКмМнНоОрРсСтТуУхХіІјЈѕЅԁһ" + "αΑΒεΕΗιΙκΚΜνΝοΟρΡτΤυΥχΧ" + "\u0131\u0251",
    "aABBeEekKMMHHoOpPcCTTyYxXiIjJsSdh" + "aABeEHiIkKMvNoOpPtTuYxX" + "ia",
)
_SOUNDS = (
    ("ph", "f"),
    ("ck", "k"),
    ("ch", "k"),
    ("th", "t"),
    ("c", "k"),
    ("q", "k"),
    ("w", "v"),
    ("x", "ks"),
    ("z", "s"),
)


def cleaned(text: str) -> str:
    """As a reader sees it: no invisible signs, wide letters and look-alikes as plain ones."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text).translate(_LOOK_ALIKE)
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Cf")


@functools.lru_cache(maxsize=16_384)
def _letters(token: str) -> str:
    folded = fold(token).replace(" ", "")
    for sound, letter in _SOUNDS:
        folded = folded.replace(sound, letter)
    return folded


def squeezed(words: str) -> str:
    """The letters of a name or place, as they stand in `Squeezed.letters`."""
    return Squeezed(cleaned(words)).letters


@dataclass(slots=True)
class Squeezed:
    """The letters of a cleaned text. A doubled letter counts once, also across words.

    `begins` and `ends` say of each letter whether a word begins with it, or ends; `at` where in the
    text it stands.
    """

    text: str
    letters: str = ""
    begins: bytearray = field(default_factory=bytearray)
    ends: bytearray = field(default_factory=bytearray)
    at: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        found: list[str] = []
        for start, token in _tokens(self.text):
            before = len(found)
            for letter in _letters(token):
                if found and letter == found[-1] and letter.isalpha():
                    continue
                found.append(letter)
                self.at.append(start)
            self.begins.extend(bytes(len(found) - before))
            self.ends.extend(bytes(len(found) - before))
            if found:
                # A letter that was doubled across two words ends the one and begins the other.
                self.begins[min(before, len(found) - 1)] = 1
                self.ends[-1] = 1
        self.letters = "".join(found)

    def slice_of(self, start: int, end: int) -> str:
        """How the letters from `start` to `end` are written in the text, whole words."""
        first = self.at[start]
        last = _TOKEN.match(self.text, self.at[end - 1])
        return self.text[first : last.end() if last else None]


def _tokens(text: str) -> Iterator[tuple[int, str]]:
    """Words, also those that a capital in the middle begins: BrevAlmaHolm."""
    for found in _TOKEN.finditer(text):
        word, start, base = found[0], found.start(), 0
        if not (word.islower() or word.istitle() or word.isupper()):
            for place in range(1, len(word)):
                if word[place].isupper() and word[place - 1].islower():
                    yield start + base, word[base:place]
                    base = place
        yield start + base, word[base:]
