"""What the desk's tests press."""

from frirum.casefile.intake.actions import decide_hold
from frirum.casefile.matching.models import Answer
from frirum.casefile.matching.queries import comparison, open_holds

BOS_PHONE = "51525354"


def decide(by, enquiry, outcome, now, *, answer=Answer.SAME, team=None):
    hold = next(h for h in open_holds(actor=by) if h.check.subject == enquiry.pk)
    answers = {pair.finding.pk: answer for pair in comparison(actor=by, check=hold.check)}
    return decide_hold(
        by=by,
        check=hold.check,
        answers=answers,
        outcome=outcome,
        team=team,
        reason="Looked at both.",
        now=now,
    )


def answer(hold, outcome):
    pairs = {f"pair-{pair.finding.pk}": "same" for pair in hold.pairs}
    return {**pairs, "outcome": outcome, "reason": "Looked at both."}
