"""The plain way: the most urgent first, each at the first place that is left."""

from collections.abc import Mapping

from .problem import Plan, Problem, Seat, Wanted, faults_between, score_of


def plan_greedily(problem: Problem) -> Plan:
    """Whoever has the fewest places to choose from comes first among the equally urgent."""
    placed: dict[int, Seat] = {}
    by_number = {wish.number: wish for wish in problem.wishes}
    for wish in sorted(problem.wishes, key=lambda one: (-one.weight, len(one.seats), one.number)):
        left = (at for at in wish.seats if _is_left(problem, wish, at, placed, by_number))
        seat = next(left, None)
        if seat:
            placed[wish.number] = seat
    return Plan(placed, score_of(problem, placed))


def _is_left(
    problem: Problem,
    wish: Wanted,
    seat: Seat,
    placed: Mapping[int, Seat],
    by_number: Mapping[int, Wanted],
) -> bool:
    return not any(
        faults_between(problem, (wish, seat), (by_number[number], at))
        for number, at in placed.items()
    )
