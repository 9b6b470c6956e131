"""Goals as ratios to the floor, what was reached, and what makes a run fail.

Must and aim are those of the design's list of goals, by its numbers.
"""

from dataclasses import asdict, dataclass
from typing import Any

from .load import ROOMS, Measured

GATE = 1.25  # CPU time may pass its must by a quarter before a run fails: machines differ
VOID = 0.10  # floors that differ more make the ratios of a run worthless
STATEMENTS = {"list": (8, 6), "open": (12, 9), "create": (14, 10)}
_PAGES = {
    "list": (1, 1.5, 0.8),
    "list of a leader": (1, 1.5, 0.8),
    "week of a calendar": (1, 1.5, 0.8),
    "open": (2, 2.5, 1.5),
    **dict.fromkeys(ROOMS, (2, 2.5, 1.5)),
    "search, selective": (3, 2.0, None),
    "search, broad": (3, 1.0, 0.3),
    "create": (4, 2.0, 1.4),
    "conflict": (8, 2.0, 1.5),
}
# The conflict check is judged at ten thousand times a million; Today gathers a dozen lists.
_SHOWN_ONLY = {"conflict", "today"}


@dataclass(frozen=True)
class Line:
    """One goal. `value` is a ratio, a count or a share; `failed` ends the run with an error."""

    goal: int
    what: str
    value: float
    must: float
    aim: float | None
    detail: str
    failed: bool

    @property
    def is_met(self) -> bool:
        return self.value <= self.must

    def as_row(self) -> str:
        aim = "" if self.aim is None else f"{self.aim:g}"
        met = "met" if self.is_met else "NOT MET"
        return (
            f"| {self.goal} | {self.what} | {self.value:.2f} | {self.must:g} | {aim} "
            f"| {met} | {self.detail} |"
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"is_met": self.is_met}


Floors = tuple[dict[str, Measured], dict[str, Measured]]


def pages(ours: dict[str, Measured], floors: Floors) -> list[Line]:
    """Goals 1 to 4: CPU time a request, judged; the 95th percentile beside it."""
    return [_page(action, ours[action], floors) for action in _PAGES]


def _page(action: str, ours: Measured, floors: Floors) -> Line:
    goal, must, aim = _PAGES[action]
    cpu = _mean(*(floor[action].cpu for floor in floors))
    p95 = _mean(*(floor[action].p95 for floor in floors))
    ratio = ours.cpu / cpu
    return Line(
        goal=goal,
        what=f"{action}: CPU ÷ floor",
        value=ratio,
        must=must,
        aim=aim,
        detail=(
            f"CPU {ours.cpu:.1f} ÷ {cpu:.1f} ms; p95 {ours.p95:.1f} ÷ {p95:.1f} ms "
            f"= {ours.p95 / p95:.2f}; {ours.bytes / 1024:.0f} KB"
        ),
        failed=ours.bad > 0 or (ratio > must * GATE and action not in _SHOWN_ONLY),
    )


def statements(counted: dict[str, list[int]]) -> list[Line]:
    """Goal 5: few, and as many for ten rows as for two hundred."""
    found = []
    for action, counts in counted.items():
        must, aim = STATEMENTS.get(action, (max(counts), None))
        is_equal = len(set(counts)) == 1
        rows = "the same at 10, 50 and 200 rows" if is_equal else f"GROWS WITH ROWS: {counts}"
        failed = action not in _SHOWN_ONLY and (not is_equal or max(counts) > must)
        found.append(Line(5, f"{action}: statements", max(counts), must, aim, rows, failed=failed))
    return found


def comparison(told: dict[str, Any], floors: Floors) -> list[Line]:
    """Goal 8: CPU of a question by the floor's page that asks for the same name or number; whether
    somebody costs the same statements as nobody; how well four get along."""
    floor = _mean(*(floor["conflict"].cpu for floor in floors))
    lines = []
    for kind, what, must, aim in (("exact", "exact", 2, 1.5), ("slips", "with slips", 10, 5)):
        took = told[kind]
        ratio = took["cpu"] / floor
        detail = (
            f"CPU {took['cpu']:.1f} ÷ {floor:.1f} ms; p50 {took['p50']:.1f}, "
            f"p95 {took['p95']:.1f}, p99 {took['p99']:.1f} ms"
        )
        failed = ratio > must * GATE
        lines.append(Line(8, f"comparison, {what}: CPU ÷ floor", ratio, must, aim, detail, failed))
    somebody, nobody = told["statements"]
    same = "the same for nobody" if somebody == nobody else f"FOR NOBODY {nobody}"
    lines.append(
        Line(8, "check: statements", somebody, nobody, None, same, failed=somebody != nobody)
    )
    detail = "time of four on two cores ÷ time of one"
    return [*lines, Line(8, "four checks at once ÷ one", told["four"], 2.6, 2.2, detail, False)]


def unsealing(shares: dict[str, dict[str, float]]) -> list[Line]:
    """Goal 9, judged with no key in memory, which is the dearest a page gets."""
    return [
        Line(
            goal=9,
            what=f"{action}: unsealing ÷ CPU of the page",
            value=share["cold"],
            must=0.20,
            aim=0.13,
            detail=f"keys in memory: {share['warm']:.3f}",
            failed=share["cold"] > 0.20 * GATE,
        )
        for action, share in shares.items()
    ]


def cold_start(ours: float, floors: float) -> Line:
    return Line(
        15, "cold start ÷ floor", ours / floors, 2, 1.5, f"{ours:.2f} ÷ {floors:.2f} s", False
    )


def memory(ours: float, floors: float, requests: int) -> Line:
    detail = f"{ours:.0f} ÷ {floors:.0f} MB after {requests} requests"
    return Line(16, "private memory ÷ floor", ours / floors, 2, 1.5, detail, failed=False)


def growth(before: float, after: float, requests: int) -> Line:
    share = after / before - 1
    detail = f"{before:.0f} to {after:.0f} MB after {requests} requests"
    return Line(16, "growth of private memory", share, 0.05, None, detail, failed=False)


def writers(told: dict[str, float]) -> list[Line]:
    """Goal 19. A write is CPU work as well as one fsync, which a quick disk hides behind."""
    locked = int(told["locked"])
    detail = (
        f"p50 {told['p50']:.1f}, p95 {told['p95']:.1f}, p99 {told['p99']:.1f} ms; "
        f"fsync {told['fsync']:.2f} ms; {told['writes']:.0f} writes"
    )
    return [
        Line(19, "32 writers: refused as locked", locked, 0, 0, detail, failed=locked > 0),
        Line(19, "32 writers: p99 ÷ fsync", told["p99"] / told["fsync"], 25, 10, detail, False),
    ]


def drift(floors: Floors) -> dict[str, float]:
    """By how much the two floors differ in CPU time, action by action."""
    first, second = floors
    return {
        action: abs(second[action].cpu - cpu.cpu) / cpu.cpu
        for action, cpu in first.items()
        if cpu.cpu
    }


def is_void(floors: Floors) -> bool:
    first, second = (sum(each.cpu for each in floor.values()) for floor in floors)
    return abs(second - first) / first > VOID


def table(lines: list[Line]) -> str:
    head = ["| goal | what | reached | must | aim | | detail |", "|--|--|--:|--:|--:|--|--|"]
    return "\n".join(head + [line.as_row() for line in lines])


def _mean(*values: float) -> float:
    return sum(values) / len(values)
