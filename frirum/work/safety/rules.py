"""May it be judged, confirmed, planned and printed so? When is it due again?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Case, Track
from frirum.foundation.ui.dates import short_day
from frirum.foundation.wall.rulings import ALLOWED, Ruling

from .domains import CopyForm
from .kinds import DANGERS, ENCOUNTERS, Cause, Concern, Level, Stand, Tool

REVIEW_AFTER = timedelta(weeks=8)
REVIEW_IN_DANGER = timedelta(weeks=4)
LONGEST = timedelta(weeks=26)
LOOKS_BACK = timedelta(weeks=8)
FIRST_WITHIN = timedelta(weeks=2)
# Nobody's danger is judged in the case of a relative or of a professional who asks for advice,
# unless something asks for it.
JUDGED = (Track.VICTIM, Track.CHILD, Track.PERPETRATOR)
_AHEAD_OF_ENCOUNTER = timedelta(days=7)
_SOON = timedelta(days=3)
_FURTHEST = timedelta(days=730)
MOST_YES = 11
_LOUD, _WEEKS_LATELY, _WEEKS_BEFORE = 6, 2, 6


def may_judge_in(case: Case) -> Ruling:
    if case.is_closed:
        return Ruling(_("The case is closed. Reopen it to judge the risk or plan for safety."))
    return ALLOWED


def may_judge(*, assessed_on: date, review_on: date, today: date) -> Ruling:
    if assessed_on > today:
        return Ruling(_("It can’t be judged on a day that has not come yet."))
    if review_on <= assessed_on:
        return Ruling(_("The review lies before the judgement. Choose a day after it."))
    if review_on - assessed_on > LONGEST:
        return Ruling(_("Half a year is the longest time until a review. Choose an earlier day."))
    return ALLOWED


def may_follow(assessed_on: date, *, newest_on: date | None) -> Ruling:
    if newest_on and assessed_on < newest_on:
        words = _("There is a judgement of %(day)s already. Write this one on that day or later.")
        return Ruling(words % {"day": short_day(newest_on)})
    return ALLOWED


def first_due(*, assessed_on: date, review_on: date, flags: Iterable[str]) -> date:
    """With a sign of danger it is looked at again within four weeks, whatever was chosen."""
    return min(review_on, assessed_on + REVIEW_IN_DANGER) if list(flags) else review_on


def needs_leader(level: Level, *, held: Level | None, escalates: bool = False) -> bool:
    """Raising it to high or severe does, from what a leader or nobody had to confirm; and saying
    for the first time that it escalates, at any level."""
    return escalates or (level.is_grave and (held is None or level.rank > held.rank))


def may_decide(*, leads: bool, stand: str, is_current: bool) -> Ruling:
    if not leads:
        return Ruling(_("The leader of the team that holds the case says so."))
    if stand != Stand.WAITS or not is_current:
        return Ruling(_("This judgement does not wait for a leader any more."))
    return ALLOWED


def may_send_back(*, remark: str) -> Ruling:
    if not remark.strip():
        return Ruling(_("Write why, so that it can be judged again."))
    return ALLOWED


def may_note(kind: Cause, *, happens_on: date, today: date) -> Ruling:
    if happens_on - today > _FURTHEST or today - happens_on > _FURTHEST:
        return Ruling(_("This is more than two years away. Check the day."))
    if kind in DANGERS and kind not in _MAY_LIE_AHEAD and happens_on > today:
        return Ruling(_("This lies in the future. Check the day."))
    return ALLOWED


_MAY_LIE_AHEAD = (Cause.RELEASE, Cause.SEPARATION)


def review_due(kind: Cause, *, happens_on: date, today: date) -> date:
    """By when it must be judged anew: before an encounter, at once in danger, else within days."""
    if kind in ENCOUNTERS:
        return max(today, happens_on - _AHEAD_OF_ENCOUNTER)
    if kind in DANGERS or kind == Cause.POLICE:
        return max(today, happens_on)
    return max(today, happens_on) + _SOON


@dataclass(frozen=True, slots=True)
class Escalation:
    """Entries of the last two whole weeks, and how many two weeks had before."""

    lately: int
    before: float


def escalation_in(weeks: Sequence[int]) -> Escalation | None:
    """Whole weeks, oldest first: twice as much as in the six before, and not of a few alone."""
    counted = list(weeks)[-(_WEEKS_LATELY + _WEEKS_BEFORE) :]
    if len(counted) < _WEEKS_LATELY + _WEEKS_BEFORE:
        return None
    lately, earlier = sum(counted[-_WEEKS_LATELY:]), sum(counted[:-_WEEKS_LATELY])
    before = earlier * _WEEKS_LATELY / _WEEKS_BEFORE
    if not earlier or lately < _LOUD or lately < 2 * before:
        return None
    return Escalation(lately, before)


def may_record_result(
    tool: Tool, *, concern: str, yes_count: int | None, has_file: bool, used_on: date, today: date
) -> Ruling:
    """What the instrument ends in, and nothing of what it asks."""
    if used_on > today:
        return Ruling(_("It can’t have been used on a day that has not come yet."))
    if tool == Tool.SDASH and (yes_count is None or not 0 <= yes_count <= MOST_YES):
        return Ruling(_("Write how many were answered with yes, from 0 to 11."))
    if tool != Tool.SDASH and yes_count is not None:
        return Ruling(_("Only S-DASH is kept with a count. Write the judgement in words."))
    if tool in (Tool.SASH, Tool.SAM) and concern not in Concern.values:
        return Ruling(_("Choose which concern it ended in."))
    if tool == Tool.SHARP and not has_file:
        return Ruling(_("Attach the report of SHARP as a PDF."))
    return ALLOWED


def may_attach(*, head: bytes, size: int) -> Ruling:
    if not head.startswith(b"%PDF-"):
        return Ruling(_("This is not a PDF. Save the report as a PDF and choose it again."))
    if size > 20 * 1024 * 1024:
        return Ruling(_("The PDF is larger than 20 MB. Save it in a smaller form."))
    return ALLOWED


def may_plan(*, decided_on: date, due_on: date | None, review_on: date | None) -> Ruling:
    if due_on and due_on < decided_on:
        return Ruling(_("It would be due before it was decided. Choose a later day."))
    if review_on and review_on < decided_on:
        return Ruling(_("It would be looked at again before it was decided. Choose a later day."))
    return ALLOWED


def may_be_done(*, decided_on: date, done_on: date, today: date) -> Ruling:
    if done_on > today:
        return Ruling(_("It can’t be done on a day that has not come yet."))
    if done_on < decided_on:
        words = _("It was decided on %(day)s and can’t have been done before.")
        return Ruling(words % {"day": short_day(decided_on)})
    return ALLOWED


def may_frame(*, copy_form: str, copy_said: str, review_on: date | None, today: date) -> Ruling:
    if copy_form != CopyForm.NONE and not copy_said.strip():
        return Ruling(_("Write what the client said about a copy, and where it will lie."))
    if review_on and review_on < today:
        return Ruling(_("The next review lies in the past. Choose a day from today on."))
    return ALLOWED


def may_save_over(*, changed_in: int, seen: int) -> Ruling:
    """Whoever saves the whole must have seen the version in which it was changed last."""
    if changed_in > seen:
        return Ruling(
            _(
                "Somebody else saved this meanwhile. Look at the plan beside this page, write in "
                "what is to stay, and save once more: what you save then stands."
            )
        )
    return ALLOWED


def may_make_copy(copy_form: str) -> Ruling:
    if copy_form != CopyForm.PAPER:
        return Ruling(
            _(
                "The client has not said that a copy is safe, so none is made. Ask first, and "
                "write down the answer."
            )
        )
    return ALLOWED
