"""The made-up centre that both are filled with: same seed, same people, same days.

A centre's past grows, its caseload does not: 2,000 cases are open whatever the size.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

SEED = 20_261_122
NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
SIZES = {"S": (10_000, 100_000), "M": (100_000, 1_000_000)}
OPEN_CASES = 2_000
TEAMS = 4  # the last one works on the other side
STAFF = 40
REMINDERS = 10

SELECTIVE = "Kvistholm"  # one in eighty: a handful within a worker's reach
BROAD = "sen"

_GIVEN = (
    "Agnes", "Anton", "Asger", "Astrid", "Birk", "Clara", "Ellen", "Emma", "Esther", "Frida",
    "Hannah", "Holger", "Ingrid", "Johan", "Karla", "Laurits", "Liv", "Magne", "Marie", "Nanna",
    "Oskar", "Rosa", "Sigurd", "Sofie", "Storm", "Thea", "Tobias", "Valdemar", "Vilma", "Viggo",
)  # fmt: skip
_FAMILY = (
    "Aagaard", "Andersen", "Bech", "Brandt", "Christensen", "Dam", "Eskildsen", "Friis", "Gade",
    "Holst", "Iversen", "Juhl", "Kjær", "Lund", "Mortensen", "Nygaard", "Olsen", "Poulsen", "Rask",
    "Skov", "Thomsen", "Toft", "Vang", "Winther",
)  # fmt: skip
_WORDS = (
    "ringede", "skrev", "stod", "ventede", "uden", "for", "hjemmet", "arbejdet", "skolen", "bilen",
    "tre", "gange", "fem", "beskeder", "natten", "morgenen", "aften", "hun", "han", "så", "naboen",
    "opgangen", "butikken", "stationen", "kaldte", "truede", "fulgte", "efter", "cyklen",
    "telefonen", "profilen", "billedet", "gaven", "brevet", "porten", "vinduet",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PersonFacts:
    given: str
    family: str
    born: date
    phone: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"


@dataclass(frozen=True, slots=True)
class Happening:
    """A contact to the floor, an incident to the product."""

    at: datetime
    kind: int
    text: str


@dataclass(frozen=True, slots=True)
class CaseFacts:
    index: int
    team: int
    worker: int
    is_open: bool
    opened_at: datetime
    touched_at: datetime
    client: PersonFacts
    other: PersonFacts
    happenings: tuple[Happening, ...]
    reminder: tuple[date, str] | None


def worker_names() -> list[str]:
    """Ten a team; the first of each leads it."""
    chance = random.Random(SEED)
    return [f"{chance.choice(_GIVEN)} {chance.choice(_FAMILY)}" for _ in range(STAFF)]


def cases(size: str) -> Iterator[CaseFacts]:
    """Every case in order of its number, the same at each call."""
    chance = random.Random(SEED)
    many, happenings = SIZES[size]
    stalkers: list[PersonFacts] = []
    rest = (happenings - OPEN_CASES * 20 - many // 100 * 300) / (many - OPEN_CASES)
    for index in range(many):
        is_open = index % (many // OPEN_CASES) == 0
        team = index // (many // OPEN_CASES) % TEAMS
        other = _other(chance, stalkers)
        opened_at = NOW - timedelta(days=chance.randrange(20, 400 if is_open else 1_800))
        ended_at = NOW if is_open else opened_at + timedelta(days=chance.randrange(10, 300))
        touched_at = min(NOW, ended_at) - timedelta(minutes=chance.randrange(20_000))
        count = 20 if is_open else round(rest + chance.randrange(-2, 3) / 2)
        yield CaseFacts(
            index=index,
            team=team,
            worker=team * 10 + 1 + index // many_of_turn(many) % 9,
            is_open=is_open,
            opened_at=opened_at,
            touched_at=max(touched_at, opened_at),
            client=_person(chance, index * 2),
            other=other,
            happenings=_happenings(chance, 300 if index % 100 == 99 else max(0, count)),
            reminder=(_day(chance), _sentence(chance, 5)) if is_open else None,
        )


def many_of_turn(many: int) -> int:
    """After how many cases every team had one open case more."""
    return many // OPEN_CASES * TEAMS


def _other(chance: random.Random, known: list[PersonFacts]) -> PersonFacts:
    """Three in a hundred are named in an earlier case already, two of them spelled differently."""
    draw = chance.random()
    if known and draw < 0.03:
        held = chance.choice(known)
        family = held.family.replace("s", "z", 1) if draw < 0.02 else held.family
        return PersonFacts(held.given, family, held.born, held.phone)
    person = _person(chance, len(known) * 2 + 1)
    known.append(person)
    return person


def _person(chance: random.Random, number: int) -> PersonFacts:
    family = SELECTIVE if chance.random() < 1 / 80 else chance.choice(_FAMILY)
    born = date(1950, 1, 1) + timedelta(days=chance.randrange(20_000))
    return PersonFacts(
        chance.choice(_GIVEN), family, born, f"{20_000_000 + number * 7 % 79_999_999}"
    )


def _happenings(chance: random.Random, count: int) -> tuple[Happening, ...]:
    found = [
        Happening(
            at=NOW - timedelta(minutes=chance.randrange(30, 500_000)),
            kind=chance.randrange(7),
            text=_sentence(chance, chance.randrange(8, 40)),
        )
        for _ in range(count)
    ]
    return tuple(sorted(found, key=lambda each: each.at))


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize() + "."


def _day(chance: random.Random) -> date:
    return NOW.date() + timedelta(days=chance.randrange(-5, 60))
