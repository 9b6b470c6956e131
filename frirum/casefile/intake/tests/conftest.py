"""Calls as they come in, and the desk's coin."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.translation import override

from frirum.casefile.intake.actions import assess_enquiry, record_enquiry
from frirum.casefile.intake.choices import CallerRole, SafeNow
from frirum.casefile.intake.facts import ContactWish, PartyFacts, Told
from frirum.casefile.matching import chance
from frirum.casefile.people.actions import take_people
from frirum.casefile.people.identity import Identity, Newcomer
from frirum.casefile.people.kinds import PersonRole, WayKind

from .at_desk import BOS_PHONE


@pytest.fixture(autouse=True)
def no_draw(monkeypatch):
    """The one in ten that goes to the desk by chance goes there only where a test says so."""
    monkeypatch.setattr(chance, "is_drawn", lambda: False)
    monkeypatch.setattr(chance, "delay", lambda: timedelta(0))


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def client_of(client_of):
    def reads_english(actor):
        client = client_of(actor)
        client.cookies["sprog"] = "en"
        return client

    return reads_english


@pytest.fixture
def call(now):
    """Somebody calls: `call(dorte, ...)` is the enquiry, with whoever was named."""

    def recorded(
        by,
        *,
        role=CallerRole.EXPOSED,
        phone="22334455",
        given="Maja",
        family="Holm",
        other=None,
        **told,
    ):
        caller = PartyFacts(role="caller", given_name=given, family_name=family, phone=phone)
        named = [caller, *([PartyFacts(role="other_party", **other)] if other else [])]
        wish = told.pop("contact", ContactWish(channels=("phone",), phone=phone))
        told = {"safe_now": SafeNow.YES, "summary": "He waits outside.", **told}
        return record_enquiry(
            by=by,
            told=Told(caller_role=role, contact=wish, **told),
            parties=named,
            once=uuid4(),
            received_at=now,
            now=now,
        )

    return recorded


@pytest.fixture
def assessed(now):
    """The first steps, gone through."""

    def gone_through(by, enquiry, **answers):
        given = {"pattern": "stalking", "danger_now": "no", "suicide": "no", **answers}
        assess_enquiry(by=by, enquiry=enquiry, answers=given, version=0, now=now)
        return enquiry

    return gone_through


@pytest.fixture
def alma(almas_case, dorte, now, run_jobs):
    """Alma's case names Bo, with his phone."""
    people = [
        Newcomer(role=PersonRole.CLIENT, identity=Identity(given_name="Alma")),
        Newcomer(
            role=PersonRole.OTHER_PARTY,
            identity=Identity(given_name="Bo", family_name="Berg"),
            ways=((WayKind.PHONE, BOS_PHONE),),
        ),
    ]
    take_people(by=dorte, case=almas_case, newcomers=people, now=now)
    run_jobs()
    return almas_case


@pytest.fixture
def bos_call(alma, call, emil, run_jobs):
    """Bo calls, and wants to change."""
    enquiry = call(emil, role=CallerRole.EXERCISING, phone=BOS_PHONE)
    run_jobs()
    return enquiry
