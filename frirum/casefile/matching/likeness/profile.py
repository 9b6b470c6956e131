"""A person as the comparison knows them: every spelling that was ever told, in order."""

from dataclasses import dataclass, fields
from typing import Self

# More than these of one kind tell nothing more, and would cost without bound.
MOST_WORDS, MOST_VALUES = 8, 12


@dataclass(frozen=True, slots=True)
class Profile:
    """Folded words and identifiers. `born` are days (ISO), `years` years of birth, told or from an
    age; `places` are "street|number|postcode|town".
    """

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()
    born: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    plates: tuple[str, ...] = ()
    cprs: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def and_also(self, other: "Profile") -> "Profile":
        """What both say. What was known first stays first; nothing is forgotten but the excess."""
        joined = {}
        for name in NAMES:
            both = dict.fromkeys(getattr(self, name) + getattr(other, name))
            most = MOST_WORDS if name in WORDS else MOST_VALUES
            joined[name] = tuple(both)[:most]
        return Profile(**joined)

    def as_text(self) -> str:
        """One line a field, values apart by tabs: what is sealed, as short as can be."""
        return "\n".join("\t".join(getattr(self, name)) for name in NAMES).rstrip("\n")

    @classmethod
    def from_text(cls, text: str) -> Self:
        return cls(*[tuple(line.split("\t")) if line else () for line in text.split("\n")])

    def all_years(self) -> set[int]:
        return {int(year) for year in self.years} | {int(day[:4]) for day in self.born}

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, name) for name in NAMES)


NAMES = tuple(one.name for one in fields(Profile))
WORDS = ("given", "family", "former", "alias")
