"""A master key is changed under people who go on working, and the change is killed half way."""

import hashlib
import os
import random
import signal
import time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from frirum.casefile.matters.actions import open_case
from frirum.casefile.matters.models import Case, Team
from frirum.demo.cast import user_id
from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.vault.models import DataKey
from frirum.foundation.vault.sealing import Unreadable
from frirum.work.incidents.actions import record_incident

from .cast import almas_case, person, told

_EXPOSED = Compartment.EXPOSED.value


def fill(owners: int) -> dict[str, str]:
    """Many keys, and a fingerprint of each, to know it again by."""
    known = [uuid4() for _ in range(owners)]
    keys.issue_many(dict.fromkeys(known, Compartment.EXPOSED))
    return {str(owner): _fingerprint(owner) for owner in known}


def _fingerprint(owner: UUID) -> str:
    return hashlib.sha256(keys.raw_key_of(owner)).hexdigest()


def unreadable(known: dict[str, str]) -> list[str]:
    """Owners whose key does not open, or is another."""
    keys.forget()
    wrong, owners = [], [UUID(owner) for owner in known]
    for start in range(0, len(owners), 500):
        few = owners[start : start + 500]
        try:
            keys.warm(few)
        except Unreadable:
            return [*known]
        wrong += [str(owner) for owner in few if _fingerprint(owner) != known[str(owner)]]
    return wrong


def kill_half_way(times: int, known: dict[str, str], seed: int = 7) -> dict[str, Any]:
    """Rotate; kill it as soon as a part has moved; look at every key; again. Then let it finish."""
    chance, stood, wrong = random.Random(seed), [], []
    for _ in range(times):
        before = older_ones()
        connections.close_all()
        rotator = os.fork()
        if rotator == 0:
            call_command("vault", "rotate", _EXPOSED, verbosity=0)
            os._exit(0)
        while older_ones() >= before:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.05))
        os.kill(rotator, signal.SIGKILL)
        os.waitpid(rotator, 0)
        stood.append(older_ones())
        wrong += unreadable(known)
    call_command("vault", "rotate", _EXPOSED, verbosity=0)
    wrong += unreadable(known)
    return {"stood": stood, "wrong": wrong}


def work_on(known: dict[str, str], going: str, stop: str) -> dict[str, Any]:
    """A process that started before the rotation: it reads, writes, and opens new cases."""
    chance, reads, opened, wrong = random.Random(7), 0, [], []
    dorte, freja, case = person("dorte"), person("freja"), almas_case()
    while not Path(stop).exists():
        keys.forget()  # as after the minute for which a key is kept
        sample = dict(chance.sample(sorted(known.items()), 20))
        wrong += unreadable(sample)
        row = record_incident(by=dorte, case=case, told=told(reads), now=timezone.now())
        keys.forget()
        assert row.__class__.objects.visible_to(dorte).get(pk=row.pk).told.account
        reads += 1
        Path(going).touch()
        if reads % 5 == 0:
            opened.append(str(_open_another(freja, case).pk))
    return {"reads": reads, "opened": opened, "wrong": wrong}


def _open_another(freja: Any, case: Case) -> Case:
    return open_case(
        by=freja, side=case.side, track=case.track, team=Team.objects.get(side=case.side),
        worker=user_id("dorte"), now=timezone.now(),
    )  # fmt: skip


def older_ones() -> int:
    return DataKey.objects.filter(compartment=_EXPOSED).exclude(version=2).count()


def fingerprints(owners: list[str]) -> dict[str, str]:
    return {owner: _fingerprint(UUID(owner)) for owner in owners}
