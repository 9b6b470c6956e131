"""No path out of the house without the guard: every file, every mail, every message."""

import ast
import re
from uuid import uuid4

import pytest
from django.http.response import HttpResponseBase

from frirum.casefile.consents.basis import Basis
from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.outgoing.actions import ask_to_leave
from frirum.casefile.outgoing.models import Kind, Stand
from frirum.casefile.outgoing.parcels import Parcel, Piece

from .catalogue import addresses
from .code import product

# What carries bytes or words away from this machine, and the one place that may use it.
CARRIERS = re.compile(
    r"^(?:smtplib|imaplib|poplib|ftplib|telnetlib|socket|http\.client|urllib\.request|requests|httpx"
    r"|aiohttp|django\.core\.mail|email\.message|asyncio|xmlrpc|webbrowser)\b"
)
MAY_CARRY = {
    "frirum/casefile/outgoing/gateways/mail.py": "the mail gateway, called by the sending job",
    "frirum/casefile/outgoing/gateways/sms.py": "the text message gateway, likewise",
    "frirum/foundation/jobs/management/commands/serve.py": "finds a free port of this machine",
}
# Answers that are no page: what they hold is no record of a case, or is released.
ANSWERS = {
    "frirum/casefile/outgoing/downloads.py": "a released file",
    "frirum/work/incidents/views/exhibits.py": "a redrawn copy, shown in the page of the case",
    "frirum/work/bookings/views/door.py": "a feed of times and the word “busy” alone",
    "frirum/config/health.py": "one word",
    "frirum/foundation/drafts/views.py": "a sentence for the field",
    "frirum/foundation/vault/uploads.py": "what comes in",
    "frirum/work/incidents/imports/wire.py": "likewise, from the child that reads it",
    "frirum/demo/views.py": "the demo alone",
}
ANSWER = re.compile(r"Content-Disposition|StreamingHttpResponse\(|FileResponse\(|content_type=")


def imported_by(source):
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


def called_in(source, name):
    return any(called == name for _node, called in source.calls())


def test_s25_only_the_gateways_can_carry_anything_away():
    found = {s.name for s in product() if any(map(CARRIERS.match, imported_by(s)))}
    assert found == set(MAY_CARRY)
    used = {s.name for s in product() if called_in(s, "gateway_for")}
    assert used == {"frirum/casefile/outgoing/jobs.py"}


def test_s25_only_listed_answers_are_no_page():
    found = {s.name for s in product() if ANSWER.search(s.text)}
    assert found == set(ANSWERS)


def test_s25_only_asking_makes_a_release_and_only_handing_out_lets_it_leave():
    made = {s.name for s in product() if called_in(s, "Release")}
    assert made == {"frirum/casefile/outgoing/actions/leaving.py"}
    lets = re.compile(r"stand\b[^=!\n]*= Stand\.LEFT|stand=Stand\.LEFT")
    left = {s.name for s in product() if lets.search(s.text)}
    assert left == {"frirum/casefile/outgoing/actions/leaving.py"}
    asked = next(s for s in product() if s.name.endswith("outgoing/actions/leaving.py"))
    body = next(one for one in asked.functions() if one.name == "ask_to_leave")
    called = {getattr(node.func, "id", "") for node in ast.walk(body) if isinstance(node, ast.Call)}
    for step in ("may_get", "may_receive", "may_leave_on", "look_at"):
        assert step in called, step


def test_s25_every_page_that_answers_with_a_file_answers_with_one_that_has_left(
    world, client_of, dorte
):
    """Walks every address: whatever is an attachment stands as LEFT among the releases."""
    client, attached = client_of(dorte), []
    for name, _view, address in addresses(world.ids):
        answer: HttpResponseBase = client.get(address)
        if "attachment" in answer.get("Content-Disposition", ""):
            attached.append(name)
    assert attached == ["outgoing:download"]


@pytest.mark.parametrize("kind", Kind)
def test_s25_no_kind_of_thing_goes_unread(kind, almas_case, dorte, now):
    """Whatever it is called, what looks like somebody's number is met."""
    parcel = Parcel(
        kind=kind,
        role=RecipientRole.POLICE,
        recipient="Kim Kvist",
        contents=frozenset({Content.INCIDENTS}),
        pieces=(Piece("Text", "Ring til Mette Nielsen på 20 77 66 55."),),
        basis=Basis(law="crime_work", reason="Politiet har bedt om det i dag."),
    )
    release = ask_to_leave(by=dorte, case=almas_case, parcel=parcel, once=uuid4(), now=now)
    assert release.stand == Stand.WAITING
