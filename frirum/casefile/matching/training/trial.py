"""A file of made-up people, questions about it, and how well they are answered."""

import random
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..facts import profile_of
from ..likeness.engine import Weights
from ..rows import facts_of
from .people import Human, human, written_down
from .probes import Probe, Row, known_probe, stranger_probe
from .shelves import Shelf, WideShelf

# So many people fit into plain tables; more are kept as numbers.
_MOST_IN_PLAIN = 200_000


@dataclass(frozen=True)
class Centre:
    """Made-up people with the rows that are on file of them, matter by matter."""

    humans: list[Human]
    rows: list[Row]
    related: list[frozenset[str]]

    def shelf(self) -> Shelf:
        if len(self.rows) > _MOST_IN_PLAIN:
            return WideShelf(self.rows)
        return Shelf({row["person_id"]: profile_of(facts_of(row)) for row in self.rows})


def centre(rng: random.Random, people: int) -> Centre:
    """So many people, in matters of two to six who may share name, home and phone."""
    humans: list[Human] = []
    rows: list[Row] = []
    related: list[frozenset[str]] = []
    while len(humans) < people:
        begins = len(humans)
        first = human(rng)
        members = [first, *(
            human(rng, like=first if rng.random() < 0.5 else None)
            for _ in range(rng.choice([1, 1, 2, 3, 4]))
        )]  # fmt: skip
        humans += members
        made = [written_down(rng, who, begins + at) for at, who in enumerate(members)]
        rows += made
        ids = frozenset(row["person_id"] for row in made)
        related += [ids - {row["person_id"]} for row in made]
    return Centre(humans[:people], rows[:people], related[:people])


def probes(rng: random.Random, of: Centre, known: int, strangers: int) -> list[Probe]:
    found: list[Probe] = []
    while len(found) < known:
        at = rng.randrange(len(of.humans))
        probe = known_probe(rng, of.humans[at], of.rows[at], of.related[at])
        if probe:
            found.append(probe)
    return found + [stranger_probe(rng, rng.choice(of.humans)) for _ in range(strangers)]


@dataclass(frozen=True)
class Verdict:
    """Recall among the first five, at 0.1 and at 1 false candidate a stranger; by kind of error."""

    recall_5: float
    at_tenth: float
    at_one: float
    kinds: dict[str, tuple[float, float, float, int]]
    p50_ms: float
    p99_ms: float

    def __str__(self) -> str:
        lines = [f"{kind:22} {a:.3f} {b:.3f} {c:.3f}  of {many}"
                 for kind, (a, b, c, many) in sorted(self.kinds.items())]  # fmt: skip
        whole = (
            f"recall@5 {self.recall_5:.4f}  r@0.1 {self.at_tenth:.4f}  r@1 {self.at_one:.4f}  "
            f"p50 {self.p50_ms:.2f} ms  p99 {self.p99_ms:.2f} ms"
        )
        return "\n".join([*lines, whole])


Answered = tuple[Probe, list[tuple[str, float]]]


def judged(answers: Iterable[Answered], times: Sequence[float] = ()) -> Verdict:
    """As the files of sample data are judged; hard strangers do not count against the score."""
    answered = list(answers)
    false = sorted(
        (score for probe, found in answered if probe.kind == "stranger" for _, score in found),
        reverse=True,
    )
    strangers = sum(probe.kind == "stranger" for probe, _ in answered)

    def bar(budget: float) -> float:
        allowed = int(budget * strangers)
        return false[allowed] if allowed < len(false) else float("-inf")

    bars = bar(0.1), bar(1.0)
    hits: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    for probe, found in answered:
        if probe.truth:
            first = [who for who, _ in found[:5]]
            score = dict(found).get(probe.truth, float("-inf"))
            hits[probe.kind].append((probe.truth in first, score > bars[0], score > bars[1]))
    every = [hit for some in hits.values() for hit in some]
    ms = sorted(times) or [0.0]
    return Verdict(
        *_shares(every)[:3],
        {kind: _shares(some) for kind, some in hits.items()},
        ms[len(ms) // 2] * 1000,
        ms[int(len(ms) * 0.99)] * 1000,
    )


def _shares(hits: Sequence[tuple[bool, bool, bool]]) -> tuple[float, float, float, int]:
    many = max(1, len(hits))
    first, tenth, one = (sum(hit[at] for hit in hits) / many for at in range(3))
    return first, tenth, one, len(hits)


def tried(shelf: Shelf, asked: Sequence[Probe], weights: Weights) -> Verdict:
    """Ask every probe and judge the answers."""
    answers: list[Answered] = []
    times = []
    for probe in asked:
        began = time.perf_counter()
        found = shelf.ask(profile_of(facts_of(vars(probe.told))), weights)
        times.append(time.perf_counter() - began)
        answers.append((probe, [(one.bearer, one.score) for one in found]))
    return judged(answers, times)
