"""The pages of this room, as people use them."""

import pytest
from django.test import Client

from frirum.work.safety.kinds import Cause, Level

_OF_CASE = ("risk", "judge", "cause", "instrument", "plan", "measure_new", "frame", "points",
            "versions")  # fmt: skip


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("name", _OF_CASE)
def test_every_page_opens_empty_and_full(
    name, language, url_of, dorte, client_of, judge, note, decide_on
):
    client = client_of(dorte)
    client.cookies["django_language"] = language
    assert client.get(url_of(name)).status_code == 200
    judge(Level.SEVERE)
    note(Cause.POLICE)
    decide_on()
    assert client.get(url_of(name)).status_code == 200


@pytest.mark.parametrize("name", _OF_CASE)
def test_the_other_side_finds_no_such_page(name, url_of, emil, gry, bos_case, client_of):
    assert client_of(emil).get(url_of(name)).status_code == 404
    assert client_of(gry).get(url_of(name)).status_code == 404
    assert Client().get(url_of(name)).status_code == 302
