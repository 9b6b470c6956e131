"""A week to fill, as plain values: numbers of quarter hours from Monday's midnight on.

No names and no cases here: a client is a number, and opponents are two numbers that must be apart.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

QUARTERS_A_DAY = 96


class Why(enum.StrEnum):
    """Why a wish could not be placed, in a code that tells nothing of anybody else's case."""

    WORKER = "worker"  # the worker has no free time as long as that in the week
    ROOM = "room"  # no room is free when the worker is
    FIT = "fit"  # no time of the worker's fits
    CROWDED = "crowded"  # others took what there was


@dataclass(frozen=True, slots=True)
class Seat:
    """One place a wish could have: when it begins, and in which room; None needs none."""

    start: int
    room: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One wish. `seats` are all the places it could have on its own; `length` in quarters.

    `around`: quarters before and after it during which its client is still about.
    """

    number: int
    worker: int
    client: int
    length: int
    weight: int
    seats: tuple[Seat, ...]
    around: int = 0
    why_not: Why = Why.CROWDED


@dataclass(frozen=True, slots=True)
class Problem:
    """`apart`: pairs of clients of whom the one must be gone before the other comes.

    `already`: days on which a client comes anyway, so that another appointment is no trip more.
    """

    wishes: Sequence[Wanted]
    apart: frozenset[frozenset[int]] = frozenset()
    already: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def must_part(self, one: Wanted, other: Wanted) -> bool:
        return frozenset({one.client, other.client}) in self.apart


@dataclass(frozen=True, slots=True)
class Plan:
    """Where each wish that was placed is. `bound` is the best score that any plan can have."""

    placed: Mapping[int, Seat]
    score: int
    bound: int | None = None

    @property
    def is_proven_best(self) -> bool:
        return self.bound is not None and self.score >= self.bound


PLACED, TRIP = 1_000, 20


def worth(wish: Wanted) -> int:
    """A placed wish is worth far more than a trip saved."""
    return wish.weight * PLACED


def score_of(problem: Problem, placed: Mapping[int, Seat]) -> int:
    """Urgent wishes placed, less the trips that clients make for them."""
    by_number = {wish.number: wish for wish in problem.wishes}
    trips: set[tuple[int, int]] = set()
    total = 0
    for number, seat in placed.items():
        wish, day = by_number[number], seat.start // QUARTERS_A_DAY
        total += worth(wish)
        if seat.room is not None and day not in problem.already.get(wish.client, ()):
            trips.add((wish.client, day))
    return total - TRIP * len(trips)


def faults_of(problem: Problem, placed: Mapping[int, Seat]) -> list[str]:
    """Everything that a plan does wrong; none when it can be carried out. It shares no code with
    either way of making one."""
    by_number = {wish.number: wish for wish in problem.wishes}
    faults = [
        f"{number} has a place of its own making"
        for number, seat in placed.items()
        if seat not in by_number[number].seats
    ]
    held = [(by_number[number], seat) for number, seat in placed.items()]
    for index, (one, at) in enumerate(held):
        for other, there in held[index + 1 :]:
            faults += faults_between(problem, (one, at), (other, there))
    return faults


def faults_between(
    problem: Problem, one: tuple[Wanted, Seat], other: tuple[Wanted, Seat]
) -> list[str]:
    (a, at), (b, there) = one, other
    together = at.start < there.start + b.length and there.start < at.start + a.length
    begin, end = at.start - a.around, at.start + a.length + a.around
    near = begin < there.start + b.length + b.around and there.start - b.around < end
    both_in_house = at.room is not None and there.room is not None
    said = []
    if together and a.worker == b.worker:
        said.append(f"worker {a.worker} twice: {a.number}, {b.number}")
    if together and at.room is not None and at.room == there.room:
        said.append(f"room {at.room} twice: {a.number}, {b.number}")
    if together and a.client == b.client:
        said.append(f"client {a.client} twice: {a.number}, {b.number}")
    if near and both_in_house and problem.must_part(a, b):
        said.append(f"too close: {a.number}, {b.number}")
    return said
