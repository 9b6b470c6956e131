"""A week is filled: what can be carried out, better than the plain way, in time."""

import time
from random import Random

import pytest

from frirum.work.bookings.planning.greedy import plan_greedily
from frirum.work.bookings.planning.problem import Problem, Seat, Wanted, faults_of, score_of
from frirum.work.bookings.planning.solver import has_solver, plan_week


def week_of(*, seed, workers=12, rooms=4, wishes=150):
    """One centre's week: part-time workers, clients with few days, some who must not meet."""
    chance = Random(seed)
    works = {w: sorted(chance.sample(range(5), chance.choice((3, 4, 4)))) for w in range(workers)}
    made = []
    for number in range(wishes):
        worker = number % workers
        length = chance.choice((4, 4, 4, 6, 3))
        days = [day for day in works[worker] if chance.random() < 0.7] or works[worker][:1]
        begins = [day * 96 + quarter for day in days for quarter in range(34, 66 - length, 2)]
        half = chance.random()
        if half < 0.4:  # divided beforehand: mornings or afternoons
            begins = [b for b in begins if (b % 96 < 48) == (half < 0.2)]
        by_phone = chance.random() < 0.25
        seats = [Seat(b, None) for b in begins] if by_phone else [
            Seat(b, room) for b in begins for room in range(rooms)
        ]  # fmt: skip
        weight, client = chance.choice((1, 2, 4)), number * 2 // 3
        made.append(Wanted(number, worker, client, length, weight, tuple(seats), 3))
    clients = sorted({one.client for one in made})
    apart = {frozenset(chance.sample(clients, 2)) for _ in range(12)}
    return Problem(made, frozenset(apart))


def test_the_plain_way_can_be_carried_out():
    problem = week_of(seed=1)
    plan = plan_greedily(problem)
    assert faults_of(problem, plan.placed) == []
    assert plan.score == score_of(problem, plan.placed)


@pytest.mark.slow
def test_a_centres_week_is_solved_in_ten_seconds_and_better_than_the_plain_way():
    assert has_solver()
    problem = week_of(seed=20_261_127)
    plain, began = plan_greedily(problem), time.perf_counter()
    plan = plan_week(problem, seconds=6)
    took = time.perf_counter() - began
    assert faults_of(problem, plan.placed) == []
    assert plan.score == score_of(problem, plan.placed)
    assert plan.score > plain.score
    assert plan.bound is not None
    assert plan.score <= plan.bound
    assert took < 10


def test_fewest_trips_two_wishes_of_one_client_share_a_day():
    seats = tuple(Seat(day * 96 + 40 + 8 * part, 0) for day in (0, 1) for part in (0, 1))
    only_tuesday = tuple(seat for seat in seats if seat.start >= 96)
    problem = Problem([
        Wanted(0, 0, 7, 4, 1, seats), Wanted(1, 1, 7, 4, 1, only_tuesday),
    ])  # fmt: skip
    plan = plan_week(problem, seconds=2)
    assert {seat.start // 96 for seat in plan.placed.values()} == {1}
    assert plan.is_proven_best


def test_opponents_are_planned_apart_even_when_that_places_one_alone():
    seats = (Seat(40, 0), Seat(44, 1))
    wishes = [Wanted(0, 0, 1, 4, 1, seats, 3), Wanted(1, 1, 2, 4, 1, seats, 3)]
    together, apart = Problem(wishes), Problem(wishes, frozenset({frozenset({1, 2})}))
    assert len(plan_week(together, seconds=2).placed) == 2
    assert len(plan_week(apart, seconds=2).placed) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {0: Seat(40, 0), 1: Seat(40, 0)},
        {0: Seat(40, 0), 1: Seat(44, 1)},
        {0: Seat(41, 0)},
    ],
)
def test_the_proof_finds_what_cannot_be_carried_out(wrong):
    seats = (Seat(40, 0), Seat(44, 1))
    wishes = [Wanted(0, 0, 1, 4, 1, seats, 3), Wanted(1, 1, 2, 4, 1, seats, 3)]
    assert faults_of(Problem(wishes, frozenset({frozenset({1, 2})})), wrong)
