"""Every page keeps its budget of database statements, and none depends on its number of rows.

`FRIRUM_WRITE_BUDGETS=1 ./app test tests/promises/test_budgets.py` writes the file anew; the change
shows in review.
"""

import json
import os
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from frirum.casefile.intake.actions import record_enquiry
from frirum.casefile.intake.choices import CallerRole, PartyRole
from frirum.casefile.intake.facts import PartyFacts
from frirum.casefile.intake.facts import Told as ToldEnquiry
from frirum.casefile.people.actions import take_people
from frirum.casefile.people.facts import Identity, Newcomer
from frirum.casefile.people.kinds import PersonRole
from frirum.casefile.tasks.actions import add_task
from frirum.demo.cast import open_almas_case
from frirum.foundation.accounts import queries
from frirum.foundation.accounts.models import SignIn
from frirum.foundation.vault import keys
from frirum.work.incidents.actions import store_incidents
from frirum.work.incidents.facts import Entry

from .catalogue import addresses
from .world import _told

pytestmark = pytest.mark.promise

FILE = Path(__file__).with_name("budgets.json")
# Goal 5 of the performance notes: what the three main pages may cost at most.
MUSTS = {"dorte desk:cases": 8, "dorte desk:case": 12, "dorte incidents:record": 14}


def statements(client, url):
    """Statements of a page whose keys and names are in mind already.

    All that is kept for a minute is kept from now on: a busy machine must not see it lapse.
    """
    keys.forget()
    queries._names.clear()
    SignIn.objects.update(seen_at=timezone.now())
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    ours = (q["sql"] for q in seen.captured_queries)
    return sum(not sql.startswith(("SAVEPOINT", "RELEASE")) for sql in ours)


def test_every_page_keeps_its_budget(world, client_of, house, dorte, freja, vera, asta):
    if connection.vendor != "sqlite":
        pytest.skip("The budgets are counted on SQLite.")
    spent = {}
    for actor in (dorte, freja, vera, asta, house.staff["karen"], house.staff["rosa"]):
        client = client_of(actor)
        who = actor.name.split()[0].lower()
        for name, view, url in addresses(world.ids):
            if view.door != "public" and client.get(url).status_code == 200:
                spent[f"{who} {name}"] = statements(client, url)
    if os.environ.get("FRIRUM_WRITE_BUDGETS"):
        FILE.write_text(json.dumps(spent, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    allowed = json.loads(FILE.read_text(encoding="utf-8"))
    assert {n: c for n, c in spent.items() if c > allowed.get(n, 0)} == {}
    assert {n: spent[n] for n, most in MUSTS.items() if spent[n] > most} == {}


def grow(house, case, now):
    """Fifty more of whatever a list shows."""
    dorte, freja = house.staff["dorte"], house.staff["freja"]
    for n in range(50):
        other = open_almas_case(house, now=now)
        person = Newcomer(PersonRole.CLIENT, Identity(f"Klient {n}", "Nr"))
        take_people(by=dorte, case=other, newcomers=[person], now=now)
        add_task(by=dorte, case=case, title=f"Opgave {n}", worker=dorte.id, now=now)
        named = [PartyFacts(role=PartyRole.CALLER, given_name=f"Ringer {n}")]
        record_enquiry(
            by=freja, told=ToldEnquiry(caller_role=CallerRole.EXPOSED), parties=named,
            once=UUID(int=900 + n), received_at=now, now=now,
        )  # fmt: skip
    relatives = [Newcomer(PersonRole.RELATIVE, Identity(f"Slægt {n}", "")) for n in range(50)]
    take_people(by=dorte, case=case, newcomers=relatives, now=now)
    store_incidents(by=dorte, case=case, entries=[Entry(told=_told(now))] * 50, now=now)


def test_no_list_asks_more_when_it_shows_more(world, house, client_of, now):
    case = world.case.pk
    lists = {
        "dorte": ["/", "/sager/", "/opgaver/", f"/opgaver/{case}/", f"/sager/{case}/",
                  f"/sager/{case}/haendelser/", f"/sager/{case}/personer/"],
        "freja": ["/henvendelser/", "/henvendelser/venteliste/", "/sager/"],
    }  # fmt: skip
    clients = {who: client_of(house.staff[who]) for who in lists}
    before = {(w, u): statements(clients[w], u) for w, urls in lists.items() for u in urls}
    grow(house, world.case, now)
    after = {(w, u): statements(clients[w], u) for w, u in before}
    assert {at: (n, after[at]) for at, n in before.items() if after[at] > n} == {}
