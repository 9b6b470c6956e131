"""What the house does by itself, so that nobody has to remember it."""

import time
from datetime import timedelta
from typing import Any

from django.utils import timezone

from frirum.foundation.accounts.actions import sweep_sign_ins
from frirum.foundation.drafts.actions import sweep_drafts
from frirum.foundation.vault import files
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.ledger.verify import seal_checkpoint, verify

from . import queue
from .queries import CHECK_LEDGER
from .queue import Running, job

FAULTS_KEPT = 20
_STRAY_AFTER = timedelta(hours=6)
_JOBS_KEPT = timedelta(days=30)


@job("sweep_sign_ins", every=timedelta(days=1), as_system="forgets sign-ins that are over")
def forget_sign_ins(*, by: Actor, running: Running) -> None:
    sweep_sign_ins(by=by, now=timezone.now())


@job("sweep_drafts", every=timedelta(days=1), as_system="forgets drafts left for thirty days")
def forget_drafts(*, by: Actor, running: Running) -> None:
    sweep_drafts(by=by, now=timezone.now())


@job("sign_ledger", every=timedelta(minutes=5), as_system="signs the newest link of the ledger")
def sign_ledger(*, by: Actor, running: Running) -> None:
    seal_checkpoint(now=timezone.now())


@job(CHECK_LEDGER, every=timedelta(days=1), as_system="walks the ledger from its first entry")
def check_ledger(*, by: Actor, running: Running) -> dict[str, Any]:
    """Every link and every signature. A fault is named by its position and nothing else."""
    finding = verify(told=running.progress)
    return {
        "entries": finding.entries,
        "checkpoints": finding.checkpoints,
        "faults": len(finding.faults),
        "first_faults": finding.faults[:FAULTS_KEPT],
    }


@job("sweep_jobs", every=timedelta(days=1), as_system="forgets jobs that ended a month ago")
def forget_jobs(*, by: Actor, running: Running) -> None:
    """The house signs its ledger every five minutes: a hundred thousand orders a year."""
    queue.forget_ended(before=timezone.now() - _JOBS_KEPT)


@job("sweep_files", every=timedelta(days=1), as_system="removes files that no row names")
def sweep_files(*, by: Actor, running: Running) -> None:
    """A crash between file and row leaves a sealed file that nothing can open."""
    files.sweep(older_than_seconds=_STRAY_AFTER.total_seconds(), now=time.time())
