"""Thirty-two people write once a second, each from a process of their own."""

import multiprocessing
import os
import random
import statistics
import time
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from bench.facts import STAFF
from frirum.casefile.matters.models import Case
from frirum.foundation.accounts.models import User
from frirum.foundation.accounts.queries import actor_of
from frirum.work.incidents.actions import record_incident
from frirum.work.incidents.facts import Told
from frirum.work.incidents.taxonomy import Behaviour

PEOPLE = 32
SECONDS = 10
_BLOCK = os.urandom(4096)


def run() -> dict[str, float]:
    """`locked` counts refused writes; `p50`, `p95`, `p99` and `fsync` are milliseconds."""
    fsync = _fsync_ms(Path(settings.DATA_DIR))
    people = [number for number in range(STAFF) if number % 10][:PEOPLE]
    connection.close()
    forked = multiprocessing.get_context("fork")
    told: Queue[tuple[list[float], int]] = forked.Queue()
    ready = forked.Barrier(len(people))
    writers = [forked.Process(target=_write, args=(who, ready, told)) for who in people]
    for writer in writers:
        writer.start()
    answers = [told.get(timeout=SECONDS * 6) for _ in writers]
    for writer in writers:
        writer.join()
    taken = sorted(each for times, _ in answers for each in times)
    cuts = statistics.quantiles(taken, n=100)
    return {
        "writes": len(taken),
        "locked": sum(locked for _, locked in answers),
        "p50": cuts[49],
        "p95": cuts[94],
        "p99": cuts[98],
        "fsync": fsync,
    }


def _write(who: int, ready: Any, told: Any) -> None:
    """One write to warm up, which does not count; then not all in the same instant, as people do
    not."""
    actor = actor_of(User.objects.get(username=f"worker{who}"))
    case = Case.objects.visible_to(actor).ongoing().order_by("-touched_at").first()
    record_incident(by=actor, case=case, told=_told(), now=timezone.now())
    ready.wait(timeout=60)
    due, times, locked = time.monotonic() + random.Random(who).random(), [], 0
    for _ in range(SECONDS):
        time.sleep(max(0.0, due - time.monotonic()))
        due += 1
        began = time.perf_counter()
        try:
            record_incident(by=actor, case=case, told=_told(), now=timezone.now())
        except OperationalError:
            locked += 1
        times.append((time.perf_counter() - began) * 1000)
    told.put((times, locked))


def _told() -> Told:
    return Told(
        happened_at=timezone.now(),
        behaviours=frozenset({Behaviour.MESSAGES}),
        account="Skrev tre gange om natten. " * 6,
    )


def _fsync_ms(folder: Path) -> float:
    """What one durable append costs on this disk, the median of fifty."""
    path, taken = folder / "fsync", []
    with path.open("ab", buffering=0) as out:
        for _ in range(50):
            out.write(_BLOCK)
            began = time.perf_counter()
            os.fsync(out.fileno())
            taken.append((time.perf_counter() - began) * 1000)
    path.unlink()
    return statistics.median(taken)
