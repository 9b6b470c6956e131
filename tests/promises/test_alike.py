"""What is unseen and what is not there answer alike: bytes, headers, cookies, work, time (S8, S10).

For cases, searches, files and links. Signing in is held to the same in `accounts`.
"""

import os
import random
import re
from uuid import UUID, uuid4

import pytest

from frirum.casefile.matters.models import Case
from frirum.casefile.people.actions import add_person
from frirum.casefile.people.facts import Identity
from frirum.casefile.people.kinds import PersonRole
from frirum.foundation.accounts.actions import ask_for_new_start
from frirum.foundation.accounts.models import Invitation, User

from .catalogue import addresses
from .clocks import apart, rounds, timed, work_of
from .test_two_worlds import DRAWN, GROWS, MASKS

pytestmark = pytest.mark.promise

# Of the open register, the same to everybody and of no case.
OF_THE_HOUSE = {"agency", "agent"}
AN_ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}")


def answer_of(client, method, url, given=None):
    """Everything of an answer that somebody could compare."""
    answer = getattr(client, method)(url, given or {})
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    headers = {k: v for k, v in answer.headers.items() if k not in DRAWN}
    cookies = {name: morsel["max-age"] for name, morsel in answer.cookies.items()}
    return answer.status_code, AN_ID.sub(b"", MASKS.sub(b"", body)), headers, cookies


def both_ways(client, unseen, absent):
    return [
        (name, method)
        for (name, _, one), (_, _, other) in zip(unseen, absent, strict=True)
        if one != other and name not in GROWS
        for method in ("get", "post", "put")
        if answer_of(client, method, one) != answer_of(client, method, other)
    ]


def test_s8_s10_every_page_about_an_unseen_case_is_like_one_about_none(world, emil, client_of):
    """Emil, with each id of Alma's, and with ids that are nobody's."""
    drawn = {n: uuid4() for n in world.ids if n != "page" and n not in OF_THE_HOUSE}
    drawn |= {name: world.ids[name] for name in OF_THE_HOUSE}
    drawn["page"] = f"sager/{drawn['case']}/haendelser/ny/"
    assert both_ways(client_of(emil), [*addresses(world.ids)], [*addresses(drawn)]) == []


def test_s8_s10_a_row_of_an_unseen_case_is_like_none_also_within_ones_own(
    world, bos_case, emil, client_of
):
    """Emil stands in Bo's case, and tries each id of Alma's in there."""
    hers = world.ids | {"case": bos_case.pk, "page": f"sager/{bos_case.pk}/haendelser/ny/"}
    kept = {"case", "page", *OF_THE_HOUSE}
    theirs = {n: hers[n] if n in kept else uuid4() for n in hers}
    assert both_ways(client_of(emil), [*addresses(hers)], [*addresses(theirs)]) == []


def test_s8_a_search_for_whom_one_may_not_see_is_like_one_for_nobody(world, emil, ida, client_of):
    for actor in (emil, ida):
        client = client_of(actor)
        for known, nobody in (("Kanariebirk", "Kanariebark"), ("20000171", "20000179"),
                              (world.case.number, "AAA-AAA")):  # fmt: skip
            found, none = (
                answer_of(client, "post", "/sager/soeg/", {"q": words}) for words in (known, nobody)
            )
            hide = {known.encode(): b"", nobody.encode(): b""}
            for word, blank in hide.items():
                found = (found[0], found[1].replace(word, blank), *found[2:])
                none = (none[0], none[1].replace(word, blank), *none[2:])
            found[2].pop("Content-Length", None), none[2].pop("Content-Length", None)
            assert found == none


def test_s10_a_choice_that_names_an_unseen_row_is_refused_like_one_that_names_none(
    world, bos_case, emil, client_of, now
):
    """An id slipped into a field of choices gets the one text that any wrong choice gets."""
    me = add_person(
        by=emil, case=bos_case, role=PersonRole.CLIENT, identity=Identity("Bo", "Krogh"), now=now
    )
    client, at = client_of(emil), f"/sager/{bos_case.pk}/personer/relation/"
    said = []
    for other in (world.ids["person"], uuid4()):
        given = {"once": str(UUID(int=77)), "person": str(me.pk), "other": str(other),
                 "kind": "knows"}  # fmt: skip
        said.append(answer_of(client, "post", at, given))
    assert said[0] == said[1]
    assert said[0][0] == 422


def ways(world, invitation):
    """How somebody might try whether a thing is there, given its id or words."""
    case = world.case.pk
    return {
        "case": ("get", lambda pk: f"/sager/{pk}/", lambda _: {}, case),
        "file": ("get", lambda pk: f"/sager/{case}/haendelser/bilag/{pk}/kopi/", lambda _: {},
                 world.ids["exhibit"]),
        "left the house": ("get", lambda pk: f"/sager/{case}/udleveret/{pk}/", lambda _: {},
                           world.ids["release"]),
        "link": ("get", lambda pk: f"/konto/ny-start/{pk}/", lambda _: {}, invitation),
        "search": ("post", lambda _: "/sager/soeg/", lambda w: {"q": f"Kanarie{w}"}, "birk"),
        "number": ("post", lambda _: "/sager/soeg/", lambda n: {"q": n}, world.case.number),
        "break the glass": ("post", lambda _: "/sager/aabn/", lambda n: {
            "number": n, "reason_code": "acute", "reason": "Nogen ringer og er bange nu."},
            world.case.number),
    }  # fmt: skip


@pytest.fixture
def invitation(asta, dorte, now):
    """A new start for Dorte, waiting for somebody who may hand over its code."""
    ask_for_new_start(by=asta, worker=User.objects.get(pk=dorte.id), now=now)
    return Invitation.objects.get(user=dorte.id).pk


WAYS = ["case", "file", "left the house", "link", "search", "number", "break the glass"]


@pytest.fixture(autouse=True)
def plain_number(world):
    """Of letters that are spelt as they are: folding "AA" is work of what was typed, not found."""
    Case.objects.opened().filter(pk=world.case.pk).update(number="KDM-472")
    world.case.number = "KDM-472"


def absent(thing):
    """Another of the same range: an id, a case number, a word as long, with digits where it has."""
    if isinstance(thing, UUID):
        return uuid4()
    same = {True: "23456789", False: "BCDFGHJKLM"}
    return "".join(random.choice(same[c.isdigit()]) if c.isalnum() else c for c in thing)


@pytest.mark.parametrize("way", WAYS)
def test_s8_unseen_and_absent_are_the_same_work(world, emil, client_of, invitation, way):
    """Not one statement and not one call of a function more: so it takes the same time."""
    client = client_of(emil)
    method, address, given, unseen = ways(world, invitation)[way]

    def work(thing):
        return work_of(lambda: getattr(client, method)(address(thing), given(thing)))

    work(unseen), work(absent(unseen))  # what is only worked out once is in mind now
    hidden, none = [[work(thing) for _ in range(9)] for thing in (unseen, absent(unseen))]
    assert {str(said) for said, _ in hidden} == {str(said) for said, _ in none}
    assert apart([calls for _, calls in hidden], [calls for _, calls in none]) == {}


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS if os.environ.get("FRIRUM_FULL") else ["case"])
def test_s8_unseen_and_absent_take_the_same_time(world, emil, client_of, invitation, way):
    client = client_of(emil)
    method, address, given, unseen = ways(world, invitation)[way]

    def asks(which):
        def ask():
            thing = which(unseen)
            url, form = address(thing), given(thing)
            return timed(lambda: getattr(client, method)(url, form))

        return ask

    ts, is_even = rounds(asks(lambda thing: thing), asks(absent))
    assert is_even, ts
