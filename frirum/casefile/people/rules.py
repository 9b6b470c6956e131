"""May this be kept about a person, and may the client be contacted this way, now?"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from frirum.casefile.matters.models import OPPOSES, Case, Side, Track
from frirum.foundation.wall.rulings import ALLOWED, Ruling

from .kinds import Channel, PersonRole, WayKind
from .safe import Agreement

if TYPE_CHECKING:
    from .models import Person

_EXPOSED_OR_EXERCISING = {Track.VICTIM: Side.EXPOSED, Track.PERPETRATOR: Side.EXERCISING}
_LOOKED_AFTER = frozenset({PersonRole.CLIENT, PersonRole.SUPPORTED, PersonRole.CHILD})
_NEAR_HOME = frozenset({WayKind.ADDRESS, WayKind.WORKPLACE, WayKind.SCHOOL})


def stance_of(*, side: str, track: str, role: PersonRole) -> Side:
    """Who a person is in the stalking: exposed to it, exercising it, or neither."""
    if role == PersonRole.CLIENT:
        return _EXPOSED_OR_EXERCISING.get(Track(track), Side.NEUTRAL)
    if role == PersonRole.SUPPORTED:
        return Side(side)
    if role == PersonRole.OTHER_PARTY:
        return next((Side(opposed) for opposed in OPPOSES[side]), Side.NEUTRAL)
    return Side.NEUTRAL


def is_protected_by_default(*, side: str, stance: Side) -> bool:
    """Every address on the exposed side is kept as protected, and so is the exposed person's."""
    return stance == Side.EXPOSED or (side == Side.EXPOSED and stance != Side.EXERCISING)


def may_keep_people(case: Case) -> Ruling:
    if case.is_closed:
        return Ruling(_("The case is closed. Reopen it to change its people."))
    return ALLOWED


def may_have_role(role: PersonRole, taken: Iterable[str]) -> Ruling:
    """A case has one client."""
    if role == PersonRole.CLIENT and PersonRole.CLIENT in taken:
        return Ruling(_("This case has its client already. Choose what else the person is here."))
    return ALLOWED


def may_keep_way(*, side: str, stance: Side, kind: WayKind) -> Ruling:
    """Where an exposed person can be found is not kept in the file of who stalks them."""
    if side == Side.EXERCISING and stance == Side.EXPOSED and kind in _NEAR_HOME:
        return Ruling(
            _(
                "Where the exposed person lives, works or goes to school is not kept in this "
                "case. If the client knows it, tell your leader today."
            )
        )
    return ALLOWED


def way_ruling(case: Case, role: PersonRole) -> Callable[[WayKind], Ruling]:
    """What may be kept about this person of this case, kind by kind."""
    stance = stance_of(side=case.side, track=case.track, role=role)
    return lambda kind: may_keep_way(side=case.side, stance=stance, kind=kind)


def may_mark(role: PersonRole, *, is_current: bool) -> Ruling:
    if role == PersonRole.CLIENT and is_current:
        return ALLOWED
    return Ruling(_("Only the client is contacted, and only by ways that hold."))


def may_change(version: int, current: int) -> Ruling:
    if version != current:
        return Ruling(_("Somebody changed this meanwhile. Open it again and see what changed."))
    return ALLOWED


def may_relate(person_id: object, other_id: object, *cases: object) -> Ruling:
    if person_id == other_id:
        return Ruling(_("Choose two different people."))
    if len(set(cases)) > 1:
        return Ruling(_("Choose two people of this case."))
    return ALLOWED


def are_two(case: Case, *people: "Person") -> bool:
    """Whether one is exposed to the stalking and the other exercises it, or the case is about the
    one and against the other: on tracks where neither has a stance of their own, too.
    """
    roles = {PersonRole(person.role) for person in people}
    stances = {stance_of(side=case.side, track=case.track, role=role) for role in roles}
    is_against = PersonRole.OTHER_PARTY in roles and bool(roles & _LOOKED_AFTER)
    return is_against or stances >= {Side.EXPOSED, Side.EXERCISING}


def may_merge(case: Case, kept: "Person", gone: "Person") -> Ruling:
    """Two rows of one case may be one person, unless what is known of them says otherwise."""
    related = may_relate(kept.pk, gone.pk, kept.case_id, gone.case_id)
    if not related.allowed:
        return related
    if gone.role == PersonRole.CLIENT:
        return Ruling(_("The client stays. Begin from the client’s own page."))
    if are_two(case, kept, gone):
        return Ruling(
            _(
                "One of them is the other party of this case: they are two. If that is a mistake, "
                "correct what the person is here first."
            )
        )
    ours, theirs = kept.identity, gone.identity
    for mine, other in ((ours.birth_date, theirs.birth_date), (ours.cpr, theirs.cpr)):
        if mine and other and mine != other:
            return Ruling(_("Their birth dates or numbers differ. Correct the wrong one first."))
    return ALLOWED


def may_contact(
    agreement: Agreement | None, channel: Channel, *, on: date, at: datetime | None = None
) -> Ruling:
    """Only a channel that was agreed, only until the agreement expires, calls only at its hours.

    `at` is local time.
    """
    if agreement is None:
        return Ruling(_("No contact: ask the client first which ways are safe."))
    if agreement.is_expired(on):
        return Ruling(_("No contact: the agreement has expired. Confirm it with the client."))
    if channel not in agreement.channels:
        return Ruling(_("The client has not agreed to this way. Choose one from the banner."))
    if channel == Channel.PHONE and at and not _is_within(agreement, at):
        return Ruling(_("Not at this hour. The banner says when the client can be called."))
    return ALLOWED


def _is_within(agreement: Agreement, at: datetime) -> bool:
    if at.weekday() not in agreement.days:
        return False
    starts, ends = agreement.from_time, agreement.to_time
    return (starts is None or at.time() >= starts) and (ends is None or at.time() < ends)
