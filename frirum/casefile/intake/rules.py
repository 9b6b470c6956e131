"""May this happen to an enquiry? And what follows from what was told."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matching.models import Verdict
from frirum.casefile.matters.models import Side, Track
from frirum.foundation.wall.rulings import ALLOWED, Ruling

from .choices import (
    MOVES,
    Caller,
    CallerRole,
    CloseTo,
    DeskOutcome,
    Gate,
    Offer,
    PartyRole,
    Pattern,
    State,
)
from .facts import ContactWish

_SIDES = {
    CallerRole.EXPOSED: Side.EXPOSED,
    CallerRole.YOUNG: Side.EXPOSED,
    CallerRole.OTHER: Side.EXPOSED,
    CallerRole.EXERCISING: Side.EXERCISING,
}
_CLOSE = {
    CloseTo.EXPOSED: Side.EXPOSED,
    CloseTo.EXERCISING: Side.EXERCISING,
    CloseTo.NOBODY: Side.NEUTRAL,
}
_TRACKS = {
    CallerRole.YOUNG: Track.CHILD,
    CallerRole.EXERCISING: Track.PERPETRATOR,
    CallerRole.RELATIVE: Track.NETWORK,
    CallerRole.PROFESSIONAL: Track.PROFESSIONAL,
}
OFFERS: dict[str, tuple[Offer, ...]] = {
    Side.EXPOSED: (
        Offer.COUNSELLING,
        Offer.INDIVIDUAL,
        Offer.GROUP,
        Offer.CHILD_COURSE,
        Offer.CHILD_PERSPECTIVE,
        Offer.NETWORK,
        Offer.PROFESSIONAL,
    ),
    Side.EXERCISING: (
        Offer.PERPETRATOR,
        Offer.CHILD_PERSPECTIVE,
        Offer.NETWORK,
        Offer.PROFESSIONAL,
    ),
    Side.NEUTRAL: (Offer.PROFESSIONAL, Offer.NETWORK),
}
TRACKS: dict[str, tuple[Track, ...]] = {
    Side.EXPOSED: (Track.VICTIM, Track.CHILD, Track.NETWORK, Track.PROFESSIONAL),
    Side.EXERCISING: (Track.PERPETRATOR, Track.NETWORK, Track.PROFESSIONAL),
    Side.NEUTRAL: (Track.PROFESSIONAL,),
}
HOLD_WAITS = timedelta(days=2)
ACUTE_HOLD_WAITS = timedelta(hours=4)
SAFETY_CALL_EVERY = timedelta(days=14)
SAFETY_CALL_SOON = timedelta(days=3)


def side_of(role: CallerRole, close_to: CloseTo) -> Side:
    """The side an enquiry stands on; relatives and professionals stand where their person does.

    A relative is always close to somebody, so that without an answer it is somebody exposed.
    """
    if role == CallerRole.PROFESSIONAL:
        return _CLOSE[close_to]
    if role == CallerRole.RELATIVE:
        return Side.EXERCISING if close_to == CloseTo.EXERCISING else Side.EXPOSED
    return _SIDES[role]


def stance_of(side: str, role: str) -> Side:
    """Who somebody named is in the stalking. Children are always exposed to it."""
    if role == PartyRole.CHILD:
        return Side.EXPOSED
    if role == PartyRole.OTHER_PARTY:
        return Side.EXPOSED if side == Side.EXERCISING else Side.EXERCISING
    return Side(side)


def usual_track(role: str, side: str) -> Track:
    track = _TRACKS.get(CallerRole(role), Track.VICTIM)
    return track if track in TRACKS[side] else TRACKS[side][0]


def next_safety_call(wish: ContactWish, now: datetime, *, is_urgent: bool) -> date | None:
    """Nobody is rung up who did not say that we may."""
    if not wish.may_call:
        return None
    return timezone.localdate(now + (SAFETY_CALL_SOON if is_urgent else SAFETY_CALL_EVERY))


def may_change(state: str) -> Ruling:
    if state == State.OPENED:
        return Ruling(_("This enquiry has become a case. Write in the case from now on."))
    return ALLOWED


def may_move(state: str, to: State) -> Ruling:
    if state == to or to in MOVES[state]:
        return ALLOWED
    if state == State.OPENED:
        return Ruling(_("This enquiry has become a case. Write in the case from now on."))
    if state == State.NEW:
        return Ruling(_("Go through the first steps before you decide what to offer."))
    return Ruling(_("The enquiry is closed. Take it up again first."))


def may_write_anew(side: str, caller: Caller) -> Ruling:
    if side_of(caller.role, caller.close_to) == side:
        return Ruling(_("It stands on that side already. Choose who they turned out to be."))
    return ALLOWED


def is_checked(verdict: Verdict | None) -> Ruling:
    """Nothing is offered before everybody named was checked. Urgent help never waits for it."""
    if verdict == Verdict.READY:
        return ALLOWED
    if verdict == Verdict.WITH_DESK:
        return Ruling(
            _(
                "The conflict desk is looking at it. You can go on helping in danger and refer "
                "elsewhere; an offer waits until it is ready."
            )
        )
    return Ruling(
        _(
            "Everybody named is still being checked. You can go on helping in danger and refer "
            "elsewhere; an offer waits until it is ready."
        )
    )


def may_decide(state: str, verdict: Verdict | None) -> Ruling:
    """May something be offered, or put on the waiting list?"""
    moved = may_move(state, State.OFFERED)
    return moved if not moved.allowed else is_checked(verdict)


def may_offer(side: str, offer: Offer, gate: Iterable[str], pattern: str) -> Ruling:
    if offer not in OFFERS[side]:
        return Ruling(_("This is not offered on this side. Choose another offer."))
    if offer == Offer.PERPETRATOR and set(Gate) - set(gate):
        return Ruling(
            _(
                "A course for somebody who stalks needs all four: wants to change, acknowledges "
                "the behaviour, psychiatry considered, limits of confidentiality signed."
            )
        )
    if pattern == Pattern.CONFLICT and offer in (Offer.INDIVIDUAL, Offer.GROUP):
        return Ruling(
            _(
                "The first steps say conflict, not stalking. Offer counselling, or change the "
                "first steps if it turned out otherwise."
            )
        )
    return ALLOWED


def may_open(state: str, verdict: Verdict | None) -> Ruling:
    if state in (State.OFFERED, State.WAITING):
        return is_checked(verdict)
    if state == State.ASSESSED:
        return Ruling(_("Decide what to offer first."))
    return may_change(state) if state == State.OPENED else may_move(state, State.OPENED)


def may_work_on(track: Track, side: str) -> Ruling:
    if track not in TRACKS[side]:
        return Ruling(_("A case of this kind stands on the other side. Choose another kind."))
    return ALLOWED


def may_take_up(state: str, by_desk: bool) -> Ruling:
    if by_desk:
        return Ruling(_("This one is settled. Ask the conflict desk before it is taken up again."))
    return may_move(state, State.ASSESSED)


def may_call(state: str) -> Ruling:
    if state in (State.WAITING, State.OFFERED):
        return ALLOWED
    return Ruling(_("Safety calls are written down while somebody waits."))


def may_save_over(held: int, seen: int) -> Ruling:
    if held == seen:
        return ALLOWED
    return Ruling(
        _("Somebody else wrote here meanwhile. Look at what changed, then save what holds.")
    )


def may_resolve(*, has_part: bool) -> Ruling:
    """Nobody decides about a matter in which they ever had a part."""
    if has_part:
        return Ruling(
            _(
                "You have a part in this matter. Leave it to another at the desk; has everybody a "
                "part in it, the administrator lets somebody else into the desk."
            )
        )
    return ALLOWED


def may_decide_on_staff(*, is_decided: bool, is_seen_by_another: bool) -> Ruling:
    if is_decided:
        return Ruling(_("This has been decided already. Go back to the list."))
    if not is_seen_by_another:
        return Ruling(
            _(
                "Nobody else sees a case of that matter yet. Have its leader, or the director, put "
                "somebody else on it today; then decide."
            )
        )
    return ALLOWED


def is_hold_late(since: datetime, now: datetime, *, is_acute: bool) -> bool:
    """Whether the desk has let a hold wait too long: somebody waits for an answer meanwhile."""
    return now - since > (ACUTE_HOLD_WAITS if is_acute else HOLD_WAITS)


def may_wait(*, is_held: bool, is_waiting: bool) -> Ruling:
    if not is_held:
        return Ruling(_("This check no longer waits for the desk. Go back to the list."))
    if is_waiting:
        return Ruling(_("It waits already. It comes back as soon as more is written down."))
    return ALLOWED


def outcomes_for(
    *, is_of_case: bool, has_pairs: bool, has_client: bool = False
) -> tuple[DeskOutcome, ...]:
    """What the desk's decision can do. A case has its team and its course already; what is left
    is whose matter it stands in. `has_client`: perhaps they are a client on that side already."""
    can = [DeskOutcome.DIFFERENT]
    if has_client and not is_of_case:
        can += [DeskOutcome.BELONGS]
    if has_pairs:
        can += [DeskOutcome.JOIN, DeskOutcome.KEEP if is_of_case else DeskOutcome.OTHER_TEAM]
    return tuple(can) if is_of_case else (*can, DeskOutcome.REFER)


def may_choose(
    outcome: DeskOutcome, *, is_of_case: bool, has_pairs: bool, has_client: bool = False
) -> Ruling:
    can = outcomes_for(is_of_case=is_of_case, has_pairs=has_pairs, has_client=has_client)
    if outcome in can:
        return ALLOWED
    return Ruling(_("This would change nothing here. Choose one of the others."))


_NEED_A_PAIR = (
    DeskOutcome.BELONGS,
    DeskOutcome.JOIN,
    DeskOutcome.OTHER_TEAM,
    DeskOutcome.KEEP,
)


def may_belong(side: str, *, to_sides: Collection[str], is_closed: bool, state: str) -> Ruling:
    """An enquiry is laid to one case that its client has already: never across sides."""
    if len(to_sides) != 1 or to_sides != {side} or side == Side.NEUTRAL:
        return Ruling(
            _(
                "It belongs to a case of its own side alone. "
                "Choose one such pair as the same person."
            )
        )
    if is_closed:
        return Ruling(_("That case is closed. Let the enquiry go on, so that a new one is opened."))
    return may_change(state)


def may_conclude(outcome: DeskOutcome, *, is_same: bool, has_team: bool) -> Ruling:
    if is_same and outcome == DeskOutcome.DIFFERENT:
        return Ruling(_("You found the same person. Choose how it goes on."))
    if not is_same and outcome in _NEED_A_PAIR:
        return Ruling(_("This choice needs a pair that is the same person."))
    if outcome == DeskOutcome.OTHER_TEAM and not has_team:
        return Ruling(_("Choose the team that takes it."))
    return ALLOWED
