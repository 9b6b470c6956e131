"""Every page, as every kind of stranger (S1), and what every GET may do."""

import pytest
from django.test import Client

from frirum.foundation.wall.sight import reaches

from .catalogue import NOBODY, addresses, names
from .world import CANARIES, NEVER_GIVEN_OUT, OF_THE_DESK

pytestmark = pytest.mark.promise

CASE_KEYS = {"case", "enquiry"}


def door_of(view):
    return view.door


def leaks(response):
    """Canaries in the body or any header."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    shown = body.decode(errors="replace") + str(response.headers)
    words = [*CANARIES, *NEVER_GIVEN_OUT]
    return [canary for canary in words if canary.casefold() in shown.casefold()]


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


@pytest.mark.parametrize(
    "who",
    [
        "emil",
        "folmer",
        "ida",
        "hans",
        "gry",
        "vera",
        "asta",
        "karen",
        "rosa",
    ],
)
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
            may_read = OF_THE_DESK if who == "vera" and "varslinger" in url else set()
            if who != "ida" and set(leaks(answer)) - may_read:
                wrong.append((name, method, leaks(answer)))
    assert wrong == []


@pytest.mark.parametrize(
    "who", ["dorte", "freja", "ida", "emil", "hans", "gry", "vera", "asta", "karen", "rosa"]
)
def test_s1_every_page_answers_every_role_and_relation_as_declared(
    world, bos_case, client_of, house, who
):
    """There for whoever holds what its door needs and reaches the case; else not there at all."""
    actor, wrong = house.staff[who], []
    client = client_of(actor)
    for name, view, url in addresses(world.ids):
        if door_of(view) in ("public", "beside"):
            continue
        root = view.root
        is_there = root is None or reaches(actor, root, world.ids.get(view.door, NOBODY))
        may = actor.may(view.needs) and is_there
        for method in ("get", "put"):
            status = getattr(client, method)(url).status_code
            # Behind an open door the row in the address may still be nobody's.
            fits = status < 500 and (status != 404 or nobodys(url)) if may else status == 404
            if not fits:
                wrong.append((name, method, may, status))
    assert wrong == []


# Behind an open door the row in the address may be somebody else's: a worker's own hours, meetings
# they are in, groups of their side; and the reception sees who comes today alone.
ONES_OWN = (
    "aabnet", "bilag", "kalender/tider", "kalender/moede/", "kalender/grupper/", "kalender/dagens/",
)  # fmt: skip


def nobodys(url):
    return str(NOBODY) in url or any(place in url for place in ONES_OWN)


def test_s1_the_log_names_no_row(world, client_of, dorte, emil, caplog):
    caplog.set_level("DEBUG")
    for actor in (dorte, emil):
        client = client_of(actor)
        client.raise_request_exception = False
        for _, _, url in addresses(world.ids):
            client.get(url)
            client.post(url, {"q": "Kanariebirk", "given_name": "Kanariealma"})
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("frirum")]
    said = "\n".join(ours).casefold()
    assert [c for c in CANARIES if c.casefold() in said] == []
    assert [str(pk) for pk in world.ids.values() if str(pk) in said] == []


def test_get_changes_nothing_on_any_page(world, client_of, dorte, freja, vera, asta, hans):
    """A GET that tried to write would be a 500: the door's connection refuses."""
    broken = []
    for actor in (dorte, freja, vera, asta, hans):
        client = client_of(actor)
        client.raise_request_exception = False
        for name, _, url in addresses(world.ids):
            answer = client.get(url)
            if answer.status_code >= 500:
                broken.append((actor.name, name))
    assert broken == []
