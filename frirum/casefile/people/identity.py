"""Who a person is, as one value. It is sealed whole: opening a page opens each person once."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from .kinds import PersonRole, WayKind


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells who somebody is, as far as it was told.

    Without a birth date `age` is what was said, and `age_year` the year in which it was said.
    """

    given_name: str = ""
    family_name: str = ""
    former_names: tuple[str, ...] = ()
    cover_name: str = ""
    birth_date: date | None = None
    age: int | None = None
    age_year: int | None = None
    cpr: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def door_name(self) -> str:
        """What somebody is called at the door: the cover name, else no more than an initial."""
        return self.cover_name or (f"{self.given_name[:1]}." if self.given_name else "")

    def age_on(self, day: date) -> int | None:
        """Whole years, from the birth date or else from what was said then."""
        if self.birth_date:
            had = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
            return day.year - self.birth_date.year - (not had)
        if self.age is None or self.age_year is None:
            return None
        return self.age + day.year - self.age_year

    def joined(self, other: "Identity") -> "Identity":
        """This one, with whatever the other alone knows. Its other names stay, as former ones."""
        names = (*self.former_names, other.full_name, *other.former_names)
        former = [name for name in dict.fromkeys(names) if name and name != self.full_name]
        told = self if self.age is not None else other
        return Identity(
            given_name=self.given_name or other.given_name,
            family_name=self.family_name or other.family_name,
            former_names=tuple(former) if self.full_name else tuple(former[1:]),
            cover_name=self.cover_name or other.cover_name,
            birth_date=self.birth_date or other.birth_date,
            age=told.age,
            age_year=told.age_year,
            cpr=self.cpr or other.cpr,
        )

    def to_json(self) -> dict[str, Any]:
        """Only what is known."""
        held = {name: value for name, value in asdict(self).items() if value}
        if self.birth_date:
            held["birth_date"] = self.birth_date.isoformat()
        if self.age == 0:
            held["age"] = 0
        return held

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> "Identity":
        born = held.get("birth_date")
        identity = cls(**{**held, "former_names": tuple(held.get("former_names", ()))})
        return replace(identity, birth_date=date.fromisoformat(born)) if born else identity


@dataclass(frozen=True, slots=True)
class Twinned:
    """What a row said that turned out to be somebody who stood in the case already.

    `ties`: what the two rows were to each other; what they were to others moved along.
    """

    role: PersonRole
    identity: Identity
    ties: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"role": self.role, "identity": self.identity.to_json(), "ties": self.ties}

    @classmethod
    def from_json(cls, held: dict[str, Any]) -> "Twinned":
        identity = Identity.from_json(held["identity"])
        return cls(PersonRole(held["role"]), identity, tuple(held["ties"]))


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who comes into a case together with others, when it opens.

    `holder` is the id they had in the enquiry, so that what the desk decided about them holds.
    `safe` are those of the ways' values that were agreed as safe to use.
    """

    role: PersonRole
    identity: Identity
    ways: tuple[tuple[WayKind, str], ...] = ()
    safe: frozenset[str] = frozenset()
    holder: UUID | None = None
    is_protected: bool | None = None
    is_household: bool = False
