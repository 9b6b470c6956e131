"""What each feature says, as it was learnt: `weights.json`, with its day and the command."""

import functools
import json
from collections.abc import Mapping
from pathlib import Path

FILE = Path(__file__).parent / "weights.json"


@functools.cache
def _learnt() -> dict[int, dict[str, float]]:
    """Weights by the number of people on file for which they were learnt."""
    held = json.loads(FILE.read_text(encoding="utf-8"))["weights"]
    return {int(people): weights for people, weights in held.items()}


def weights_for(people: int) -> Mapping[str, float]:
    """Those learnt at the size that is nearest, as factors go."""
    learnt = _learnt()
    return learnt[min(learnt, key=lambda size: max(size, people + 1) / min(size, people + 1))]
