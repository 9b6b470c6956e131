"""Whether a message across the wall has somebody to go to now is asked apart from whoever opened or
joined a case: their page does the same work whatever is found.
"""

from typing import Any
from uuid import UUID

from django.utils import timezone

from frirum.foundation.jobs.queue import job, order
from frirum.foundation.wall.actors import Actor

_ASK = "matters.ask_again"
# What a member of staff said of whom they know. The room above that compares it takes it up.
DECLARED = "matters.declared"


def order_asking(*, by: Actor, case: UUID) -> None:
    """A case has come into a matter that may hold others."""
    order(_ASK, by=by, root=case, case=case)


def order_comparing(*, by: Actor) -> None:
    """Somebody named whom they know, or took a name off. Each time alike, whatever is on file."""
    order(DECLARED, by=by, worker=by.worker_id)


@job(_ASK, as_system="asks whether a warning has somebody to go to now")
def run_asking(*, by: Actor, case: str, **_running: Any) -> dict[str, Any] | None:
    from .actions import ask_again  # noqa: PLC0415  (actions order this job)

    ask_again(by=by, root=UUID(case), now=timezone.now())
    return None
