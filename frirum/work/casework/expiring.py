"""Which orders end soon, in whatever case: for the reminder laid in that case, never for a page."""

from datetime import date

from frirum.casefile.matters.models import Status
from frirum.foundation.wall.peephole import behind_the_wall

from .kinds import REMINDED_BEFORE
from .models import Order

_REASON = "finds orders that end soon, to remind whoever works on the case"
_AT_A_TIME = 500


def to_remind_of(today: date) -> list[Order]:
    """Of open cases, not yet reminded of. What is left over is found the next night."""
    orders = behind_the_wall(Order, reason=_REASON)
    soon = orders.not_over(today).filter(last_day__lte=today + REMINDED_BEFORE, reminded_on=None)
    standing = soon.exclude(case__status=Status.CLOSED)
    return list(standing.order_by("last_day", "pk")[:_AT_A_TIME])
