import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from frirum.casefile.people.actions import add_person, add_relation, add_way
from frirum.casefile.people.identity import Identity
from frirum.casefile.people.kinds import Channel, PersonRole, RelationKind, WayKind
from frirum.casefile.people.models import ContactWay, Person, Relation, SafeContact


@pytest.fixture
def alma(almas_case, dorte, now):
    return add_person(
        by=dorte,
        case=almas_case,
        role=PersonRole.CLIENT,
        identity=Identity("Alma", "Berg", birth_date=date(1992, 3, 4)),
        now=now,
    )


@pytest.fixture
def almas_phone(alma, dorte, now):
    return add_way(by=dorte, person=alma, kind=WayKind.PHONE, value="22 33 44 55", now=now)


def url(name, case, *more):
    return reverse(f"people:{name}", args=[case.pk, *more])


def typed(**answers):
    return {
        "once": str(uuid4()),
        "role": "client",
        "given_name": "Alma",
        "family_name": "Berg",
        "is_protected": "on",
        **answers,
    }


def test_a_new_case_says_that_nobody_may_be_contacted(client_of, dorte, almas_case):
    shown = client_of(dorte).get(url("people", almas_case)).content.decode()
    assert "Kontakt ikke klienten" in shown
    assert "Ingen skrevet ned endnu" in shown


def test_a_person_is_written_down_and_shown(client_of, dorte, almas_case):
    browser = client_of(dorte)
    answer = browser.post(url("add", almas_case), typed(birth_date="4-3-1992"), follow=True)
    assert "Alma Berg" in answer.content.decode()
    assert "4. mar. 1992" in answer.content.decode()
    assert "Alma Berg" in browser.get(url("people", almas_case)).content.decode()


def test_a_form_sent_twice_makes_one_person(client_of, dorte, almas_case):
    browser, answers = client_of(dorte), typed()
    first = browser.post(url("add", almas_case), answers)
    second = browser.post(url("add", almas_case), answers)
    assert first.url == second.url
    assert almas_case.people.visible_to(dorte).count() == 1


def test_without_any_name_the_form_says_what_to_write(client_of, dorte, almas_case):
    answers = typed(given_name="", family_name="")
    answer = client_of(dorte).post(url("add", almas_case), answers)
    assert answer.status_code == 422
    assert "Skriv et navn" in answer.content.decode()


def test_a_case_with_a_client_offers_no_second_one(client_of, dorte, almas_case, alma):
    shown = client_of(dorte).get(url("add", almas_case)).content.decode()
    assert 'value="client"' not in shown
    assert client_of(dorte).post(url("add", almas_case), typed()).status_code == 422


def test_the_second_of_two_writers_sees_what_changed_and_may_keep_theirs(
    client_of, dorte, freja, almas_case, alma
):
    page = url("change", almas_case, alma.pk)
    client_of(freja).post(page, typed(version=1, family_name="Bech"))
    late = typed(version=1, family_name="Berg-Holm")
    answer = client_of(dorte).post(page, late)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Bech" in shown
    assert 'value="Berg-Holm"' in shown
    again = dict(late, version=re.search(r'name="version" value="(\d+)"', shown)[1])
    assert client_of(dorte).post(page, again).status_code == 302
    assert Person.objects.visible_to(dorte).get().identity.family_name == "Berg-Holm"


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [("phone", "ring bare", "cifre"), ("email", "alma", "alma@post.dk")],
)
def test_a_way_that_cannot_be_read_is_asked_for_again(
    client_of, dorte, almas_case, alma, kind, value, says
):
    answers = {"once": str(uuid4()), "kind": kind, "value": value}
    answer = client_of(dorte).post(url("add_way", almas_case, alma.pk), answers)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_phone_that_no_longer_holds_stays_as_former(client_of, dorte, almas_case, almas_phone):
    browser = client_of(dorte)
    page = url("retire_way", almas_case, almas_phone.pk)
    assert "22 33 44 55" in browser.get(page).content.decode()
    shown = browser.post(page, {"day": "i går"}, follow=True).content.decode()
    assert "Tidligere (1)" in shown
    assert not ContactWay.objects.visible_to(dorte).get().is_current


def test_a_phone_is_safe_only_when_it_is_marked(client_of, dorte, almas_case, alma, almas_phone):
    browser = client_of(dorte)
    assert (
        "Ikke aftalt som sikker" in browser.get(url("person", almas_case, alma.pk)).content.decode()
    )
    page = url("mark_way", almas_case, almas_phone.pk)
    shown = browser.post(page, {"safe": "1"}, follow=True).content.decode()
    assert "Sikker at bruge" in shown


AGREED = {
    "seen_by": "Deler abonnement med udøver",
    "channels": ["phone"],
    "days": ["0", "1", "2", "3", "4"],
    "from_time": "9",
    "to_time": "12",
    "code_word": "Mosegris",
}


def test_what_is_agreed_stands_on_top_of_the_page(client_of, dorte, almas_case, alma):
    browser = client_of(dorte)
    day = browser.get(url("safe_contact", almas_case)).context["form"]["expires_on"].value()
    answers = {**AGREED, "expires_on": f"{day:%d-%m-%Y}"}
    shown = browser.post(url("safe_contact", almas_case), answers, follow=True).content.decode()
    assert "Ring kun hverdage kl. 9–12" in shown
    assert "Læg aldrig besked" in shown
    assert "Deler abonnement med udøver" in shown
    assert "af Dorte Dahl" in shown
    banner = browser.get(url("people", almas_case)).content.decode()
    assert "Mosegris" not in banner
    assert "Spørg om kodeordet først" in banner


def test_confirming_again_keeps_the_agreement_and_its_history(client_of, dorte, almas_case, alma):
    browser = client_of(dorte)
    day = browser.get(url("safe_contact", almas_case)).context["form"]["expires_on"].value()
    answers = {**AGREED, "expires_on": f"{day:%d-%m-%Y}"}
    browser.post(url("safe_contact", almas_case), answers)
    browser.post(url("confirm_safe_contact", almas_case))
    rows = SafeContact.objects.visible_to(dorte).order_by("verified_at")
    assert [row.is_current for row in rows] == [False, True]
    assert rows[1].agreement.channels == {Channel.PHONE}


def test_calls_need_days(client_of, dorte, almas_case):
    answers = {**AGREED, "days": [], "to_time": "8", "expires_on": "i morgen"}
    answer = client_of(dorte).post(url("safe_contact", almas_case), answers)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Sæt kryds ved de dage" in shown
    assert "senere end det første" in shown


def test_what_people_are_to_each_other_is_written_and_ended(
    client_of, dorte, almas_case, alma, now
):
    child = Identity("Cilie", "Berg", age=6, age_year=2026)
    cilie = add_person(by=dorte, case=almas_case, role=PersonRole.CHILD, identity=child, now=now)
    browser = client_of(dorte)
    answers = {
        "once": str(uuid4()),
        "person": alma.pk,
        "kind": "custody",
        "other": cilie.pk,
        "since": "1-1-2020",
    }
    page = browser.post(url("add_relation", almas_case), answers, follow=True).content.decode()
    assert "Alma Berg har forældremyndighed over Cilie Berg" in page
    (relation,) = Relation.objects.visible_to(dorte)
    page = browser.post(
        url("end_relation", almas_case, relation.pk), {"day": "i går"}, follow=True
    ).content.decode()
    assert "Er slut" not in page


def test_where_the_exposed_person_lives_is_refused_in_the_form(client_of, emil, bos_case, now):
    alma = add_person(
        by=emil, case=bos_case, role=PersonRole.OTHER_PARTY, identity=Identity("Alma"), now=now
    )
    answers = {"once": str(uuid4()), "kind": "address", "value": "Skovvej 1, Ribe"}
    answer = client_of(emil).post(url("add_way", bos_case, alma.pk), answers)
    assert answer.status_code == 422
    assert "Skovvej 1, Ribe" in answer.content.decode()
    assert "gemmes ikke" in answer.context["form"].errors["kind"][0]


def test_a_second_click_does_nothing_twice_and_quarrels_with_nobody(
    client_of, dorte, almas_case, alma, almas_phone, now
):
    browser = client_of(dorte)
    child = Identity("Cilie", age=6, age_year=2026)
    cilie = add_person(by=dorte, case=almas_case, role=PersonRole.CHILD, identity=child, now=now)
    related = add_relation(by=dorte, person=alma, other=cilie, kind=RelationKind.PARENT, now=now)
    day = browser.get(url("safe_contact", almas_case)).context["form"]["expires_on"].value()
    forms = {
        url("change", almas_case, alma.pk): typed(version=1, family_name="Bech"),
        url("retire_way", almas_case, almas_phone.pk): {"day": "i går"},
        url("end_relation", almas_case, related.pk): {"day": "i går"},
        url("safe_contact", almas_case): {**AGREED, "expires_on": f"{day:%d-%m-%Y}"},
    }
    for page, answers in forms.items():
        first, second = browser.post(page, answers), browser.post(page, answers)
        assert (first.status_code, second.status_code) == (302, 302), page
        assert first.url == second.url
    assert SafeContact.objects.visible_to(dorte).count() == 1
    assert Person.objects.visible_to(dorte).get(pk=alma.pk).version == 2


PAGES = ["people", "add", "safe_contact", "add_relation"]


@pytest.mark.parametrize("name", PAGES)
def test_to_the_other_side_and_to_strangers_the_pages_are_not_there(
    client_of, client, almas_case, bos_case, alma, emil, ida, gry, vera, name
):
    for stranger in (emil, ida, gry, vera):
        assert client_of(stranger).get(url(name, almas_case)).status_code == 404
    assert client.get(url(name, almas_case)).status_code == 302


def test_a_person_of_another_case_is_not_there_either(
    client_of, emil, almas_case, bos_case, alma, almas_phone
):
    browser = client_of(emil)
    for name in ("person", "change", "add_way"):
        assert browser.get(url(name, bos_case, alma.pk)).status_code == 404
    assert browser.get(url("retire_way", bos_case, almas_phone.pk)).status_code == 404


def test_a_page_costs_the_same_with_one_person_and_with_many(
    client_of, dorte, almas_case, alma, now, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = client_of(dorte)
    browser.get(url("people", almas_case))

    def statements():
        with CaptureQueriesContext(connection) as asked:
            browser.get(url("people", almas_case))
        return len(asked)

    before = statements()
    for number in range(20):
        identity = Identity(f"Vidne {number}")
        person = add_person(
            by=dorte, case=almas_case, role=PersonRole.WITNESS, identity=identity, now=now
        )
        add_way(by=dorte, person=person, kind=WayKind.PHONE, value=f"2233 44{number:02}", now=now)
    assert statements() == before
