"""What the house does by itself, so that nobody has to remember it."""

import time
from datetime import timedelta

from django.utils import timezone

from frirum.foundation.accounts.actions import sweep_sign_ins
from frirum.foundation.vault import files
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.ledger.verify import seal_checkpoint

from .queue import Running, job

_STRAY_AFTER = timedelta(hours=6)


@job("sweep_sign_ins", every=timedelta(days=1), as_system="forgets sign-ins that are over")
def forget_sign_ins(*, by: Actor, running: Running) -> None:
    sweep_sign_ins(by=by, now=timezone.now())


@job("sign_ledger", every=timedelta(minutes=5), as_system="signs the newest link of the ledger")
def sign_ledger(*, by: Actor, running: Running) -> None:
    seal_checkpoint(now=timezone.now())


@job("sweep_files", every=timedelta(days=1), as_system="removes files that no row names")
def sweep_files(*, by: Actor, running: Running) -> None:
    """A crash between file and row leaves a sealed file that nothing can open."""
    files.sweep(older_than_seconds=_STRAY_AFTER.total_seconds(), now=time.time())
