"""When do two people the centre knows conflict, and when may a hold be let go?"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from frirum.casefile.matters.models import OPPOSES, Side
from frirum.foundation.wall.rulings import ALLOWED, Ruling

from .models import Answer, Check, ClientOf, Finding, Verdict


def conflicts(*, side: str, stance: str, other_side: str, other_stance: str) -> bool:
    """The same person, known in two places: do the places oppose, or what the person is in them?"""
    return other_side in OPPOSES[side] or other_stance in OPPOSES[stance]


def is_client_anew(*, side: str, client_of: str, other_side: str, other_client_of: str) -> bool:
    """Somebody gets in touch who is a client on that side already: one case, not a second.

    Professionals call about one after another; they are no clients in this sense.
    """
    is_one_side = side == other_side and side != Side.NEUTRAL
    return is_one_side and (client_of, other_client_of) == (ClientOf.ENQUIRY, ClientOf.CASE)


def is_settled(answer: str, decided_on: bytes, agreement: bytes) -> bool:
    """Once the same, always the same; told apart only until more facts agree."""
    return answer == Answer.SAME or decided_on == agreement


def may_decide(finding: Finding) -> Ruling:
    if not finding.is_pair:
        return Ruling(_("Nothing agreed here, so there is nobody to compare. Release the check."))
    return ALLOWED


def may_release(check: Check, findings: Sequence[Finding]) -> Ruling:
    if check.verdict != Verdict.WITH_DESK:
        return Ruling(_("This check no longer waits for the desk. Go back to the list."))
    if any(finding.is_pair and not finding.answer for finding in findings):
        return Ruling(_("Decide each pair first: the same person, or two different people."))
    return ALLOWED
