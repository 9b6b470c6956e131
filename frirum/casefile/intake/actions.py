"""Taking in, assessing, deciding, opening, and what the conflict desk does about a hold."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matching.actions import (
    decide_pair,
    move_facts,
    order_check,
    put_facts,
    release_hold,
)
from frirum.casefile.matching.models import Answer, Check
from frirum.casefile.matching.queries import comparison, verdict_of
from frirum.casefile.matters.actions import COMPARTMENTS, open_case
from frirum.casefile.matters.models import Case, Matter, Side, Team, Track
from frirum.casefile.matters.rules import may_stand_with
from frirum.casefile.people.actions import agree_safe_contact, take_people
from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.rulings import Refused

from .checking import agreement, checked, newcomers
from .choices import MOVES, DeskOutcome, Offer, PartyRole, Pattern, Reached, State
from .conflicts import Known, enquiry_behind, has_part, known_by, places_of, put_into_matter
from .facts import ContactWish, PartyFacts, Told
from .models import Assessment, DeskDecision, Enquiry, Knock, Party, SafetyCall, Visitation
from .queries import (
    assessment_of,
    is_settled_by_desk,
    parties_of,
    team_for,
    visitations_of,
)
from .rules import (
    may_call,
    may_change,
    may_conclude,
    may_decide,
    may_move,
    may_offer,
    may_open,
    may_resolve,
    may_save_over,
    may_take_up,
    may_work_on,
    next_safety_call,
    side_of,
)

CHECKING = Actor.system("everybody an enquiry names is checked")
_KNOCKS_KEPT = timedelta(hours=1)


@action(Permission.RECORD_ENQUIRY)
def record_enquiry(
    *,
    by: Actor,
    told: Told,
    parties: Sequence[PartyFacts],
    once: UUID,
    received_at: datetime,
    now: datetime,
) -> Enquiry | None:
    """Write down a call, letter or visit, and have everybody it names checked.

    The same `once` makes one enquiry; sent again, it answers None.
    """
    return _take_in(by=by, told=told, parties=parties, once=once, received_at=received_at, now=now)


@action(Permission.SUBMIT_ENQUIRY)
def submit_enquiry(
    *,
    by: Actor,
    told: Told,
    parties: Sequence[PartyFacts],
    once: UUID,
    network: bytes,
    now: datetime,
) -> Enquiry | None:
    """Take in the public form. Nobody outside learns what became of it."""
    Knock.objects.filter(at__lt=now - _KNOCKS_KEPT).delete()
    Knock.objects.create(network=network, at=now)
    return _take_in(by=by, told=told, parties=parties, once=once, received_at=now, now=now)


@action(Permission.RECORD_ENQUIRY)
def add_party(
    *, by: Actor, enquiry: Enquiry, facts: PartyFacts, once: UUID, now: datetime
) -> Party:
    """One more person the enquiry names; checked like the others."""
    may_change(enquiry.state).enforce()
    twin: Party | None = enquiry.parties.visible_to(by).filter(once=once).first()
    if twin:
        return twin
    party: Party = Party.objects.create(
        enquiry=enquiry, role=facts.role, told=facts.stored(), added_at=now, once=once
    )
    _have_checked(enquiry, [party], now=now)
    return party


@action(Permission.RECORD_ENQUIRY)
def change_party(
    *, by: Actor, party: Party, facts: PartyFacts, version: int, now: datetime
) -> Party:
    """Know more about somebody. What was known before is still compared."""
    may_change(party.enquiry.state).enforce()
    may_save_over(party.version, version).enforce()
    party.role, party.told, party.version = facts.role, facts.stored(), version + 1
    party.save(update_fields=["role", "told", "version"])
    _have_checked(party.enquiry, [party], now=now)
    return party


@action(Permission.RECORD_ENQUIRY)
def agree_contact(
    *, by: Actor, enquiry: Enquiry, contact: ContactWish, version: int, now: datetime
) -> Enquiry:
    """How they may be contacted, as they said it last."""
    may_change(enquiry.state).enforce()
    may_save_over(enquiry.version, version).enforce()
    enquiry.contact, enquiry.version = contact.stored(), version + 1
    if enquiry.state == State.WAITING:
        enquiry.call_due_on = next_safety_call(enquiry.contact_wish, now, is_urgent=False)
    enquiry.save(update_fields=["contact", "version", "call_due_on"])
    callers = [each for each in parties_of(actor=by, enquiry=enquiry) if each.role == "caller"]
    _have_checked(enquiry, callers, now=now)
    return enquiry


@action(Permission.RECORD_ENQUIRY)
def assess_enquiry(
    *, by: Actor, enquiry: Enquiry, answers: Mapping[str, Any], version: int, now: datetime
) -> Assessment:
    """Keep the first steps. `version` is the one the form was filled from, 0 for the first."""
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
    may_move(enquiry.state, State.REFERRED).enforce()
    _move(enquiry, State.REFERRED)
    return _decided(by, enquiry, now, reasons=reasons, refer_to=refer_to)


@action(Permission.DECIDE_VISITATION)
def close_enquiry(*, by: Actor, enquiry: Enquiry, reasons: str, now: datetime) -> Visitation:
    """Nothing more will come of it."""
    may_move(enquiry.state, State.CLOSED).enforce()
    _move(enquiry, State.CLOSED)
    return _decided(by, enquiry, now, reasons=reasons)


@action(Permission.DECIDE_VISITATION)
def take_up_again(*, by: Actor, enquiry: Enquiry, now: datetime) -> Enquiry:
    """Go on with an enquiry that was referred or closed."""
    decisions = visitations_of(actor=by, enquiry=enquiry)
    may_take_up(enquiry.state, is_settled_by_desk(decisions)).enforce()
    return _move(enquiry, State.ASSESSED)


@action(Permission.RECORD_ENQUIRY)
def record_safety_call(
    *, by: Actor, enquiry: Enquiry, reached: Reached, note: str, once: UUID, now: datetime
) -> SafetyCall:
    """Write down a call to somebody who waits; the next is due sooner when it got worse."""
    may_call(enquiry.state).enforce()
    twin: SafetyCall | None = enquiry.safety_calls.visible_to(by).filter(once=once).first()
    if twin:
        return twin
    enquiry.call_due_on = next_safety_call(
        enquiry.contact_wish, now, is_urgent=reached != Reached.SAFE
    )
    enquiry.save(update_fields=["call_due_on"])
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
    may_open(enquiry.state, verdict_of(actor=by, subject=enquiry.pk)).enforce()
    may_work_on(track, enquiry.side).enforce()
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
    move_facts(by=CHECKING, root=enquiry.pk, to=case.pk, side=side)
    people = newcomers(parties, client=client, today=today)
    take_people(by=by, case=case, newcomers=people, now=now)
    if client.role == PartyRole.CALLER:
        wish = agreement(enquiry.contact_wish, today=today)
        agree_safe_contact(by=by, case=case, agreement=wish, now=now)
    enquiry.case, enquiry.state, enquiry.call_due_on = case, State.OPENED, None
    enquiry.save(update_fields=["case", "state", "call_due_on"])
    return case


@action(Permission.RESOLVE_HOLDS)
def compare_names(*, by: Actor, check: Check) -> dict[UUID, Known]:
    """Show the desk whom a hold speaks of. Each look stands in the ledger."""
    pairs = comparison(actor=by, check=check)
    may_resolve(has_part=has_part(by, pairs, check.subject)).enforce()
    holders = [pair.finding.our_holder for pair in pairs]
    return known_by([*holders, *(pair.finding.other_holder for pair in pairs)])


@action(Permission.RESOLVE_HOLDS)
def decide_hold(
    *,
    by: Actor,
    check: Check,
    answers: Mapping[UUID, Answer],
    outcome: DeskOutcome,
    team: Team | None,
    reason: str,
    now: datetime,
) -> DeskDecision:
    """Decide each pair, then how it goes on. Decided pairs are not asked again."""
    pairs = comparison(actor=by, check=check)
    may_resolve(has_part=has_part(by, pairs, check.subject)).enforce()
    same = [pair for pair in pairs if answers[pair.finding.pk] == Answer.SAME]
    may_conclude(outcome, is_same=bool(same), has_team=team is not None).enforce()
    for pair in pairs:
        decide_pair(by=by, finding=pair.finding, answer=answers[pair.finding.pk], now=now)
    if outcome == DeskOutcome.JOIN:
        _join([check.subject, *(root for pair in same if (root := pair.finding.other_root))])
    _lay_with(check.subject, outcome, team, now)
    release_hold(by=by, check=check, now=now)
    return _kept_for_desk(by, check, outcome, reason, now)


def _take_in(
    *,
    by: Actor,
    told: Told,
    parties: Sequence[PartyFacts],
    once: UUID,
    received_at: datetime,
    now: datetime,
) -> Enquiry | None:
    side = side_of(told.caller_role, told.close_to)
    team = team_for(actor=by, side=side)
    if team is None:
        raise Refused(_("No team works on this side yet. Ask the administrator to set one up."))
    enquiry = Enquiry(
        side=side,
        team=team,
        **told.stored(),
        received_at=received_at,
        recorded_at=now,
        recorded_by=by.id,
        once=once,
    )
    if not _is_first(enquiry):
        return None
    rows = [
        Party(enquiry=enquiry, role=each.role, told=each.stored(), added_at=now, once=uuid4())
        for each in parties
        if not each.is_empty
    ]
    Party.objects.bulk_create(rows)
    _have_checked(enquiry, rows, now=now)
    return enquiry


def _is_first(enquiry: Enquiry) -> bool:
    """Writes it. A form sent twice meets its own `once`, even where the sender may not see it."""
    try:
        with transaction.atomic():
            keys.issue(enquiry.pk, COMPARTMENTS[Side(enquiry.side)])
            enquiry.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _have_checked(enquiry: Enquiry, parties: Sequence[Party], *, now: datetime) -> None:
    """Hand on what can be compared, and ask for a check; always, also when there is nothing."""
    put_facts(by=CHECKING, parties=checked(enquiry, parties))
    order_check(by=CHECKING, subject=enquiry.pk, now=now)


def _move(enquiry: Enquiry, state: State) -> Enquiry:
    if state != State.WAITING:
        enquiry.call_due_on = None
    enquiry.state = state
    enquiry.save(update_fields=["state", "waiting_since", "call_due_on"])
    return enquiry


def _decided(by: Actor, enquiry: Enquiry, now: datetime, **values: Any) -> Visitation:
    made: Visitation = Visitation.objects.create(
        enquiry=enquiry, state=enquiry.state, decided_by=by.id, decided_at=now, **values
    )
    return made


def _join(roots: Sequence[UUID]) -> None:
    """Into a matter that one of them has, the others' first; else a new one."""
    places = places_of(roots)
    held = [places[root].matter for root in [*roots[1:], roots[0]] if root in places]
    known = [matter for matter in held if matter]
    matter = Matter.objects.get(pk=known[0]) if known else Matter.objects.create()
    put_into_matter(roots, known, matter)


def _lay_with(subject: UUID, outcome: DeskOutcome, team: Team | None, now: datetime) -> None:
    """What the desk's decision does to an enquiry. A check of a case moves nothing here."""
    enquiry = enquiry_behind(subject)
    if enquiry is None:
        return
    if team and outcome in (DeskOutcome.JOIN, DeskOutcome.OTHER_TEAM):
        may_stand_with(team, Side(enquiry.side)).enforce()
        enquiry.team = team
        enquiry.save(update_fields=["team"])
    if outcome == DeskOutcome.REFER and State.REFERRED in MOVES[enquiry.state]:
        _move(enquiry, State.REFERRED)
        told = _("We can't offer a course here. Others can help, and danger never waits.")
        _decided(CHECKING, enquiry, now, reasons=told)


def _kept_for_desk(
    by: Actor, check: Check, outcome: DeskOutcome, reason: str, now: datetime
) -> DeskDecision:
    decision = DeskDecision(
        check_id=check.pk,
        subject=check.subject,
        outcome=outcome,
        reason=reason,
        decided_by=by.id,
        decided_at=now,
    )
    keys.issue(decision.pk, Compartment.HOUSE)
    decision.save(force_insert=True)
    return decision
