"""The pages of casework as somebody at the desk uses them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from frirum.casefile.agencies.models import Agency
from frirum.casefile.matters.actions import move_case
from frirum.casefile.matters.models import Status
from frirum.casefile.tasks.models import Task
from frirum.foundation.wall.actors import Actor
from frirum.work.casework.actions import (
    extend_order,
    involve,
    link_breaches,
    log_contact,
    record_order,
    set_coordinator,
    start_proceeding,
)
from frirum.work.casework.facts import ToldContact, ToldProceeding, With
from frirum.work.casework.jobs import run_reminding
from frirum.work.casework.kinds import ContactChannel, IdentityCheck, ProceedingKind, Stage
from frirum.work.casework.models import (
    AgencyContact,
    Breach,
    Coordination,
    Involvement,
    Order,
    Proceeding,
    ProceedingStep,
)

pytestmark = pytest.mark.django_db
ONCE = "6f0b5c3e-0c60-4c1c-9d0b-2a1b4d1c7a10"


@pytest.fixture
def now():
    """Pages ask the clock."""
    return timezone.now()


@pytest.fixture
def full(almas_case, dorte, police, officer, municipality, tilhold, broke, today, now):
    """Something of everything in Alma's case."""
    involved = involve(
        by=dorte, case=almas_case, whom=With(police, officer), purpose="Efterforskning",
        journal_number="4200-10", since=today, now=now,
    )  # fmt: skip
    set_coordinator(by=dorte, case=almas_case, involvement=involved, now=now)
    told = ToldProceeding(
        kind=ProceedingKind.REPORT, started_on=today, about="Trusler", whom=With(police)
    )
    report = start_proceeding(by=dorte, case=almas_case, told=told, now=now)
    contact = ToldContact(
        at=now, channel=ContactChannel.PHONE, is_incoming=True, check=IdentityCheck.CALLED_BACK,
        said="De ringer igen mandag.", whom=With(police, officer),
    )  # fmt: skip
    log_contact(by=dorte, case=almas_case, told=contact, now=now)
    link_breaches(by=dorte, order=tilhold, incidents=[broke(1)], now=now)
    broke(2)
    breach = Breach.objects.visible_to(dorte).get()
    return {"involvement": involved, "proceeding": report, "order": tilhold, "breach": breach}


@pytest.fixture
def seen(client_of, dorte, url_of):
    """What Dorte reads on a page."""

    def shown(name, *rows):
        return client_of(dorte).get(url_of(name, *rows)).content.decode()

    return shown


EMPTY = ("of_case", "contacts", "contact", "coordinator", "choose_agency", "report", "probation",
         "new_order")  # fmt: skip


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", EMPTY)
def test_every_page_of_an_empty_case_stands_in_both_languages(
    client_of, dorte, url_of, language, name
):
    client = client_of(dorte)
    client.cookies["django_language"] = language
    assert client.get(url_of(name)).status_code == 200


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_page_of_a_full_case_stands_in_both_languages(
    client_of, dorte, url_of, full, municipality, today, now, language
):
    last = today + timedelta(days=500)
    extend_order(by=dorte, order=full["order"], decided_on=today, last_day=last, now=now)
    client = client_of(dorte)
    client.cookies["django_language"] = language
    of = {
        "involve": [municipality], "involvement": [full["involvement"]],
        "end": [full["involvement"]], "proceeding": [full["proceeding"]],
        "step": [full["proceeding"]], "breach": [full["order"], full["breach"]],
        **{name: [full["order"]] for name in ("order", "change_order", "serve", "extend", "lift",
                                              "link")},
    }  # fmt: skip
    for name, rows in {**of, **{name: [] for name in EMPTY}}.items():
        assert client.get(url_of(name, *rows)).status_code == 200, name


def test_one_page_tells_where_the_work_with_authorities_stands(seen, full):
    shown = seen("of_case")
    for word in ("Tovholder", "Lis Lund", "4200-10", "336 dage tilbage", "Trusler",
                 "De ringer igen mandag.", "Ringet tilbage på nummeret"):  # fmt: skip
        assert word in shown


def test_danger_case_07_the_number_to_call_back_stands_first_in_the_case_too(seen, full):
    shown = seen("involvement", full["involvement"]).split('id="main"')[1]
    assert shown.index("33 00 11 22") < shown.index("20 00 01 98")
    assert "Ring tilbage på" in shown


def test_the_case_page_shows_what_is_in_force_and_how_long(client_of, dorte, almas_case, full):
    shown = client_of(dorte).get(reverse("desk:case", args=[almas_case.pk])).content.decode()
    assert "Gældende forbud" in shown
    assert "336 dage tilbage" in shown


def test_an_empty_panel_is_not_there(client_of, dorte, almas_case):
    shown = client_of(dorte).get(reverse("desk:case", args=[almas_case.pk])).content.decode()
    assert "Gældende forbud" not in shown


def test_somebody_is_searched_in_the_register_and_gets_a_part(
    client_of, dorte, url_of, municipality, almas_case
):
    client = client_of(dorte)
    found = client.post(url_of("choose_agency"), {"q": "arhus"}).content.decode()
    url = url_of("involve", municipality)
    assert url in found
    answers = {"once": ONCE, "purpose": "Cilies sag", "since": "i dag", "journal_number": "27-12"}
    assert client.post(url, answers).status_code == 302
    client.post(url, answers)
    made = Involvement.objects.visible_to(dorte).get()
    assert (made.agency, made.purpose) == (municipality, "Cilies sag")


def test_what_is_missing_is_said_and_what_was_typed_stays(client_of, dorte, url_of, municipality):
    answer = client_of(dorte).post(url_of("involve", municipality), {"journal_number": "27-12"})
    assert answer.status_code == 422
    assert "27-12" in answer.content.decode()
    assert not Involvement.objects.visible_to(dorte).exists()


def test_the_coordinator_is_chosen_and_unchosen(client_of, dorte, url_of, almas_case, full):
    client = client_of(dorte)
    client.post(url_of("coordinator"), {"who": f"us:{dorte.id}"})
    current = Coordination.objects.visible_to(dorte).filter(until=None)
    assert current.get().worker == dorte.id
    client.post(url_of("coordinator"), {"who": ""})
    assert not current.exists()


def answers_of(contact=None, **other):
    values = {
        "once": ONCE, "whom": "", "who": "En, der kalder sig Lis", "channel": "phone",
        "is_incoming": "yes", "check": "not_checked", "day": "i går", "clock": "9.30",
        "said": "Spurgte, om Alma kommer her.",
    }  # fmt: skip
    return {**values, **other}


def test_danger_case_07_a_call_that_was_not_checked_is_kept_and_marked(
    client_of, dorte, url_of, almas_case
):
    client = client_of(dorte)
    assert client.post(url_of("contact"), answers_of()).status_code == 302
    assert AgencyContact.objects.visible_to(dorte).count() == 1
    assert "Ikke kontrolleret, hvem det var" in client.get(url_of("contacts")).content.decode()


def test_danger_case_07_a_caller_is_not_believed_by_the_form(client_of, dorte, url_of, full):
    answer = client_of(dorte).post(url_of("contact"), answers_of(check="met"))
    assert answer.status_code == 422
    assert "ringes tilbage" in answer.content.decode()
    assert "Spurgte, om Alma kommer her." in answer.content.decode()


def test_a_report_is_made_and_its_question_stands_on_top(client_of, dorte, url_of, police):
    client = client_of(dorte)
    answers = {"once": ONCE, "whom": f"{police.pk}:", "started_on": "i dag", "about": "Trusler",
               "informed": "not_yet"}  # fmt: skip
    answer = client.post(url_of("report"), answers)
    made = Proceeding.objects.visible_to(dorte).get()
    shown = client.get(answer.url).content.decode()
    assert "Får klienten besked, før politiet kontakter den anden part?" in shown
    assert Task.objects.visible_to(dorte).count() == 1
    client.post(url_of("informed", made), {"informed": "told"})
    made.refresh_from_db()
    assert made.informed == "told"
    assert not Task.objects.visible_to(dorte).waiting().exists()


def test_a_step_is_kept_and_a_wrong_one_said(client_of, dorte, url_of, full, today):
    client, row = client_of(dorte), full["proceeding"]
    late = client.post(url_of("step", row), {"once": ONCE, "stage": "opened", "on": "i morgen"})
    assert late.status_code == 422
    never = client.post(url_of("step", row), {"once": ONCE, "stage": "sentenced", "on": "i dag"})
    assert never.status_code == 422
    client.post(url_of("step", row), {"once": ONCE, "stage": "opened", "on": "i dag"})
    row.refresh_from_db()
    assert row.stage == Stage.OPENED
    newest = ProceedingStep.objects.visible_to(dorte).get(stage=Stage.OPENED)
    client.post(url_of("strike", row, newest))
    row.refresh_from_db()
    assert row.stage == Stage.REPORTED


def order_answers(people, **other):
    today = timezone.localdate()
    values = {
        "once": ONCE, "kind": "tilhold", "people": [str(people["Alma"].pk)],
        "decided_on": "i dag", "first_day": "i dag", "zones": "",
        "last_day": f"{today + timedelta(days=365):%d-%m-%Y}",
    }  # fmt: skip
    return {**values, **other}


def test_an_order_is_recorded_with_its_area(client_of, dorte, url_of, people):
    client = client_of(dorte)
    zones = "Skolen på Bakken\n\n  Torvet 4 "
    answers = order_answers(people, kind="opholdsforbud", zones=zones)
    answer = client.post(url_of("new_order"), answers)
    assert answer.status_code == 302
    assert Order.objects.visible_to(dorte).get().zones == ["Skolen på Bakken", "Torvet 4"]
    assert "Torvet 4" in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"last_day": "1-1-2020"}, "slutter, før"),
        ({"last_day": "1-1-2099"}, "Loven lader det vare til"),
        ({"kind": "opholdsforbud", "last_day": "i morgen"}, "område"),
        ({"decided_on": "i morgen"}, "fremtiden"),
    ],
)
def test_bad_input_an_order_that_cannot_be_is_a_sentence(
    client_of, dorte, url_of, people, wrong, says
):
    answer = client_of(dorte).post(url_of("new_order"), order_answers(people, **wrong))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Order.objects.visible_to(dorte).exists()


def test_bad_input_an_order_overlapping_another_is_a_sentence(
    client_of, dorte, url_of, people, tilhold
):
    answer = client_of(dorte).post(url_of("new_order"), order_answers(people))
    assert answer.status_code == 422
    assert "Et forbud af den slags beskytter allerede samme person" in answer.content.decode()
    assert Order.objects.visible_to(dorte).count() == 1


def test_bad_input_without_people_there_is_nobody_to_protect(client_of, dorte, url_of, almas_case):
    client = client_of(dorte)
    assert "Skriv først sagens personer ned" in client.get(url_of("new_order")).content.decode()
    answer = client.post(url_of("new_order"), {"once": ONCE, "kind": "tilhold"})
    assert answer.status_code == 422


def test_nobody_is_protected_from_themself(seen, people):
    shown = seen("new_order")
    assert str(people["Alma"].pk) in shown
    assert str(people["Bo"].pk) not in shown


def test_an_order_is_corrected_served_extended_and_lifted(
    client_of, dorte, url_of, tilhold, people, today
):
    client = client_of(dorte)
    answers = order_answers(people, version="1", remark="Rettet", decided_on="i dag")
    client.post(url_of("change_order", tilhold), answers)
    client.post(url_of("serve", tilhold), {"served_on": "i dag"})
    later = f"{today + timedelta(days=900):%d-%m-%Y}"
    client.post(url_of("extend", tilhold), {"decided_on": "i dag", "last_day": later})
    client.post(url_of("lift", tilhold), {"lifted_on": "i dag", "why": "Klage"})
    order = Order.objects.visible_to(dorte).get()
    assert (order.remark, order.served_on, order.lifted_on) == ("Rettet", today, today)
    assert order.last_day == today + timedelta(days=900)
    assert "Klage" in client.get(url_of("order", tilhold)).content.decode()


@pytest.mark.parametrize("name", ["serve", "extend", "lift"])
def test_a_deed_without_its_day_is_asked_for_it(client_of, dorte, url_of, tilhold, name):
    assert client_of(dorte).post(url_of(name, tilhold), {"why": ""}).status_code == 422


def test_breaches_are_linked_from_the_log_and_the_police_told(
    client_of, dorte, url_of, tilhold, broke, today
):
    client, incident = client_of(dorte), broke(1)
    client.post(url_of("link", tilhold), {"incidents": [str(incident.pk)]})
    breach = Breach.objects.visible_to(dorte).get()
    assert "politiet ved det ikke" in client.get(url_of("order", tilhold)).content.decode()
    url = url_of("breach", tilhold, breach)
    answers = {"told_on": "i dag", "answered_on": "i går", "answer": "Tak"}
    assert client.post(url, answers).status_code == 422
    client.post(url, {**answers, "answered_on": "i dag"})
    breach.refresh_from_db()
    assert (breach.told_on, breach.answer) == (today, "Tak")


def test_to_the_other_side_no_page_is_there(client_of, emil, bos_case, url_of, full):
    client = client_of(emil)
    for name in EMPTY:
        assert client.get(url_of(name)).status_code == 404
    assert client.get(url_of("order", full["order"])).status_code == 404
    other = reverse("casework:order", args=[bos_case.pk, full["order"].pk])
    assert client.get(other).status_code == 404


def test_a_closed_case_says_why_nothing_can_be_added(
    client_of, dorte, freja, url_of, almas_case, people, now
):
    move_case(by=freja, case=almas_case, status=Status.CLOSED, now=now)
    client = client_of(dorte)
    for name in ("new_order", "contact", "report", "choose_agency"):
        assert "Sagen er lukket" in client.get(url_of(name)).content.decode(), name
    assert client.post(url_of("new_order"), order_answers(people)).status_code == 409


def test_the_register_knows_of_no_case(full, seen):
    assert Agency._meta.related_objects
    assert all(one.hidden for one in Agency._meta.related_objects if one.name != "people")


def test_the_house_reminds_of_orders_by_itself(almas_case, dorte, told_order, today, now, run_jobs):
    record_order(
        by=dorte, case=almas_case, told=told_order(last_day=today + timedelta(days=9)), now=now
    )
    run_jobs()
    run_reminding(by=Actor.system("reminds of orders that end soon"), running=None)
    assert Task.objects.visible_to(dorte).count() == 1
