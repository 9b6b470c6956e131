"""Somebody writes as fast as they can, and is cut off at any moment."""

import os
import random
import signal
import time
from typing import Any, NoReturn

from django.db import connections
from django.utils import timezone

from frirum.casefile.tasks.actions import add_task
from frirum.foundation.wall.ledger import seal_outbox
from frirum.work.incidents.actions import record_incident

from .cast import almas_case, person, told


def _write_forever(out: int) -> NoReturn:
    dorte, case, number = person("dorte"), almas_case(), 0
    while True:
        number, now = number + 1, timezone.now()
        if number % 3:
            row = record_incident(by=dorte, case=case, told=told(number), now=now)
        else:
            row = add_task(by=dorte, case=case, title=f"Ring til Alma, {number}", now=now)
        os.write(out, f"{row.pk}\n".encode())
        if number % 5 == 0:
            seal_outbox()


def storm(times: int, seed: int = 7) -> dict[str, Any]:
    """Kill a writer without warning, again and again. Answers what was acknowledged."""
    chance, acknowledged = random.Random(seed), []
    for _ in range(times):
        connections.close_all()
        ours, theirs = os.pipe()
        writer = os.fork()
        if writer == 0:
            os.close(ours)
            _write_forever(theirs)
        os.close(theirs)
        with os.fdopen(ours, "rb") as said:
            first = said.readline()
            time.sleep(chance.uniform(0, 0.15))
            os.kill(writer, signal.SIGKILL)
            os.waitpid(writer, 0)
            acknowledged += [first, *said.readlines()]
    return {"acknowledged": [line.decode().strip() for line in acknowledged]}
