"""Whoever takes down an enquiry learns neither from a page nor from a clock whom the house knows.

What is known stands on the other side: under a name of its own, under one that five bear, so that
the sixth takes its single-word keys away, and under one that many bear.
"""

from contextlib import contextmanager
from functools import partial
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from frirum.casefile.intake.actions import record_enquiry
from frirum.casefile.intake.choices import CallerRole
from frirum.casefile.intake.facts import PartyFacts, Told
from frirum.casefile.matching import chance
from frirum.casefile.matching.actions import order_check, put_facts
from frirum.casefile.matching.facts import Fact, FactKind, Party
from frirum.casefile.matching.jobs import run_check
from frirum.casefile.matching.models import Check, Verdict
from frirum.casefile.matching.queries import verdict_of
from frirum.casefile.matters.models import Side
from frirum.foundation.jobs.models import Job
from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actors import Actor

from .clocks import rounds, timed, work_of
from .test_alike import answer_of

pytestmark = pytest.mark.promise

FRIRUM = Actor.system("a test")
# Whom the house knows on the other side: their name, and how many bear it.
KNOWN = {"one": ("Sunniva", "Kvistborg", 1), "five": ("Torkild", "Brunsgaard", 5),
         "many": ("Mette", "Jensen", 40)}  # fmt: skip
PHONE = "22334455"
# As long, with as many sounds, and on no file.
NOBODY = {"one": ("Bunnivo", "Tvistbarg"), "five": ("Morkulf", "Drunsgoard"),
          "many": ("Votte", "Tonsan")}  # fmt: skip


@pytest.fixture
def known(db):
    """On file on the exposed side, each in a file of their own, all with the one phone."""
    parties = [
        Party(uuid4(), uuid4(), Side.EXPOSED, Side.EXPOSED, (
            Fact(FactKind.NAME, given, family), Fact(FactKind.PHONE, PHONE)))
        for given, family, many in KNOWN.values()
        for _ in range(many)
    ]  # fmt: skip
    keys.issue_many({party.root: Compartment.EXPOSED for party in parties})
    put_facts(by=FRIRUM, parties=parties)


@pytest.fixture
def enquiry(house, emil, now):
    """Emil's own, on the side of those who stalk."""
    return record_enquiry(
        by=emil, told=Told(caller_role=CallerRole.EXERCISING), once=uuid4(), received_at=now,
        parties=[PartyFacts(given_name="Bo", family_name="Krogh")], now=now,
    )  # fmt: skip


def named_as(which, *, is_known):
    """The same one nobody each time, as it is the same somebody: both spellings are in mind."""
    given, family, _many = KNOWN[which]
    return (given, family, PHONE) if is_known else (*NOBODY[which], "32435465")


@contextmanager
def undone():
    """The house is afterwards as it was: each probe finds what the first one found."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def forms(enquiry, emil, client_of, monkeypatch):
    """The forms that take a name: `forms[form](name, is_known=...)` fills it in and sends it."""
    client = client_of(emil)

    def call(who):
        given, family, phone = who
        return reverse("intake:record"), {
            "safe_now": "yes", "caller_role": "exercising", "name": f"{given} {family}",
            "phone": phone, "channels": "phone", "channel": "call", "agreed": "nothing",
        }  # fmt: skip

    def party(who):
        given, family, phone = who
        return reverse("intake:new_party", args=[enquiry.pk]), {
            "role": "other_party", "given_name": given, "family_name": family, "phone": phone,
        }  # fmt: skip

    def sent(form, which, *, is_known):
        """Answers the CPU time from the press of the button to the answer."""
        url, fields = form(named_as(which, is_known=is_known))
        given = {**fields, "once": str(uuid4())}
        with undone():
            return timed(lambda: client.post(url, given))

    return {"call": partial(sent, call), "party": partial(sent, party)}


FORMS = ["call", "party"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("which", KNOWN)
def test_s13_taking_down_whom_the_house_knows_is_the_same_work(known, forms, form, which):
    """Statement by statement: not one more, and none of another kind."""

    def work(*, is_known):
        said, _calls = work_of(lambda: forms[form](which, is_known=is_known))
        return str([_shape(sql) for sql in said])

    work(is_known=True), work(is_known=False)  # what is only worked out once is in mind now
    hits, misses = ({work(is_known=at) for _ in range(9)} for at in (True, False))
    assert hits == misses


def _shape(sql):
    """However many rows or values it is about."""
    head, _, rest = sql.partition(" VALUES ")
    return head if rest else sql.replace("?, ", "")


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("which", KNOWN)
def test_s13_taking_down_whom_the_house_knows_takes_the_same_time(known, forms, form, which):
    """One row fewer is written of a name that many bear; no clock can tell."""
    send = partial(forms[form], which)
    ts, is_even = rounds(partial(send, is_known=True), partial(send, is_known=False))
    assert is_even, ts


@pytest.fixture
def held(known, enquiry, emil, client_of, monkeypatch, settings):
    """`held(name, is_known=...)`: the page of an enquiry that lies with the desk, as it names
    somebody known, or nobody and was drawn."""
    settings.CHECK_DELAY_SECONDS = 0
    client = client_of(emil)

    @contextmanager
    def lies(which, *, is_known):
        monkeypatch.setattr(chance, "is_drawn", lambda: not is_known)
        given, family, phone = named_as(which, is_known=is_known)
        facts = {"role": "other_party", "given_name": given, "family_name": family, "phone": phone}
        with undone():
            client.post(reverse("intake:new_party", args=[enquiry.pk]), {**facts, "once": uuid4()})
            run_check(by=FRIRUM, check=Check.objects.opened().get(subject=enquiry.pk).pk)
            assert verdict_of(actor=emil, subject=enquiry.pk) == Verdict.WITH_DESK
            yield client, {given: "X", family: "Y", phone: "Z"}

    return lies


PAGES = ["list", "enquiry", "parties"]


@pytest.mark.parametrize("page", PAGES)
def test_s9_s13_held_for_somebody_known_and_held_by_chance_look_and_work_alike(held, enquiry, page):
    url = reverse(f"intake:{page}", args=[enquiry.pk] if page != "list" else [])

    def seen(*, is_known):
        with held("one", is_known=is_known) as (client, words):
            client.get(url)
            answer = answer_of(client, "get", url)
            work = work_of(lambda: client.get(url))
        body = answer[1].decode()
        for word, mark in words.items():
            body = body.replace(word, mark)
        return answer[0], body, work[0]

    assert seen(is_known=True) == seen(is_known=False)


@pytest.mark.slow
def test_s13_when_the_answer_comes_tells_nothing(known, enquiry, emil, settings, now):
    """From the order to the answer: a wait that is drawn, and then the comparison itself, which
    takes longer for somebody than for nobody. No clock can tell, as the wait hides it."""
    settings.CHECK_DELAY_SECONDS = 8

    def answered(which, *, is_known):
        given, family, phone = named_as(which, is_known=is_known)
        facts = (Fact(FactKind.NAME, given, family), Fact(FactKind.PHONE, phone))
        party = Party(uuid4(), enquiry.pk, Side.EXERCISING, Side.EXERCISING, facts)
        with undone():
            put_facts(by=FRIRUM, parties=[party])
            check = order_check(by=FRIRUM, subject=enquiry.pk, now=now)
            Job.objects.filter(kind="matching.check").delete()
            wait = chance.delay().total_seconds() * 1_000_000
            return wait + timed(lambda: run_check(by=FRIRUM, check=check.pk))

    ts, is_even = rounds(
        partial(answered, "one", is_known=True), partial(answered, "one", is_known=False)
    )
    assert is_even, ts
