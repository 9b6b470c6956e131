"""Groups, their places, and who of the cases one sees is in them."""

from dataclasses import dataclass
from datetime import datetime

from frirum.casefile.matters.models import Case
from frirum.casefile.matters.queries import teams_of
from frirum.casefile.people.queries import client_names
from frirum.foundation.wall.actors import Actor

from ..models import Appointment, Group, GroupPlace
from ..separation import count_behind

SHOWN = 30


def is_in_group(*, actor: Actor, case: Case, group: Group) -> bool:
    held = GroupPlace.objects.visible_to(actor).filter(case=case, group=group, left_at=None)
    return bool(held.exists())


def places_left(group: Group) -> int:
    """How many more can join. That a group is full is no secret; who is in it is."""
    return group.places - count_behind(GroupPlace, group=group, left_at=None)


def groups_of(actor: Actor, case: Case | None = None) -> list[Group]:
    """Groups that go on: of the actor's side, or of the side of a case."""
    sides = {case.side} if case else {team.side for team in teams_of(actor)}
    return list(
        Group.objects.filter(team__side__in=sides, ended_on=None)
        .select_related("team")
        .order_by("name", "pk")
    )


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group, who of the cases one sees comes to it, by first name, and when it meets."""

    group: Group
    members: list[tuple[GroupPlace, str]]
    dates: list[Appointment]


def group_row(*, actor: Actor, group: Group, now: datetime) -> GroupRow:
    rows = GroupPlace.objects.visible_to(actor).filter(group=group, left_at=None)
    places = list(rows.select_related("case").order_by("joined_at", "pk"))
    names = client_names(actor=actor, cases=[one.case_id for one in places])
    ahead = Appointment.objects.filter(group=group, cancelled_at=None, ends_at__gt=now)
    members = [(one, names.get(one.case_id, "").split(" ")[0]) for one in places]
    dates = list(ahead.select_related("room", "site").order_by("starts_at", "pk")[:SHOWN])
    return GroupRow(group, members, dates)


def places_of(*, actor: Actor, case: Case) -> list[GroupPlace]:
    """Groups that the client of a case comes to."""
    rows = GroupPlace.objects.visible_to(actor, of=[case.pk]).filter(left_at=None)
    return list(rows.select_related("group").order_by("joined_at", "pk"))


def all_names() -> list[str]:
    return list(Group.objects.values_list("name", flat=True))
