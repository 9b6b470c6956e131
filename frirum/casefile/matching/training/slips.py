"""How what is told comes to differ from what is on file: slips of hand and ear, one at a time."""

import random
from collections.abc import Callable
from datetime import date

from ..likeness.spelling import words_of
from ..likeness.variants import nicknames, transliterations

_KEYS = {"a": "qsz", "e": "wr", "i": "uo", "o": "ip", "n": "bm", "m": "n", "s": "ad", "r": "et",
         "t": "ry", "l": "k", "d": "sf", "k": "jl", "g": "fh"}  # fmt: skip
_SPELLINGS = [
    ("ss", "s"), ("s", "ss"), ("ll", "l"), ("l", "ll"), ("tt", "t"), ("t", "tt"), ("nn", "n"),
    ("n", "nn"), ("mm", "m"), ("ch", "k"), ("k", "ch"), ("c", "k"), ("k", "c"), ("ph", "f"),
    ("f", "ph"), ("th", "t"), ("t", "th"), ("z", "s"), ("s", "z"), ("w", "v"), ("v", "w"),
    ("gaard", "gård"), ("gård", "gaard"), ("aa", "å"), ("å", "aa"), ("dt", "t"), ("ersen", "esen"),
    ("ej", "aj"), ("ie", "i"), ("y", "i"), ("i", "y"), ("ders", "ters"), ("ters", "ders"),
    ("sen", "son"), ("kj", "k"), ("æ", "e"), ("ks", "x"), ("x", "ks"),
]  # fmt: skip


def slip(rng: random.Random, text: str) -> str:
    """One letter dropped, doubled, swapped with its neighbour, or another one beside it."""
    if len(text) < 3:
        return text
    at = rng.randrange(1, len(text))
    kind = rng.random()
    if kind < 0.25:
        return text[:at] + text[at + 1 :]
    if kind < 0.45:
        return text[:at] + text[at - 1] + text[at:]
    if kind < 0.7:
        return text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]
    near = _KEYS.get(text[at].lower(), "abcdefghijklmnopqrstuvwxyz")
    return text[:at] + rng.choice(near) + text[at + 1 :]


def respelt(rng: random.Random, name: str) -> str:
    """As somebody else would write it who only heard it."""
    low = name.lower()
    fitting = [pair for pair in _SPELLINGS if pair[0] in low]
    if not fitting:
        return slip(rng, name)
    was, becomes = rng.choice(fitting)
    at = low.index(was)
    made = low[:at] + becomes + low[at + len(was) :]
    return "-".join(part.capitalize() for part in made.split("-"))


def plain_letters(rng: random.Random, name: str) -> str:
    """Danish and foreign letters as a foreign keyboard has them."""
    table: dict[str, str] = rng.choice([
        {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"},
        {"æ": "a", "ø": "o", "å": "a", "Æ": "A", "Ø": "O", "Å": "A"},
        {"æ": "e", "ø": "o", "å": "aa", "Æ": "E", "Ø": "O", "Å": "Aa"},
    ])  # fmt: skip
    return name.translate({ord(letter): plain for letter, plain in table.items()})


_SEVEN_BITS = str.maketrans("æøåÆØÅ", "{|}[\\]")
_MISREADINGS: list[Callable[[str], str]] = [
    lambda text: text.encode().decode("cp1252", "replace"),
    lambda text: text.encode().decode("latin-1"),
    lambda text: text.encode("cp865", "replace").decode("cp1252", "replace"),
    lambda text: "".join(letter if letter.isascii() else "?" for letter in text),
    lambda text: "".join(letter if letter.isascii() else "\ufffd" for letter in text),
    lambda text: "".join(letter for letter in text if letter.isascii()),
    lambda text: text.translate(_SEVEN_BITS),
]


def mangled(rng: random.Random, name: str) -> str:
    """As a programme shows it that reads it in a wrong way."""
    return rng.choice(_MISREADINGS)(name)


def _another(table: dict[str, frozenset[str]]) -> Callable[[random.Random, str], str]:
    def drawn(rng: random.Random, name: str) -> str:
        first, _, rest = name.partition(" ")
        others = sorted(table.get("".join(words_of(first)), ()))
        return f"{rng.choice(others).capitalize()} {rest}".strip() if others else ""

    return drawn


def nickname(rng: random.Random, given: str) -> str:
    """Another name that one goes by; "" when none is known."""
    return _another(nicknames())(rng, given)


def transliterated(rng: random.Random, name: str) -> str:
    """The same name by another ear; "" when none is known."""
    return _another(transliterations())(rng, name)


def digit_off(rng: random.Random, digits: str) -> str:
    places = [at for at, sign in enumerate(digits) if sign.isdigit()]
    at = rng.choice(places[1:] or places)
    if rng.random() < 0.3 and at and digits[at - 1].isdigit() and digits[at - 1] != digits[at]:
        return digits[: at - 1] + digits[at] + digits[at - 1] + digits[at + 1 :]
    return digits[:at] + rng.choice([d for d in "0123456789" if d != digits[at]]) + digits[at + 1 :]


def phone_format(rng: random.Random, number: str) -> str:
    pairs = " ".join(number[at : at + 2] for at in range(0, len(number), 2))
    return rng.choice([f"+45 {pairs}", pairs, f"0045{number}", f"{number[:4]} {number[4:]}",
                       f"+45{number}", f"(+45) {pairs}", number.replace("", " ").strip(),
                       f"{pairs.replace(' ', '-')}"])  # fmt: skip


def email_variant(rng: random.Random, address: str) -> str:
    local, _, host = address.partition("@")
    kind = rng.randrange(4)
    if kind == 0:
        return f"{local.replace('.', '')}@{host}"
    if kind == 1:
        return f"{local}+{rng.choice(['a', 'log', 'ny'])}@{host}"
    if kind == 2:
        return address.upper() if rng.random() < 0.5 else f"{local.capitalize()}@{host}"
    return f"{local}@{slip(rng, host.split('.')[0])}.example"


def handle_variant(rng: random.Random, handle: str) -> str:
    """One letter gone or doubled, or marks set otherwise."""
    service, _, name = handle.partition(":")
    at = rng.randrange(1, len(name))
    made = rng.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + name[at - 1] + name[at:],
            name.replace("_", ".") if "_" in name else name.upper(),
            slip(rng, name),
        ]
    )
    return f"{service}:{made}"  # fmt: skip


def plate_variant(rng: random.Random, plate: str) -> str:
    shown = plate.replace("0", "O") if "0" in plate else plate
    return rng.choice([shown, plate.lower(), f"{plate[:2]} {plate[2:4]} {plate[4:]}",
                       plate[:2] + digit_off(rng, plate[2:])])  # fmt: skip


def swapped_day(day: date) -> str:
    """Day and month the other way round; "" when that is no day, or the same."""
    if day.day > 12 or day.day == day.month:
        return ""
    return f"{day.year:04d}-{day.day:02d}-{day.month:02d}"
