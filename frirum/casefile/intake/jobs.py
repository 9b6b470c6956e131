"""Staff are compared with the files apart from whoever told of whom they know."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from frirum.casefile.matters.jobs import DECLARED
from frirum.foundation.jobs.queue import job
from frirum.foundation.wall.actors import Actor

from .actions import compare_staff


@job(DECLARED, as_system="compares whom a member of staff is close to with the files")
def run_declared(*, by: Actor, worker: str, **_running: Any) -> None:
    compare_staff(by=by, worker=UUID(worker), now=timezone.now())


@job(
    "intake.staff",
    every=timedelta(hours=1),
    as_system="compares staff, and whom they are close to, with the files",
)
def sweep_staff(*, by: Actor, **_running: Any) -> dict[str, Any]:
    """New accounts and names, and files that came in since. More often than once a night: until
    then a colleague could open what a relative told this morning."""
    return {"new": compare_staff(by=by, now=timezone.now())}
