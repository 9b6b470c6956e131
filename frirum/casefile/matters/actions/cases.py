"""Opening a case, who works on it, and how it goes."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _

from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.rulings import Refused

from ..jobs import order_asking
from ..models import (
    Assignment,
    Case,
    HandOver,
    HandOverState,
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
from ..queries import is_apart, leads, phases_of
from ..rules import may_allocate, may_be_put_on, may_move, may_stand_with
from .teams import _one_side

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
    _works_in(team, worker)
    if matter:
        order_asking(by=by, root=case.pk, matter=matter.pk, side=side)
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


def _works_in(team: Team, worker: UUID | None) -> None:
    """Nobody outside the team is put on a case of it."""
    if worker and not Membership.objects.filter(team=team, worker=worker).exists():
        raise Http404


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
    _works_in(team, worker)
    standing = Assignment.objects.visible_to(by).filter(case=case, team=team, ended_at=None)
    if twin := standing.filter(worker=worker).first():
        return twin  # type: ignore[no-any-return]
    with _one_side(worker):
        made: Assignment = Assignment.objects.create(
            case=case, team=team, worker=worker, started_at=now
        )
    if worker:
        _call_back(by, now, subject=case.pk, worker=worker)
        for waiting in standing.filter(worker=None):
            _end(by, waiting, now)
        if case.status == Status.WAITING:
            move_case(by=by, case=case, status=Status.OPEN, now=now)
    return made


@action(Permission.ALLOCATE_CASE)
def end_assignment(*, by: Actor, assignment: Assignment, now: datetime) -> Assignment:
    """End a worker's part in a case. Sight ends with the next request."""
    may_allocate(leads=leads(by, assignment.case_id)).enforce()
    if assignment.is_standing:
        _end(by, assignment, now)
    return assignment


def _end(by: Actor, part: Assignment, now: datetime) -> None:
    part.ended_at = now
    _call_back(by, now, part=part.pk)
    part.save(update_fields=["ended_at"])


def _call_back(by: Actor, now: datetime, **which: UUID) -> None:
    """Whoever was asked to take over what is over, or is theirs already, need not answer."""
    asked = HandOver.objects.visible_to(by).asked().filter(**which)
    asked.update(state=HandOverState.WITHDRAWN, answered_at=now)


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
