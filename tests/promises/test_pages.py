"""Every page, as every kind of stranger, and what the headers and errors say (S1, S31, S37)."""

import pytest
from django.test import Client

from .catalogue import addresses, names
from .world import CANARIES

pytestmark = pytest.mark.promise

CASE_KEYS = {"case", "enquiry"}


def door_of(view):
    return view.door


def leaks(response):
    """Canaries in the body or any header."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    shown = body.decode(errors="replace") + str(response.headers)
    return [canary for canary in CANARIES if canary.casefold() in shown.casefold()]


def test_every_page_is_in_the_catalogue(world):
    assert {name for name, _, _ in addresses(world.ids)} == names()


def test_s2_every_view_has_a_door(world):
    assert [name for name, view, _ in addresses(world.ids) if not hasattr(view, "door")] == []


def test_s1_who_is_not_signed_in_is_sent_to_sign_in_or_sees_nothing(world):
    client, wrong = Client(), []
    for name, view, url in addresses(world.ids):
        for method in ("get", "post"):
            answer = getattr(client, method)(url)
            if door_of(view) != "public" and answer.status_code not in (302, 404):
                wrong.append((name, method, answer.status_code))
            if leaks(answer):
                wrong.append((name, method, leaks(answer)))
    assert wrong == []


@pytest.mark.parametrize("who", ["emil", "folmer", "ida", "hans", "gry", "vera", "asta"])
def test_s1_to_everyone_else_the_case_is_not_there(world, bos_case, client_of, house, who):
    """Other side, other worker, other role: 404 on every page about the case, and no word of it."""
    client, wrong = client_of(house.staff[who]), []
    for name, view, url in addresses(world.ids):
        if door_of(view) == "public" or name.startswith("accounts:"):
            continue
        for method in ("get", "post"):
            answer = getattr(client, method)(url)
            if str(world.case.pk) in url and answer.status_code != 404:
                wrong.append((name, method, answer.status_code))
            if who != "ida" and leaks(answer):
                wrong.append((name, method, leaks(answer)))
    assert wrong == []


def test_s6_when_an_assignment_ends_the_next_request_finds_nothing(
    world, client_of, dorte, freja, now
):
    from frirum.casefile.matters.actions import end_assignment

    client = client_of(dorte)
    pages = [u for _, v, u in addresses(world.ids) if door_of(v) == "case"]
    assert client.get(pages[0]).status_code == 200
    for row in world.case.assignments.visible_to(freja):
        if row.worker == dorte.id:
            end_assignment(by=freja, assignment=row, now=now)
    answers = {client.get(url, headers={"HX-Request": "true"}).status_code for url in pages}
    assert answers == {404}


def test_get_changes_nothing_on_any_page(world, client_of, dorte, freja):
    """A GET that tried to write would be a 500: the door's connection refuses."""
    broken = []
    for actor in (dorte, freja):
        client = client_of(actor)
        client.raise_request_exception = False
        for name, _, url in addresses(world.ids):
            answer = client.get(url)
            if answer.status_code >= 500:
                broken.append((actor.name, name))
    assert broken == []


def test_s31_the_full_header_set_is_on_every_answer(world, client_of, dorte):
    client, wrong = client_of(dorte), []
    for name, _, url in addresses(world.ids):
        headers = client.get(url).headers
        held = {
            "no-store" in headers.get("Cache-Control", ""),
            headers.get("X-Content-Type-Options") == "nosniff",
            headers.get("Cross-Origin-Opener-Policy") == "same-origin",
            headers.get("Cross-Origin-Resource-Policy") == "same-origin",
            "noindex" in headers.get("X-Robots-Tag", ""),
            "Referrer-Policy" in headers,
            "camera=()" in headers.get("Permissions-Policy", ""),
            "default-src 'none'" in headers.get("Content-Security-Policy", "")
            or "sandbox" in headers.get("Content-Security-Policy", ""),
        }
        if held != {True}:
            wrong.append(name)
    assert wrong == []


NONSENSE = [
    {},
    {"q": "\x00'\";--<script>", "once": "x", "version": "x", "next": "https://example.org"},
    {"given_name": "x" * 100_000, "happened_on": "31-31-31", "status": "☃", "kind": "\ud83d"},
]


@pytest.mark.parametrize("data", NONSENSE, ids=["empty", "hostile", "huge"])
def test_s37_no_page_breaks_whatever_is_sent(world, client_of, dorte, freja, vera, asta, data):
    data = {key: value.encode("utf-8", "replace").decode() for key, value in data.items()}
    broken = []
    for actor in (dorte, freja, vera, asta):
        client = client_of(actor)
        client.raise_request_exception = False
        for name, _, url in addresses(world.ids):
            if name in {"accounts:sign_out", "accounts:end_all_devices"}:
                continue
            codes = (client.post(url, data).status_code, client.get(url, data).status_code)
            if max(codes) >= 500:
                broken.append((actor.name, name, codes))
    assert broken == []
