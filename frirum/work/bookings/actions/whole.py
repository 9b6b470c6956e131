"""What bookings let go of when a case is erased."""

from uuid import UUID

from frirum.foundation.vault import keys
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..models import Appointment, Coming, KeptApart, Suggested, TooClose, Wish
from ..separation import rows_behind


@action(Permission.ERASE_CASE)
def forget_times(*, by: Actor, root: UUID) -> int:
    """Appointments to which nobody else came go with the case; so does what kept it from others."""
    mine = set(rows_behind(Coming, case=root).values_list("appointment", flat=True))
    others = rows_behind(Coming, appointment__in=mine).exclude(case=root)
    shared = set(others.values_list("appointment", flat=True))
    alone = Appointment.objects.filter(pk__in=mine - shared, group=None)
    wishes = list(rows_behind(Wish, case=root).values_list("pk", flat=True))
    gone = rows_behind(TooClose, across=root).delete()[0]
    gone += Suggested.objects.filter(wish__in=wishes).delete()[0]
    pairs = rows_behind(KeptApart, one=root) | rows_behind(KeptApart, other=root)
    for pair in list(pairs.values_list("pk", flat=True)):
        keys.shred(pair)
    gone += pairs.delete()[0]
    return int(gone + alone.delete()[0])
