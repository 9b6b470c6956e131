"""What is left to chance, so that neither time nor a hold tells what a check found."""

import random
from datetime import timedelta

from django.conf import settings

source: random.Random = random.SystemRandom()


def delay() -> timedelta:
    """How long a check waits before it begins."""
    longest = float(getattr(settings, "CHECK_DELAY_SECONDS", 8))
    return timedelta(seconds=source.uniform(0, longest))


def is_drawn() -> bool:
    """One clear check in so many goes to the desk as well."""
    one_in = int(getattr(settings, "CHECK_SAMPLE_ONE_IN", 10))
    return one_in > 0 and source.randrange(one_in) == 0
