"""The pages of this room, as people use them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frirum.work.safety.kinds import Cause, Level
from frirum.work.safety.models import Assessment, Measure, PlanVersion

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


@pytest.fixture
def form():
    """A judgement as a browser sends it."""

    def filled(**other):
        today = timezone.localdate()
        values = {
            "once": "6f0b5c3e-0c60-4c1c-9d0b-2a1b4d1c7a10",
            "level": "moderate",
            "scenarios": "Han møder op igen.",
            "reasons": "Han har gjort det før.",
            "measures": "Skolen har fået besked.",
            "assessed_on": f"{today:%d-%m-%Y}",
            "review_on": f"{today + timedelta(weeks=8):%d-%m-%Y}",
        }
        return {**values, **other}

    return filled


def body(answer):
    return answer.content.decode()


class TestJudging:
    def test_it_is_kept_and_shows_wherever_the_case_shows(
        self, url_of, form, almas_case, dorte, client_of
    ):
        client = client_of(dorte)
        sent = form(level="severe", flags=["threat", "fear"])
        assert client.post(url_of("judge"), sent).url == url_of("risk")
        assert client.post(url_of("judge"), sent).url == url_of("risk")
        assert Assessment.objects.visible_to(dorte).count() == 1
        page = body(client.get(url_of("risk")))
        assert "Trusler om at dræbe" in page
        assert "rykket frem fra" in page
        for url in (reverse("desk:case", args=[almas_case.pk]), url_of("plan")):
            assert "Risiko: alvorlig" in body(client.get(url))
        for url in (reverse("desk:cases"), reverse("desk:today")):
            shown = body(client.get(url))
            assert "risiko: alvorlig" in shown
            assert "venter på lederen" in shown

    def test_a_review_before_the_judgement_is_asked_for_again_and_nothing_typed_is_lost(
        self, url_of, form, dorte, client_of
    ):
        yesterday = f"{timezone.localdate() - timedelta(days=1):%d-%m-%Y}"
        answer = client_of(dorte).post(url_of("judge"), form(review_on=yesterday))
        assert answer.status_code == 422
        assert "Gennemgangen ligger ikke efter vurderingen" in body(answer)
        assert "Han møder op igen." in body(answer)
        assert not Assessment.objects.visible_to(dorte).exists()

    def test_without_reasons_there_is_no_judgement(self, url_of, form, dorte, client_of):
        answer = client_of(dorte).post(url_of("judge"), form(reasons="", level=""))
        assert answer.status_code == 422
        assert "Skriv din begrundelse" in body(answer)
        assert "Vælg et niveau" in body(answer)

    def test_in_a_closed_case_the_page_says_so(self, url_of, closed_case, dorte, client_of):
        for name in ("judge", "cause", "instrument", "measure_new", "frame", "points"):
            shown = client_of(dorte).get(url_of(name))
            assert "Sagen er lukket" in body(shown)


class TestTheLeadersList:
    def test_the_leader_reads_and_confirms_or_sends_back(
        self, judge, url_of, almas_case, dorte, freja, client_of
    ):
        made, leader = judge(Level.HIGH), client_of(freja)
        assert almas_case.number in body(leader.get(reverse("safety:waiting")))
        assert "Lederens ord" in body(leader.get(url_of("assessment", made)))
        asked = leader.post(url_of("decide", made), {"is_agreed": "no", "remark": ""})
        assert asked.status_code == 422
        assert "Skriv hvorfor" in body(asked)
        assert leader.post(url_of("decide", made), {"is_agreed": "yes"}).url == url_of("risk")
        assert "Intet venter på dit ord" in body(leader.get(reverse("safety:waiting")))

    def test_it_is_nobody_elses(self, judge, url_of, dorte, folmer, emil, bos_case, client_of):
        made = judge(Level.HIGH)
        assert client_of(dorte).get(reverse("safety:waiting")).status_code == 404
        answer = {"is_agreed": "yes"}
        assert client_of(dorte).post(url_of("decide", made), answer).status_code == 404
        assert client_of(folmer).post(url_of("decide", made), answer).status_code == 404
        assert client_of(emil).get(url_of("assessment", made)).status_code == 404
        assert "Intet venter" in body(client_of(folmer).get(reverse("safety:waiting")))


class TestCausesAndInstruments:
    def test_a_cause_is_noted_with_its_day(self, url_of, dorte, client_of):
        client, once = client_of(dorte), "6f0b5c3e-0c60-4c1c-9d0b-2a1b4d1c7a11"
        ahead = f"{timezone.localdate() + timedelta(days=30):%d-%m-%Y}"
        sent = {"once": once, "kind": "court", "happens_on": ahead, "note": "Kl. 9, sal 2"}
        assert client.post(url_of("cause"), sent).url == url_of("risk")
        assert "En dag i retten" in body(client.get(url_of("risk")))
        wrong = client.post(url_of("cause"), {**sent, "kind": "threat"})
        assert wrong.status_code == 422
        assert "ligger i fremtiden" in body(wrong)
        assert "Kl. 9, sal 2" in body(wrong)

    def test_a_proposed_cause_is_chosen_already(self, url_of, dorte, client_of):
        shown = body(client_of(dorte).get(url_of("cause") + "?kind=escalation"))
        assert 'value="escalation" selected' in shown

    def test_an_instrument_is_kept_and_what_is_missing_is_said(self, url_of, dorte, client_of):
        client, today = client_of(dorte), f"{timezone.localdate():%d-%m-%Y}"
        sent = {"once": "6f0b5c3e-0c60-4c1c-9d0b-2a1b4d1c7a12", "tool": "sharp", "used_on": today,
                "concern": "", "yes_count": "", "judgement": "Peger på kontrol."}  # fmt: skip
        asked = client.post(url_of("instrument"), sent)
        assert asked.status_code == 422
        assert "Vedhæft rapporten" in body(asked)
        assert "Peger på kontrol." in body(asked)
        wrong = SimpleUploadedFile("rapport.pdf", b"PK\x03\x04", "application/pdf")
        assert "ikke en PDF" in body(client.post(url_of("instrument"), {**sent, "report": wrong}))
        right = SimpleUploadedFile("rapport.pdf", b"%PDF-1.7 rapport", "application/pdf")
        assert client.post(url_of("instrument"), {**sent, "report": right}).status_code == 302
        assert "PDF, forseglet" in body(client.get(url_of("risk")))


class TestThePlan:
    def test_a_suggestion_fills_in_the_form(self, url_of, dorte, client_of):
        shown = body(client_of(dorte).get(url_of("measure_new") + "?forslag=doors"))
        assert ">Skift låse, og få overblik" in shown.replace("\n", "")
        assert 'value="home" selected' in shown

    def test_a_measure_is_added_done_and_taken_out(self, url_of, dorte, client_of):
        client, today = client_of(dorte), timezone.localdate()
        sent = {"once": "6f0b5c3e-0c60-4c1c-9d0b-2a1b4d1c7a13", "domain": "work", "owner": "Sonja",
                "text": "Følges til bilen.", "due_on": f"{today:%d-%m-%Y}"}  # fmt: skip
        early = f"{today - timedelta(days=1):%d-%m-%Y}"
        asked = client.post(url_of("measure_new"), {**sent, "due_on": early})
        assert asked.status_code == 422
        assert "Fristen ligger før" in body(asked)
        assert "Følges til bilen." in body(asked)
        assert client.post(url_of("measure_new"), sent).url == url_of("plan")
        made = Measure.objects.visible_to(dorte).get()
        client.post(url_of("finish", made))
        assert "gjort" in body(client.get(url_of("plan")))
        client.post(url_of("reopen", made))
        changed = {**sent, "owner": "Sonja og Ruth"}
        assert client.post(url_of("measure", made), changed).status_code == 302
        client.post(url_of("drop", made))
        assert "Følges til bilen." not in body(client.get(url_of("plan")))
        assert client.get(url_of("measure", made)).status_code == 404
        rows = PlanVersion.objects.visible_to(dorte).order_by("number")
        assert len(rows) == 5
        assert "Følges til bilen." in body(client.get(url_of("version", rows[0])))

    def test_the_frame_asks_for_her_words_before_a_copy(self, url_of, dorte, client_of):
        client = client_of(dorte)
        asked = client.post(
            url_of("frame"), {"seen": "0", "copy_form": "paper", "contacts": "Ruth"}
        )
        assert asked.status_code == 422
        assert "hvad klienten har sagt" in body(asked)
        assert "Ruth" in body(asked)
        assert "Spørg først" in body(client.get(url_of("plan")))
        sent = {"seen": "0", "copy_form": "paper", "copy_said": "I skabet.",
                "code_word": "regnjakke"}  # fmt: skip
        assert client.post(url_of("frame"), sent).url == url_of("plan")
        assert "Lav planen på papir" in body(client.get(url_of("plan")))

    def test_the_digital_list_is_gone_through(self, url_of, dorte, client_of):
        client = client_of(dorte)
        sent = {"seen": "0", "mail": "fine", "trackers": "todo", "trackers_note": "Bilen"}
        assert client.post(url_of("points"), sent).url == url_of("plan")
        shown = body(client.get(url_of("plan")))
        assert "Bilen" in shown
        assert "Der skal gøres noget" in shown
        assert client.post(url_of("points"), {"seen": "1", "mail": "nonsense"}).status_code == 422

    def test_a_copy_goes_to_the_one_door_out_and_is_refused_without_her_word(
        self, url_of, dorte, client_of
    ):
        client, sent = client_of(dorte), {"once": "6f0b5c3e-0c60-4c1c-9d0b-2a1b4d1c7a14"}
        refused = client.post(url_of("copy"), {**sent, "paper": "plan"})
        assert refused.status_code == 409
        assert "Spørg først" in body(refused)
        client.post(url_of("frame"), {"seen": "0", "copy_form": "paper", "copy_said": "I skabet."})
        answer = client.post(url_of("copy"), {**sent, "paper": "log"})
        assert "/udleveret/" in answer.url
        assert client.get(answer.url).status_code == 200
        assert client.post(url_of("copy"), {**sent, "paper": "else"}).status_code == 404

    def test_whoever_saves_second_sees_that_somebody_was_first_and_may_save_over_it(
        self, url_of, almas_case, dorte, freja, client_of
    ):
        first, second = client_of(dorte), client_of(freja)
        sent = {"seen": "0", "copy_form": "none", "contacts": "Ruth"}
        assert first.post(url_of("frame"), sent).status_code == 302
        asked = second.post(url_of("frame"), {**sent, "contacts": "Sonja"})
        assert asked.status_code == 422
        assert "gemt dette imens" in body(asked)
        assert "Sonja" in body(asked)
        assert 'name="seen" value="1"' in body(asked)
        again = {**sent, "contacts": "Ruth og Sonja", "seen": "1"}
        assert second.post(url_of("frame"), again).status_code == 302
        assert first.post(url_of("points"), {"seen": "0", "mail": "fine"}).status_code == 302
        late = second.post(url_of("points"), {"seen": "2", "mail": "todo"})
        assert late.status_code == 422
