"""The best week, by a constraint solver (OR-Tools CP-SAT), with a proof of how good it is.

It comes with the extra `planning`. Without it, `plan_week` falls back on the plain way.
"""

import functools
from collections import defaultdict
from importlib import import_module
from itertools import combinations
from typing import Any

from .greedy import plan_greedily
from .problem import QUARTERS_A_DAY, TRIP, Plan, Problem, Seat, Wanted, score_of, worth

SECONDS = 8.0
_SEED = 7


@functools.cache
def _cp_model() -> Any:
    """The solver, loaded when a week is first planned; None when the extra is not installed."""
    try:
        return import_module("ortools.sat.python.cp_model")
    except ImportError:
        return None


def has_solver() -> bool:
    return _cp_model() is not None


def plan_week(problem: Problem, *, seconds: float = SECONDS) -> Plan:
    """At least as good as the plain way, which is where the solver starts from."""
    first = plan_greedily(problem)
    if not has_solver() or not problem.wishes:
        return first
    return _Week(problem).solved(first, seconds)


class _Week:
    """The model: when each wish begins, in which room, and whether it is placed at all."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.cp = problem, _cp_model()
        self.model: Any = self.cp.CpModel()
        self.placed: dict[int, Any] = {}
        self.start: dict[int, Any] = {}
        self.rooms: dict[int, dict[int | None, Any]] = {}
        self.within: dict[tuple[str, int], list[Any]] = defaultdict(list)
        for wish in problem.wishes:
            self._add(wish)
        for intervals in self.within.values():
            self.model.add_no_overlap(intervals)
        self._keep_apart()
        worths = (worth(wish) * self.placed[wish.number] for wish in problem.wishes)
        self.model.maximize(sum(worths) - TRIP * sum(self._trips()))

    def _add(self, wish: Wanted) -> None:
        """One interval for worker and client, and one for each room it could be in."""
        starts: dict[int | None, list[int]] = defaultdict(list)
        for seat in wish.seats:
            starts[seat.room].append(seat.start)
        every = sorted({seat.start for seat in wish.seats}) or [0]
        start = self.model.new_int_var_from_domain(self.cp.Domain.from_values(every), "")
        self.start[wish.number] = start
        self.rooms[wish.number] = {room: self.model.new_bool_var("") for room in starts}
        placed = self.model.new_bool_var("")
        self.placed[wish.number] = placed
        self.model.add(sum(self.rooms[wish.number].values()) == placed)
        whole = self._interval(start, wish.length, placed)
        self.within["worker", wish.worker].append(whole)
        self.within["client", wish.client].append(whole)
        for room, there in self.rooms[wish.number].items():
            fitting = self.cp.Domain.from_values(starts[room])
            self.model.add_linear_expression_in_domain(start, fitting).only_enforce_if(there)
            if room is not None:
                self.within["room", room].append(self._interval(start, wish.length, there))

    def _interval(self, start: Any, length: int, is_present: Any) -> Any:
        return self.model.new_optional_fixed_size_interval_var(start, length, is_present, "")

    def _in_house(self, wish: Wanted) -> Any:
        """A yes or no: it is placed, and in a room."""
        rooms = self.rooms[wish.number]
        return sum(there for room, there in rooms.items() if room is not None)

    def _keep_apart(self) -> None:
        """One of two opponents is gone before the other comes, when both come to the house."""
        for one, other in combinations(self.problem.wishes, 2):
            if not self.problem.must_part(one, other):
                continue
            around = one.around + other.around
            first, second = self.model.new_bool_var(""), self.model.new_bool_var("")
            a, b = self.start[one.number], self.start[other.number]
            self.model.add(a + one.length + around <= b).only_enforce_if(first)
            self.model.add(b + other.length + around <= a).only_enforce_if(second)
            self.model.add(first + second >= self._in_house(one) + self._in_house(other) - 1)

    def _trips(self) -> list[Any]:
        """A yes for each day on which a client has to come, when they would not anyway."""
        by_client: dict[int, list[Wanted]] = defaultdict(list)
        for wish in self.problem.wishes:
            by_client[wish.client].append(wish)
        trips = []
        for client, wishes in by_client.items():
            free = self.problem.already.get(client, frozenset())
            days: dict[int, list[Any]] = defaultdict(list)
            for wish in wishes:
                for day, comes in self._days(wish).items():
                    if day not in free:
                        days[day].append(comes)
            for held in days.values():
                trips.append(self.model.new_bool_var(""))
                for comes in held:
                    self.model.add_implication(comes, trips[-1])
        return trips

    def _days(self, wish: Wanted) -> dict[int, Any]:
        """On which day its client comes to the house for it."""
        days = sorted({s.start // QUARTERS_A_DAY for s in wish.seats if s.room is not None})
        comes = {day: self.model.new_bool_var("") for day in days}
        for day, var in comes.items():
            first = day * QUARTERS_A_DAY
            within = self.cp.Domain(first, first + QUARTERS_A_DAY - 1)
            self.model.add_linear_expression_in_domain(
                self.start[wish.number], within
            ).only_enforce_if(var)
        self.model.add(sum(comes.values()) == self._in_house(wish))
        return comes

    def solved(self, first: Plan, seconds: float) -> Plan:
        for number, seat in first.placed.items():
            self.model.add_hint(self.start[number], seat.start)
            self.model.add_hint(self.rooms[number][seat.room], True)
        solver: Any = self.cp.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = 2
        solver.parameters.random_seed = _SEED
        status = solver.solve(self.model)
        if status not in {self.cp.OPTIMAL, self.cp.FEASIBLE}:
            return first
        placed = {
            number: Seat(solver.value(self.start[number]), room)
            for number, rooms in self.rooms.items()
            for room, there in rooms.items()
            if solver.boolean_value(there)
        }
        score = score_of(self.problem, placed)
        plan = Plan(placed, score, round(solver.best_objective_bound))
        return plan if score >= first.score else first
