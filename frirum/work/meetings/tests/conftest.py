"""Alma's people as Dorte knows them, a municipality in the case, and a meeting about help."""

from datetime import timedelta
from uuid import uuid4

import pytest

from frirum.casefile.agencies.actions import add_agency_person
from frirum.casefile.agencies.facts import PersonFacts
from frirum.casefile.agencies.models import Agency
from frirum.casefile.consents.actions import give_consent
from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.consents.models import How
from frirum.casefile.people.actions import add_person, add_relation
from frirum.casefile.people.facts import Identity
from frirum.casefile.people.kinds import PersonRole, RelationKind
from frirum.work.casework.actions import involve
from frirum.work.casework.facts import With
from frirum.work.meetings.actions import add_topic, hold_meeting, invite, plan_meeting
from frirum.work.meetings.facts import Guest, ToldMeeting, ToldTopic
from frirum.work.meetings.queries import guests_for

ROLES = {
    "Alma Birk": PersonRole.CLIENT,
    "Ruth Birk": PersonRole.RELATIVE,
    "Cilie Birk": PersonRole.CHILD,
    "Bo Brandt": PersonRole.OTHER_PARTY,
    "Kaj Brandt": PersonRole.RELATIVE,
    "Ole Vind": PersonRole.OTHER,
}


@pytest.fixture
def people(almas_case, dorte, now):
    made = {}
    for name, role in ROLES.items():
        who = Identity(*name.split())
        made[name] = add_person(by=dorte, case=almas_case, role=role, identity=who, now=now)
    told = (
        ("Kaj Brandt", RelationKind.SIBLING, "Bo Brandt"),
        ("Ole Vind", RelationKind.COLLEAGUE, "Bo Brandt"),
        ("Bo Brandt", RelationKind.PARENT, "Cilie Birk"),
        ("Bo Brandt", RelationKind.FORMER_PARTNER, "Alma Birk"),
        ("Ruth Birk", RelationKind.KNOWS, "Bo Brandt"),
    )
    for one, kind, other in told:
        add_relation(by=dorte, person=made[one], other=made[other], kind=kind, now=now)
    return made


@pytest.fixture
def mads(almas_case, dorte, now):
    """Of the municipality, with a part in the case."""
    aarhus = Agency.objects.get(key="dk-municipal-751")
    facts = PersonFacts(name="Mads Mørk", title="familierådgiver")
    agent = add_agency_person(by=dorte, agency=aarhus, facts=facts, now=now)
    involve(
        by=dorte, case=almas_case, whom=With(aarhus, agent), purpose="Hjælp", now=now,
        since=now.date(),
    )  # fmt: skip
    return Guest(role=RecipientRole.MUNICIPALITY, agency=aarhus, agent=agent)


@pytest.fixture
def told(now):
    return ToldMeeting(purpose="Hjælp med vagter", at=now + timedelta(days=3), minutes=60)


@pytest.fixture
def meeting(almas_case, dorte, people, told, now):
    return plan_meeting(by=dorte, case=almas_case, told=told, once=uuid4(), now=now)


@pytest.fixture
def ask(dorte, meeting, now):
    def asked(guest):
        return invite(by=dorte, meeting=meeting, guest=guest, once=uuid4(), now=now)

    return asked


@pytest.fixture
def tell(dorte, meeting, now):
    moments = (now + timedelta(minutes=number) for number in range(60))

    def told_of(content=Content.STATEMENT, words="Hun har brug for faste vagter", **more):
        told = ToldTopic(content=content, words=words, **more)
        return add_topic(by=dorte, meeting=meeting, told=told, once=uuid4(), now=next(moments))

    return told_of


@pytest.fixture
def consent(almas_case, dorte, now):
    def given(*extent, recipient="Mads Mørk, Aarhus Kommune", days=30):
        return give_consent(
            by=dorte, case=almas_case, role=RecipientRole.MUNICIPALITY, recipient=recipient,
            purpose="Hjælp", extent=extent or [Content.STATEMENT], how=How.SPOKEN, once=uuid4(),
            given_on=now.date(), expires_on=now.date() + timedelta(days=days), now=now,
        )  # fmt: skip

    return given


@pytest.fixture
def person_guest(almas_case, dorte, people):
    """A guest for one of the case's people, also for whom no page offers."""

    def of(name):
        offered = guests_for(actor=dorte, case=almas_case)
        found = [one for one in offered.values() if one.words == name]
        return found[0] if found else Guest(role=RecipientRole.RELATIVE, person=people[name])

    return of


@pytest.fixture
def was_held(dorte, meeting, now):
    def held(*came):
        return hold_meeting(by=dorte, meeting=meeting, came=[one.pk for one in came], now=now)

    return held
