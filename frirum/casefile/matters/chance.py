"""How long a crossing's writer waits for "handled". Left to chance, so that it tells nothing."""

import random
from datetime import timedelta

source: random.Random = random.SystemRandom()
_SHORTEST, _LONGEST = timedelta(minutes=10), timedelta(minutes=60)


def delay() -> timedelta:
    return timedelta(seconds=source.uniform(_SHORTEST.total_seconds(), _LONGEST.total_seconds()))
