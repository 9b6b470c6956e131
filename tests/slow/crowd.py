"""Thirty-two people, each with a process and a connection of their own, write once a second."""

import json
import os
import random
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, connections
from django.utils import timezone

from frirum.work.incidents.actions import record_incident

from .cast import almas_case, person, told


def write_together(people: int, seconds: int) -> dict[str, Any]:
    """Milliseconds of each write, and how often the database was locked."""
    connections.close_all()
    began = time.monotonic() + 0.5
    crowd = [_fork(number, began, seconds) for number in range(people)]
    waits, locked = [], 0
    for pid, pipe in crowd:
        with os.fdopen(pipe) as said:
            of_one = json.load(said)
        os.waitpid(pid, 0)
        waits += of_one["waits"]
        locked += of_one["locked"]
    waits.sort()
    shares = {f"p{share}": waits[len(waits) * share // 100] for share in (50, 95, 99)}
    return {"writes": len(waits), "locked": locked, **shares, "fsync": _fsync_time()}


def _fork(number: int, began: float, seconds: int) -> tuple[int, int]:
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        os.write(theirs, json.dumps(_one_person(number, began, seconds)).encode())
        os._exit(0)
    os.close(theirs)
    return pid, ours


def _one_person(number: int, began: float, seconds: int) -> dict[str, Any]:
    chance, waits, locked = random.Random(number), [], 0
    dorte, case = person("dorte"), almas_case()
    for second in range(seconds):
        time.sleep(max(0, began + second + chance.random() - time.monotonic()))
        start = time.monotonic()
        try:
            record_incident(by=dorte, case=case, told=told(second), now=timezone.now())
        except OperationalError:
            locked += 1
        waits.append(round(1000 * (time.monotonic() - start), 1))
    return {"waits": waits, "locked": locked}


def _fsync_time(times: int = 50) -> float:
    """Milliseconds that this disk takes to keep 4 KiB."""
    path, spent = Path(settings.DATA_DIR) / "fsync", []
    with path.open("wb") as out:
        for _ in range(times):
            out.write(bytes(4096))
            out.flush()
            start = time.monotonic()
            os.fsync(out.fileno())
            spent.append(1000 * (time.monotonic() - start))
    path.unlink()
    return round(sorted(spent)[times // 2], 2)
