"""Teams, their leaders and members, all of one side."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.rulings import Refused

from ..models import Membership, Side, Team
from ..queries import members_of, sides_of
from ..rules import may_join_team, may_save_team


@action(Permission.MANAGE_ACCOUNTS)
def set_up_team(
    *,
    by: Actor,
    name: str,
    side: Side,
    leader: UUID | None,
    workers: Iterable[UUID],
    site: str = "",
    days: Iterable[int] = (),
    once: UUID | None = None,
) -> Team:
    """A new team of one side with its members. The same `once` sets up one team."""
    pk = once or uuid4()
    if twin := Team.objects.filter(pk=pk).first():
        return twin
    with _one_side(leader):
        team = Team.objects.create(
            id=pk, name=name, side=side, leader=leader, site=site, days=_written(days)
        )
    _join(team, {*workers, *([leader] if leader else [])})
    return team


@action(Permission.MANAGE_ACCOUNTS)
def change_team(
    *,
    by: Actor,
    team: Team,
    name: str,
    leader: UUID | None,
    workers: Iterable[UUID],
    version: int,
    site: str = "",
    days: Iterable[int] = (),
) -> Team:
    """Who leads and who works in a team, where and when. Its side stays as it is.

    Who leaves keeps the cases they stand with until the team's leader has handed them over.
    """
    held = Team.objects.select_for_update().get(pk=team.pk)
    may_save_team(held.version, version).enforce()
    wanted = {*workers, *([leader] if leader else [])}
    inside = members_of(team)
    Membership.objects.filter(team=team, worker__in=inside - wanted).delete()
    _join(team, wanted - inside)
    team.name, team.leader, team.version = name, leader, version + 1
    team.site, team.days = site, _written(days)
    with _one_side(leader):
        team.save(update_fields=["name", "leader", "version", "site", "days"])
    return team


def _written(days: Iterable[int]) -> str:
    return "".join(str(day) for day in sorted(set(days)))


def _join(team: Team, workers: Iterable[UUID]) -> None:
    for worker in sorted(workers, key=str):
        may_join_team(team, sides_of(worker)).enforce()
        with _one_side(worker):
            Membership.objects.create(team=team, worker=worker)


@contextmanager
def _one_side(worker: UUID | None) -> Iterator[None]:
    """The database refuses whoever is in, leads or stands with a case for the other side."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        name = names_of([worker]).get(worker, "") if worker else ""
        told = _(
            "%(name)s works on the other side: in a team, as its leader, or with a case that has "
            "not been handed over. End that first."
        )
        raise Refused(told % {"name": name}) from None
