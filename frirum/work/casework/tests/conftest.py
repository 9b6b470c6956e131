"""What the tests of this room share: Alma's people, a police district that can be called back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from frirum.casefile.agencies.actions import add_agency_person, change_agency
from frirum.casefile.agencies.facts import AgencyFacts, PersonFacts
from frirum.casefile.agencies.models import Agency
from frirum.casefile.matters.actions import move_case
from frirum.casefile.matters.models import Status
from frirum.casefile.people.actions import add_person
from frirum.casefile.people.facts import Identity
from frirum.casefile.people.kinds import PersonRole
from frirum.work.casework.actions import record_order
from frirum.work.casework.facts import ToldOrder
from frirum.work.incidents.actions import record_incident
from frirum.work.incidents.facts import Told
from frirum.work.incidents.taxonomy import Behaviour


@pytest.fixture
def police(dorte, now):
    """A district whose number somebody has looked up."""
    district = Agency.objects.get(key="dk-police-oestjylland")
    facts = AgencyFacts(
        kind=district.kind, name=district.name, call_back="33 00 11 22", found_in="politi.dk"
    )
    return change_agency(by=dorte, agency=district, facts=facts, version=1, now=now)


@pytest.fixture
def officer(dorte, police, now):
    facts = PersonFacts(name="Lis Lund", title="politiassistent", phone="20 00 01 98")
    return add_agency_person(by=dorte, agency=police, facts=facts, now=now)


@pytest.fixture
def municipality():
    return Agency.objects.get(key="dk-municipal-751")


@pytest.fixture
def people(almas_case, dorte, now):
    """Alma, Cilie and Bo as Dorte knows them, by first name."""
    roles = {"Alma": PersonRole.CLIENT, "Cilie": PersonRole.CHILD, "Bo": PersonRole.OTHER_PARTY}
    return {
        name: add_person(by=dorte, case=almas_case, role=role, identity=Identity(name, ""), now=now)
        for name, role in roles.items()
    }


@pytest.fixture
def told_order(people, today):
    """A tilhold for Alma, decided a month ago, for a year."""

    def told(**other):
        values = {
            "kind": "tilhold",
            "decided_on": today - timedelta(days=30),
            "first_day": today - timedelta(days=30),
            "last_day": today + timedelta(days=335),
            "people": (people["Alma"].pk,),
        }
        return ToldOrder(**{**values, **other})

    return told


@pytest.fixture
def tilhold(almas_case, dorte, told_order, now):
    return record_order(by=dorte, case=almas_case, told=told_order(), now=now)


@pytest.fixture
def broke(almas_case, dorte, now):
    """An incident of the log that broke an order, so many days ago."""

    def happened(days=1, *, is_breach=True):
        told = Told(
            happened_at=now - timedelta(days=days),
            behaviours=frozenset({Behaviour.TURNING_UP}),
            account="Stod uden for døren.",
            is_breach=is_breach,
        )
        return record_incident(by=dorte, case=almas_case, told=told, now=now)

    return happened


@pytest.fixture
def today(now):
    return timezone.localdate(now)


@pytest.fixture
def closed_case(almas_case, freja, now):
    return move_case(by=freja, case=almas_case, status=Status.CLOSED, now=now)


@pytest.fixture
def url_of(almas_case):
    def address(name, *rows):
        return reverse(f"casework:{name}", args=[almas_case.pk, *(row.pk for row in rows)])

    return address
