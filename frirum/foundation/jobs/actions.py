"""What people may order of the house itself."""

from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from . import queue
from .models import Job
from .queries import CHECK_LEDGER, ledger_check_under_way


@action(Permission.READ_LEDGER)
def order_ledger_check(*, by: Actor) -> Job:
    """Have the whole chain walked. Whoever asks while a check is under way waits for that one."""
    return ledger_check_under_way() or queue.order(CHECK_LEDGER, by=by)
