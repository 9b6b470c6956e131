"""The pages, as the right person, the wrong role, the other side and nobody."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from frirum.casefile.intake.choices import CallerRole
from frirum.casefile.intake.models import Enquiry, Knock, Party
from frirum.casefile.matching import chance
from frirum.casefile.matching.queries import open_holds

TOKENS = re.compile(r"""(nonce|value|data-csrf|hx-headers)=("[^"]*"|'[^']*')""")
OF_ONE = [
    "enquiry", "parties", "contact", "assess", "offer", "refer", "open", "safety_call",
    "other_side",
]  # fmt: skip
LISTS = ["list", "record", "received", "waiting"]
CALL = {
    "safe_now": "no",
    "caller_role": "exposed",
    "name": "Łucja Nguyễn-Ægirsdóttir",
    "municipality": "Aarhus",
    "themes": ["threats", "children"],
    "summary": "He waits outside the school.",
    "agreed": "counselling",
    "phone": "22 33 44 55",
    "channels": ["phone"],
    "channel": "call",
}


def without_tokens(answer):
    return TOKENS.sub("", answer.content.decode())


def of_one(name, enquiry):
    return reverse(f"intake:{name}", args=[enquiry.pk])


@pytest.mark.parametrize("name", OF_ONE)
def test_each_page_of_an_enquiry_opens_for_its_team_alone(
    name, call, client_of, dorte, emil, vera, asta
):
    url = of_one(name, call(dorte))
    assert client_of(dorte).get(url).status_code == 200
    assert {client_of(actor).get(url).status_code for actor in (emil, vera, asta)} == {404}
    assert Client().get(url).status_code == 302


@pytest.mark.parametrize("name", OF_ONE)
def test_an_unseen_enquiry_and_no_enquiry_look_alike(name, call, client_of, dorte, emil):
    unseen = client_of(emil).get(of_one(name, call(dorte)))
    absent = client_of(emil).get(reverse(f"intake:{name}", args=[uuid4()]))
    assert unseen.status_code == absent.status_code == 404
    assert without_tokens(unseen) == without_tokens(absent)


@pytest.mark.parametrize("name", LISTS)
def test_lists_open_for_those_who_take_calls(name, client_of, dorte, vera, asta):
    url = reverse(f"intake:{name}")
    assert client_of(dorte).get(url).status_code == 200
    assert client_of(asta).get(url).status_code == 404
    assert client_of(vera).get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_a_call_is_written_down_and_goes_on_to_the_people(client_of, dorte):
    answer = client_of(dorte).post(reverse("intake:record"), {**CALL, "once": uuid4()})
    enquiry = Enquiry.objects.visible_to(dorte).get()
    assert answer.url == of_one("parties", enquiry)
    assert enquiry.is_acute
    caller = Party.objects.visible_to(dorte).get().facts
    assert (caller.given_name, caller.family_name) == ("Łucja", "Nguyễn-Ægirsdóttir")
    assert caller.phone.replace(" ", "") == "22334455"


def test_a_double_click_writes_one_call(client_of, dorte):
    client, form = client_of(dorte), {**CALL, "once": uuid4()}
    first = client.post(reverse("intake:record"), form)
    assert client.post(reverse("intake:record"), form).url == first.url
    assert Enquiry.objects.visible_to(dorte).count() == 1


def test_a_call_for_the_other_team_ends_on_the_page_that_tells_nothing(client_of, dorte, emil):
    form = {**CALL, "caller_role": "exercising", "once": uuid4()}
    answer = client_of(dorte).post(reverse("intake:record"), form)
    assert answer.url == reverse("intake:received")
    assert Enquiry.objects.visible_to(emil).count() == 1


@pytest.mark.parametrize(
    ("who", "lands_with"),
    [
        ("relative", "dorte"),
        ("relative-exercising", "emil"),
        ("professional-exercising", "emil"),
        ("young", "dorte"),
    ],
)
def test_a_relative_lands_on_the_side_of_whom_they_are_close_to(
    client_of, house, dorte, emil, who, lands_with
):
    client_of(dorte).post(reverse("intake:record"), {**CALL, "caller_role": who, "once": uuid4()})
    seen = {name for name in ("dorte", "emil") if Enquiry.objects.visible_to(house.staff[name])}
    assert seen == {lands_with}


def test_a_tick_at_calling_asks_for_the_number_and_loses_nothing(client_of, dorte):
    form = {**CALL, "phone": "", "once": uuid4()}
    answer = client_of(dorte).post(reverse("intake:record"), form)
    assert answer.status_code == 422
    assert "He waits outside the school." in answer.content.decode()
    assert not Enquiry.objects.visible_to(dorte).exists()


def test_the_page_after_saving_is_the_same_whoever_was_named(client_of, dorte, call):
    client = client_of(dorte)
    before = without_tokens(client.get(reverse("intake:received")))
    call(dorte, other={"given_name": "Bo", "phone": "51525354"})
    assert without_tokens(client.get(reverse("intake:received"))) == before


def test_a_name_alone_asks_for_one_more_fact(client_of, dorte, call):
    enquiry = call(dorte, other={"given_name": "Bo", "family_name": "Berg"})
    client = client_of(dorte)
    hint = "A name alone fits many"
    assert hint in client.get(of_one("parties", enquiry)).content.decode()
    other = Party.objects.visible_to(dorte).get(enquiry=enquiry, role="other_party")
    url = reverse("intake:party", args=[enquiry.pk, other.pk])
    form = {"role": "other_party", "given_name": "Bo", "family_name": "Berg", "town": "Aarhus"}
    client.post(url, {**form, "version": 1})
    assert hint not in client.get(of_one("parties", enquiry)).content.decode()


def test_the_last_person_is_kept_and_an_empty_form_is_no_person(client_of, dorte, call):
    enquiry, client = call(dorte), client_of(dorte)
    url = of_one("new_party", enquiry)
    empty = {"role": "other_party", "once": uuid4(), "then": "done"}
    assert client.post(url, empty).url == reverse("intake:received")
    client.post(url, {**empty, "given_name": "Bo", "phone": "51525354"})
    assert Party.objects.visible_to(dorte).filter(enquiry=enquiry).count() == 2


FIRST = {
    "pattern": "stalking",
    "ongoing": "yes",
    "danger_now": "yes",
    "suicide": "no",
    "children": "unknown",
    "version": 0,
}


def test_first_steps_are_kept_and_danger_is_answered(client_of, dorte, call):
    enquiry, client = call(dorte), client_of(dorte)
    assert client.post(of_one("assess", enquiry), FIRST).status_code == 302
    shown = client.get(of_one("enquiry", enquiry)).content.decode()
    assert "Danger was named" in shown
    assert "Stalking: one-sided and repeated" in shown


def test_the_second_to_save_first_steps_sees_that_somebody_was_there(client_of, dorte, ida, call):
    enquiry = call(dorte)
    client_of(dorte).post(of_one("assess", enquiry), FIRST)
    late = client_of(ida).post(of_one("assess", enquiry), {**FIRST, "since": "Since May"})
    assert late.status_code == 409
    assert "Since May" in late.content.decode()
    assert 'name="version" value="1"' in late.content.decode()
    again = client_of(ida).post(of_one("assess", enquiry), {**FIRST, "version": 1})
    assert again.status_code == 302


def test_an_offer_sent_too_early_is_refused_with_what_to_do(client_of, dorte, call):
    enquiry, client = call(dorte), client_of(dorte)
    client.post(of_one("assess", enquiry), FIRST)
    form = {"offer": "individual", "state": "offered", "reasons": "Afraid."}
    answer = client.post(of_one("offer", enquiry), form)
    assert answer.status_code == 409
    assert "refer elsewhere" in answer.content.decode()
    held = client.get(of_one("enquiry", enquiry)).content.decode()
    assert "While it is being checked" in held
    assert "112" in held


def test_the_whole_way_from_call_to_case(client_of, dorte, call, run_jobs):
    enquiry, client = call(dorte), client_of(dorte)
    run_jobs()
    client.post(of_one("assess", enquiry), FIRST)
    form = {"offer": "individual", "state": "waiting", "reasons": "Afraid."}
    assert client.post(of_one("offer", enquiry), form).status_code == 302
    assert "Maja Holm" in client.get(reverse("intake:waiting")).content.decode()
    caller = Party.objects.visible_to(dorte).get(enquiry=enquiry)
    form = {"client": caller.pk, "track": "victim", "worker": dorte.id}
    assert client.post(of_one("open", enquiry), form).status_code == 302
    enquiry.refresh_from_db()
    assert enquiry.case_id
    assert "Maja Holm" in client.get(f"{reverse('intake:list')}?vis=slut").content.decode()


@pytest.mark.parametrize("place", ["2026-11-22", "x_y", "2026-11-22T10:00:00_%00", "_", "a" * 500])
def test_a_broken_place_in_the_list_shows_the_first_page(place, client_of, dorte):
    assert client_of(dorte).get(reverse("intake:list"), {"foer": place}).status_code == 200


def test_a_list_costs_the_same_for_one_and_for_many(client_of, dorte, call):
    call(dorte)
    client, url = client_of(dorte), reverse("intake:list")
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url)
    for _number in range(6):
        call(dorte)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


# ---- the conflict desk


@pytest.fixture
def drawn(monkeypatch, call, dorte, run_jobs):
    monkeypatch.setattr(chance, "is_drawn", lambda: True)
    enquiry = call(dorte)
    run_jobs()
    return enquiry


def test_the_desk_lets_a_drawn_one_go(drawn, client_of, vera, dorte):
    client = client_of(vera)
    assert client.get(reverse("intake:holds")).status_code == 200
    [hold] = open_holds(actor=vera)
    shown = client.get(reverse("intake:hold", args=[hold.check.pk]))
    assert shown.status_code == 200
    assert "Maja" not in shown.content.decode()
    form = {"outcome": "different", "reason": "Drawn at random."}
    decided = client.post(reverse("intake:decide_hold", args=[hold.check.pk]), form)
    assert decided.url == reverse("intake:holds")
    assert not open_holds(actor=vera)


def test_a_worker_meets_no_desk(drawn, client_of, vera, dorte, freja):
    [hold] = open_holds(actor=vera)
    for name in ("hold", "names", "decide_hold"):
        url = reverse(f"intake:{name}", args=[hold.check.pk])
        assert client_of(dorte).get(url).status_code == 404
        assert client_of(freja).post(url).status_code == 404
    assert client_of(dorte).get(reverse("intake:holds")).status_code == 404


def test_a_drawn_one_and_a_real_one_look_alike_to_the_worker(
    drawn, call, client_of, dorte, emil, run_jobs
):
    call(emil, role=CallerRole.EXERCISING, phone="61626364")
    real = call(dorte, other={"given_name": "Bo", "phone": "61626364"})
    run_jobs()
    client = client_of(dorte)
    pages = [client.get(of_one("enquiry", each)) for each in (drawn, real)]
    assert all("With the conflict desk" in shown.content.decode() for shown in pages)


def test_an_outcome_that_does_not_fit_the_pairs_says_so_and_keeps_the_reason(
    call, client_of, dorte, folmer, vera, run_jobs
):
    call(folmer, role=CallerRole.EXERCISING, phone="61626364")
    run_jobs()
    call(dorte, other={"given_name": "Bo", "phone": "61626364"})
    run_jobs()
    [hold] = open_holds(actor=vera)
    url, client = reverse("intake:decide_hold", args=[hold.check.pk]), client_of(vera)
    same = {f"pair-{pair.finding.pk}": "same" for pair in hold.pairs}
    wrong = {
        "outcome": {**same, "outcome": "different"},
        "team": {**same, "outcome": "other_team"},
    }
    for field, form in wrong.items():
        answer = client.post(url, {**form, "reason": "Same voice."})
        assert answer.status_code == 422
        assert list(answer.context["form"].errors) == [field]
        assert "Same voice." in answer.content.decode()
    teams = [name for _pk, name in answer.context["form"].fields["team"].choices]
    assert teams == ["The team it lies with", "Team Udsat · Nørregade · Mon, Tue, Thu"]


# ---- the public

ASK = {"channels": [], "caller_role": "exposed", "summary": "I am afraid.", "name": "M"}


def test_anybody_can_ask_for_help_and_nothing_stays_in_the_browser(house, dorte):
    client = Client()
    shown = client.get(reverse("help:ask"))
    answer = client.post(reverse("help:ask"), {**ASK, "once": uuid4()})
    done = client.get(answer.url)
    assert done.status_code == 200
    assert not client.cookies
    assert "Frirum" not in shown.content.decode().split("</title>")[0].split("<title>")[1]
    enquiry = Enquiry.objects.visible_to(dorte).get()
    assert not enquiry.contact_wish.may_contact


def test_a_relative_of_whoever_stalks_writes_to_the_right_team(house, dorte, emil):
    form = {**ASK, "caller_role": "relative-exercising", "once": uuid4()}
    Client().post(reverse("help:ask"), form)
    assert Enquiry.objects.visible_to(emil).get().caller_role == CallerRole.RELATIVE
    assert not Enquiry.objects.visible_to(dorte).exists()


def test_a_professional_is_led_to_their_own_form(house):
    shown = Client().get(reverse("help:ask"), {"sprog": "en"}).content.decode()
    assert f'href="{reverse("help:refer")}?sprog=en"' in shown


def test_whoever_fills_in_the_trap_gets_the_same_page_and_nothing_is_kept(house, dorte):
    form = {**ASK, "once": uuid4(), "website": "http://spam.example"}
    assert Client().post(reverse("help:ask"), form).url.startswith(reverse("help:asked"))
    assert not Enquiry.objects.visible_to(dorte).exists()


def test_nobody_tabs_into_the_trap(house):
    shown = Client().get(reverse("help:ask")).content.decode()
    assert re.search(r'<input[^>]*name="website"[^>]*tabindex="-1"', shown)


def test_the_sixth_form_of_an_hour_is_not_taken_and_not_lost(house, dorte):
    for _number in range(5):
        Client().post(reverse("help:ask"), {**ASK, "once": uuid4()})
    answer = Client().post(reverse("help:ask"), {**ASK, "once": uuid4()})
    assert answer.status_code == 429
    assert "I am afraid." in answer.content.decode()
    assert Enquiry.objects.visible_to(dorte).count() == 5
    assert Knock.objects.count() == 5


def test_a_referral_ends_with_a_receipt_that_tells_nothing(house, dorte, emil):
    form = {
        "own_name": "Sara Lind",
        "workplace": "Municipality",
        "own_phone": "70707070",
        "close_to": "exercising",
        "name": "Bo Berg",
        "phone": "",
        "summary": "",
        "has_consent": "on",
    }
    client = Client()
    answer = client.post(reverse("help:refer"), {**form, "once": uuid4()})
    receipt = client.get(answer.url).content.decode()
    assert "Bo Berg" not in receipt
    assert "Sara" not in receipt
    assert Party.objects.visible_to(emil).count() == 2
    assert not Enquiry.objects.visible_to(dorte).exists()


def test_without_consent_no_referral(house, emil):
    form = {"own_name": "S", "workplace": "M", "own_phone": "70707070", "close_to": "exposed"}
    answer = Client().post(reverse("help:refer"), {**form, "name": "B", "once": uuid4()})
    assert answer.status_code == 422
