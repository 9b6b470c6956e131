"""May this happen to a case?"""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.rulings import ALLOWED, Ruling

from .models import MOVES, OPPOSES, Case, GlassBreak, Side, Status, Team

GLASS_LASTS = timedelta(hours=1)
REASON_LETTERS = 20
_WORKING_DAYS_TO_REVIEW = 2
_SATURDAY = 5


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


def may_allocate(*, leads: bool) -> Ruling:
    if leads:
        return ALLOWED
    return Ruling(_("Who works on a case is decided by the leader of the team it stands with."))


def may_end_part(*, standing: int) -> Ruling:
    """Somebody always stands with a case, or nobody would see it."""
    if standing > 1:
        return ALLOWED
    return Ruling(_("Somebody has to stand with the case. Hand it over instead."))


def may_save_team(held: int, seen: int) -> Ruling:
    if held == seen:
        return ALLOWED
    return Ruling(_("Somebody changed this team meanwhile. Open it again and see what changed."))


def review_due(broken_at: datetime) -> date:
    """The last day on which an opening is looked at in time: two working days later.

    Public holidays count as working days, so that the right never lasts longer than promised.
    """
    day, left = timezone.localdate(broken_at), _WORKING_DAYS_TO_REVIEW
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day


def may_break_glass(*, reason: str, waiting_since: datetime | None, moment: datetime) -> Ruling:
    """`waiting_since`: one's oldest opening that nobody has looked at yet."""
    if len(reason.strip()) < REASON_LETTERS:
        return Ruling(_("Write in at least 20 characters why it can't wait."))
    if waiting_since and timezone.localdate(moment) > review_due(waiting_since):
        return Ruling(
            _(
                "An earlier case that you opened this way has not been looked through in time. "
                "Ask the leader of its team to do it, then try again."
            )
        )
    return ALLOWED


def may_open_for_an_hour(*, is_within_reach: bool, is_seen: bool) -> Ruling:
    """One sentence for absent, on the other side and behind the wall."""
    if not is_within_reach:
        return Ruling(_("There is no case on your side with that number."))
    if is_seen:
        return Ruling(_("You see this case already. Find it in the list of your cases."))
    return ALLOWED


def may_review(*, by: Actor, glass: GlassBreak, leads: bool) -> Ruling:
    if by.id == glass.worker or not leads:
        return Ruling(_("Another has to look at this: the leader of the case's team."))
    if glass.is_reviewed:
        return Ruling(_("This was looked through already."))
    return ALLOWED
