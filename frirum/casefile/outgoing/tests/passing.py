"""Everybody who is asked says yes."""

from frirum.casefile.outgoing.actions import answer_approval, answer_question, give_reason
from frirum.casefile.outgoing.models import Approval, DeskQuestion, Need


def let_through(release, *, by, reader, desk, now):
    """A colleague and the conflict desk let it pass; what must not leave has its reason."""
    needed = Approval.objects.visible_to(by).filter(release=release)
    for asked in needed.filter(need=Need.OVERRIDE):
        why = "Politiet skal bruge det for at kunne hjælpe hende."
        give_reason(by=by, approval=asked, reason=why, now=now)
    for asked in needed.exclude(need=Need.DESK):
        answer_approval(by=reader, approval=asked, passes=True, remark="", now=now)
    for question in DeskQuestion.objects.visible_to(desk).filter(release=release.pk, answer="open"):
        answer_question(by=desk, question=question, passes=True, now=now)
    release.refresh_from_db()
