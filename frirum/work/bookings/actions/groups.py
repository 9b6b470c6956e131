"""Groups, and who comes to them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from frirum.casefile.matters.models import Case, Team
from frirum.casefile.matters.separation import Apart
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..facts import wanted_of
from ..models import Appointment, Arrival, Attendance, Coming, Group, GroupPlace, Stay
from ..queries.groups import is_in_group, places_left
from ..rules import may_book_in, may_join, not_this_group
from ..separation import bonds_behind, is_free, rows_behind
from ._keeping import _expect, _take_turns, _workers_of
from .booking import NOTHING_SAID


@action(Permission.BOOK)
def start_group(*, by: Actor, name: str, team: Team, places: int) -> Group:
    """A neutral name: whoever reads it over a shoulder learns nothing."""
    return Group.objects.create(name=name, team=team, places=places)


@action(Permission.BOOK)
def join_group(*, by: Actor, case: Case, group: Group, now: datetime) -> GroupPlace:
    """The client comes to all that is booked of the group.

    Raises:
        Refused: full, or "not this group", which says nothing about anybody in it.
    """
    may_book_in(case).enforce()
    coming = Appointment.objects.filter(group=group, cancelled_at=None, starts_at__gt=now)
    dates = list(coming.select_related("room__site", "room__entrance", "site").order_by("pk"))
    sites = {one.site_id for one in dates if one.site_id}
    _take_turns([group.pk, *sites])
    may_join(
        is_there=is_in_group(actor=by, case=case, group=group), is_full=places_left(group) < 1
    ).enforce()
    bonds = bonds_behind([case.pk])[case.pk]
    if not all(_may_be_at(bonds, one) for one in dates):
        not_this_group().enforce()
    made: GroupPlace = GroupPlace.objects.create(case=case, group=group, joined_at=now)
    for one in dates:
        _expect(one, case, NOTHING_SAID)
    return made


def _may_be_at(bonds: Sequence[Apart], appointment: Appointment) -> bool:
    wanted = wanted_of(appointment, _workers_of(appointment))
    return appointment.room is None or is_free(bonds, wanted, appointment.room)


@action(Permission.BOOK)
def leave_group(*, by: Actor, place: GroupPlace, now: datetime) -> GroupPlace:
    """The client does not come any more. What was, stays."""
    if place.left_at is None:
        place.left_at = now
        place.save(update_fields=["left_at"])
    ahead = Coming.objects.visible_to(by).filter(
        case=place.case_id, appointment__group=place.group_id, starts_at__gt=now
    )
    dates = list(ahead.values_list("appointment", flat=True))
    ahead.update(attendance=Attendance.CANCELLED, told_at=now, told_by=by.id)
    _forget_there(place.case_id, dates)
    return place


def _forget_there(case: UUID, appointments: list[UUID]) -> None:
    rows_behind(Stay, case=case, appointment__in=appointments).delete()
    rows_behind(Arrival, subject=case, appointment__in=appointments).delete()
