"""A small world with something in every table of Alma's case, each text a canary of its own."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from frirum.casefile.consents.actions import give_consent
from frirum.casefile.consents.basis import Basis as LegalGround
from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.consents.models import How
from frirum.casefile.intake.actions import add_party, record_enquiry
from frirum.casefile.intake.choices import CallerRole, PartyRole
from frirum.casefile.intake.facts import PartyFacts
from frirum.casefile.intake.facts import Told as ToldEnquiry
from frirum.casefile.matters.actions import (
    act_on_warning,
    break_glass,
    confirm_warning,
    lay_warning,
    set_phase,
    write_crossing,
)
from frirum.casefile.matters.models import Basis, Danger, ForWhom, GlassReason, PhaseKind
from frirum.casefile.outgoing.actions import ask_to_leave, give_reason, hand_out
from frirum.casefile.outgoing.actions.sending import log_call, write_message
from frirum.casefile.outgoing.models import Approval, DeskQuestion, Outcome
from frirum.casefile.outgoing.models import Kind as ReleaseKind
from frirum.casefile.outgoing.parcels import Enclosed, Parcel, Piece
from frirum.casefile.people.actions import (
    add_person,
    add_relation,
    add_way,
    agree_safe_contact,
    mark_way,
)
from frirum.casefile.people.facts import Identity
from frirum.casefile.people.kinds import Channel, PersonRole, RelationKind, WayKind
from frirum.casefile.people.queries import current_safe_contact
from frirum.casefile.people.safe import Agreement
from frirum.casefile.tasks.actions import add_task
from frirum.demo.cast import user_id
from frirum.foundation.accounts.queries import actor_by_id
from frirum.foundation.drafts.actions import save_draft
from frirum.foundation.wall.actors import Actor
from frirum.work.incidents.actions import attach_file, correct_incident, record_incident
from frirum.work.incidents.actions.bundles import plan_bundle
from frirum.work.incidents.actions.imports import receive_export
from frirum.work.incidents.bundle.plan import Part, Plan
from frirum.work.incidents.facts import Report, Told
from frirum.work.incidents.imports import synthetic
from frirum.work.incidents.taxonomy import Behaviour
from frirum.work.letters.actions import begin_letter, change_letter
from frirum.work.letters.kinds import LetterKind

from .booked import appointments
from .gathered import CANARIES as OF_MEETINGS
from .gathered import network_meeting
from .guarded import CANARIES as OF_SAFETY
from .guarded import judged_and_planned
from .worked import casework

CANARIES = [
    "Kanariealma", "Kanariebirk", "kanarievej 7", "20000171", "Kanarieord", "Kanariechef",
    "Kanariehaendelse", "Kanariefoelelse", "Kanariested", "Kanarievidne", "Kanariejournal",
    "Kanarieopgave", "Kanariebetjent", "Kanariehenvendelse", "Kanarieringer", "kanariebillede",
    "Kanariekladde", "Kanariegrund", "Kanarieindledning", "kanariesms", "Kanarieret",
    "Kanarietrussel", "Kanarievarsel", "Kanarieaftale", "Kanariemoedested", "Kanarieventer",
    "Kanarieformål", "Kanariebrev", "Kanarieemne", "Kanariebrevtekst",
    "Kanarieopkald", "kanarie@post.dk", "Kanariebesked",
    "Kanarieformaal", "Kanarietelefonat", "Kanarieanmeldelse", "Kanariezone", "Kanariesvar",
    "Kanarietrin", "Kanarieforlaenget",
    *OF_SAFETY, *OF_MEETINGS,
]  # fmt: skip
# What was laid in the case from behind the wall: read there, and in no answer about what is held.
NEVER_GIVEN_OUT = ["Kanarieadvarsel", "Kanariehandling"]
# The conflict desk reads what it decides about.
OF_THE_DESK = {"Kanarietrussel", "Kanarievarsel"}


@dataclass
class World:
    """Ids of one of everything, by the name that URLs use."""

    case: Any
    ids: dict[str, UUID]


def build(*, dorte: Any, freja: Any, case: Any, now: Any) -> World:
    """Fill Alma's case, and record one enquiry, by calling actions as a worker would."""
    alma = add_person(
        by=dorte, case=case, role=PersonRole.CLIENT, now=now,
        identity=Identity("Kanariealma", "Kanariebirk", age=34, age_year=2026),
    )  # fmt: skip
    bo = add_person(
        by=dorte, case=case, role=PersonRole.OTHER_PARTY, identity=Identity("Bo", "Krogh"), now=now
    )
    way = add_way(by=dorte, person=alma, kind=WayKind.ADDRESS, value="kanarievej 7", now=now)
    add_way(by=dorte, person=alma, kind=WayKind.PHONE, value="20000171", now=now)
    relation = add_relation(by=dorte, person=alma, other=bo, kind=next(iter(RelationKind)), now=now)
    agreement = Agreement(
        channels=frozenset({Channel.PHONE}), code_word="Kanarieord", seen_by="Kanariechef",
        expires_on=now.date() + timedelta(days=90),
    )  # fmt: skip
    agree_safe_contact(by=dorte, case=case, agreement=agreement, now=now)
    set_phase(by=dorte, case=case, kind=PhaseKind.ONGOING, since=now.date(), now=now)
    incident = record_incident(by=dorte, case=case, told=_told(now), now=now)
    exhibit = attach_file(
        by=dorte, case=case, incident=incident, name="kanariebillede.txt",
        chunks=[b"Kanariebilag indhold"], received_from="Alma", now=now,
    )  # fmt: skip
    task = add_task(by=dorte, case=case, title="Kanarieopgave", now=now)
    consent = give_consent(
        by=dorte, case=case, role=RecipientRole.POLICE, recipient="Kanariebetjent",
        purpose="Kanarieformål", extent=[Content.INCIDENTS], how=How.SPOKEN,
        given_on=now.date(), expires_on=now.date() + timedelta(days=30), once=uuid4(), now=now,
    )  # fmt: skip
    release = _on_its_way(dorte, case, consent, now)
    letter = begin_letter(
        by=dorte, case=case, kind=LetterKind.POLICE, language="da", role=RecipientRole.POLICE,
        recipient="Kanariebetjent", once=uuid4(), now=now,
    )  # fmt: skip
    change_letter(
        by=dorte, letter=letter, version=1, recipient="Kanariebetjent", subject="Kanarieemne",
        contents=[Content.STATEMENT], body="Kanariebrevtekst", now=now,
    )  # fmt: skip
    log_call(
        by=dorte, case=case, outcome=Outcome.SPOKE, was_known=True, remark="Kanarieopkald",
        once=uuid4(), now=now,
    )  # fmt: skip
    message = _message(dorte, case, alma, now)
    page = f"sager/{case.pk}/haendelser/ny/"
    fields = {"account": ["Kanariekladde"]}
    save_draft(by=dorte, page=f"/{page}", root=case, fields=fields, now=now)
    ids = {
        "page": page, "case": case.pk, "person": alma.pk, "way": way.pk, "relation": relation.pk,
        "incident": incident.pk, "exhibit": exhibit.pk, "task": task.pk, "release": release.pk,
        "consent": consent.pk,
        "letter": letter.pk,
        "message": message.pk,
        "need": "reader",
        "question": DeskQuestion.objects.visible_to(actor_by_id(user_id("vera"))).get().pk,
        "glass": _broken_glass(case, now), "worker": user_id("gry"),
        "team": case.assignments.visible_to(freja).get().team_id,
        "part": case.assignments.visible_to(freja).get().pk,
    }  # fmt: skip
    ids |= _across_the_wall(dorte, case, now)
    ids |= appointments(dorte, case, now)
    ids |= casework(dorte, case, client=alma, incident=incident, now=now)
    ids |= judged_and_planned(dorte, case, now)
    ids |= network_meeting(dorte, case, client=alma, now=now)
    return World(case, ids | _enquiry(freja, now) | _long_work(dorte, case, incident, now))


def _message(dorte: Any, case: Any, alma: Any, now: Any) -> Any:
    """Own words to the client, which wait for nobody and are not sent before a job runs."""
    way = add_way(by=dorte, person=alma, kind=WayKind.EMAIL, value="kanarie@post.dk", now=now)
    mark_way(by=dorte, way=way, is_safe=True)
    held = current_safe_contact(actor=dorte, case=case)
    agreement = replace(
        held.agreement, channels=frozenset({Channel.PHONE, Channel.EMAIL}), seen_by=""
    )
    agree_safe_contact(by=dorte, case=case, agreement=agreement, seen=held.pk, now=now)
    made = write_message(
        by=dorte, case=case, way=way, channel=Channel.EMAIL, text="Kanariebesked",
        is_neutral=False, once=uuid4(), now=now,
    )  # fmt: skip
    agree_safe_contact(
        by=dorte, case=case, agreement=held.agreement, now=now,
        seen=current_safe_contact(actor=dorte, case=case).pk,
    )  # fmt: skip
    return made


def _on_its_way(dorte: Any, case: Any, consent: Any, now: Any) -> Any:
    """A list that waits for a colleague and for the desk, and one that has left."""
    parcel = Parcel(
        kind=ReleaseKind.LIST, role=RecipientRole.POLICE, recipient="Kanariebetjent",
        contents=frozenset({Content.INCIDENTS}), basis=LegalGround(consent=consent.pk),
        pieces=(
            Piece("Text", "Hun bor nu Kanarievej 7. Kanariebrev."),
            Piece("Text", "Ring til Mette Nielsen på 20 77 66 55."),
        ),
        enclosed=Enclosed("liste.txt", b"Kanarieliste"), wants_reader=True,
    )  # fmt: skip
    release = ask_to_leave(by=dorte, case=case, parcel=parcel, once=uuid4(), now=now)
    asked = Approval.objects.visible_to(dorte).get(release=release, need="override")
    give_reason(by=dorte, approval=asked, reason="Kanariegrund, som haster for hende.", now=now)
    other = Parcel(
        kind=ReleaseKind.LIST, role=RecipientRole.POLICE, recipient="Kanariebetjent",
        contents=frozenset({Content.INCIDENTS}), basis=LegalGround(consent=consent.pk),
        enclosed=Enclosed("liste.txt", b"Kanarieliste"),
    )  # fmt: skip
    ready = ask_to_leave(by=dorte, case=case, parcel=other, once=uuid4(), now=now)
    return hand_out(by=dorte, release=ready, now=now)


def _across_the_wall(dorte: Any, case: Any, now: Any) -> dict[str, UUID]:
    """A message that waits for the desk, and a warning that was acted on."""
    crossing = write_crossing(
        by=dorte, case=case, danger=Danger.THREAT, basis=Basis.CRIME, for_whom=ForWhom.WORKER,
        reason="Kanarietrussel, hørt i dag.", words="Kanarievarsel.", now=now, once=UUID(int=11),
    )  # fmt: skip
    warning = lay_warning(
        by=Actor.system("a test"), root=case.pk, basis=Basis.HARM, for_whom=ForWhom.WORKER,
        words="Kanarieadvarsel.", now=now,
    )  # fmt: skip
    confirm_warning(by=dorte, warning=warning, now=now)
    act_on_warning(by=dorte, warning=warning, deed="Kanariehandling i dag.", now=now)
    return {"crossing": crossing.pk, "warning": warning.pk}


def _long_work(dorte: Any, case: Any, incident: Any, now: Any) -> dict[str, UUID]:
    """What takes more than one step: a corrected incident, a planned bundle, a sent export."""
    corrected = replace(_told(now), count=2)
    correct_incident(
        by=dorte, incident=incident, version=1, told=corrected, reason="Kanarieret", now=now
    )
    plan = Plan(
        first_day=(now - timedelta(days=90)).date(), last_day=now.date(), client="Kanariealma",
        other_party="Bo Krogh", introduction="Kanarieindledning", parts=frozenset({Part.MESSAGES}),
    )  # fmt: skip
    bundle = plan_bundle(by=dorte, case=case, plan=plan, once=UUID(int=9), now=now)
    sent = receive_export(
        by=dorte, case=case, name="kanariesms.xml", chunks=[synthetic.sms_backup(6)],
        once=UUID(int=10), language="da", now=now,
    )  # fmt: skip
    return {"bundle": bundle.pk, "phone_import": sent.pk}


def _broken_glass(case: Any, now: Any) -> UUID:
    """Ida once opened the case for an hour, and sees it no more."""
    made = break_glass(
        by=actor_by_id(user_id("ida")), number=case.number, reason_code=GlassReason.ACUTE,
        reason="Kanariegrund, som er lang nok", now=now - timedelta(days=1),
    )  # fmt: skip
    return made.pk


def _told(now: Any) -> Told:
    return Told(
        happened_at=now - timedelta(days=1), behaviours=frozenset({Behaviour.TURNING_UP}),
        account="Kanariehaendelse", effect="Kanariefoelelse", place_text="Kanariested",
        witnesses="Kanarievidne", report=Report(journal_number="Kanariejournal"),
        is_breach=True,
    )  # fmt: skip


def _enquiry(freja: Any, now: Any) -> dict[str, UUID]:
    caller = PartyFacts(role=PartyRole.CALLER, given_name="Kanarieringer", phone="20000172")
    enquiry = record_enquiry(
        by=freja, told=ToldEnquiry(caller_role=CallerRole.EXPOSED, summary="Kanariehenvendelse"),
        parties=[caller], once=UUID(int=7), received_at=now, now=now,
    )  # fmt: skip
    party = add_party(
        by=freja, enquiry=enquiry, once=UUID(int=8), now=now,
        facts=PartyFacts(role=PartyRole.OTHER_PARTY, given_name="Kanarienavn"),
    )  # fmt: skip
    return {"enquiry": enquiry.pk, "party": party.pk}
