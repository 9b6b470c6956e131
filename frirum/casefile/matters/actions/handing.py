"""A case handed over by asking: whoever takes it says yes first."""

from datetime import datetime
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from frirum.foundation.wall import sight
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.rulings import Refused

from ..models import Assignment, Case, HandOver, HandOverState, Side, Status, Team
from ..queries import is_apart, leads
from ..rules import (
    may_allocate,
    may_answer_hand_over,
    may_ask_to_take_over,
    may_be_put_on,
    may_stand_with,
    may_write_note,
)
from .cases import _works_in, move_case
from .teams import _one_side


@action(Permission.ALLOCATE_CASE)
def offer_hand_over(
    *,
    by: Actor,
    assignment: Assignment,
    team: Team,
    worker: UUID,
    note: str,
    once: UUID,
    now: datetime,
) -> HandOver:
    """Ask a worker of the team to take over this part. It gives them no sight of the case."""
    case = assignment.case
    asked = HandOver.objects.visible_to(by).filter(subject=case.pk)
    if twin := asked.filter(once=once).first():
        return twin  # type: ignore[no-any-return]
    may_allocate(leads=leads(by, case.pk)).enforce()
    may_stand_with(team, Side(case.side)).enforce()
    may_be_put_on(is_apart=is_apart(by, case.pk, worker)).enforce()
    may_write_note(note).enforce()
    _works_in(team, worker)
    part = Assignment.objects.visible_to(by).get(pk=assignment.pk)
    standing = Assignment.objects.visible_to(by).filter(case=case, worker=worker, ended_at=None)
    may_ask_to_take_over(
        is_standing=part.is_standing,
        is_asked=asked.asked().filter(part=part.pk).exists(),
        stands_already=standing.filter(team=team).exists(),
    ).enforce()
    made: HandOver = HandOver.objects.create(
        subject=case.pk,
        number=case.number,
        part=part.pk,
        team=team,
        worker=worker,
        held_by=part.worker,
        note=note.strip(),
        asked_by=by.id,
        asked_at=now,
        once=once,
    )
    return made


@action(Permission.TAKE_OVER)
def accept_hand_over(*, by: Actor, hand_over: HandOver, now: datetime) -> Assignment:
    """Yes: their part begins and the old one ends. Sight follows from the next request.

    Everything is asked anew, by whoever now stands with the case: whom the wall keeps out, or who
    stepped aside, sees nothing of it with this part either, and then it is not theirs to take.
    """
    _mine(by, hand_over)
    with _one_side(by.id):
        made: Assignment = Assignment.objects.create(
            case_id=hand_over.subject, team=hand_over.team, worker=by.id, started_at=now
        )
    case: Case | None = sight.find(by, Case, hand_over.subject)
    if case is None:
        raise Http404
    may_stand_with(hand_over.team, Side(case.side)).enforce()
    _works_in(hand_over.team, by.id)
    part = case.assignments.visible_to(by).get(pk=hand_over.part)
    if not part.is_standing:
        raise Refused(_("This part is over already. Talk with the leader of the team."))
    part.ended_at = now
    part.save(update_fields=["ended_at"])
    if case.status == Status.WAITING:
        move_case(by=by, case=case, status=Status.OPEN, now=now)
    _answer(hand_over, HandOverState.TAKEN, now)
    return made


@action(Permission.TAKE_OVER)
def decline_hand_over(*, by: Actor, hand_over: HandOver, now: datetime) -> HandOver:
    """No: whoever had the part keeps it."""
    _mine(by, hand_over)
    return _answer(hand_over, HandOverState.DECLINED, now)


@action(Permission.ALLOCATE_CASE)
def withdraw_hand_over(*, by: Actor, hand_over: HandOver, now: datetime) -> HandOver:
    """The leader takes the question back."""
    may_allocate(leads=leads(by, hand_over.subject)).enforce()
    if not hand_over.is_asked:
        return hand_over
    return _answer(hand_over, HandOverState.WITHDRAWN, now)


def _mine(by: Actor, hand_over: HandOver) -> None:
    """Another's question is not there."""
    if hand_over.worker != by.id:
        raise Http404
    held = HandOver.objects.visible_to(by).filter(pk=hand_over.pk).first()
    may_answer_hand_over(is_asked=held is not None and held.is_asked).enforce()


def _answer(hand_over: HandOver, state: HandOverState, now: datetime) -> HandOver:
    hand_over.state, hand_over.answered_at = state, now
    hand_over.save(update_fields=["state", "answered_at"])
    return hand_over
