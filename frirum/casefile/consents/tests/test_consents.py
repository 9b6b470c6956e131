"""What a client says may be told, how long it holds, and what the law allows without it."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from frirum.casefile.consents.actions import give_consent, withdraw_consent
from frirum.casefile.consents.basis import Basis
from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.consents.models import Consent, How
from frirum.casefile.consents.queries import choices_for, expiring_consents, may_tell
from frirum.casefile.consents.rules import law_allows, may_last
from frirum.casefile.outgoing.actions import ask_to_leave, hand_out
from frirum.casefile.outgoing.models import Kind
from frirum.casefile.outgoing.parcels import Parcel, Piece
from frirum.foundation.country.chosen import LEGAL_BASES
from frirum.foundation.wall.rulings import Refused

TODAY = date(2026, 11, 22)
WHY = "Politiet har bedt om det, og det haster for hende."


@pytest.fixture
def consent(almas_case, dorte, now):
    def given(**more):
        values = {
            "role": RecipientRole.MUNICIPALITY,
            "recipient": "Aarhus Kommune",
            "purpose": "Støtte til flytning",
            "extent": [Content.STATEMENT, Content.INCIDENTS],
            "how": How.SPOKEN,
            "given_on": TODAY - timedelta(days=10),
            "expires_on": TODAY + timedelta(days=90),
            "once": uuid4(),
        }
        return give_consent(by=dorte, case=almas_case, now=now, **{**values, **more})

    return given


@pytest.fixture
def told(almas_case, dorte):
    """May this be told today?"""

    def asked(basis, **more):
        values = {
            "role": RecipientRole.MUNICIPALITY,
            "recipient": "Mona Munk, Aarhus Kommune",
            "contents": [Content.STATEMENT],
            "on": TODAY,
        }
        return may_tell(actor=dorte, case=almas_case, basis=basis, **{**values, **more})

    return asked


def test_a_consent_holds_for_its_recipient_its_extent_and_its_days(consent, told):
    on = Basis(consent=consent().pk)
    assert told(on).allowed
    assert "Aarhus Kommune" in told(on, recipient="Favrskov Kommune").refusal
    assert not told(on, role=RecipientRole.POLICE).allowed
    assert not told(on, contents=[Content.STATEMENT, Content.RISK]).allowed
    assert told(on, on=TODAY + timedelta(days=90)).allowed
    assert not told(on, on=TODAY + timedelta(days=91)).allowed
    assert not told(on, on=TODAY - timedelta(days=11)).allowed


def test_without_a_basis_only_the_client_is_told(told):
    assert not told(None).allowed
    assert told(None, role=RecipientRole.CLIENT).allowed


def test_what_was_withdrawn_lets_nothing_be_told(consent, told, dorte, now):
    held = consent()
    withdraw_consent(by=dorte, consent=held, afterwards="Brevet bliver i kommunen.", now=now)
    assert not told(Basis(consent=held.pk)).allowed
    with pytest.raises(Refused):
        withdraw_consent(by=dorte, consent=held, afterwards="Igen", now=now)


def test_a_consent_of_another_case_is_none_here(consent, bos_case, emil):
    on = Basis(consent=consent().pk)
    ruling = may_tell(
        actor=emil,
        case=bos_case,
        basis=on,
        role=RecipientRole.MUNICIPALITY,
        recipient="Aarhus Kommune",
        contents=[Content.STATEMENT],
        on=TODAY,
    )
    assert not ruling.allowed


def test_withdrawn_between_asking_and_handing_out_it_stays_in_the_house(
    consent, almas_case, dorte, now
):
    held = consent()
    parcel = Parcel(
        kind=Kind.LETTER,
        role=RecipientRole.MUNICIPALITY,
        recipient="Aarhus Kommune",
        contents=frozenset({Content.STATEMENT}),
        pieces=(Piece("Text", "Udtalelse om forløbet."),),
        basis=Basis(consent=held.pk),
    )
    release = ask_to_leave(by=dorte, case=almas_case, parcel=parcel, once=uuid4(), now=now)
    assert release.is_ready
    withdraw_consent(by=dorte, consent=held, afterwards="Intet er sendt.", now=now)
    with pytest.raises(Refused):
        hand_out(by=dorte, release=release, now=now)


@pytest.mark.parametrize(
    ("begins", "ends", "words"),
    [(0, -1, "before it begins"), (1, 5, "not come yet"), (0, 367, "a year at most")],
)
def test_a_consent_that_ends_before_it_begins_is_none(begins, ends, words):
    given_on, expires_on = (TODAY + timedelta(days=days) for days in (begins, ends))
    with override("en"):
        assert words in may_last(given_on=given_on, expires_on=expires_on, today=TODAY).refusal


def test_the_law_allows_with_a_reason_and_only_to_whom_it_says(told):
    assert told(Basis(law="crime_work", reason=WHY)).allowed
    assert not told(Basis(law="crime_work", reason="Haster")).allowed
    assert not told(Basis(law="crime_work", reason=WHY), role=RecipientRole.EMPLOYER).allowed
    assert not told(Basis(law="opfundet", reason=WHY)).allowed


@pytest.mark.parametrize("one", LEGAL_BASES, ids=lambda one: one.code)
def test_each_basis_of_the_country_names_recipients_that_exist(one):
    assert one.roles <= set(RecipientRole.values)
    role = RecipientRole(min(one.roles)) if one.roles else RecipientRole.POLICE
    assert law_allows(Basis(law=one.code, reason=WHY), role=role).allowed


def test_a_form_offers_what_holds_today(consent, almas_case, dorte, now):
    held = consent()
    withdraw_consent(by=dorte, consent=consent(), afterwards="Intet er sendt.", now=now)
    offered = choices_for(
        actor=dorte, case=almas_case, roles=[RecipientRole.MUNICIPALITY], on=TODAY
    )
    codes = [code for code, _words in offered]
    assert codes[0] == f"consent:{held.pk}"
    assert sum(code.startswith("consent:") for code in codes) == 1
    assert "law:child_concern" in codes
    assert "law:current_care" not in codes


def test_those_that_end_soon_are_told_of(consent, dorte, emil, bos_case):
    soon = consent(expires_on=TODAY + timedelta(days=5))
    consent()
    assert expiring_consents(actor=dorte, today=TODAY) == [soon]
    assert expiring_consents(actor=emil, today=TODAY) == []


def test_to_the_other_side_there_is_no_consent(consent, almas_case, emil, client_of, now):
    held = consent()
    pages = [
        reverse("consents:consents", args=[almas_case.pk]),
        reverse("consents:give", args=[almas_case.pk]),
        reverse("consents:withdraw", args=[almas_case.pk, held.pk]),
    ]
    client = client_of(emil)
    assert {client.get(page).status_code for page in pages} == {404}
    with pytest.raises(Http404):
        withdraw_consent(by=emil, consent=held, afterwards="x", now=now)


def _form(**more):
    today = timezone.localdate()
    return {
        "once": str(uuid4()),
        "role": "municipal",
        "recipient": "Aarhus Kommune",
        "extent": ["statement"],
        "purpose": "Støtte til flytning",
        "how": "spoken",
        "given_on": f"{today:%d-%m-%Y}",
        "expires_on": f"{today + timedelta(days=30):%d-%m-%Y}",
    } | more


def test_a_consent_is_written_down_and_withdrawn_on_the_page(almas_case, dorte, client_of):
    client, here = client_of(dorte), reverse("consents:consents", args=[almas_case.pk])
    assert (
        "statement" in client.get(reverse("consents:give", args=[almas_case.pk])).content.decode()
    )
    answer = client.post(reverse("consents:give", args=[almas_case.pk]), _form())
    assert answer.status_code == 302, answer.content.decode()
    assert "Aarhus Kommune" in client.get(here).content.decode()
    held = Consent.objects.visible_to(dorte).get()
    back = reverse("consents:withdraw", args=[almas_case.pk, held.pk])
    assert client.post(back, {"afterwards": ""}).status_code == 422
    assert client.post(back, {"afterwards": "Kommunen sletter brevet."}).status_code == 302
    assert "Kommunen sletter brevet." in client.get(here).content.decode()


def test_a_last_day_before_the_first_is_said_at_the_field_and_nothing_is_lost(
    almas_case, dorte, client_of
):
    yesterday = timezone.localdate() - timedelta(days=1)
    answer = client_of(dorte).post(
        reverse("consents:give", args=[almas_case.pk]),
        _form(expires_on=f"{yesterday:%d-%m-%Y}"),
    )
    assert answer.status_code == 422
    assert "Støtte til flytning" in answer.content.decode()
    assert not Consent.objects.visible_to(dorte).exists()
