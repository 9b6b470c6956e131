"""With and without Bo's case: what Alma's side reaches is byte for byte the same (S9, S13)."""

import re
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import transaction

from frirum.casefile.intake.actions import record_enquiry
from frirum.casefile.intake.choices import CallerRole, PartyRole
from frirum.casefile.intake.facts import PartyFacts, Told
from frirum.casefile.matters import chance
from frirum.casefile.matters.actions import approve_crossing, export_case, write_crossing
from frirum.casefile.matters.models import Basis, Crossing, Danger, ForWhom, HouseWarning
from frirum.casefile.people.actions import take_people
from frirum.casefile.people.facts import Identity, Newcomer
from frirum.casefile.people.kinds import PersonRole, WayKind
from frirum.demo.cast import open_almas_case, open_bos_case
from frirum.foundation.wall.actors import Actor

from .booked import furnished
from .catalogue import addresses
from .worked import registered

pytestmark = pytest.mark.promise

MASKS = re.compile(
    rb'(csrfmiddlewaretoken" value="|X-CSRFToken": "|data-csrf="|nonce="|name="once" value=")[^"]+'
)


DRAWN = ("Content-Security-Policy", "X-CSRFToken")  # hold a number drawn for each answer
# Its newest row is the very visit that reads it; a test in `matters` holds it to the same promise.
GROWS = {"matters:access"}


def seen_by(client, ids):
    """Every page this person reaches: status, body and headers that could tell."""
    pages = {}
    for name, view, url in addresses(ids):
        if view.door == "public" or name.startswith(("accounts:", "demo:")) or name in GROWS:
            continue
        answer = client.get(url)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        told = {k: v for k, v in answer.headers.items() if k not in DRAWN}
        pages[name] = (answer.status_code, MASKS.sub(b"", body), told)
    for words in ("Bo", "Krogh", "20000199", "Alma"):
        found = client.post("/sager/soeg/", {"q": words})
        pages[f"search {words}"] = (found.status_code, MASKS.sub(b"", found.content), 0)
    return pages


def differences(before, after):
    return [name for name in before if before[name] != after[name]]


@pytest.fixture
def still(now):
    with time_machine.travel(now, tick=False):
        yield


def bo_becomes_a_client(house, matter, now):
    """His own case, in his own words: it names Alma, her number, and the same child."""
    case = open_bos_case(house, now=now, matter=matter)
    emil = house.staff["emil"]
    people = [
        Newcomer(PersonRole.CLIENT, Identity("Bo", "Krogh"), ((WayKind.PHONE, "20000199"),)),
        Newcomer(
            PersonRole.OTHER_PARTY,
            Identity("Kanariealma", "Kanariebirk"),
            ((WayKind.PHONE, "20000171"),),
        ),
    ]
    take_people(by=emil, case=case, newcomers=people, now=now)
    return case


@pytest.mark.parametrize("who", ["dorte", "freja", "ida"])
def test_s9_the_other_side_learns_nothing(world, still, house, client_of, run_jobs, now, who):
    run_jobs()
    client = client_of(house.staff[who])
    before = seen_by(client, world.ids)
    bo_becomes_a_client(house, world.case.matter, now)
    run_jobs()
    assert differences(before, seen_by(client, world.ids)) == []


def test_s9_nor_does_bos_side_learn_of_hers(
    house, still, client_of, run_jobs, now, almas_case, dorte, freja
):
    bos = bo_becomes_a_client(house, almas_case.matter, now)
    run_jobs()
    client = client_of(house.staff["emil"])
    ids = {"case": bos.pk}
    # The house and its open register are the same in both worlds.
    furnished(house.victim_team.site)
    registered(dorte, now)
    before = seen_by(client, ids)
    from .world import build

    build(dorte=dorte, freja=freja, case=almas_case, now=now)
    run_jobs()
    assert differences(before, seen_by(client, ids)) == []


@pytest.fixture
def bo_speaks(house, now, emil, monkeypatch):
    """Bo says in therapy what has to be passed on, if there is anybody to pass it on to."""
    monkeypatch.setattr(chance, "delay", lambda: timedelta(minutes=30))
    case = open_bos_case(house, now=now)
    crossing = write_crossing(
        by=emil, case=case, danger=Danger.PLAN, basis=Basis.CRIME, for_whom=ForWhom.WORKER,
        reason="Han vil vente på hende torsdag.", words="Gå ikke alene torsdag.", now=now,
    )  # fmt: skip
    return case, crossing


@contextmanager
def never_happened():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_s9_s12_who_asks_for_a_warning_never_learns_whether_there_was_anybody_to_tell(
    bo_speaks, house, client_of, now, vera, dorte
):
    """Approved with nobody there, and with Alma, her daughter and a closed case there: the
    writer's side, and an answer about what is held, are the same just after and much later."""
    (case, crossing), seen = bo_speaks, []
    for others in (0, 3):
        with never_happened():
            for _ in range(others):
                open_almas_case(house, now=now, matter=case.matter)
            row = Crossing.objects.visible_to(vera).get(pk=crossing.pk)
            with time_machine.travel(now, tick=False):
                approve_crossing(by=vera, crossing=row, now=now)
            assert HouseWarning.objects.visible_to(dorte).count() == others
            told = []
            for minutes in (1, 29, 31, 600):
                with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
                    told += [
                        seen_by(client_of(house.staff[who]), {"case": case.pk})
                        for who in ("emil", "folmer")
                    ]
            told.append(export_case(by=Actor.system("a test"), root=case.pk))
            seen.append(told)
    nobody, some = seen
    assert [differences(a, b) for a, b in zip(nobody[:-1], some[:-1], strict=True)] == [[]] * 8
    assert nobody[-1] == some[-1]
    handled = ["Behandlet" in page["matters:danger"][1].decode() for page in some[:-1:2]]
    assert handled == [False, False, True, True]


def test_s13_a_new_enquiry_answers_the_same_whoever_is_known(
    world, still, house, client_of, freja, now
):
    """Just recorded, an enquiry that names Bo looks like one that names nobody known."""

    def enquiry_naming(phone, once):
        told = Told(caller_role=CallerRole.EXPOSED)
        named = [
            PartyFacts(role=PartyRole.CALLER, given_name="Ny"),
            PartyFacts(role=PartyRole.OTHER_PARTY, given_name="Bo", phone=phone),
        ]
        made = record_enquiry(
            by=freja, told=told, parties=named, once=UUID(int=once), received_at=now, now=now
        )
        answer = client_of(freja).get(f"/henvendelser/{made.pk}/")
        text = MASKS.sub(b"", answer.content).replace(str(made.pk).encode(), b"")
        return re.sub(rb"[0-9a-f-]{36}", b"", text).replace(phone.encode(), b"")

    bo_becomes_a_client(house, world.case.matter, now)
    assert enquiry_naming("20 00 01 99", 70) == enquiry_naming("20 00 01 98", 71)
