"""Two ways to ask, compared call by call and by the clock."""

import os
import random
import re
import statistics
import sys
import time
from collections import Counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

PAIRS = 3_000 if os.environ.get("FRIRUM_FULL") else 300
# As often as luck has it.
_CHANCE = {"getrandbits", "bit_length", "_randbelow_with_getrandbits"}
_MOST = 4.5


def work_of(do):
    """The statements, and every function that was called, ours and Python's, with how often."""
    called = Counter()

    def count(frame, event, of):
        if event == "call":
            called[frame.f_code.co_qualname] += 1
        elif event == "c_call":
            called[of.__qualname__] += 1

    with CaptureQueriesContext(connection) as seen:
        sys.setprofile(count)
        try:
            do()
        finally:
            sys.setprofile(None)
    said = [re.sub(r"'[^']*'|\b[0-9a-f]{32}\b|\d+", "?", q["sql"]) for q in seen.captured_queries]
    return said, {name: n for name, n in called.items() if name.rpartition(".")[2] not in _CHANCE}


def apart(these, those):
    """Functions that the one never calls as often as the other. Luck alone lets some waver."""
    found = {}
    for name in set().union(*these, *those):
        one, other = ([calls.get(name, 0) for calls in of] for of in (these, those))
        if max(one) < min(other) or max(other) < min(one):
            found[name] = (one, other)
    return found


def rounds(one, other, *, pairs=PAIRS):
    """Over interleaved pairs, abs(t) < 4.5.

    A busy machine may make one round look uneven; a fault of ours makes every round so. Answers
    each round's t, and whether one held.
    """
    found = []
    for _round in range(3):
        found.append(_unevenness(one, other, pairs))
        if abs(found[-1]) < _MOST:
            break
    return [round(t, 2) for t in found], abs(found[-1]) < _MOST


def _unevenness(one, other, pairs):
    """Welch's t of their CPU time."""
    times = {True: [], False: []}
    for _ in range(pairs):
        for is_one in random.sample([True, False], 2):
            times[is_one].append((one if is_one else other)())
    return welch(*(sorted(of)[pairs // 10 : -pairs // 5] for of in times.values()))


def timed(do):
    """The CPU time it takes, in microseconds."""
    started = time.thread_time_ns()
    do()
    return (time.thread_time_ns() - started) / 1000


def welch(a, b):
    spread = (statistics.variance(a) / len(a) + statistics.variance(b) / len(b)) ** 0.5
    return (statistics.fmean(a) - statistics.fmean(b)) / spread
