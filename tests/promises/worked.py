"""Something in every table of casework, and a court of the register that it is done with."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from frirum.casefile.agencies.actions import add_agency, add_agency_person
from frirum.casefile.agencies.facts import AgencyFacts, PersonFacts
from frirum.casefile.agencies.models import Agency, AgencyPerson
from frirum.work.casework.actions import (
    answer_breach,
    extend_order,
    involve,
    link_breaches,
    log_contact,
    record_order,
    set_coordinator,
    start_proceeding,
    take_step,
)
from frirum.work.casework.facts import ToldContact, ToldOrder, ToldProceeding, With
from frirum.work.casework.kinds import ContactChannel, IdentityCheck, ProceedingKind, Stage
from frirum.work.casework.models import Breach, ProceedingStep
from frirum.work.incidents.models import Incident


def registered(dorte: Any, now: Any) -> With:
    """The register is the same whoever comes: written once."""
    facts = AgencyFacts(
        kind="court", name="Retten i Kvistborg", call_back="33 00 11 22", found_in="domstol.dk"
    )
    once = UUID(int=31)
    court = Agency.objects.filter(once=once).first()
    court = court or add_agency(by=dorte, facts=facts, once=once, now=now)
    clerk = AgencyPerson.objects.filter(agency=court).first() or add_agency_person(
        by=dorte, agency=court, facts=PersonFacts(name="Jens Juul"), now=now
    )
    return With(court, clerk)


def casework(
    dorte: Any, case: Any, *, client: Any, incident: Incident, now: Any
) -> dict[str, UUID]:
    whom, today = registered(dorte, now), timezone.localdate(now)
    involved = involve(
        by=dorte, case=case, whom=whom, purpose="Kanarieformaal", since=today, now=now
    )
    set_coordinator(by=dorte, case=case, involvement=involved, now=now)
    contact = ToldContact(
        at=now, channel=ContactChannel.MEETING, is_incoming=False, check=IdentityCheck.MET,
        said="Kanarietelefonat", whom=whom,
    )  # fmt: skip
    log_contact(by=dorte, case=case, told=contact, now=now)
    told = ToldProceeding(
        kind=ProceedingKind.REPORT, started_on=today, about="Kanarieanmeldelse", whom=whom
    )
    report = start_proceeding(by=dorte, case=case, told=told, now=now)
    take_step(
        by=dorte, proceeding=report, stage=Stage.OPENED, on=today, text="Kanarietrin", now=now
    )
    order, breach = _order(dorte, case, client, incident, now)
    step = ProceedingStep.objects.visible_to(dorte).get(proceeding=report, stage=Stage.OPENED)
    return {
        "agency": whom.agency.pk if whom.agency else UUID(int=0),
        "agent": whom.agent.pk if whom.agent else UUID(int=0),
        "involvement": involved.pk, "proceeding": report.pk, "step": step.pk, "order": order,
        "breach": breach,
    }  # fmt: skip


def _order(dorte: Any, case: Any, client: Any, incident: Incident, now: Any) -> tuple[UUID, UUID]:
    """Extended, and broken by an incident that the police know of."""
    today = timezone.localdate(now)
    told = ToldOrder(
        kind="opholdsforbud", decided_on=today - timedelta(days=9), people=(client.pk,),
        first_day=today - timedelta(days=9), last_day=today + timedelta(days=20),
        zones=("Kanariezone",),
    )  # fmt: skip
    order = record_order(by=dorte, case=case, told=told, now=now)
    last_day = today + timedelta(days=40)
    extend_order(
        by=dorte, order=order, decided_on=today, last_day=last_day,
        journal_number="Kanarieforlaenget", now=now,
    )  # fmt: skip
    link_breaches(by=dorte, order=order, incidents=[incident], now=now)
    breach = Breach.objects.visible_to(dorte).get(order=order)
    answer_breach(
        by=dorte, breach=breach, told_on=today, answered_on=today, answer="Kanariesvar", now=now
    )
    return order.pk, breach.pk
