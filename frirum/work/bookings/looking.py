"""Looking for what has come too close is ordered by each change of a time, and done apart from it:
whoever changed it does the same work, and hears the same, whatever is found."""

from frirum.foundation.jobs.queue import order
from frirum.foundation.wall.actors import Actor

LOOK = "bookings.look"
PLAN = "bookings.plan"


def order_looking(*, by: Actor) -> None:
    order(LOOK, by=by)
