"""Taking in: a call, a public form, the people it names, how they may be reached."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matching.actions import (
    order_check,
    put_facts,
)
from frirum.casefile.matters.actions import COMPARTMENTS
from frirum.casefile.matters.models import Side
from frirum.foundation.vault import keys
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.rulings import Refused

from ..checking import CHECKING, checked
from ..choices import State
from ..facts import ContactWish, PartyFacts, Told
from ..models import Enquiry, Knock, Party
from ..queries import (
    parties_of,
    stand_still,
    team_for,
)
from ..rules import (
    may_change,
    may_save_over,
    next_safety_call,
    side_of,
)

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
    stand_still(by=by, enquiry=enquiry)
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
    stand_still(by=by, enquiry=party.enquiry)
    party.refresh_from_db(fields=["version"], from_queryset=Party.objects.visible_to(by))
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
    stand_still(by=by, enquiry=enquiry)
    may_change(enquiry.state).enforce()
    may_save_over(enquiry.version, version).enforce()
    agreed = replace(contact, agreed_on=timezone.localdate(now))
    enquiry.contact, enquiry.version = agreed.stored(), version + 1
    if enquiry.state == State.WAITING:
        enquiry.call_due_on = next_safety_call(enquiry.contact_wish, now, is_urgent=False)
    enquiry.save(update_fields=["contact", "version", "call_due_on"])
    callers = [each for each in parties_of(actor=by, enquiry=enquiry) if each.role == "caller"]
    _have_checked(enquiry, callers, now=now)
    return enquiry


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
    agreed = replace(told.contact, agreed_on=timezone.localdate(received_at))
    enquiry = Enquiry(
        side=side,
        team=team,
        **replace(told, contact=agreed).stored(),
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
    order_check(by=CHECKING, subject=enquiry.pk, is_urgent=enquiry.is_acute, now=now)
