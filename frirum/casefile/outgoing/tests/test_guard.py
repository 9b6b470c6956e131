"""What the guard stops, what it asks about, and who says yes."""

import re
from uuid import uuid4

import pytest
from django.http import Http404
from django.urls import reverse

from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.outgoing.actions import (
    answer_approval,
    answer_question,
    ask_to_leave,
    give_reason,
    hand_out,
)
from frirum.casefile.outgoing.models import Approval, DeskQuestion, Need, Stand
from frirum.casefile.people.kinds import PersonRole
from frirum.foundation.wall.rulings import Refused

pytestmark = pytest.mark.usefixtures("alma", "cilie", "bo")
WHY = "Politiet skal bruge adressen for at køre forbi i nat."


def needs(dorte, release):
    return {one.need for one in Approval.objects.visible_to(dorte).filter(release=release)}


def the(need, by, release):
    return Approval.objects.visible_to(by).get(release=release, need=need)


@pytest.mark.parametrize(
    "text",
    [
        "Alma Birk har talt med os. Bo Brandt ringede fra 51 22 33 44 den 3. november.",
        "Vi henviser til journalnummer 5100-12345-00001-26 og til Freja Friis, teamleder.",
        "Hun har været hos os siden maj. Bo har skrevet 41 gange.",
    ],
)
def test_a_clean_letter_may_leave_at_once(ask, text):
    assert ask(text).stand == Stand.READY


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hun bor nu på Rosenlundvej 14.", "Rosenlundvej 14"),
        ("Hun bor nu på Rosen-\nlund Vej 14.", "Rosen-\nlund Vej 14"),
        ("Ring til hende på +45 2241 5678.", "+45 2241 5678"),
        ("Datteren går i Solsikke Skole.", "Solsikke Skole"),
        ("Hun arbejder i bageriet GRYN.", "bageriet GRYN"),
        ("Datteren Cilie er bange.", "Cilie"),
    ],
)
def test_danger_case_01_what_this_case_protects_is_stopped_with_what_and_where(ask, text, words):
    release = ask(text)
    assert release.stand == Stand.WAITING
    assert [(one["words"], one["where"]) for one in release.findings] == [(words, "Text")]


def test_a_child_is_named_where_the_childrens_situation_is_told(ask):
    told = frozenset({Content.CHILDREN})
    assert ask("Cilie er bange.", contents=told, role=RecipientRole.MUNICIPALITY).is_ready


def test_protected_words_leave_only_with_a_reason_and_a_colleagues_yes(
    ask, dorte, freja, emil, now
):
    release = ask("Hun bor på Rosenlundvej 14.")
    with pytest.raises(Refused):
        answer_approval(
            by=freja, approval=the("override", dorte, release), passes=True, remark="", now=now
        )
    asked = give_reason(by=dorte, approval=the("override", dorte, release), reason=WHY, now=now)
    with pytest.raises(Refused):
        answer_approval(by=dorte, approval=asked, passes=True, remark="", now=now)
    with pytest.raises(Http404):
        answer_approval(by=emil, approval=asked, passes=True, remark="", now=now)
    answer_approval(by=freja, approval=asked, passes=True, remark="", now=now)
    release.refresh_from_db()
    assert hand_out(by=dorte, release=release, now=now).stand == Stand.LEFT


def test_a_short_reason_is_none(ask, dorte, now):
    release = ask("Hun bor på Rosenlundvej 14.")
    with pytest.raises(Refused):
        give_reason(by=dorte, approval=the("override", dorte, release), reason="Haster", now=now)


def test_a_colleagues_no_stops_it(ask, dorte, freja, now):
    release = ask("Udtalelse.", wants_reader=True)
    assert release.stand == Stand.WAITING
    reader = the(Need.READER, dorte, release)
    answer_approval(by=freja, approval=reader, passes=False, remark="Skriv dato på.", now=now)
    release.refresh_from_db()
    assert release.stand == Stand.STOPPED


@pytest.mark.parametrize(
    "text",
    [
        "Hun kan nås på 60 11 22 33.",
        "Send det til Ahornparken 7.",
        "Drengen går i Bakkeskolen.",
        "Lotte Kristensen har set det hele.",
        "Skriv til nogen@eksempel.dk i morgen.",
    ],
)
def test_words_that_the_case_does_not_know_go_to_the_desk_whoever_bears_them(
    ask, text, dorte, vera, now
):
    release = ask(text)
    assert (release.stand, needs(dorte, release)) == (Stand.WAITING, {Need.DESK})
    [asked] = DeskQuestion.objects.visible_to(vera)
    assert [word.matches for word in asked.words] == [False]
    answer_question(by=vera, question=asked, passes=True, now=now)
    release.refresh_from_db()
    assert release.is_ready


def _masked(page, release):
    """Without what is drawn anew for each page, and the words themselves."""
    text = page.decode().replace(str(release.pk), "")
    text = re.sub(r"Ahornparken|Platanhaven", "", text)
    return re.sub(r'nonce="[^"]*"|data-csrf="[^"]*"|value="\w{64}"|Token": "\w{64}"', "", text)


@pytest.fixture
def what_emils_case_holds(told_of, emil, bos_case):
    """Bo's own case: where he lives now, which Alma's does not know, and whom he sees."""
    told_of(
        emil,
        bos_case,
        PersonRole.CLIENT,
        "Bo",
        "Brandt",
        address="Ahornparken 7, 8000 Aarhus C",
    )
    told_of(emil, bos_case, PersonRole.PARTNER, "Lotte", "Kristensen", handle="lottek88")


def test_s9_to_the_writer_a_match_behind_the_wall_looks_like_any_word_not_known(
    what_emils_case_holds, ask, dorte, vera, client_of, almas_case
):
    known, unknown = ask("Han bor nu Ahornparken 7."), ask("Han bor nu Platanhaven 7.")
    pages = [
        client_of(dorte).get(reverse("outgoing:release", args=[almas_case.pk, one.pk])).content
        for one in (known, unknown)
    ]
    masked = [_masked(page, one) for page, one in zip(pages, (known, unknown), strict=True)]
    assert "Ahornparken" not in str(known.findings)
    assert masked[0] == masked[1]
    matched = {
        word.words: word.matches for q in DeskQuestion.objects.visible_to(vera) for word in q.words
    }
    assert matched == {"Ahornparken 7": True, "Platanhaven 7": False}


def test_a_detail_of_the_other_side_that_looks_like_nothing_is_met_all_the_same(
    what_emils_case_holds, ask, vera
):
    assert ask("Profilen lotte_k88 har skrevet.").stand == Stand.WAITING
    [asked] = DeskQuestion.objects.visible_to(vera)
    assert asked.words[0].matches


def test_whoever_writes_is_told_yes_or_no_by_the_desk_and_never_why(
    what_emils_case_holds, ask, dorte, vera, now, client_of, almas_case
):
    release = ask("Han bor nu Ahornparken 7.")
    [asked] = DeskQuestion.objects.visible_to(vera)
    answer_question(by=vera, question=asked, passes=False, now=now)
    release.refresh_from_db()
    assert release.stand == Stand.STOPPED
    at = reverse("outgoing:release", args=[almas_case.pk, release.pk])
    shown = client_of(dorte).get(at).content.decode()
    assert "Vera" not in shown


def test_the_desks_page_shows_the_words_and_never_the_letter(
    ask, dorte, vera, emil, client_of, house
):
    ask(f"En linje. {'Udtalelse om forløbet. ' * 20}\nRing på 60 11 22 33.")
    at = reverse("outgoing:questions")
    shown = client_of(vera).get(at).content.decode()
    assert "60 11 22 33" in shown
    assert shown.count("Udtalelse om forløbet") < 4
    for other in (dorte, emil):
        assert client_of(other).get(at).status_code == 404


def test_a_letter_to_the_other_sides_people_goes_to_the_desk(
    what_emils_case_holds, ask, vera, dorte
):
    """Whom only his own case names: nobody on her side knows that name."""
    release = ask("Udtalelse.", recipient="Lotte Kristensen")
    assert needs(dorte, release) == {Need.DESK}
    [asked] = DeskQuestion.objects.visible_to(vera)
    assert asked.words[0].matches


def test_the_exercising_side_tells_nothing_of_whom_he_stalks(
    told_of, emil, bos_case, letter, now, db
):
    told_of(
        emil,
        bos_case,
        PersonRole.OTHER_PARTY,
        "Alma",
        "Birk",
        phone="60 70 80 90",
    )
    parcel = letter("Han har ringet til 6070 8090 igen.")
    release = ask_to_leave(by=emil, case=bos_case, parcel=parcel, once=uuid4(), now=now)
    assert release.findings[0]["words"] == "6070 8090"
