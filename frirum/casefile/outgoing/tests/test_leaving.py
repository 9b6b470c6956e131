"""What leaves the house, and what does not."""

import hashlib
from uuid import uuid4

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.outgoing.actions import hand_out, take_back
from frirum.casefile.outgoing.models import Kind, Release, Stand
from frirum.casefile.outgoing.parcels import Enclosed
from frirum.casefile.outgoing.rules import may_ask_again, may_get, may_receive
from frirum.foundation.vault import files
from frirum.foundation.wall.rulings import Refused

BYTES = b"numbered and hashed"


@pytest.fixture
def file(ask):
    def asked(recipient="Jens Jensen, Aarhus politi", name="Sag mod Bo.ZIP", source=BYTES, **more):
        values = {"contents": frozenset({Content.INCIDENTS}), "kind": Kind.LIST}
        enclosed = Enclosed(name, source)
        return ask("", recipient=recipient, pieces=(), enclosed=enclosed, **{**values, **more})

    return asked


@pytest.mark.parametrize("role", RecipientRole)
def test_addresses_and_notes_leave_to_nobody(role):
    assert not may_get(role, [Content.CONTACT]).allowed
    assert not may_get(role, [Content.STATEMENT, Content.NOTES]).allowed
    assert may_get(role, [Content.STATEMENT]).allowed
    assert not may_get(role, []).allowed


@pytest.mark.parametrize("recipient", ["Bo Bøgh", "bo boegh", "Bo", "Bo Peter Bøgh", "BO BOGH"])
def test_the_other_party_receives_nothing_however_the_name_is_written(recipient):
    assert not may_receive(recipient, ["Bo Bøgh"]).allowed


@pytest.mark.parametrize("recipient", ["Bo Jensen", "Jens Bøgh", "Østjyllands Politi"])
def test_a_namesake_of_half_a_name_may_receive(recipient):
    assert may_receive(recipient, ["Bo Bøgh"]).allowed


def test_nothing_leaves_without_a_name():
    assert not may_receive(" ", []).allowed


def test_nobody_asks_the_desk_all_day():
    assert may_ask_again(19).allowed
    assert "20" in may_ask_again(20).refusal


def test_what_is_clean_may_leave_at_once_and_is_written_down_first(file, dorte, ledger, now):
    release = file()
    assert release.stand == Stand.READY
    assert release.sha256 == hashlib.sha256(BYTES).hexdigest()
    assert release.size == len(BYTES)
    left = hand_out(by=dorte, release=release, now=now)
    assert (left.stand, left.released_by, left.released_at) == (Stand.LEFT, dorte.id, now)
    assert (dorte.id, "ask_to_leave", "done") in ledger()
    assert (dorte.id, "hand_out", "done") in ledger()


def test_asked_twice_it_leaves_once(ask, dorte):
    once = uuid4()
    assert ask("Udtalelse.", once=once) == ask("Udtalelse.", once=once)
    assert Release.objects.visible_to(dorte).count() == 1


def test_what_was_taken_back_does_not_leave(ask, dorte, now):
    release = take_back(by=dorte, release=ask("Udtalelse."), now=now)
    with pytest.raises(Refused):
        hand_out(by=dorte, release=release, now=now)


def test_a_sealed_file_of_the_case_leaves_as_it_is(file, almas_case):
    stored = files.store(almas_case.pk, [BYTES])
    release = file(source=stored.id)
    assert (release.sha256, release.made_of) == (stored.sha256, [str(stored.id)])


def test_a_sealed_file_of_another_case_never_leaves_from_this_one(file, bos_case):
    stored = files.store(bos_case.pk, [BYTES])
    with pytest.raises(Http404):
        file(source=stored.id)


def test_danger_case_02_the_other_party_of_the_case_gets_nothing(file, bo, dorte):
    with pytest.raises(Refused):
        file("Bo Brandt", role=RecipientRole.POLICE)
    assert not Release.objects.visible_to(dorte).exists()


def test_s10_s25_the_download_is_a_neutral_attachment_that_runs_nothing(
    file, almas_case, dorte, client_of, now
):
    release = hand_out(by=dorte, release=file(), now=now)
    url = reverse("outgoing:download", args=[almas_case.pk, release.pk])
    answer = client_of(dorte).get(url)
    assert b"".join(answer.streaming_content) == BYTES
    assert answer["Content-Disposition"].startswith('attachment; filename="20261122-')
    assert answer["Content-Disposition"].endswith('.zip"')
    assert "Bo" not in answer["Content-Disposition"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("stand", [Stand.READY, Stand.WAITING, Stand.STOPPED])
def test_s25_the_file_is_fetched_only_once_it_has_left(file, stand, almas_case, dorte, client_of):
    release = file()
    Release.objects.visible_to(dorte).filter(pk=release.pk).update(stand=stand)
    url = reverse("outgoing:download", args=[almas_case.pk, release.pk])
    assert client_of(dorte).get(url).status_code == 404


def test_to_the_other_side_nothing_ever_left(file, almas_case, bos_case, emil, client_of):
    release = file()
    for case in (almas_case, bos_case):
        for page in ("outgoing:download", "outgoing:release"):
            url = reverse(page, args=[case.pk, release.pk])
            assert client_of(emil).get(url).status_code == 404
    log = reverse("outgoing:log", args=[almas_case.pk])
    assert client_of(emil).get(log).status_code == 404
    assert Client().get(log).status_code == 302


def test_the_list_says_what_goes_to_whom(file, almas_case, dorte, client_of):
    release = file()
    shown = client_of(dorte).get(reverse("outgoing:log", args=[almas_case.pk])).content.decode()
    assert "Jens Jensen" in shown
    at = reverse("outgoing:release", args=[almas_case.pk, release.pk])
    assert at in shown
    assert client_of(dorte).get(at).status_code == 200
