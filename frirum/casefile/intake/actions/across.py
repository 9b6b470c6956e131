"""What an approved warning can't reach by itself: enquiries that are no case yet."""

from frirum.casefile.matters.models import Crossing
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..conflicts import WaitsAcross, enquiries_across


@action(Permission.DECIDE_CROSSINGS)
def look_for_enquiries(*, by: Actor, crossing: Crossing) -> list[WaitsAcross]:
    """Which teams hold an enquiry that the desk joined to the other side of this matter?

    For the desk to call their leader: nobody is told in writing before there is a case. No name,
    no number and nothing of what was told is handed out; each look stands in the ledger.
    """
    return enquiries_across(crossing.subject)
