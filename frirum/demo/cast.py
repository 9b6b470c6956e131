"""The cast: the same people in tests, demo and guide.

Alma (exposed) and her daughter Cilie; Bo, who stalks her; Dorte, Alma's counsellor; Emil, Bo's
therapist; Freja leads the exposed side's team and Folmer the exercising side's; Gry volunteers;
Hans protects data; Ida is a counsellor with no part in it; Vera and Villads are the conflict desk;
Karen keeps the calendar, and Rosa the front door.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID, uuid5

from frirum.casefile.matters.actions import open_case, set_up_team
from frirum.casefile.matters.models import Case, Matter, Side, Team, Track
from frirum.foundation.accounts.models import User
from frirum.foundation.accounts.queries import actor_of
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.roles import Role

_SPACE = UUID("5b0d0e1c-1f7e-4a53-9c53-9d2a4c1f0f11")

STAFF: dict[str, tuple[str, str, list[Role]]] = {
    "dorte": ("Dorte Dahl", "psykolog", [Role.COUNSELLOR]),
    "emil": ("Emil Eriksen", "psykolog", [Role.COUNSELLOR]),
    "freja": ("Freja Friis", "teamleder, socialrådgiver", [Role.TEAM_LEADER]),
    "folmer": ("Folmer Falk", "teamleder, psykolog", [Role.TEAM_LEADER]),
    "gry": ("Gry Graversen", "frivillig, psykologistuderende", [Role.VOLUNTEER]),
    "hans": ("Hans Holm", "databeskyttelsesrådgiver", [Role.DATA_PROTECTION]),
    "ida": ("Ida Iversen", "socialrådgiver", [Role.COUNSELLOR]),
    "vera": ("Vera Vestergaard", "habilitetsskranke, jurist", [Role.CONFLICT_DESK]),
    "villads": ("Villads Winther", "habilitetsskranke, psykolog", [Role.CONFLICT_DESK]),
    "asta": ("Asta Andersen", "administrator", [Role.ADMINISTRATOR]),
    "karen": ("Karen Kjær", "kalenderkoordinator", [Role.CALENDAR_COORDINATOR]),
    "rosa": ("Rosa Rask", "reception", [Role.RECEPTION]),
}


def user_id(name: str) -> UUID:
    return uuid5(_SPACE, name)


Sheet = Mapping[str, tuple[str, str, list[Role]]]


def create_staff(more: Sheet = MappingProxyType({})) -> dict[str, Actor]:
    """The house's people, as actors. `more`: colleagues beside the cast."""
    users = [
        User(id=user_id(key), username=key, name=name, title=title, roles=[str(r) for r in roles])
        for key, (name, title, roles) in {**STAFF, **more}.items()
    ]
    for user in users:
        user.set_unusable_password()
    User.objects.bulk_create(users)
    return {user.username: actor_of(user) for user in users}


@dataclass(frozen=True)
class House:
    """Two teams, two cases, one matter: enough to prove the wall."""

    staff: dict[str, Actor]
    victim_team: Team
    perpetrator_team: Team


def create_house(
    more: Sheet = MappingProxyType({}),
    *,
    with_victims: Sequence[str] = (),
    with_perpetrators: Sequence[str] = (),
) -> House:
    """The cast in its two teams. Colleagues beside the cast join the team they are named in."""
    staff = create_staff(more)
    asta = staff["asta"]
    victim_team = set_up_team(
        by=asta,
        name="Team Udsat",
        side=Side.EXPOSED,
        leader=staff["freja"].id,
        workers=[user_id(name) for name in ("dorte", "ida", *with_victims)],
        site="Nørregade",
        days=(0, 1, 3),
    )
    perpetrator_team = set_up_team(
        by=asta,
        name="Team Udøver",
        side=Side.EXERCISING,
        leader=staff["folmer"].id,
        workers=[user_id(name) for name in ("emil", *with_perpetrators)],
        site="Nørregade",
        days=(2, 4),
    )
    return House(staff, victim_team, perpetrator_team)


def open_almas_case(house: House, *, now: datetime, matter: Matter | None = None) -> Case:
    return open_case(
        by=house.staff["freja"],
        side=Side.EXPOSED,
        track=Track.VICTIM,
        team=house.victim_team,
        worker=user_id("dorte"),
        matter=matter,
        now=now,
    )


def open_bos_case(house: House, *, now: datetime, matter: Matter | None = None) -> Case:
    return open_case(
        by=house.staff["folmer"],
        side=Side.EXERCISING,
        track=Track.PERPETRATOR,
        team=house.perpetrator_team,
        worker=user_id("emil"),
        matter=matter,
        now=now,
    )
