"""From a question to ranked candidates: widen, read once, take the best, compare, believe."""

import heapq
import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from .evidence import Features, compared
from .keys import KINDS
from .profile import Profile
from .vocabulary import Vocabulary
from .widening import Asked, questions

MOST_OPENED = 60
_LEAST_PEOPLE = 2_000
_SLIP_COSTS = 1.5
_SHARED = {kind: f"key {kind}" for kind in KINDS}

Weights = Mapping[str, float]
# For each key asked, in its order: who bears it.
Read = Callable[[Sequence[Asked]], Sequence[Sequence[Any]]]
Profiles = Callable[[Sequence[Any]], Mapping[Any, Profile]]
# Of each bearer worth opening: for each kind of key they share with the question, how much the
# rarest of that kind tells. Likeliest first.
Likely = dict[Any, Features]


class Candidate(NamedTuple):
    """Somebody on file, with `score` (log odds of `posterior`), and what was compared."""

    bearer: Any
    score: float
    posterior: float
    features: Features


def answer(
    one: Profile, *, known: Vocabulary, read: Read, profiles_of: Profiles, weights: Weights
) -> list[Candidate]:
    """Who on file this may be, most likely first."""
    asked = questions(one, known)
    best = likeliest(asked, read(asked), known.people)
    found = profiles_of(list(best))
    return believed(
        [
            (bearer, compared(one, found[bearer], known) + shared)
            for bearer, shared in best.items()
            if bearer in found
        ],
        weights,
    )


def likeliest(asked: Sequence[Asked], bearers: Sequence[Sequence[Any]], people: int) -> Likely:
    """The bearers worth opening: the sum, over kinds of key, of the rarest key they share.

    How many on file bear a key is counted exactly, so what two share in it tells more than the
    words of it do one by one.
    """
    held: dict[Any, dict[str, float]] = defaultdict(dict)
    everybody = people + _LEAST_PEOPLE
    for question, some in zip(asked, bearers, strict=True):
        if not some:
            continue
        worth = math.log(everybody / len(some)) - _SLIP_COSTS * question.slips
        kind = _SHARED[question.key.kind]
        for bearer in some:
            kinds = held[bearer]
            if worth > kinds.get(kind, -99.0):
                kinds[kind] = worth
    sums = {bearer: sum(kinds.values()) for bearer, kinds in held.items()}
    ranked = heapq.nsmallest(MOST_OPENED, sums, key=lambda bearer: (-sums[bearer], bearer))
    return {bearer: list(held[bearer].items()) for bearer in ranked}


def told_by(features: Features, weights: Weights) -> float:
    """The log odds, before belief is shared, that these features speak of one person."""
    return sum([weights.get(name, 0.0) * value for name, value in features])


def believed(found: Sequence[tuple[Any, Features]], weights: Weights) -> list[Candidate]:
    """Belief shared among the candidates and nobody: exp(s) / (1 + sum of exp(s)).

    `score` is log(p / (1 - p)) of that belief, reckoned without loss near 0 and 1.
    """
    sums = [told_by(features, weights) for _bearer, features in found]
    top = max([0.0, *sums])
    parts = [math.exp(one - top) for one in sums]
    whole = math.exp(-top) + sum(parts)
    made = []
    for at, (bearer, features) in enumerate(found):
        others = whole - parts[at]
        if others < 0.01 * whole:  # the difference has lost its digits
            others = math.exp(-top) + sum(parts[:at]) + sum(parts[at + 1 :])
        score = sums[at] - top - math.log(max(others, 1e-300))
        made.append(Candidate(bearer, score, parts[at] / whole, features))
    return sorted(made, key=lambda one: (-one.score, one.bearer))
