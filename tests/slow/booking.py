"""Sixty-four people, each with a process of their own, book the same hour at the same moment."""

import itertools
import json
import os
import time
from datetime import time as clock
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connections
from django.utils import timezone

from frirum.casefile.matters.models import Case, Team
from frirum.foundation.wall.rulings import Refused
from frirum.work.bookings.actions import book
from frirum.work.bookings.actions.house import add_room, open_site
from frirum.work.bookings.facts import Wanted
from frirum.work.bookings.models import Claim, Kind, Site, Stay
from frirum.work.bookings.moments import local, monday_of

from .cast import almas_case, person


def furnish(rooms: int) -> dict[str, Any]:
    """One place, so many rooms; both teams are there all week."""
    Team.objects.update(site="Nørregade", days="0123456")
    site = open_site(by=person("karen"), name="Nørregade")
    for number in range(rooms):
        add_room(
            by=person("karen"), entrance=site.entrances.get(), name=f"Lokale {number}", seats=4
        )
    return {"rooms": rooms}


def _hour(number: int) -> Any:
    monday = monday_of(timezone.localdate()) + timedelta(days=7)
    return local(monday, clock(9 + number))


def book_together(people: int, workers: list[str], hour: int) -> dict[str, Any]:
    """Each tries once, at the same moment. What came of it, and what is taken afterwards."""
    connections.close_all()
    began = time.monotonic() + 1.5
    crowd = [_fork(workers[n % len(workers)], began, hour) for n in range(people)]
    said = []
    for pid, pipe in crowd:
        with os.fdopen(pipe) as told:
            said.append(json.load(told))
        os.waitpid(pid, 0)
    return {"booked": said.count("booked"), "refused": said.count("refused"), **taken()}


def _fork(worker: str, began: float, hour: int) -> tuple[int, int]:
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        os.write(theirs, json.dumps(_one(worker, began, hour)).encode())
        os._exit(0)
    os.close(theirs)
    return pid, ours


def _one(worker: str, began: float, hour: int) -> str:
    by = person(worker)
    case = almas_case() if worker == "dorte" else _bos_case()
    site, at = Site.objects.get(), _hour(hour)
    wanted = Wanted(Kind.TALK, at, at + timedelta(hours=1), (by.worker_id,), site)
    time.sleep(max(0, began - time.monotonic()))
    try:
        book(by=by, cases=[case], wanted=wanted, once=uuid4(), now=timezone.now())
    except Refused:
        return "refused"
    return "booked"


def _bos_case() -> Case:
    return Case.objects.visible_to(person("emil")).earliest("opened_at")


def taken() -> dict[str, Any]:
    """How often anything is taken twice, and how many opponents are near each other."""
    claims = list(Claim.objects.order_by("holder", "starts_at", "pk"))
    twice = sum(
        a.holder == b.holder and b.starts_at < a.ends_at for a, b in itertools.pairwise(claims)
    )
    stays = list(Stay.objects.opened())
    near = sum(
        a.token != b.token and a.door_from < b.door_until and b.door_from < a.door_until
        for a in stays
        for b in stays
    )
    return {"claims": len(claims), "twice": twice, "near": near}
