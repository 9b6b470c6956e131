"""The register's pages, as somebody at the desk uses them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from frirum.casefile.agencies.actions import add_agency, add_agency_person
from frirum.casefile.agencies.facts import AgencyFacts, PersonFacts
from frirum.casefile.agencies.models import Agency, AgencyPerson

pytestmark = pytest.mark.django_db
ONCE = "6f0b5c3e-0c60-4c1c-9d0b-2a1b4d1c7a10"


@pytest.fixture
def court(dorte):
    facts = AgencyFacts(
        kind="court", name="Retten i Kvistborg", call_back="33 00 11 22", found_in="domstol.dk"
    )
    return add_agency(by=dorte, facts=facts, now=timezone.now())


@pytest.fixture
def judge(dorte, court):
    facts = PersonFacts(name="Jens Juul", title="retsassessor", phone="20 00 01 99")
    return add_agency_person(by=dorte, agency=court, facts=facts, now=timezone.now())


def place(name, *rows):
    return reverse(f"agencies:{name}", args=[row.pk for row in rows])


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_page_stands_in_both_languages(client_of, dorte, court, judge, language):
    client = client_of(dorte)
    client.cookies["django_language"] = language
    for name, rows in (
        ("register", ()), ("find", ()), ("add", ()), ("agency", (court,)), ("change", (court,)),
        ("add_person", (court,)), ("person", (court, judge)), ("change_person", (court, judge)),
    ):  # fmt: skip
        assert client.get(place(name, *rows)).status_code == 200, name


def test_danger_case_07_the_number_to_call_back_stands_before_all_else(
    client_of, dorte, court, judge
):
    """Somebody calls and says they are a judge: the directory number is the first thing read."""
    for url in (place("agency", court), place("person", court, judge)):
        shown = client_of(dorte).get(url).content.decode()
        first_panel = shown.split('class="panel"')[1]
        assert "Ring tilbage på" in first_panel
        assert "33 00 11 22" in first_panel
        assert "20 00 01 99" not in first_panel


def test_danger_case_07_without_a_directory_number_no_other_number_is_put_in_its_place(
    client_of, dorte
):
    agency = Agency.objects.get(key="dk-police-fyn")
    shown = client_of(dorte).get(place("agency", agency)).content.decode()
    assert "Intet nummer at ringe tilbage på" in shown


def test_danger_case_07_the_register_tells_nobody_in_which_case_anybody_has_a_part(
    client_of, dorte, gry, court
):
    """A volunteer with a caller on the line sees the same page whoever is a client."""
    shown = client_of(gry).get(place("agency", court))
    assert shown.status_code == 200
    assert "/sager/" not in shown.content.decode().split('id="main"')[1]


def test_a_number_that_is_old_asks_to_be_looked_up_again(client_of, dorte, court):
    old = timezone.localdate() - timedelta(days=400)
    Agency.objects.filter(pk=court.pk).update(checked_on=old)
    client = client_of(dorte)
    assert "Slå det op igen" in client.get(place("agency", court)).content.decode()
    client.post(place("confirm", court))
    assert Agency.objects.get(pk=court.pk).checked_on == timezone.localdate()


def test_what_was_typed_stays_when_something_is_missing(client_of, dorte):
    answers = {"once": ONCE, "kind": "school", "name": "Bakkeskolen", "call_back": "86 12 34 56"}
    answer = client_of(dorte).post(place("add"), answers)
    assert answer.status_code == 422
    assert "Bakkeskolen" in answer.content.decode()
    answer = client_of(dorte).post(place("add"), {**answers, "found_in": "bakkeskolen.dk"})
    made = Agency.objects.get(name="Bakkeskolen")
    assert answer.status_code == 302
    assert made.call_back == "86 12 34 56"


def test_somebody_is_added_corrected_and_leaves(client_of, dorte, court):
    client = client_of(dorte)
    client.post(place("add_person", court), {"once": ONCE, "name": "Ib Bo"})
    ib = AgencyPerson.objects.get(name="Ib Bo")
    client.post(place("change_person", court, ib), {"once": ONCE, "version": 1, "name": "Ib Bang"})
    client.post(place("end_person", court, ib))
    ib.refresh_from_db()
    assert (ib.name, ib.ended_on) == ("Ib Bang", timezone.localdate())
    assert "Ib Bang" in client.get(place("agency", court)).content.decode()
    client.post(place("end_person", court, ib), {"again": "1"})
    assert AgencyPerson.objects.get(pk=ib.pk).ended_on is None


def test_a_search_by_name_stands_in_no_address_and_in_the_ledger_as_a_search(
    client_of, dorte, court, judge, ledger
):
    answer = client_of(dorte).post(place("find"), {"q": "jens juul"})
    assert "Retten i Kvistborg" in answer.content.decode()
    assert (dorte.id, "agencies:find", "showed") in ledger()


def test_the_register_is_shown_by_kind_and_page(client_of, dorte, court):
    client = client_of(dorte)
    assert "Retten i Kvistborg" in client.get(place("register") + "?slags=court").content.decode()
    second = client.get(place("register") + "?slags=municipal&side=2").content.decode()
    assert "Viborg Kommune" in second
    assert "Aabenraa Kommune" not in second


def test_an_agency_is_taken_out_of_use_and_no_longer_listed(client_of, dorte, court):
    client = client_of(dorte)
    client.post(place("end", court))
    assert "Retten i Kvistborg" not in client.get(place("register")).content.decode()
    assert "Ikke længere i brug" in client.get(place("agency", court)).content.decode()
