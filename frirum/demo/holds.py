"""The made-up centre's checks, answered at once, and what its conflict desk decided about them."""

import random
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from frirum.casefile.intake.actions import decide_hold, wait_for_more
from frirum.casefile.intake.choices import DeskOutcome
from frirum.casefile.matching import chance
from frirum.casefile.matching.actions import answer_check
from frirum.casefile.matching.models import Answer, Check, Verdict
from frirum.casefile.matching.queries import Pair, comparison
from frirum.casefile.matters.models import Team
from frirum.foundation.wall.actors import Actor

_CHECKS = Actor.system("answers the checks of the made-up centre")
_SAME = "Navn, fødselsdag og telefon passer. Samme forhold, hver sin side."
_APART = "Samme nummer, men to forskellige personer."
_DRAWN = "Udtrukket til stikprøve. Intet stemmer overens."


class _Slow(random.Random):
    """Waits twenty minutes, so that a visitor still meets an enquiry that is being checked."""

    def uniform(self, a: float, b: float) -> float:
        return 1200.0


@contextmanager
def _source(drawn: random.Random) -> Iterator[None]:
    kept, chance.source = chance.source, drawn
    try:
        yield
    finally:
        chance.source = kept


def known_chance(seed: int) -> AbstractContextManager[None]:
    """The same checks are drawn for the desk each time the centre is built."""
    return _source(random.Random(seed))


def slow_checks() -> AbstractContextManager[None]:
    return _source(_Slow())


def answer_checks(*, desk: list[Actor], undecided: set[UUID], now: datetime) -> None:
    """Answer every open check. The desk has decided all but these."""
    rows = Check.objects.visible_to(_CHECKS).filter(is_open=True).order_by("asked_at", "pk")
    for number, asked in enumerate(rows):
        answered_at = min(asked.asked_at + timedelta(minutes=2), now)
        check = answer_check(by=_CHECKS, check=asked, now=answered_at)
        if check.verdict == Verdict.WITH_DESK and check.subject not in undecided:
            _decide(desk[number % len(desk)], check, now=min(answered_at + timedelta(days=1), now))


def settle(
    *, by: Actor, subject: UUID, outcome: DeskOutcome, team: Team | None, reason: str, now: datetime
) -> None:
    """What the desk did about one enquiry, so that each of its choices is met once."""
    check = Check.objects.visible_to(_CHECKS).get(subject=subject)
    if outcome == DeskOutcome.MORE:
        wait_for_more(by=by, check=check, reason=reason, now=now)
        return
    pairs = comparison(actor=by, check=check)
    decide_hold(
        by=by,
        check=check,
        answers={pair.finding.pk: _answer(pair) for pair in pairs},
        outcome=outcome,
        team=team if outcome == DeskOutcome.OTHER_TEAM else None,
        reason=reason,
        now=now,
    )


def _answer(pair: Pair) -> Answer:
    return Answer.SAME if pair.finding.is_certain else Answer.DIFFERENT


def _decide(by: Actor, check: Check, *, now: datetime) -> None:
    pairs = comparison(actor=by, check=check)
    same = {pair.finding.pk for pair in pairs if pair.finding.is_certain}
    decide_hold(
        by=by,
        check=check,
        answers={pair.finding.pk: _answer(pair) for pair in pairs},
        outcome=DeskOutcome.JOIN if same else DeskOutcome.DIFFERENT,
        team=None,
        reason=_SAME if same else _APART if pairs else _DRAWN,
        now=now,
    )
