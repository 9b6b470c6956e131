"""First steps, the visitation decision, safety calls while waiting, opening the case."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from frirum.casefile.matching.actions import (
    move_facts,
)
from frirum.casefile.matching.queries import verdict_of
from frirum.casefile.matters.actions import keep_apart, open_case
from frirum.casefile.matters.models import Case, Side, Track
from frirum.casefile.matters.rules import may_be_put_on
from frirum.casefile.people.actions import agree_safe_contact, take_people
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..checking import CHECKING, agreement, newcomers
from ..choices import (
    Agreed,
    Caller,
    Channel,
    Offer,
    PartyRole,
    Pattern,
    Reached,
    SafeNow,
    State,
)
from ..facts import Told
from ..models import Assessment, Enquiry, Party, SafetyCall, Visitation
from ..queries import (
    assessment_of,
    is_settled_by_desk,
    kept_by_desk,
    parties_of,
    stand_still,
    visitations_of,
    workers_apart,
)
from ..rules import (
    may_call,
    may_change,
    may_decide,
    may_move,
    may_offer,
    may_open,
    may_save_over,
    may_take_up,
    may_work_on,
    may_write_anew,
    next_safety_call,
)
from .taking_in import _take_in


@action(Permission.RECORD_ENQUIRY)
def assess_enquiry(
    *, by: Actor, enquiry: Enquiry, answers: Mapping[str, Any], version: int, now: datetime
) -> Assessment:
    """Keep the first steps. `version` is the one the form was filled from, 0 for the first."""
    stand_still(by=by, enquiry=enquiry)
    may_change(enquiry.state).enforce()
    held = assessment_of(actor=by, enquiry=enquiry)
    may_save_over(held.version if held else 0, version).enforce()
    assessment = held or Assessment(enquiry=enquiry)
    assessment.answers, assessment.version = dict(answers), version + 1
    assessment.assessed_by, assessment.assessed_at = by.id, now
    assessment.save()
    if enquiry.state == State.NEW:
        _move(enquiry, State.ASSESSED)
    return assessment


@action(Permission.DECIDE_VISITATION)
def decide_offer(
    *,
    by: Actor,
    enquiry: Enquiry,
    offer: Offer,
    reasons: str,
    gate: Sequence[str],
    is_waiting: bool,
    now: datetime,
) -> Visitation:
    """Offer something, at once or after a wait. Refused until everybody named is checked."""
    stand_still(by=by, enquiry=enquiry)
    may_decide(enquiry.state, verdict_of(actor=by, subject=enquiry.pk)).enforce()
    assessment = assessment_of(actor=by, enquiry=enquiry)
    pattern = assessment.pattern if assessment else Pattern.UNSURE
    may_offer(enquiry.side, offer, gate, pattern).enforce()
    state = State.WAITING if is_waiting else State.OFFERED
    if is_waiting:
        is_dangerous = enquiry.is_acute or bool(assessment and assessment.is_dangerous)
        enquiry.waiting_since = enquiry.waiting_since or now
        enquiry.call_due_on = next_safety_call(enquiry.contact_wish, now, is_urgent=is_dangerous)
    _move(enquiry, state)
    return _decided(by, enquiry, now, offer=offer, reasons=reasons, gate=list(gate))


@action(Permission.DECIDE_VISITATION)
def refer_elsewhere(
    *, by: Actor, enquiry: Enquiry, refer_to: str, reasons: str, now: datetime
) -> Visitation:
    """Point to others. Needs no check: help elsewhere waits for nobody."""
    stand_still(by=by, enquiry=enquiry)
    may_move(enquiry.state, State.REFERRED).enforce()
    _move(enquiry, State.REFERRED)
    return _decided(by, enquiry, now, reasons=reasons, refer_to=refer_to)


@action(Permission.DECIDE_VISITATION)
def close_enquiry(*, by: Actor, enquiry: Enquiry, reasons: str, now: datetime) -> Visitation:
    """Nothing more will come of it."""
    stand_still(by=by, enquiry=enquiry)
    may_move(enquiry.state, State.CLOSED).enforce()
    _move(enquiry, State.CLOSED)
    return _decided(by, enquiry, now, reasons=reasons)


@action(Permission.RECORD_ENQUIRY)
def write_anew(
    *, by: Actor, enquiry: Enquiry, caller: Caller, reasons: str, now: datetime
) -> Visitation:
    """Whoever got in touch stands on another side: what they told goes to a team of that side.

    This one closes, and stays where it lies. The check compares both like any two, so that the
    desk sees that somebody was taken for the one and turned out to be the other.
    """
    stand_still(by=by, enquiry=enquiry)
    may_move(enquiry.state, State.CLOSED).enforce()
    may_write_anew(enquiry.side, caller).enforce()
    told = Told(
        caller_role=caller.role,
        close_to=caller.close_to,
        channel=Channel(enquiry.channel),
        safe_now=SafeNow(enquiry.safe_now),
        themes=tuple(enquiry.themes),
        municipality=enquiry.municipality,
        summary=enquiry.summary,
        agreed=Agreed(enquiry.agreed),
        contact=enquiry.contact_wish,
    )
    named = [party.facts for party in parties_of(actor=by, enquiry=enquiry)]
    once = uuid5(enquiry.pk, "written anew")
    _take_in(by=by, told=told, parties=named, once=once, received_at=enquiry.received_at, now=now)
    _move(enquiry, State.CLOSED)
    return _decided(by, enquiry, now, reasons=reasons)


@action(Permission.DECIDE_VISITATION)
def take_up_again(*, by: Actor, enquiry: Enquiry, now: datetime) -> Enquiry:
    """Go on with an enquiry that was referred or closed."""
    stand_still(by=by, enquiry=enquiry)
    decisions = visitations_of(actor=by, enquiry=enquiry)
    may_take_up(enquiry.state, is_settled_by_desk(decisions)).enforce()
    return _move(enquiry, State.ASSESSED)


@action(Permission.RECORD_ENQUIRY)
def record_safety_call(
    *,
    by: Actor,
    enquiry: Enquiry,
    reached: Reached,
    note: str,
    once: UUID,
    now: datetime,
    is_still_safe: bool = False,
) -> SafetyCall:
    """Write down a call to somebody who waits; the next is due sooner when it got worse.

    `is_still_safe`: they were asked, and may be contacted the same way for another ninety days.
    """
    stand_still(by=by, enquiry=enquiry)
    may_call(enquiry.state).enforce()
    twin: SafetyCall | None = enquiry.safety_calls.visible_to(by).filter(once=once).first()
    if twin:
        return twin
    enquiry.call_due_on = next_safety_call(
        enquiry.contact_wish, now, is_urgent=reached != Reached.SAFE
    )
    if is_still_safe and reached != Reached.NOT_REACHED:
        agreed = replace(enquiry.contact_wish, agreed_on=timezone.localdate(now))
        enquiry.contact, enquiry.version = agreed.stored(), enquiry.version + 1
    enquiry.save(update_fields=["call_due_on", "contact", "version"])
    call: SafetyCall = SafetyCall.objects.create(
        enquiry=enquiry, reached=reached, note=note, called_by=by.id, called_at=now, once=once
    )
    return call


@action(Permission.DECIDE_VISITATION)
def open_enquiry(
    *, by: Actor, enquiry: Enquiry, client: Party, track: Track, worker: UUID | None, now: datetime
) -> Case:
    """Make it a case with a worker, taking everybody named and the safe contact along.

    The case stands in the matter that the conflict desk joined the enquiry to, or in its own.
    """
    stand_still(by=by, enquiry=enquiry)
    may_open(enquiry.state, verdict_of(actor=by, subject=enquiry.pk)).enforce()
    may_work_on(track, enquiry.side).enforce()
    apart = workers_apart(actor=by, enquiry=enquiry)
    may_be_put_on(is_apart=worker in apart).enforce()
    side, today = Side(enquiry.side), timezone.localdate(now)
    parties = parties_of(actor=by, enquiry=enquiry)
    case = open_case(
        by=by,
        side=side,
        track=track,
        team=enquiry.team,
        worker=worker,
        matter=enquiry.matter,
        now=now,
    )
    case.came_from = enquiry.pk
    case.save(update_fields=["came_from"])
    by_desk = kept_by_desk(actor=by, enquiry=enquiry)
    keep_apart(by=by, case=case, workers=apart, now=now, by_desk=by_desk)
    move_facts(by=CHECKING, root=enquiry.pk, to=case.pk, side=side)
    wish = enquiry.contact_wish
    people = newcomers(parties, client=client, wish=wish, today=today)
    take_people(by=by, case=case, newcomers=people, now=now)
    if client.role == PartyRole.CALLER:
        agreed = agreement(wish, today=today)
        agree_safe_contact(by=by, case=case, agreement=agreed, now=now)
    enquiry.case, enquiry.state, enquiry.call_due_on = case, State.OPENED, None
    enquiry.save(update_fields=["case", "state", "call_due_on"])
    return case


def _move(enquiry: Enquiry, state: State) -> Enquiry:
    if state != State.WAITING:
        enquiry.call_due_on = None
    enquiry.state = state
    enquiry.save(update_fields=["state", "waiting_since", "call_due_on"])
    return enquiry


def _decided(by: Actor, enquiry: Enquiry, now: datetime, **values: Any) -> Visitation:
    """The same decision of the same person, sent twice, is one."""
    newest = enquiry.visitations.visible_to(by).order_by("-decided_at", "pk").first()
    wanted = {"state": enquiry.state, "decided_by": by.id, **values}
    if newest and all(getattr(newest, name) == value for name, value in wanted.items()):
        return newest  # type: ignore[no-any-return]
    made: Visitation = Visitation.objects.create(
        enquiry=enquiry, state=enquiry.state, decided_by=by.id, decided_at=now, **values
    )
    return made
