"""Made-up people: every name with a number, an address and a birthday nobody else has.

Numbers begin with 20 00; streets and towns do not exist; mail goes to a domain kept for examples.
"""

import json
import random
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

_TEXTS = Path(__file__).parent / "texts"
LONGEST_NAME = ("Anne Kathrine Elisabeth Marie", "Sommerfelt Lindegaard-Hedeager")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ł": "l", "þ": "th", "ð": "d"})


@cache
def texts(name: str) -> Any:
    """One of the data files beside this room."""
    return json.loads((_TEXTS / f"{name}.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody of the demo, as they would tell it themselves."""

    given_name: str
    family_name: str
    born: date
    phone: str
    email: str
    address: str
    is_woman: bool

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}"

    @property
    def handle(self) -> str:
        return f"{_plain(self.given_name)}.{_plain(self.family_name)[:6]}{self.born:%y}"


@dataclass
class Pool:
    """Draws people, and each only once."""

    rng: random.Random
    today: date
    drawn: int = 0
    taken: set[str] = field(default_factory=set)

    def adult(self, *, is_woman: bool, ages: tuple[int, int] = (19, 62)) -> Somebody:
        given = texts("names")["women" if is_woman else "men"]
        return self._draw(given, is_woman=is_woman, ages=ages)

    def child_of(self, parent: Somebody) -> Somebody:
        is_girl = self.rng.random() < 0.5
        given, ages = texts("names")["children"], (4, 15)
        return self._draw(given, is_woman=is_girl, ages=ages, parent=parent)

    def one_of(self, kind: str) -> str:
        return str(self.rng.choice(texts("names")[kind]))

    def _draw(
        self,
        given_names: list[str],
        *,
        is_woman: bool,
        ages: tuple[int, int],
        parent: Somebody | None = None,
    ) -> Somebody:
        while True:
            given = self.rng.choice(given_names)
            family = parent.family_name if parent else self.one_of("families")
            if f"{given} {family}" not in self.taken:
                break
        self.taken.add(f"{given} {family}")
        self.drawn += 1
        days = self.rng.randrange(ages[0] * 365, ages[1] * 365)
        house = f"{self.one_of('streets')} {self.rng.randrange(1, 98)}, {self.one_of('towns')}"
        return Somebody(
            given_name=given,
            family_name=family,
            born=self.today - timedelta(days=days),
            phone=phone(100 + self.drawn),
            email=f"{_plain(given)}.{_plain(family)}@post.example",
            address=parent.address if parent else house,
            is_woman=is_woman,
        )


def phone(number: int) -> str:
    """No two of these are one wrong digit apart, as numbers in a row would be: to the conflict
    check a slip of the finger is a hint."""
    a, b, c = number // 100 % 10, number // 10 % 10, number % 10
    return f"20 00 {a}{b} {c}{(3 * a + 7 * b + 9 * c) % 10}"


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    return "".join(letter for letter in folded if letter.isascii() and letter.isalnum())
