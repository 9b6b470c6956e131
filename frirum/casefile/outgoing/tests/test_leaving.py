"""What leaves the house, and what does not."""

import hashlib

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.outgoing.actions import release_file
from frirum.casefile.outgoing.models import Kind, Release
from frirum.casefile.outgoing.rules import may_get, may_receive
from frirum.casefile.people.actions import add_person
from frirum.casefile.people.identity import Identity
from frirum.casefile.people.kinds import PersonRole
from frirum.foundation.vault import files
from frirum.foundation.wall.rulings import Refused

BYTES = b"numbered and hashed"


@pytest.fixture
def hand_over(almas_case, dorte, now):
    def hand(recipient="Jens Jensen, Aarhus police", **more):
        values = {
            "by": dorte,
            "kind": Kind.BUNDLE,
            "role": RecipientRole.POLICE,
            "contents": [Content.INCIDENTS, Content.EXHIBITS],
            "name": "Alma mod Bo.ZIP",
            "source": [BYTES],
        }
        return release_file(case=almas_case, recipient=recipient, now=now, **{**values, **more})

    return hand


@pytest.mark.parametrize("role", RecipientRole)
def test_addresses_and_notes_leave_to_nobody(role):
    assert not may_get(role, [Content.CONTACT]).allowed
    assert not may_get(role, [Content.INCIDENTS, Content.NOTES]).allowed
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


def test_what_leaves_is_written_down_first(hand_over, dorte, ledger):
    release = hand_over()
    assert release.sha256 == hashlib.sha256(BYTES).hexdigest()
    assert release.size == len(BYTES)
    assert (dorte.id, "release_file", "done") in ledger()


def test_a_sealed_file_of_the_case_leaves_as_it_is(hand_over, almas_case):
    stored = files.store(almas_case.pk, [BYTES])
    assert hand_over(source=stored.id).sha256 == stored.sha256


def test_a_sealed_file_of_another_case_never_leaves_from_this_one(hand_over, bos_case):
    stored = files.store(bos_case.pk, [BYTES])
    with pytest.raises(Http404):
        hand_over(source=stored.id)


def test_the_other_party_of_the_case_gets_nothing(hand_over, almas_case, dorte, now):
    bo = Identity(given_name="Bo", family_name="Bøgh")
    add_person(by=dorte, case=almas_case, role=PersonRole.OTHER_PARTY, identity=bo, now=now)
    with pytest.raises(Refused):
        hand_over("Bo Bøgh", role=RecipientRole.CLIENT)
    assert not Release.objects.visible_to(dorte).exists()


def test_s10_s25_the_download_is_a_neutral_attachment_that_runs_nothing(
    hand_over, almas_case, dorte, client_of
):
    release = hand_over()
    url = reverse("outgoing:download", args=[almas_case.pk, release.pk])
    answer = client_of(dorte).get(url)
    assert b"".join(answer.streaming_content) == BYTES
    assert answer["Content-Disposition"].startswith('attachment; filename="20261122-')
    assert answer["Content-Disposition"].endswith('.zip"')
    assert "Alma" not in answer["Content-Disposition"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


def test_to_the_other_side_nothing_ever_left(hand_over, almas_case, bos_case, emil, client_of):
    release = hand_over()
    for case in (almas_case, bos_case):
        url = reverse("outgoing:download", args=[case.pk, release.pk])
        assert client_of(emil).get(url).status_code == 404
    log = reverse("outgoing:log", args=[almas_case.pk])
    assert client_of(emil).get(log).status_code == 404
    assert Client().get(log).status_code == 302


def test_the_list_says_what_went_to_whom(hand_over, almas_case, dorte, client_of):
    hand_over()
    shown = client_of(dorte).get(reverse("outgoing:log", args=[almas_case.pk])).content.decode()
    assert "Jens Jensen" in shown
    assert hashlib.sha256(BYTES).hexdigest() in shown
