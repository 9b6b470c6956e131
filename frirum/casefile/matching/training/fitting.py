"""Learns how much each feature says: the belief in whom was meant, or in nobody, made likely."""

import math
import random
from collections import defaultdict
from collections.abc import Sequence

from ..likeness.evidence import Features

# One question: the features of its candidates, and which of them was meant (-1: nobody).
Lesson = tuple[list[Features], int]
_KEEPS = 0.9
_STEADIES = 0.999


def learn(
    lessons: Sequence[Lesson], *, rounds: int, rng: random.Random, pull: float = 2e-5
) -> dict[str, float]:
    """Weights that maximise the mean of log P(who was meant), P = exp(s) / (1 + sum of exp(s)).

    Conditional logit with "nobody" at score 0, by Adam on one lesson at a time; `pull` draws
    weights to 0. Source: McFadden 1974; Kingma and Ba 2015.
    """
    weights: dict[str, float] = defaultdict(float)
    mean: dict[str, float] = defaultdict(float)
    square: dict[str, float] = defaultdict(float)
    order, step = list(lessons), 0
    for turn in range(rounds):
        rng.shuffle(order)
        rate = 0.03 * (1.0 - turn / rounds) + 0.001
        for candidates, meant in order:
            step += 1
            for name, slope in _slopes(candidates, meant, weights).items():
                mean[name] = _KEEPS * mean[name] + (1 - _KEEPS) * slope
                square[name] = _STEADIES * square[name] + (1 - _STEADIES) * slope * slope
                weights[name] += rate * mean[name] / (math.sqrt(square[name]) + 1e-3)
                weights[name] -= rate * pull * weights[name]
    return {name: round(weight, 4) for name, weight in sorted(weights.items())}


def _slopes(candidates: list[Features], meant: int, weights: dict[str, float]) -> dict[str, float]:
    sums = [sum(weights[name] * value for name, value in one) for one in candidates]
    top = max([0.0, *sums])
    parts = [math.exp(one - top) for one in sums]
    whole = math.exp(-top) + sum(parts)
    slopes: dict[str, float] = defaultdict(float)
    for at, (features, part) in enumerate(zip(candidates, parts, strict=True)):
        off = (at == meant) - part / whole
        if abs(off) > 1e-4:
            for name, value in features:
                slopes[name] += off * value
    return slopes
