"""What is done to the skeleton of the case file."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from frirum.foundation.accounts.queries import names_of
from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall import sight, whole_case
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.rulings import Refused

from ..glass import case_on_own_side, opening, waiting_since
from ..jobs import order_asking
from ..models import (
    Assignment,
    Case,
    GlassBreak,
    GlassReason,
    Matter,
    Membership,
    Phase,
    PhaseKind,
    Side,
    Status,
    Team,
    Track,
    new_case_number,
)
from ..queries import is_apart, leads, members_of, phases_of, sides_of
from ..rules import (
    GLASS_LASTS,
    may_allocate,
    may_be_put_on,
    may_break_glass,
    may_join_team,
    may_move,
    may_open_for_an_hour,
    may_review,
    may_save_team,
    may_settle,
    may_stand_with,
)

_DRAWS = 8


class NoNumberLeft(Exception):
    """Every number that was drawn is taken, or the case breaks another rule of its table."""


COMPARTMENTS = {
    Side.EXPOSED: Compartment.EXPOSED,
    Side.EXERCISING: Compartment.EXERCISING,
    Side.NEUTRAL: Compartment.NEUTRAL,
}


@action(Permission.DECIDE_VISITATION)
def open_case(
    *,
    by: Actor,
    side: Side,
    track: Track,
    team: Team,
    worker: UUID | None,
    now: datetime,
    matter: Matter | None = None,
) -> Case:
    """Open a case with a team, and perhaps already a worker. Without one it waits.

    A case gets a matter of its own, unless the conflict desk has joined it to another.
    """
    may_stand_with(team, side).enforce()
    case = _with_a_free_number(
        Case(
            matter=matter or Matter.objects.create(),
            side=side,
            track=track,
            status=Status.OPEN if worker else Status.WAITING,
            opened_at=now,
            touched_at=now,
        )
    )
    keys.issue(case.pk, COMPARTMENTS[side])
    with _one_side(worker):
        Assignment.objects.create(case=case, team=team, worker=worker, started_at=now)
    if matter:
        order_asking(by=by, case=case.pk)
    return case


def _with_a_free_number(case: Case) -> Case:
    """Numbers are drawn, and with a hundred thousand cases one in a thousand is taken already."""
    for _draw in range(_DRAWS):
        try:
            with transaction.atomic():
                case.save(force_insert=True)
        except IntegrityError:
            case.number = new_case_number()
        else:
            return case
    raise NoNumberLeft


@action(Permission.ALLOCATE_CASE)
def assign_worker(
    *, by: Actor, case: Case, team: Team, worker: UUID | None, now: datetime
) -> Assignment:
    """Put one more worker of the team on the case, or the team alone until somebody is free.

    Sight follows from the next request. With its first worker a waiting case opens.
    """
    may_allocate(leads=leads(by, case.pk)).enforce()
    may_stand_with(team, Side(case.side)).enforce()
    may_be_put_on(is_apart=worker is not None and is_apart(by, case.pk, worker)).enforce()
    if worker and not Membership.objects.filter(team=team, worker=worker).exists():
        raise Http404
    standing = Assignment.objects.visible_to(by).filter(case=case, team=team, ended_at=None)
    if twin := standing.filter(worker=worker).first():
        return twin  # type: ignore[no-any-return]
    with _one_side(worker):
        made: Assignment = Assignment.objects.create(
            case=case, team=team, worker=worker, started_at=now
        )
    if worker:
        standing.filter(worker=None).update(ended_at=now)
        if case.status == Status.WAITING:
            move_case(by=by, case=case, status=Status.OPEN, now=now)
    return made


@action(Permission.ALLOCATE_CASE)
def end_assignment(*, by: Actor, assignment: Assignment, now: datetime) -> Assignment:
    """End a worker's part in a case. Sight ends with the next request."""
    may_allocate(leads=leads(by, assignment.case_id)).enforce()
    if assignment.is_standing:
        assignment.ended_at = now
        assignment.save(update_fields=["ended_at"])
    return assignment


@action(Permission.ALLOCATE_CASE)
def replace_worker(
    *, by: Actor, assignment: Assignment, team: Team, worker: UUID | None, now: datetime
) -> Assignment:
    """Somebody else takes over this part. A part that is over already is handed over to nobody."""
    case = assignment.case
    assignment.refresh_from_db(from_queryset=Assignment.objects.visible_to(by))
    if not assignment.is_standing:
        raise Refused(_("This part is over already. Look at who works on the case now."))
    made = assign_worker(by=by, case=case, team=team, worker=worker, now=now)
    if made.pk != assignment.pk:
        end_assignment(by=by, assignment=assignment, now=now)
    return made


@action(Permission.KEEP_CASE)
def move_case(*, by: Actor, case: Case, status: Status, now: datetime) -> Case:
    """Pause, close or reopen."""
    may_move(case, status).enforce()
    if case.status == status:
        return case
    case.status = status
    case.closed_at = now if status == Status.CLOSED else None
    case.touched_at = now
    case.save(update_fields=["status", "closed_at", "touched_at"])
    return case


@action(Permission.KEEP_CASE)
def set_phase(*, by: Actor, case: Case, kind: PhaseKind, since: date, now: datetime) -> Phase:
    """The stalking goes on, or has stopped, since this day. The newest row holds."""
    held = next(iter(phases_of(by, case)), None)
    if held and (held.kind, held.since) == (kind, since):
        return held
    made: Phase = Phase.objects.create(case=case, kind=kind, since=since, recorded_at=now)
    return made


@action(Permission.BREAK_GLASS)
def break_glass(
    *, by: Actor, number: str, reason_code: GlassReason, reason: str, now: datetime
) -> GlassBreak:
    """Open one case of one's own side for an hour. Opening another closes the one before.

    Takes the number as it was written, as whoever asks does not see the case yet.
    """
    since = waiting_since(by.worker_id)
    may_break_glass(reason=reason, waiting_since=since, moment=now).enforce()
    case = case_on_own_side(by.worker_id, number)
    own = GlassBreak.objects.visible_to(by).filter(worker=by.id, until__gt=now)
    if case and (twin := own.filter(case=case).first()):
        return twin  # type: ignore[no-any-return]
    is_seen = case is not None and sight.reaches(by, Case, case.pk)
    may_open_for_an_hour(is_within_reach=case is not None, is_seen=is_seen).enforce()
    own.update(until=now)
    made: GlassBreak = GlassBreak.objects.create(
        case=case,
        worker=by.id,
        reason_code=reason_code,
        reason=reason,
        broken_at=now,
        until=now + GLASS_LASTS,
    )
    return made


@action(Permission.REVIEW_GLASS)
def accept_glass(*, by: Actor, glass: GlassBreak, now: datetime) -> GlassBreak:
    """It was in order that the case was opened."""
    return _reviewed(by, glass, was_in_order=True, now=now)


@action(Permission.REVIEW_GLASS)
def question_glass(*, by: Actor, glass: GlassBreak, now: datetime) -> GlassBreak:
    """It was not. The data protection officer finds this deed in the ledger."""
    return _reviewed(by, glass, was_in_order=False, now=now)


@action(Permission.OVERSEE)
def settle_glass(*, by: Actor, glass: UUID, was_in_order: bool, now: datetime) -> GlassBreak:
    """The data protection officer closes it, when there is no leader who can.

    Takes an id, as whoever protects the data sees no case.
    """
    found = opening(glass)
    if found is None:
        raise Http404
    may_settle(by=by, glass=found).enforce()
    return _closed(by, found, was_in_order=was_in_order, now=now)


def _reviewed(by: Actor, glass: GlassBreak, *, was_in_order: bool, now: datetime) -> GlassBreak:
    may_review(by=by, glass=glass, leads=leads(by, glass.case_id)).enforce()
    return _closed(by, glass, was_in_order=was_in_order, now=now)


def _closed(by: Actor, glass: GlassBreak, *, was_in_order: bool, now: datetime) -> GlassBreak:
    glass.reviewed_at, glass.reviewed_by, glass.was_in_order = now, by.id, was_in_order
    glass.save(update_fields=["reviewed_at", "reviewed_by", "was_in_order"])
    return glass


@action(Permission.ERASE_CASE)
def erase_case(*, by: Actor, root: UUID) -> int:
    """Make a case or enquiry unreadable for ever, in every room. Says how many rows went.

    Takes an id, as Frirum itself sees no case. The ledger stays, and still follows.
    """
    if not whole_case.is_held(root):
        raise Http404
    return whole_case.erase(root, by=by)


@action(Permission.EXPORT_CASE)
def export_case(*, by: Actor, root: UUID) -> whole_case.Held:
    """All that is held of a case or enquiry, for an answer to somebody who asks what we hold.

    It stays in the house: what is made of it leaves through `outgoing.release()`.
    """
    if not whole_case.is_held(root):
        raise Http404
    return whole_case.export(root)


@action(Permission.MANAGE_ACCOUNTS)
def set_up_team(
    *,
    by: Actor,
    name: str,
    side: Side,
    leader: UUID | None,
    workers: Iterable[UUID],
    once: UUID | None = None,
) -> Team:
    """A new team of one side with its members. The same `once` sets up one team."""
    pk = once or uuid4()
    if twin := Team.objects.filter(pk=pk).first():
        return twin
    with _one_side(leader):
        team = Team.objects.create(id=pk, name=name, side=side, leader=leader)
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
) -> Team:
    """Who leads and who works in a team. Its side stays as it is.

    Who leaves keeps the cases they stand with until the team's leader has handed them over.
    """
    held = Team.objects.select_for_update().get(pk=team.pk)
    may_save_team(held.version, version).enforce()
    wanted = {*workers, *([leader] if leader else [])}
    inside = members_of(team)
    Membership.objects.filter(team=team, worker__in=inside - wanted).delete()
    _join(team, wanted - inside)
    team.name, team.leader, team.version = name, leader, version + 1
    with _one_side(leader):
        team.save(update_fields=["name", "leader", "version"])
    return team


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
