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


def order_asking(*, by: Actor, root: UUID, matter: UUID, side: str) -> None:
    """A case, or an enquiry that is none yet, has come into a matter that may hold others."""
    order(_ASK, by=by, root=root, place=root, matter=matter, side=side)


def order_comparing(*, by: Actor) -> None:
    """Somebody named whom they know, or took a name off. Each time alike, whatever is on file."""
    order(DECLARED, by=by, worker=by.worker_id)


@job(_ASK, as_system="asks whether a warning has somebody to go to now")
def run_asking(
    *, by: Actor, place: str, matter: str, side: str, **_running: Any
) -> dict[str, Any] | None:
    from .actions import ask_again  # noqa: PLC0415  (actions order this job)

    ask_again(by=by, root=UUID(place), matter=UUID(matter), side=side, now=timezone.now())
    return None
