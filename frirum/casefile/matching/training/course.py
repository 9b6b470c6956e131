"""The whole course: make people, ask about them, learn, and try it on others."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from ..facts import profile_of
from ..likeness.weights import weights_for
from ..rows import facts_of
from .fitting import Lesson, learn
from .probes import Probe
from .shelves import Shelf
from .trial import Verdict, centre, probes, tried

REAL_COUNTS_AS = 5


@dataclass(frozen=True)
class Outcome:
    weights: dict[str, float]
    verdict: Verdict | None


def lessons_of(shelf: Shelf, asked: list[Probe]) -> list[Lesson]:
    """Whoever was meant and did not come up teaches nothing."""
    found = []
    for probe in asked:
        candidates = shelf.ask(profile_of(facts_of(vars(probe.told))), {})
        ids = [one.bearer for one in candidates]
        if not probe.truth:
            found.append(([one.features for one in candidates], -1))
        elif probe.truth in ids:
            found.append(([one.features for one in candidates], ids.index(probe.truth)))
    return found


def trained(
    *,
    people: int,
    asked: int,
    seed: int,
    rounds: int = 8,
    is_tried: bool = True,
    also: Sequence[Lesson] = (),
) -> Outcome:
    """Learn at one size, from so many questions about people on file and as many about strangers;
    then try it on a file and questions of another seed, unless that is done elsewhere.

    `also`: what a centre's own checks teach. There are few of them and each is real, so each counts
    as several; made-up people keep what no check has taught yet.
    """
    rng = random.Random(seed)
    taught = centre(rng, people)
    lessons = lessons_of(taught.shelf(), probes(rng, taught, asked, asked))
    lessons += list(also) * REAL_COUNTS_AS
    del taught
    weights = learn(lessons, rounds=rounds, rng=rng)
    if not is_tried:
        return Outcome(weights, None)
    return Outcome(weights, trial(people=people, asked=2_000, seed=seed + 1, weights=weights))


def trial(
    *, people: int, asked: int, seed: int, weights: dict[str, float] | None = None
) -> Verdict:
    """How well a file of so many made-up people is asked, with these weights or those in use."""
    rng = random.Random(seed)
    filed = centre(rng, people)
    shelf = filed.shelf()
    used = weights if weights is not None else weights_for(shelf.known.people)
    return tried(shelf, probes(rng, filed, asked, asked), used)
