"""Writes a detail as it was not meant to be written. Each tool takes the value and a chance."""

from collections.abc import Callable
from random import Random

_CYRILLIC = str.maketrans(
    {
        "a": "\u0430",
        "e": "\u0435",
        "o": "\u043e",
        "p": "\u0440",
        "c": "\u0441",
        "x": "\u0445",
        "i": "\u0456",
        "H": "\u041d",
        "B": "\u0412",
        "M": "\u041c",
        "K": "\u041a",
    }
)
_FULL_WIDTH = {ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}


def _digits(value: str) -> str:
    return "".join(sign for sign in value if sign.isdigit())


def _pairs(value: str, between: str) -> str:
    digits = _digits(value)
    return between.join(digits[at : at + 2] for at in range(0, len(digits), 2))


def _place_in_longest_word(value: str, chance: Random) -> int:
    """Where to spoil: inside the longest word, neither its first letter nor its last two."""
    word = max(value.split(), key=len)
    return value.index(word) + chance.randrange(2, len(word) - 2)


def swap(value: str, chance: Random) -> str:
    """Two neighbouring letters in each other's place."""
    at = _place_in_longest_word(value, chance)
    while value[at] == value[at + 1]:
        at = _place_in_longest_word(value, chance)
    return value[:at] + value[at + 1] + value[at] + value[at + 2 :]


def slip(value: str, chance: Random) -> str:
    """A letter that was not struck."""
    at = _place_in_longest_word(value, chance)
    return value[:at] + value[at + 1 :]


def spaced(value: str, chance: Random) -> str:
    return "  ".join(" ".join(word) for word in value.split())


def _between_letters(mark: str, every: int) -> Callable[[str, Random], str]:
    def tool(value: str, chance: Random) -> str:
        parts = [value[at : at + every] for at in range(0, len(value), every)]
        return mark.join(parts)

    return tool


def nbsp(value: str, chance: Random) -> str:
    return value.replace(" ", "\u00a0")


def cyrillic(value: str, chance: Random) -> str:
    """About every other letter that has a double among the Cyrillic ones, one at the least."""
    doubles = [at for at, sign in enumerate(value) if ord(sign) in _CYRILLIC]
    taken = set(chance.sample(doubles, max(1, len(doubles) // 2)))
    return "".join(
        sign.translate(_CYRILLIC) if at in taken else sign for at, sign in enumerate(value)
    )


TOOLS: dict[str, Callable[[str, Random], str]] = {
    "swap": swap,
    "slip": slip,
    "spaced": spaced,
    "zero_width": _between_letters("\u200b", 3),
    "soft_hyphen": _between_letters("\u00ad", 4),
    "nbsp": nbsp,
    "cyrillic": cyrillic,
    "upper": lambda value, chance: value.upper(),
    "plus45": lambda value, chance: "+45 " + _digits(value),
    "zero45": lambda value, chance: "0045 " + _pairs(value, " "),
    "dots": lambda value, chance: _pairs(value, "."),
    "pairs_of_four": lambda value, chance: _digits(value)[:4] + " " + _digits(value)[4:],
    "full_width": lambda value, chance: value.translate(_FULL_WIDTH),
    "at_dot": lambda value, chance: value.replace("@", " (at) ").replace(".", " (dot) "),
}
