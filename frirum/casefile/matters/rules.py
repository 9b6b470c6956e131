"""May this happen to a case?"""

from django.utils.translation import gettext as _

from frirum.foundation.wall.rulings import ALLOWED, Ruling

from .models import MOVES, OPPOSES, Case, Side, Status, Team


def may_move(case: Case, status: Status) -> Ruling:
    if status == case.status or status in MOVES[case.status]:
        return ALLOWED
    if case.is_closed:
        return Ruling(_("The case is closed. Reopen it first."))
    return Ruling(_("A case can't go there from where it is now."))


def may_stand_with(team: Team, side: Side) -> Ruling:
    """A team works on one side. Professionals' consultations may lie with any team."""
    if side in (team.side, Side.NEUTRAL):
        return ALLOWED
    return Ruling(_("This team works on the other side. Choose a team of this side."))


def may_join_team(team: Team, sides_now: set[str]) -> Ruling:
    if OPPOSES[team.side] & sides_now:
        return Ruling(_("Nobody works in teams of two opposing sides. Take them out of one first."))
    return ALLOWED
