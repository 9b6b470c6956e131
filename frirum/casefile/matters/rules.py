"""May this happen to a case?"""

import re
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.rulings import ALLOWED, Ruling

from .models import (
    MOVES,
    OPPOSES,
    Case,
    Crossing,
    Delivery,
    ForWhom,
    GlassBreak,
    HouseWarning,
    Side,
    Status,
    SteppedAside,
    Team,
)

GLASS_LASTS = timedelta(hours=1)
REASON_LETTERS = 20
WORDS_MOST = 400
NOTE_MOST = 200
# Life is in danger: hours, day and night, for the desk to decide and for the receiver to confirm.
CROSSING_WAITS = timedelta(hours=4)
# As long as an approved message is looked at anew when somebody comes to the other side.
ASKS_AGAIN_FOR = timedelta(days=90)
_GLASS_DAYS, _WARNING_DAYS = 2, 5
_SATURDAY = 5
# What a message across the wall must never hold. Names can't be told from words; people look at
# those: the writer says that there are none, and the desk reads it before it goes on.
_FINDS_SOMEBODY = re.compile(
    r"@|(?:\d ?){6,}|\d{6}-?\d{4}"
    r"|\w+(?:vej|gade|vænge|allé|alle|stræde|plads|toft|torv|street|road)\s+\d+",
    re.IGNORECASE,
)


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


def shared_days(one: Team, other: Team) -> frozenset[int]:
    """Days on which both teams meet clients in the same place: there two opponents could meet."""
    is_same_site = one.site and one.site.casefold().split() == other.site.casefold().split()
    return one.weekdays & other.weekdays if is_same_site else frozenset()


def may_allocate(*, leads: bool) -> Ruling:
    if leads:
        return ALLOWED
    return Ruling(_("Who works on a case is decided by the leader of the team it stands with."))


def may_ask_to_take_over(*, is_standing: bool, is_asked: bool, stands_already: bool) -> Ruling:
    if not is_standing:
        return Ruling(_("This part is over already. Look at who works on the case now."))
    if is_asked:
        return Ruling(_("Somebody has been asked already. Take that back first, then ask another."))
    if stands_already:
        return Ruling(_("They work on the case already. Choose another."))
    return ALLOWED


def may_answer_hand_over(*, is_asked: bool) -> Ruling:
    if is_asked:
        return ALLOWED
    return Ruling(_("This is no longer asked. Talk with the leader of the team."))


def may_write_note(words: str) -> Ruling:
    """Read by somebody who does not see the case yet."""
    if len(words.strip()) > NOTE_MOST:
        return Ruling(_("Write at most 200 characters. The rest is said in the case."))
    return may_pass_on(words)


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
    """The last day on which an opening is looked at in time: two working days later."""
    return _working_days_after(broken_at, _GLASS_DAYS)


def warning_review_due(received_at: datetime) -> date:
    """The last day on which a warning's receipt is looked at in time: five working days later."""
    return _working_days_after(received_at, _WARNING_DAYS)


def _working_days_after(moment: datetime, days: int) -> date:
    """Public holidays count as working days, so that nothing lasts longer than promised."""
    day, left = timezone.localdate(moment), days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day


def is_overdue(since: datetime, moment: datetime) -> bool:
    """Whether the desk's decision, or a receiver's confirmation, has waited too long."""
    return moment - since > CROSSING_WAITS


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


def may_settle(*, by: Actor, glass: GlassBreak) -> Ruling:
    """The data protection officer closes what no leader does."""
    return may_review(by=by, glass=glass, leads=True)


def may_shield(*, leads: bool, is_wanted: bool) -> Ruling:
    """`is_wanted`: it is not so already."""
    if not leads:
        return Ruling(_("Who may open a case for an hour is decided by the leader of its team."))
    if not is_wanted:
        return Ruling(_("Somebody did it meanwhile. Look at the case again."))
    return ALLOWED


def may_step_aside(*, is_seen_by_another: bool) -> Ruling:
    """Somebody always sees the case; who knows somebody in it still says so, to a leader."""
    if is_seen_by_another:
        return ALLOWED
    return Ruling(
        _(
            "Nobody else sees it yet. Tell the leader of the team now, by voice, and let them put "
            "somebody else on it first."
        )
    )


def may_let_back(*, by: Actor, row: SteppedAside, leads: bool) -> Ruling:
    if not leads or by.id == row.worker:
        return Ruling(_("Only the leader of the team lets somebody back in."))
    if row.by_desk:
        return Ruling(_("The conflict desk keeps them apart. Talk with the desk."))
    if not row.is_apart:
        return Ruling(_("This has been lifted already."))
    return ALLOWED


def may_be_put_on(*, is_apart: bool) -> Ruling:
    if is_apart:
        return Ruling(
            _(
                "They know somebody here and are kept apart. Choose another, or have that lifted "
                "first."
            )
        )
    return ALLOWED


def may_pass_on(words: str) -> Ruling:
    """Nothing that is read without sight of the case helps anybody to find a person."""
    if _FINDS_SOMEBODY.search(words):
        return Ruling(
            _(
                "Take out every phone number, e-mail address, civil registration number and "
                "street address. Only what protects life goes on."
            )
        )
    return ALLOWED


def may_decide_crossing(*, crossing: Crossing, by: Actor, has_part: bool) -> Ruling:
    """Two people, of whom the second has no part in the matter."""
    if by.id == crossing.written_by:
        return Ruling(_("You wrote this yourself. Another at the desk decides about it."))
    if has_part:
        return _leave_it_to_another()
    if not crossing.is_waiting:
        return Ruling(_("Somebody at the desk has decided this already."))
    return ALLOWED


def _leave_it_to_another() -> Ruling:
    return Ruling(
        _(
            "You have a part in this matter. Leave it to another at the desk; has everybody a part "
            "in it, the administrator lets somebody else into the desk."
        )
    )


def may_look_again(*, crossing: Crossing, has_part: bool) -> Ruling:
    if has_part:
        return _leave_it_to_another()
    if not crossing.is_approved:
        return Ruling(_("This has not been approved."))
    return ALLOWED


def may_note_instead(delivery: Delivery) -> Ruling:
    if delivery.noted_at is not None:
        return Ruling(_("Somebody has written already what was done."))
    return ALLOWED


def is_its_task(for_whom: str, *, works: bool, leads: bool) -> bool:
    """Whether a warning waits for somebody who works in the case, or leads its team."""
    return leads or (works and for_whom == ForWhom.WORKER)


def may_confirm(warning: HouseWarning, *, works: bool, leads: bool) -> Ruling:
    if not is_its_task(warning.for_whom, works=works, leads=leads):
        return Ruling(_("The team's leader confirms this. Tell them now, by voice."))
    return ALLOWED


def may_act_on(warning: HouseWarning, *, works: bool, leads: bool) -> Ruling:
    if not warning.is_confirmed:
        return Ruling(_("Confirm first that you have read it."))
    if warning.is_acted_on:
        return Ruling(_("Somebody has written already what was done."))
    return may_confirm(warning, works=works, leads=leads)


def may_review_warning(*, by: Actor, warning: HouseWarning, leads: bool) -> Ruling:
    if warning.is_reviewed:
        return Ruling(_("This was looked through already."))
    if not warning.is_acted_on:
        return Ruling(_("Nobody has written yet what was done."))
    if not leads or by.id == warning.acted_by:
        return Ruling(
            _(
                "Another has to look at this: a leader of the team who did not act on it, or the "
                "data protection officer."
            )
        )
    return ALLOWED


def may_review_delivery(delivery: Delivery) -> Ruling:
    if delivery.reviewed_at is not None:
        return Ruling(_("This was looked through already."))
    return ALLOWED
