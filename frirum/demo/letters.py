"""Consents, letters and messages in Alma's case: some on their way, some that have left."""

from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from frirum.casefile.consents.actions import give_consent, withdraw_consent
from frirum.casefile.consents.basis import Basis
from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.consents.models import Consent, How
from frirum.casefile.matters.models import Case
from frirum.casefile.outgoing.actions import answer_approval, answer_question, hand_out
from frirum.casefile.outgoing.actions.sending import log_call
from frirum.casefile.outgoing.models import Approval, DeskQuestion, Outcome, Release
from frirum.foundation.wall.actors import Actor
from frirum.work.letters.actions import begin_letter, change_letter, send_letter
from frirum.work.letters.kinds import SORTS, LetterKind
from frirum.work.letters.models import Letter
from frirum.work.letters.paper import Form

from .cast import House

_POLICE = "Lis Lund, Østjyllands Politi"
_MUNICIPALITY = "Mads Mørk, Aarhus Kommune"
_TO_POLICE = """Til Lis Lund

Alma Birk følger et forløb hos os. Vi skriver efter aftale med hende.

# Det, der er sket
- Bo Brandt har ringet og skrevet jævnligt, siden hun bad ham lade være.
- Han har to gange ventet, hvor hun skulle hen, uden at være inviteret.

# Det, vi beder om
Giv hende besked, før I taler med ham. Det har betydning for, hvor hun er den dag.

Med venlig hilsen
Dorte Dahl, psykolog"""
_TO_MUNICIPALITY = """Til Mads Mørk

Alma Birk følger et forløb hos os og søger om hjælp til vagtskifte og børnepasning i en periode.

# Situationen
Hun sover tre til fire timer og er holdt op med at gå ture alene. Datteren mærker uroen.

- (hvad der er brug for, og hvor længe)

Med venlig hilsen
Dorte Dahl, psykolog"""


def write_letters(house: House, case: Case, *, now: datetime) -> None:
    dorte = house.staff["dorte"]
    consent = _consents(dorte, case, now)
    _sent_to_police(house, case, now - timedelta(days=9))
    _draft_to_municipality(dorte, case, now - timedelta(days=1))
    _waits_for_a_reader(dorte, case, consent, now - timedelta(hours=3))
    _asks_the_desk(dorte, case, now - timedelta(hours=1))
    _calls(dorte, case, now)


def _consents(by: Actor, case: Case, now: datetime) -> Consent:
    today = timezone.localdate(now)
    told = (
        (RecipientRole.MUNICIPALITY, _MUNICIPALITY, "Hjælp til vagter og pasning", 80, 12),
        (RecipientRole.EMPLOYER, "Karla Krag, afdelingsleder", "Ro på arbejdet", 120, 60),
    )
    made = [
        give_consent(
            by=by,
            case=case,
            role=role,
            recipient=recipient,
            purpose=purpose,
            extent=[Content.CONTACT_WITH_US, Content.STATEMENT],
            how=How.SPOKEN,
            given_on=today - timedelta(days=since),
            expires_on=today + timedelta(days=ends),
            once=uuid4(),
            now=now - timedelta(days=since),
        )
        for role, recipient, purpose, since, ends in told
    ]
    withdraw_consent(
        by=by,
        consent=made[1],
        afterwards="Alma vil selv tale med sin leder. Brevet er hentet tilbage.",
        now=now - timedelta(days=20),
    )
    return made[0]


def _written(
    by: Actor, case: Case, kind: LetterKind, *, recipient: str, body: str, now: datetime
) -> Letter:
    letter = begin_letter(
        by=by,
        case=case,
        kind=kind,
        language="da",
        role=SORTS[kind].role,
        recipient=recipient,
        once=uuid4(),
        now=now,
    )
    return change_letter(
        by=by,
        letter=letter,
        version=letter.version,
        recipient=recipient,
        contents=letter.contents,
        subject=letter.subject,
        body=body,
        now=now,
    )


def _sent_to_police(house: House, case: Case, now: datetime) -> None:
    dorte, freja, vera = (house.staff[name] for name in ("dorte", "freja", "vera"))
    letter = _written(dorte, case, LetterKind.POLICE, recipient=_POLICE, body=_TO_POLICE, now=now)
    law = Basis(law="crime_work", reason="Alma har anmeldt ham, og politiet har bedt om det.")
    sent = send_letter(by=dorte, letter=letter, form=Form.PDF, basis=law, now=now)
    later = now + timedelta(hours=2)
    for asked in Approval.objects.visible_to(freja).filter(release=sent.release, need="reader"):
        remark = "Godt og kort. Send det."
        answer_approval(by=freja, approval=asked, passes=True, remark=remark, now=later)
    for question in DeskQuestion.objects.visible_to(vera).filter(release=sent.release_id):
        answer_question(by=vera, question=question, passes=True, now=later)
    release = Release.objects.visible_to(dorte).get(pk=sent.release_id)
    hand_out(by=dorte, release=release, now=now + timedelta(hours=3))


def _draft_to_municipality(by: Actor, case: Case, now: datetime) -> None:
    _written(
        by,
        case,
        LetterKind.MUNICIPALITY,
        recipient=_MUNICIPALITY,
        body=_TO_MUNICIPALITY,
        now=now,
    )


def _waits_for_a_reader(by: Actor, case: Case, consent: Consent, now: datetime) -> None:
    body = _TO_MUNICIPALITY.replace("- (hvad der er brug for, og hvor længe)\n\n", "")
    letter = _written(by, case, LetterKind.SUPPORT, recipient=_MUNICIPALITY, body=body, now=now)
    basis = Basis(consent=consent.pk)
    send_letter(by=by, letter=letter, form=Form.DOCX, basis=basis, now=now)


def _asks_the_desk(by: Actor, case: Case, now: datetime) -> None:
    """It names somebody whom the case does not know."""
    body = _TO_POLICE.replace(
        "- Han har to gange", "- Nabo Jette Kvist, 20 00 09 19, har set ham.\n- Han har to gange"
    )
    letter = _written(by, case, LetterKind.POLICE, recipient=_POLICE, body=body, now=now)
    law = Basis(law="crime_work", reason="Politiet har spurgt efter vidner til anmeldelsen.")
    send_letter(by=by, letter=letter, form=Form.PDF, basis=law, now=now)


def _calls(by: Actor, case: Case, now: datetime) -> None:
    told = (
        (6, Outcome.NO_ANSWER, None, "Ingen besked lagt, som aftalt."),
        (5, Outcome.SPOKE, True, "Hun er tryg i dag. Vi ses torsdag."),
    )
    for days, outcome, was_known, remark in told:
        log_call(
            by=by,
            case=case,
            outcome=outcome,
            was_known=was_known,
            remark=remark,
            once=uuid4(),
            now=now - timedelta(days=days),
        )
