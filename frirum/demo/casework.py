"""The work with authorities in Alma's case, and Bo's time with the probation service."""

from datetime import datetime, timedelta

from django.utils import timezone

from frirum.casefile.agencies.actions import add_agency, add_agency_person, change_agency
from frirum.casefile.agencies.facts import AgencyFacts, PersonFacts
from frirum.casefile.agencies.kinds import AgencyKind
from frirum.casefile.agencies.models import Agency, AgencyPerson
from frirum.casefile.matters.models import Case
from frirum.casefile.people.kinds import PersonRole
from frirum.casefile.people.models import Person
from frirum.casefile.tasks.actions import finish_task
from frirum.casefile.tasks.models import Kind, Task
from frirum.foundation.wall.actors import Actor
from frirum.work.casework.actions import (
    answer_breach,
    involve,
    link_breaches,
    log_contact,
    record_order,
    set_coordinator,
    start_proceeding,
    take_step,
)
from frirum.work.casework.facts import ToldContact, ToldOrder, ToldProceeding, With
from frirum.work.casework.kinds import (
    ContactChannel,
    IdentityCheck,
    Informed,
    ProceedingKind,
    Stage,
)
from frirum.work.casework.models import Breach
from frirum.work.incidents.models import Incident

from .cast import House
from .pool import phone

_LOOKED_UP = "egen hjemmeside"


def work_with_authorities(house: House, almas_case: Case, bos_case: Case, *, now: datetime) -> None:
    dorte, emil = house.staff["dorte"], house.staff["emil"]
    _fill_register(dorte, now)
    district = _whom(dorte, "dk-police-oestjylland", ("Lis Lund", "politiassistent"), 201, now)
    children = _whom(dorte, "dk-municipal-751", ("Mads Mørk", "familierådgiver"), 202, now)
    _involve(dorte, almas_case, district, children, now)
    _report(dorte, almas_case, district, now)
    _tilhold(dorte, almas_case, district, now)
    _talks(dorte, almas_case, district, children, now)
    _bos_supervision(emil, bos_case, now)


def _fill_register(by: Actor, now: datetime) -> None:
    for number, (kind, name) in enumerate(
        (
            (AgencyKind.COURT, "Retten i Kvistborg"),
            (AgencyKind.HOSPITAL, "Kvistborg Sygehus, akutmodtagelsen"),
            (AgencyKind.DOCTOR, "Lægehuset ved Åen"),
            (AgencyKind.SHELTER, "Krisecenter Bakkehuset"),
            (AgencyKind.SCHOOL, "Vindlev Friskole"),
        )
    ):
        facts = AgencyFacts(
            kind=kind, name=name, call_back=phone(210 + number), found_in=_LOOKED_UP
        )
        add_agency(by=by, facts=facts, now=now - timedelta(days=60))


def _whom(by: Actor, key: str, who: tuple[str, str], number: int, now: datetime) -> With:
    """An authority of the country, with its number looked up and somebody there."""
    name, title = who
    since = now - timedelta(days=80)
    agency = Agency.objects.get(key=key)
    facts = AgencyFacts(
        kind=agency.kind, name=agency.name, call_back=phone(number), found_in=_LOOKED_UP
    )
    change_agency(by=by, agency=agency, facts=facts, version=agency.version, now=since)
    person = PersonFacts(name=name, title=title, phone=phone(number + 20))
    agent: AgencyPerson = add_agency_person(by=by, agency=agency, facts=person, now=since)
    return With(agency, agent)


def _involve(by: Actor, case: Case, district: With, children: With, now: datetime) -> None:
    today = timezone.localdate(now)
    involve(
        by=by, case=case, whom=district, purpose="Efterforskning og tilhold",
        journal_number="4200-84210-00271", since=today - timedelta(days=70), now=now,
    )  # fmt: skip
    family = involve(
        by=by, case=case, whom=children, purpose="Cilies sag", journal_number="27.24.00-G01-1182",
        since=today - timedelta(days=48), now=now,
    )  # fmt: skip
    set_coordinator(by=by, case=case, involvement=family, now=now - timedelta(days=40))


def _report(by: Actor, case: Case, district: With, now: datetime) -> None:
    """Charged, and a day in court to come; a newer one about the breaches, where nobody has asked
    yet whether Alma hears of it first."""
    today = timezone.localdate(now)
    told = ToldProceeding(
        kind=ProceedingKind.REPORT, started_on=today - timedelta(days=70), whom=district,
        about="Beskeder, opkald og trusler siden september.", informed=Informed.TOLD,
        journal_number="4200-84210-00271",
    )  # fmt: skip
    first = start_proceeding(by=by, case=case, told=told, now=now - timedelta(days=70))
    for stage, days, text in (
        (Stage.OPENED, 66, ""),
        (Stage.CHARGED, 31, "Straffelovens § 243."),
        (Stage.COURT, -11, "Retten i Kvistborg, kl. 9.30, lokale 2."),
    ):
        on, at = today - timedelta(days=days), now - timedelta(days=max(days, 3))
        take_step(by=by, proceeding=first, stage=stage, on=on, text=text, now=at)
        for task in Task.objects.visible_to(by).filter(case=case, added_at=at, kind=Kind.SAFETY):
            finish_task(by=by, task=task, now=at + timedelta(hours=5))
    told = ToldProceeding(
        kind=ProceedingKind.REPORT, started_on=today - timedelta(days=1), whom=district,
        about="To brud på tilholdet i denne måned.",
    )  # fmt: skip
    start_proceeding(by=by, case=case, told=told, now=now - timedelta(hours=20))


def _tilhold(by: Actor, case: Case, district: With, now: datetime) -> None:
    """It ends in three weeks; of two breaches the police know one."""
    today = timezone.localdate(now)
    people = Person.objects.visible_to(by).filter(case=case)
    told = ToldOrder(
        kind="tilhold", decided_on=today - timedelta(days=62), served_on=today - timedelta(days=60),
        first_day=today - timedelta(days=60), last_day=today + timedelta(days=20),
        people=tuple(people.filter(role=PersonRole.CLIENT).values_list("pk", flat=True)),
        agency=district.agency, journal_number="4200-70117-00033",
    )  # fmt: skip
    order = record_order(by=by, case=case, told=told, now=now - timedelta(days=59))
    broke = Incident.objects.visible_to(by).filter(
        case=case, is_breach=True, day__gte=order.first_day
    )
    link_breaches(by=by, order=order, incidents=list(broke.newest_first()[:2]), now=now)
    rows = Breach.objects.visible_to(by).filter(order=order)
    known: Breach | None = rows.order_by("incident__happened_at", "pk").first()
    if known:
        told_on = timezone.localdate(known.incident.happened_at)
        answer = "Skrevet ind i sagen. De taler med ham, når vi har fået besked."
        answer_breach(
            by=by, breach=known, told_on=told_on, answered_on=told_on, answer=answer, now=now
        )


def _talks(by: Actor, case: Case, district: With, children: With, now: datetime) -> None:
    """One that was called back, one in writing, and one who was nobody we know."""
    phone_, mail = ContactChannel.PHONE, ContactChannel.MAIL
    for days, channel, incoming, check, whom, who, said in (
        (9, phone_, True, IdentityCheck.CALLED_BACK, district, "",
         "Spurgte til loggen. Vi aftalte, at hun ringer til os, før de taler med ham."),
        (5, mail, False, IdentityCheck.SECURE_MAIL, children, "",
         "Sendte vores bemærkninger til den børnefaglige undersøgelse."),
        (2, phone_, True, IdentityCheck.NOT_CHECKED, With(), "En, der sagde, at han var advokat",
         "Spurgte, om Alma kommer her. Hørte, at vi ringer tilbage. Ville ikke opgive nummer."),
    ):  # fmt: skip
        told = ToldContact(
            at=now - timedelta(days=days), channel=channel, is_incoming=incoming, check=check,
            whom=whom, who=who, said=said,
        )  # fmt: skip
        log_contact(by=by, case=case, told=told, now=now - timedelta(days=days))


def _bos_supervision(by: Actor, case: Case, now: datetime) -> None:
    today = timezone.localdate(now)
    service = _whom(by, "dk-probation", ("Pia Poulsen", "tilsynsførende"), 203, now)
    involve(
        by=by, case=case, whom=service, purpose="Tilsyn", since=today - timedelta(days=33), now=now
    )
    told = ToldProceeding(
        kind=ProceedingKind.PROBATION, started_on=today - timedelta(days=33), whom=service,
        about="Tilsyn i et år med vilkår om behandling.", stage=Stage.SUPERVISED,
        journal_number="KIF-2026-5521",
    )  # fmt: skip
    start_proceeding(by=by, case=case, told=told, now=now - timedelta(days=33))
    contact = ToldContact(
        at=now - timedelta(days=6), channel=ContactChannel.MEETING, is_incoming=False,
        check=IdentityCheck.MET, whom=service,
        said="Opfølgning. Han møder til tiden. Vi siger kun til, hvis han udebliver.",
    )  # fmt: skip
    log_contact(by=by, case=case, told=contact, now=now - timedelta(days=6))
