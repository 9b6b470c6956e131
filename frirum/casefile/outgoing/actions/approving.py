"""Saying yes or no to what somebody else wants to send."""

from datetime import datetime

from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..behind import approvals_of, release_asked_about
from ..models import Approval, DeskQuestion, Need, Release, Stand
from ..models.approvals import Answer
from ..rules import may_answer, may_give_reason


@action(Permission.LET_OUT)
def give_reason(*, by: Actor, approval: Approval, reason: str, now: datetime) -> Approval:
    """Why it must leave although it holds protected words: now a colleague is asked."""
    held = _stand_still(by, approval)
    may_give_reason(reason=reason, is_waited_for=held.waits_for_reason).enforce()
    held.reason, held.asked_at = reason.strip(), now
    held.save(update_fields=["reason", "asked_at"])
    return held


@action(Permission.SECOND_READ)
def answer_approval(
    *, by: Actor, approval: Approval, passes: bool, remark: str, now: datetime
) -> Approval:
    """A colleague has read it: it may leave, or it stays here, with a word to its writer."""
    held = _stand_still(by, approval)
    is_open = held.is_open and not held.waits_for_reason and held.need != Need.DESK
    may_answer(is_open=is_open, is_own=held.asked_by == by.id).enforce()
    held.answer = Answer.PASSED if passes else Answer.REFUSED
    held.remark, held.decided_by, held.decided_at = remark.strip(), by.id, now
    held.save(update_fields=["answer", "remark", "decided_by", "decided_at"])
    rest = Approval.objects.visible_to(by).filter(release=held.release_id)
    _settle(held.release, list(rest))
    return held


@action(Permission.CLEAR_LEAVING)
def answer_question(
    *, by: Actor, question: DeskQuestion, passes: bool, now: datetime
) -> DeskQuestion:
    """The conflict desk has seen the words. Its no has no reason: it tells the writer nothing."""
    rows = DeskQuestion.objects.visible_to(by).select_for_update(of=("self",))
    held: DeskQuestion = rows.get(pk=question.pk)
    may_answer(is_open=held.answer == Answer.OPEN, is_own=held.asked_by == by.id).enforce()
    held.answer = Answer.PASSED if passes else Answer.REFUSED
    held.decided_by, held.decided_at = by.id, now
    held.save(update_fields=["answer", "decided_by", "decided_at"])
    release = release_asked_about(held.release)
    if release is None:
        return held
    answers = approvals_of([release.pk])
    for asked in answers:
        if asked.need == Need.DESK and asked.is_open:
            asked.answer, asked.decided_by, asked.decided_at = held.answer, by.id, now
            asked.save(update_fields=["answer", "decided_by", "decided_at"])
    _settle(release, answers)
    return held


def _settle(release: Release, answers: list[Approval]) -> None:
    """One no stops it; when everybody asked has said yes, it may leave."""
    if release.stand != Stand.WAITING:
        return
    said = {one.answer for one in answers}
    if Answer.REFUSED in said:
        release.stand = Stand.STOPPED
    elif said == {Answer.PASSED}:
        release.stand = Stand.READY
    release.save(update_fields=["stand"])


def _stand_still(by: Actor, approval: Approval) -> Approval:
    rows = Approval.objects.visible_to(by).select_for_update(of=("self",))
    held: Approval = rows.get(pk=approval.pk)
    return held
