"""A draft as a browser meets it: saved beside its page, filled in again, gone when sent."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frirum.casefile.intake.actions import record_enquiry
from frirum.casefile.intake.choices import CallerRole, PartyRole
from frirum.casefile.intake.facts import PartyFacts, Told
from frirum.casefile.matters.actions import end_assignment
from frirum.casefile.people.actions import add_person
from frirum.casefile.people.facts import Identity
from frirum.casefile.people.kinds import PersonRole
from frirum.foundation.drafts.models import Draft
from frirum.work.incidents.actions import record_incident
from frirum.work.incidents.facts import Told as ToldIncident
from frirum.work.incidents.taxonomy import Behaviour

pytestmark = pytest.mark.django_db
CALL = "/henvendelser/ny/"


def beside(page):
    return f"/kladde{page}"


@pytest.fixture
def record(almas_case):
    return reverse("incidents:record", args=[almas_case.pk])


@pytest.fixture
def incident(almas_case, dorte):
    happened = timezone.now() - timedelta(days=2)
    told = ToldIncident(
        happened_at=happened, behaviours=frozenset({Behaviour.THREATS}), account="Ringede."
    )
    return record_incident(by=dorte, case=almas_case, told=told, now=timezone.now())


@pytest.fixture
def pages(almas_case, dorte, freja, incident, now):
    """Every form that keeps a draft, with who writes in it and an answer of its own."""
    case = almas_case.pk
    alma = add_person(
        by=dorte, case=almas_case, role=PersonRole.CLIENT, identity=Identity("Alma"), now=now
    )
    enquiry = record_enquiry(
        by=freja,
        told=Told(caller_role=CallerRole.EXPOSED),
        parties=[PartyFacts(role=PartyRole.CALLER, given_name="Ny")],
        once=UUID(int=3),
        received_at=now,
        now=now,
    )
    return [
        (dorte, reverse("incidents:record", args=[case]), "account"),
        (dorte, reverse("incidents:correct", args=[case, incident.pk]), "account"),
        (dorte, reverse("incidents:bundle_new", args=[case]), "introduction"),
        (dorte, reverse("people:add", args=[case]), "family_name"),
        (dorte, reverse("people:change", args=[case, alma.pk]), "family_name"),
        (freja, reverse("intake:assess", args=[enquiry.pk]), "network"),
        (freja, CALL, "summary"),
    ]


def test_each_form_that_may_be_long_comes_back_as_it_was_typed(pages, client_of):
    for actor, page, field in pages:
        client = client_of(actor)
        assert f'data-draft="{beside(page)}"' in client.get(page).content.decode(), page
        saved = client.post(beside(page), {field: "Halvskrevet æøå"})
        assert saved.content.decode().startswith("Kladde gemt kl. "), page
        again = client.get(page).content.decode()
        assert "Halvskrevet æøå" in again, page
        assert "Smid kladden væk" in again, page


def test_ticks_and_choices_come_back_and_so_does_what_was_unticked(client_of, dorte, almas_case):
    client, page = client_of(dorte), reverse("people:add", args=[almas_case.pk])
    assert client.get(page).context["form"]["is_protected"].value() is True
    client.post(beside(page), {"role": "other_party", "is_household": "on"})
    form = client.get(page).context["form"]
    assert form["is_protected"].value() is False
    assert form["is_household"].value() is True
    page = reverse("incidents:record", args=[almas_case.pk])
    client.post(beside(page), {"behaviours": ["threats", "messages"], "channel": "sms"})
    html = client.get(page).content.decode()
    assert re.search(r'value="threats"[^>]*checked', html)
    assert re.search(r'value="messages"[^>]*checked', html)
    assert re.search(r'value="sms" selected', html)


def test_the_notice_says_when(client_of, dorte, record):
    client = client_of(dorte)
    assert "Du har en kladde" not in client.get(record).content.decode()
    client.post(beside(record), {"account": "x"})
    html = client.get(record).content.decode()
    assert re.search(r"Du har en kladde fra i dag kl\. \d+\.\d\d\. Den er sat ind nedenfor\.", html)
    client.cookies["sprog"] = "en"
    html = client.get(record).content.decode()
    assert re.search(r"You have a draft from today, \d+:\d\d\. It is filled in below\.", html)


def test_a_draft_is_shown_to_its_author_alone(client_of, dorte, freja, record):
    client_of(dorte).post(beside(record), {"account": "Kun mit"})
    assert "Kun mit" not in client_of(freja).get(record).content.decode()


@pytest.mark.parametrize("who", ["emil", "ida", "hans", "gry"])
def test_s1_beside_a_page_that_is_not_there_there_is_no_draft(
    client_of, house, bos_case, record, who
):
    client = client_of(house.staff[who])
    for answer in (client.get(beside(record)), client.post(beside(record), {"account": "x"})):
        assert answer.status_code == 404
    assert not Draft.objects.exists()


def test_whoever_loses_sight_saves_no_more(client_of, dorte, freja, almas_case, record, now):
    client = client_of(dorte)
    assert client.post(beside(record), {"account": "a"}).status_code == 200
    for row in almas_case.assignments.visible_to(freja):
        if row.worker == dorte.id:
            end_assignment(by=freja, assignment=row, now=now)
    assert client.post(beside(record), {"account": "b"}).status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in(record):
    for answer in (Client().get(beside(record)), Client().post(beside(record), {"account": "x"})):
        assert answer.status_code == 302
        assert "/konto/" in answer["Location"]


def test_only_pages_that_say_so_keep_a_draft(client_of, dorte, almas_case):
    client = client_of(dorte)
    log = reverse("incidents:log", args=[almas_case.pk])
    for page in (log, reverse("accounts:password"), "/hjaelp/", "/findes/ikke/"):
        assert client.post(beside(page), {"password": "x"}).status_code == 404, page
    assert not Draft.objects.exists()


def test_saving_again_and_again_writes_one_entry(client_of, dorte, almas_case, record, ledger):
    client, before = client_of(dorte), len(ledger())
    for letter in "abc":
        client.post(beside(record), {"account": letter})
    client.get(beside(record))
    assert ledger()[before:] == [(dorte.id, "save_draft", "done")]


def test_a_form_that_was_sent_leaves_no_draft(client_of, dorte, record, almas_case):
    client = client_of(dorte)
    client.post(beside(record), {"account": "Halvt"})
    yesterday = timezone.localdate() - timedelta(days=1)
    whole = {
        "once": UUID(int=9), "behaviours": ["threats"], "day": f"{yesterday:%d-%m-%Y}",
        "count": "1", "account": "Hele historien", "reported": "no", "directed_at": "client",
    }  # fmt: skip
    refused = client.post(record, {**whole, "day": ""})
    assert refused.status_code == 422
    assert Draft.objects.count() == 1
    assert "Smid kladden væk" not in refused.content.decode()
    sent = client.post(record, whole)
    assert sent.status_code == 302, sent.context["form"].errors
    assert not Draft.objects.exists()


def test_a_draft_gone_on_with_is_a_new_form(client_of, dorte, record):
    """With the token of a form already sent it would be taken for the same, and be lost."""
    client, token = client_of(dorte), UUID(int=9)
    client.post(beside(record), {"once": token, "account": "Halvt"})
    assert str(token) not in client.get(record).content.decode()


def test_a_draft_remembers_which_wording_was_seen(client_of, dorte, almas_case, incident):
    client = client_of(dorte)
    page = reverse("incidents:correct", args=[almas_case.pk, incident.pk])
    client.post(beside(page), {"version": "1", "account": "Min ordlyd"})
    Draft.objects.get()
    incident.version = 2
    incident.save(update_fields=["version"])
    assert 'name="version" value="1"' in client.get(page).content.decode()


def test_a_draft_that_is_thrown_away_is_gone(client_of, dorte, record):
    client = client_of(dorte)
    client.post(beside(record), {"account": "Uønsket"})
    answer = client.post(beside(record), {"draft": "drop"})
    assert (answer.status_code, answer["Location"]) == (302, record)
    assert "Uønsket" not in client.get(record).content.decode()
    assert not Draft.objects.exists()


def test_the_button_saves_without_script_and_comes_back(client_of, freja):
    client = client_of(freja)
    assert "Gem kladde" in client.get(CALL).content.decode()
    answer = client.post(beside(CALL), {"summary": "Ringer igen i morgen", "draft": "keep"})
    assert (answer.status_code, answer["Location"]) == (302, CALL)
    assert "Ringer igen i morgen" in client.get(CALL).content.decode()


def test_an_open_page_gets_a_new_token_and_saves_on(client_of, dorte, house, record):
    signed_in = client_of(dorte)
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in.cookies
    assert client.post(beside(record), {"account": "x"}).status_code == 403
    token = client.get(beside(record)).headers["X-CSRFToken"]
    answer = client.post(beside(record), {"account": "x", "csrfmiddlewaretoken": token})
    assert answer.status_code == 200


def test_opening_a_page_changes_no_draft(client_of, dorte, record):
    client = client_of(dorte)
    client.post(beside(record), {"account": "x"})
    before = Draft.objects.values().get()
    client.get(record)
    client.get(beside(record))
    assert Draft.objects.values().get() == before
