"""The register: who is in it, who keeps it, how one is found, and by which number called back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from frirum.casefile.agencies.actions import (
    add_agency,
    add_agency_person,
    change_agency,
    change_agency_person,
    confirm_number,
    end_listing,
    resume_listing,
)
from frirum.casefile.agencies.facts import AgencyFacts, PersonFacts
from frirum.casefile.agencies.kinds import AgencyKind
from frirum.casefile.agencies.models import Agency, AgencyPerson
from frirum.casefile.agencies.queries import (
    find_agencies,
    house_words,
    people_of_agency,
    recipients,
)
from frirum.foundation.wall.rulings import Refused

pytestmark = pytest.mark.django_db

SHELTER = AgencyFacts(
    kind=AgencyKind.SHELTER,
    name="Krisecenter Åhuset",
    call_back="70 10 20 30",
    found_in="krisecentre.dk",
    address="Postboks 14, 8100 Aarhus C",
)


@pytest.fixture
def shelter(dorte, now):
    return add_agency(by=dorte, facts=SHELTER, now=now)


@pytest.fixture
def lone(dorte, shelter, now):
    facts = PersonFacts(name="Lone Holm", title="leder", email="lone@aahuset.dk")
    return add_agency_person(by=dorte, agency=shelter, facts=facts, now=now)


def test_every_municipality_and_police_district_is_there_from_the_start():
    keys = Agency.objects.exclude(key=None)
    assert keys.filter(kind=AgencyKind.MUNICIPALITY).count() == 98
    assert keys.filter(kind=AgencyKind.POLICE).count() == 12
    assert Agency.objects.get(key="dk-municipal-751").name == "Aarhus Kommune"


def test_nobody_has_a_call_back_number_that_nobody_looked_up():
    assert not Agency.objects.exclude(key=None).exclude(call_back="").exists()


def test_the_number_stands_with_who_looked_it_up_and_when(shelter, dorte, now):
    assert (shelter.checked_by, shelter.checked_on) == (dorte.id, timezone.localdate(now))
    assert shelter.is_checked(timezone.localdate(now) + timedelta(days=365))
    assert not shelter.is_checked(timezone.localdate(now) + timedelta(days=366))


def test_a_number_without_a_source_is_refused(dorte, now):
    facts = AgencyFacts(kind=AgencyKind.DOCTOR, name="Lægehuset", call_back="86 00 00 00")
    with pytest.raises(Refused, match="slået op"):
        add_agency(by=dorte, facts=facts, now=now)
    assert not Agency.objects.filter(name="Lægehuset").exists()


def test_the_same_form_adds_one_and_the_same_name_none(dorte, now):
    once = uuid4()
    first = add_agency(by=dorte, facts=SHELTER, once=once, now=now)
    assert add_agency(by=dorte, facts=SHELTER, once=once, now=now) == first
    with pytest.raises(Refused, match="allerede"):
        add_agency(by=dorte, facts=SHELTER, now=now)


def test_two_who_correct_at_once_do_not_overwrite_each_other(shelter, dorte, ida, now):
    renamed = AgencyFacts(kind=AgencyKind.SHELTER, name="Åhuset")
    change_agency(by=dorte, agency=shelter, facts=renamed, version=1, now=now)
    with pytest.raises(Refused, match="imens"):
        change_agency(by=ida, agency=shelter, facts=SHELTER, version=1, now=now)
    shelter.refresh_from_db()
    assert (shelter.name, shelter.call_back, shelter.checked_on) == ("Åhuset", "", None)


def test_correcting_a_name_does_not_say_that_the_number_was_looked_up(shelter, dorte, ida, now):
    later = now + timedelta(days=40)
    facts = AgencyFacts(**{**SHELTER.as_columns(), "name": "Åhuset"})
    change_agency(by=ida, agency=shelter, facts=facts, version=1, now=later)
    shelter.refresh_from_db()
    assert (shelter.checked_by, shelter.checked_on) == (dorte.id, timezone.localdate(now))
    confirm_number(by=ida, listed=shelter, now=later)
    assert (shelter.checked_by, shelter.checked_on) == (ida.id, timezone.localdate(later))


def test_whoever_has_left_cannot_be_chosen_and_stays_written(shelter, lone, dorte, now):
    assert people_of_agency(shelter.pk) == [lone]
    end_listing(by=dorte, listed=lone, now=now)
    assert people_of_agency(shelter.pk) == []
    assert people_of_agency(shelter.pk, with_ended=True) == [lone]
    resume_listing(by=dorte, listed=lone)
    assert people_of_agency(shelter.pk) == [lone]


def test_a_person_without_a_number_is_called_back_through_the_agency(shelter, lone, dorte, now):
    assert lone.number_to_call_back() == shelter
    facts = PersonFacts(name="Lone Holm", call_back="70 10 20 31", found_in="krisecentre.dk")
    changed = change_agency_person(by=dorte, person=lone, facts=facts, version=1, now=now)
    assert changed.number_to_call_back() == changed


@pytest.mark.parametrize(
    "words", ["åhuset", "AAHUSET", "lone", "holm ahuset", "70102030", "70 10 20 30", "postboks"]
)
def test_an_agency_is_found_by_its_own_words_and_its_peoples(shelter, lone, words):
    assert shelter in [hit.agency for hit in find_agencies(words=words)]


def test_the_search_says_who_was_found(shelter, lone):
    assert [hit.people for hit in find_agencies(words="lone")] == [("Lone Holm",)]
    assert find_agencies(words="lone gladsaxe") == []
    assert find_agencies(words=" - ") == []
    assert find_agencies(words="åhuset", kind=AgencyKind.COURT) == []


def test_letters_can_be_addressed_to_an_agency_and_to_each_of_its_people(shelter, lone):
    assert [(one.agency, one.person) for one in recipients(AgencyKind.SHELTER)] == [
        (shelter, None),
        (shelter, lone),
    ]
    assert len(recipients()) > 112


def test_the_guard_knows_every_word_of_the_register(shelter, lone):
    words = house_words()
    told = {"Krisecenter Åhuset", "70 10 20 30", SHELTER.address, "Lone Holm", "lone@aahuset.dk"}
    assert told <= words
    assert "" not in words


def test_only_casework_staff_and_leaders_keep_the_register(house, shelter, now):
    for name in ("emil", "folmer", "freja"):
        who = house.staff[name]
        add_agency(by=who, facts=AgencyFacts(kind="other", name=f"Ny {name}"), now=now)
    for name in ("gry", "hans", "asta", "karen", "rosa", "vera"):
        with pytest.raises(Http404):
            add_agency(by=house.staff[name], facts=AgencyFacts(kind="other", name="X"), now=now)


def test_two_thousand_agencies_take_as_many_statements_as_a_hundred(dorte, client_of, now):
    client, url = client_of(dorte), reverse("agencies:register")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    Agency.objects.bulk_create(
        Agency(kind="school", name=f"Skole {n}", added_at=now, changed_at=now, once=uuid4())
        for n in range(2_000)
    )
    with CaptureQueriesContext(connection) as many:
        answer = client.get(url)
    assert (answer.status_code, len(many)) == (200, len(few))
    assert len(find_agencies(words="skole")) == 100
    assert AgencyPerson.objects.count() == 0
