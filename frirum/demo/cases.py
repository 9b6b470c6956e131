"""The other cases of the demo: who, on which side, for how long, and how their logs swing."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from statistics import NormalDist
from uuid import UUID

from django.utils import timezone

from frirum.casefile.matters.actions import move_case, open_case, set_phase
from frirum.casefile.matters.models import Case, Matter, PhaseKind, Side, Status, Team, Track
from frirum.casefile.people.kinds import RelationKind
from frirum.foundation.wall.actors import Actor
from frirum.work.incidents.actions import store_incidents

from .people import Circle, agree, take_in
from .pool import LONGEST_NAME, Pool
from .tasks import plan_tasks
from .told import entries, story_drawn

_TIES = (RelationKind.FORMER_PARTNER,) * 6 + (
    RelationKind.COLLEAGUE, RelationKind.NEIGHBOUR, RelationKind.KNOWS, RelationKind.FRIEND,
)  # fmt: skip
_STATUSES = (
    *(Status.OPEN,) * 14, *(Status.CLOSED,) * 5, *(Status.PAUSED,) * 2, *(Status.WAITING,) * 2,
)  # fmt: skip
MEDIAN, SPREAD, LONGEST_LOG = 54, 1.33, 2500


@dataclass(frozen=True, slots=True)
class Desk:
    """A team with its leader and those who take its cases."""

    team: Team
    leader: Actor
    workers: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """One case before it exists."""

    track: Track
    side: Side
    desk: Desk
    status: Status
    opened: datetime
    incidents: int
    circle: Circle
    matter: Matter | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    case: Case
    plan: Plan
    worker: Actor


def log_sizes(count: int) -> list[int]:
    """A heavy tail: half the logs are short, a few run to many hundreds, one to 2,500."""
    normal = NormalDist()
    spread = [normal.inv_cdf((rank + 0.5) / count) for rank in range(count)]
    sizes = [max(round(MEDIAN * math.exp(SPREAD * z)), 3) for z in spread]
    if count >= 50:
        sizes[-1] = LONGEST_LOG
    return sizes


class Planner:
    """Draws the plans, so that children stand in their parent's matter."""

    def __init__(self, rng: Random, pool: Pool, desks: dict[str, Desk], now: datetime) -> None:
        self.rng, self.pool, self.desks, self.now = rng, pool, desks, now
        self._turn: dict[UUID, int] = {}

    def victims(self, sizes: Sequence[int]) -> Iterator[Plan]:
        for number, size in enumerate(sizes):
            circle = self._circle(children=self.rng.choice((0, 0, 1, 1, 2)))
            if number == 0:
                given, family = LONGEST_NAME
                named = replace(circle.client, given_name=given, family_name=family)
                circle = replace(circle, client=named)
            yield self._plan(Track.VICTIM, Side.EXPOSED, "exposed", circle, size)

    def children(self, parents: Iterable[Opened]) -> Iterator[Plan]:
        """A child's own case, in the matter of the parent's."""
        for opened in parents:
            around = opened.plan.circle
            if around.children:
                circle = Circle(around.children[0], around.other, parent=around.client)
                plan = self._plan(Track.CHILD, Side.EXPOSED, "children", circle, 4)
                yield replace(plan, matter=opened.case.matter)

    def exercising(self, opposing: Sequence[Opened], alone: int) -> Iterator[Plan]:
        """Some in a matter whose other side is known here too; the desk joined them."""
        for opened in opposing:
            around = opened.plan.circle
            circle = Circle(around.other, around.client, tie=around.tie)
            plan = self._plan(Track.PERPETRATOR, Side.EXERCISING, "exercising", circle, 1)
            yield replace(plan, matter=opened.case.matter)
        for _ in range(alone):
            circle = self._circle(client_is_woman=self.rng.random() < 0.18)
            yield self._plan(Track.PERPETRATOR, Side.EXERCISING, "exercising", circle, 2)

    def relatives(self, exposed: int, exercising: int) -> Iterator[Plan]:
        for number in range(exposed + exercising):
            circle = self._circle()
            close = self.pool.adult(is_woman=self.rng.random() < 0.7)
            circle = replace(circle, supported=close)
            if number < exposed:
                yield self._plan(Track.NETWORK, Side.EXPOSED, "exposed", circle, 9)
            else:
                yield self._plan(Track.NETWORK, Side.EXERCISING, "exercising", circle, 0)

    def professionals(self, count: int) -> Iterator[Plan]:
        for number in range(count):
            desk = ("exposed", "exercising", "children")[number % 3]
            yield self._plan(Track.PROFESSIONAL, Side.NEUTRAL, desk, self._circle(), 0)

    def worker_of(self, desk: Desk) -> Actor:
        turn = self._turn[desk.team.pk] = self._turn.get(desk.team.pk, -1) + 1
        return desk.workers[turn % len(desk.workers)]

    def _circle(self, *, children: int = 0, client_is_woman: bool | None = None) -> Circle:
        is_woman = self.rng.random() < 0.75 if client_is_woman is None else client_is_woman
        client = self.pool.adult(is_woman=is_woman)
        other = self.pool.adult(is_woman=not is_woman if self.rng.random() < 0.9 else is_woman)
        offspring = tuple(self.pool.child_of(client) for _ in range(children))
        return Circle(client, other, offspring, tie=self.rng.choice(_TIES))

    def _plan(self, track: Track, side: Side, desk: str, circle: Circle, size: int) -> Plan:
        status = self.rng.choice(_STATUSES)
        days = self.rng.randrange(*((4, 60) if status == Status.WAITING else (25, 360)))
        opened = self.now - timedelta(days=days, minutes=self.rng.randrange(400))
        return Plan(track, side, self.desks[desk], status, opened, size, circle)


def open_planned(plan: Plan, planner: Planner) -> Opened:
    """Open it and live through its year."""
    is_waiting = plan.status == Status.WAITING
    worker = plan.desk.leader if is_waiting else planner.worker_of(plan.desk)
    case = open_case(
        by=plan.desk.leader,
        side=plan.side,
        track=plan.track,
        team=plan.desk.team,
        worker=None if is_waiting else worker.id,
        matter=plan.matter,
        now=plan.opened,
    )
    opened = Opened(case, plan, worker)
    _live(opened, planner)
    return opened


def _live(opened: Opened, planner: Planner) -> None:
    case, plan, by, rng = opened.case, opened.plan, opened.worker, planner.rng
    take_in(by=by, case=case, circle=plan.circle, pool=planner.pool, now=plan.opened)
    agree(by=by, case=case, rng=rng, today=planner.pool.today, now=plan.opened)
    last = _end_of_log(plan, planner)
    _phases(opened, planner, last)
    if plan.incidents:
        _write_log(opened, planner, last)
    plan_tasks(by=by, case=case, rng=rng, now=planner.now, is_over=plan.status == Status.CLOSED)
    if plan.status in {Status.CLOSED, Status.PAUSED}:
        moved = min(planner.now, _moment(last + timedelta(days=rng.randrange(10, 20))))
        move_case(by=by, case=case, status=plan.status, now=max(moved, plan.opened))


def _end_of_log(plan: Plan, planner: Planner) -> date:
    """Closed cases have been quiet for a while; the others go on to yesterday."""
    if plan.status in {Status.CLOSED, Status.PAUSED}:
        days = (planner.now - plan.opened).days
        return planner.pool.today - timedelta(days=planner.rng.randrange(1, max(days // 2, 2)))
    return planner.pool.today - timedelta(days=1)


def _phases(opened: Opened, planner: Planner, last: date) -> None:
    plan, by = opened.plan, opened.worker
    began = timezone.localdate(plan.opened) - timedelta(days=planner.rng.randrange(30, 700))
    set_phase(by=by, case=opened.case, kind=PhaseKind.ONGOING, since=began, now=plan.opened)
    if plan.status == Status.CLOSED or planner.rng.random() < 0.15:
        stopped = PhaseKind.STOPPED
        set_phase(by=by, case=opened.case, kind=stopped, since=last, now=_moment(last))


def _write_log(opened: Opened, planner: Planner, last: date) -> None:
    """Long ones in three sittings, so that not everything was written on one day."""
    plan, rng = opened.plan, planner.rng
    story = story_drawn(
        rng,
        first=max(planner.pool.today - timedelta(days=364), last - timedelta(days=300)),
        last=last,
        number=plan.incidents,
        has_child=bool(plan.circle.children),
        is_woman=plan.circle.other.is_woman,
    )
    log = entries(rng, story, now=_moment(last))
    sitting = math.ceil(len(log) / 3) if len(log) > 20 else len(log)
    for start in range(0, len(log), sitting):
        part = log[start : start + sitting]
        newest = max(entry.told.happened_at for entry in part)
        at = min(max(newest, plan.opened) + timedelta(hours=20), planner.now)
        store_incidents(by=opened.worker, case=opened.case, entries=part, now=at)


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12, 30)))
