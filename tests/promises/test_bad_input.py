"""Poor, odd and shared facts, through the real forms: a sensible answer, never a flood at the
conflict desk, never an error page.

The house is full: forty people of a shelter, a family with one phone, the centre's own number in
many files, and two hundred others, half of them on either side.
"""

import random
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from frirum.casefile.intake.actions import record_enquiry
from frirum.casefile.intake.choices import CallerRole
from frirum.casefile.intake.facts import PartyFacts, Told
from frirum.casefile.intake.models import Enquiry, Party
from frirum.casefile.matching import chance
from frirum.casefile.matching.actions import put_facts
from frirum.casefile.matching.facts import Fact, FactKind, profile_of
from frirum.casefile.matching.facts import Party as Checked
from frirum.casefile.matching.models import MOST_SHOWN, Finding, Verdict
from frirum.casefile.matching.queries import verdict_of
from frirum.casefile.matching.rows import facts_of
from frirum.casefile.matching.training.trial import centre
from frirum.casefile.matters.models import Side
from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actors import Actor

pytestmark = pytest.mark.promise

FRIRUM = Actor.system("a test")
OWN_NUMBER, FAMILY_PHONE = "70204080", "20304050"
SHELTER = Fact(FactKind.ADDRESS, "Krisevej 12", "8000 Aarhus C")
TEN_NAMES = "Bo Ib Per Jan Kim Ole Tim Leif Lars Mads"


@pytest.fixture(autouse=True)
def nothing_is_drawn(monkeypatch, settings):
    settings.CHECK_DELAY_SECONDS = 0
    monkeypatch.setattr(chance, "is_drawn", lambda: False)


@pytest.fixture
def full_house(house):
    """Everybody stands in a file of their own."""
    crowd = centre(random.Random(5), 240)
    known = []
    for at, row in enumerate(crowd.rows):
        facts = list(facts_of(row))
        if at < 40:
            facts = [*(f for f in facts if f.kind != FactKind.ADDRESS), SHELTER]
        elif at < 44:
            facts.append(Fact(FactKind.PHONE, FAMILY_PHONE))
        elif at < 84:
            facts.append(Fact(FactKind.PHONE, OWN_NUMBER))
        side = Side.EXPOSED if at % 2 else Side.EXERCISING
        known.append(Checked(uuid4(), uuid4(), side, side, tuple(facts)))
    keys.issue_many({one.root: Compartment.NEUTRAL for one in known})
    put_facts(by=FRIRUM, parties=known)
    return known


@pytest.fixture
def enquiry(house, dorte, now):
    return record_enquiry(
        by=dorte, told=Told(caller_role=CallerRole.EXPOSED), once=uuid4(), received_at=now,
        parties=[PartyFacts(given_name="Xenia", family_name="Quistborg")], now=now,
    )  # fmt: skip


@pytest.fixture
def named(full_house, enquiry, dorte, client_of, run_jobs):
    """Somebody is named on the form, and the check runs: its answer, and how much the desk sees."""
    client = client_of(dorte)

    def fill(**fields):
        given = {"role": "other_party", "once": str(uuid4()), **fields}
        answer = client.post(reverse("intake:new_party", args=[enquiry.pk]), given)
        run_jobs()
        pairs = Finding.objects.opened().filter(our_root=enquiry.pk, other_holder__isnull=False)
        page = client.get(reverse("intake:enquiry", args=[enquiry.pk]))
        assert page.status_code == 200
        return answer, verdict_of(actor=dorte, subject=enquiry.pk), list(pairs)

    return fill


def test_a_first_name_alone_is_taken_and_no_flood(named):
    answer, _verdict, pairs = named(given_name="Lars")
    assert answer.status_code == 302
    assert len(pairs) <= 3


def test_a_name_alone_is_taken_and_asks_for_one_more_fact(named, enquiry, dorte, client_of):
    answer, _verdict, pairs = named(given_name="Xander", family_name="Quistborg")
    assert answer.status_code == 302
    assert len(pairs) <= 3
    page = client_of(dorte).get(reverse("intake:parties", args=[enquiry.pk])).content.decode()
    assert "Et navn alene passer på mange." in page


@pytest.mark.parametrize("written", ["45", "ender på 45", "…45", "12 34"])
def test_the_end_of_a_phone_is_no_number_and_is_told_so(named, written):
    answer, verdict, pairs = named(given_name="Bjørn", phone=written)
    assert answer.status_code in (302, 422)
    assert pairs == []
    assert verdict == Verdict.READY


def test_ten_names_in_one_field(named):
    answer, _verdict, pairs = named(given_name=TEN_NAMES)
    assert answer.status_code == 302
    assert len(pairs) <= MOST_SHOWN


@pytest.mark.parametrize(
    ("given", "family"),
    [
        ("Олена", "Коваленко"), ("محمد", "الحسن"), ("\U0001f60a", "\U0001f525\U0001f525"),
        ("李", "王"), ("\u200f\u202eevil", "\u0000x"), ("'; DROP TABLE", "--"), ("  ", "-"),
        ("?", "?"), ("Ukendt", "Ukendt"), ("x" * 80, "y" * 80),
    ],
    ids=range(10),
)  # fmt: skip
def test_any_script_and_no_script_at_all(named, given, family):
    answer, _verdict, pairs = named(given_name=given, family_name=family)
    assert answer.status_code in (302, 422)
    assert len(pairs) <= 1


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (("Олена", "Коваленко"), ("Olena", "Kovalenko")),
        (("محمد", "الحسن"), ("Mohamed", "Al-Hassan")),
    ],
    ids=["Cyrillic", "Arabic"],
)
def test_somebody_on_file_is_found_in_another_script(named, full_house, written, told):
    root = uuid4()
    keys.issue(root, Compartment.NEUTRAL)
    facts = (Fact(FactKind.NAME, *told), Fact(FactKind.BIRTH_YEAR, "1990"))
    theirs = Checked(uuid4(), root, Side.EXERCISING, Side.EXERCISING, facts)
    put_facts(by=FRIRUM, parties=[theirs])
    _answer, verdict, pairs = named(
        given_name=written[0], family_name=written[1], age="36", role="child"
    )
    assert verdict == Verdict.WITH_DESK
    assert theirs.holder in {pair.other_holder for pair in pairs}


def test_1_january_is_an_unknown_day(named, full_house):
    """Whoever's day is unknown is not the same as all others whose day is."""
    known = []
    for number in range(30):
        facts = (Fact(FactKind.NAME, f"Navn{'abcdefghijklmnopqrstuvwxyzæøåäö'[number]}", "Qx"),
                 Fact(FactKind.BIRTH, "1990-01-01"))  # fmt: skip
        known.append(Checked(uuid4(), uuid4(), Side.EXERCISING, Side.EXERCISING, facts))
    keys.issue_many({one.root: Compartment.NEUTRAL for one in known})
    put_facts(by=FRIRUM, parties=known)
    answer, verdict, pairs = named(
        given_name="Wilma", family_name="Zylber", birth_date="1-1-1990", role="child"
    )
    assert answer.status_code == 302
    assert pairs == []
    assert verdict == Verdict.READY


def test_a_phone_that_a_family_shares_shows_the_family(named):
    answer, verdict, pairs = named(
        given_name="Wilma", family_name="Zylber", phone=FAMILY_PHONE, role="child"
    )
    assert answer.status_code == 302
    assert verdict == Verdict.WITH_DESK
    assert 1 <= len(pairs) <= 4
    assert all("phone" in pair.agree for pair in pairs)
    assert not any(pair.is_certain for pair in pairs)


def test_the_address_of_a_shelter_joins_nobody(named):
    answer, verdict, pairs = named(
        given_name="Wilma", family_name="Zylber", address="Krisevej 12", town="8000 Aarhus C",
        role="child",
    )  # fmt: skip
    assert answer.status_code == 302
    assert pairs == []
    assert verdict == Verdict.READY


def test_the_centres_own_number_joins_nobody(named):
    answer, verdict, pairs = named(
        given_name="Wilma", family_name="Zylber", phone="70 20 40 80", role="child"
    )
    assert answer.status_code == 302
    assert pairs == []
    assert verdict == Verdict.READY


def test_forty_from_one_shelter_fill_no_desk(full_house, dorte, client_of, run_jobs):
    """Each calls from there, most with the shelter's phone; few are held, none for the house."""
    client, crowd = client_of(dorte), centre(random.Random(6), 40)
    for row in crowd.rows:
        form = {
            "once": str(uuid4()), "safe_now": "yes", "caller_role": "exposed", "agreed": "nothing",
            "name": f"{row['given']} {row['family']}", "phone": OWN_NUMBER, "channels": "phone",
        }  # fmt: skip
        answer = client.post(reverse("intake:record"), form)
        made = Enquiry.objects.visible_to(dorte).get(once=form["once"])
        caller = Party.objects.visible_to(dorte).get(enquiry=made)
        url = reverse("intake:party", args=[made.pk, caller.pk])
        told = {"role": "caller", "given_name": row["given"], "family_name": row["family"] or "X",
                "phone": OWN_NUMBER, "address": "Krisevej 12", "town": "8000 Aarhus C",
                "version": "1"}  # fmt: skip
        assert (answer.status_code, client.post(url, told).status_code) == (302, 302)
    run_jobs()
    rows = Enquiry.objects.visible_to(dorte)
    held = [e for e in rows if verdict_of(actor=dorte, subject=e.pk) == Verdict.WITH_DESK]
    assert len(held) <= 8


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"other_phone": "ender på 45"}, {"phone": "", "relation": "Telefon: ender på 45"}),
        ({"other_phone": "+45 22 33 44 55"}, {"phone": "+45 22 33 44 55", "relation": ""}),
        ({"other_town": "ca. 45 år"}, {"age": 45, "town": ""}),
        ({"other_town": "Rosenvej 9, 8000 Aarhus"}, {"address": "Rosenvej 9, 8000 Aarhus"}),
        ({"other_town": "Randers"}, {"town": "Randers", "age": None}),
    ],
    ids=range(5),
)
def test_whoever_asks_for_help_is_not_sent_back_for_what_they_half_know(house, dorte, typed, kept):
    form = {"once": str(uuid4()), "caller_role": "exposed", "other_name": "Bo", **typed}
    assert Client().post(reverse("help:ask"), form).status_code == 302
    other = Party.objects.visible_to(dorte).get(role="other_party").facts
    assert {name: getattr(other, name) for name in kept} == kept


def test_nothing_of_what_is_no_fact_is_compared():
    facts = [
        Fact(FactKind.PHONE, "ender på 45"), Fact(FactKind.NAME, "\U0001f60a", "?"),
        Fact(FactKind.BIRTH, "ukendt"), Fact(FactKind.EMAIL, "bo"), Fact(FactKind.PLATE, "?"),
        Fact(FactKind.HANDLE, "@"), Fact(FactKind.CPR, "010190"), Fact(FactKind.ADDRESS, "", "-"),
    ]  # fmt: skip
    assert profile_of(facts) == profile_of([])
