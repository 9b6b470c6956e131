"""Nothing typed is lost, nothing is done twice, and what was wrong is put right."""

import pytest
from django.urls import reverse

from frirum.casefile.intake.choices import CallerRole
from frirum.casefile.intake.models import Enquiry, Party

from .test_pages import FIRST, of_one


def of_bo(call, folmer, run_jobs, client_of):
    enquiry = call(folmer, role=CallerRole.EXERCISING, phone="61626364")
    run_jobs()
    client = client_of(folmer)
    client.post(of_one("assess", enquiry), {**FIRST, "danger_now": "no"})
    return enquiry, client


def test_the_gate_stands_at_its_field_and_what_was_typed_stays(call, folmer, run_jobs, client_of):
    enquiry, client = of_bo(call, folmer, run_jobs, client_of)
    form = {"offer": "perpetrator", "gate": ["motivation"], "state": "offered"}
    answer = client.post(of_one("offer", enquiry), {**form, "reasons": "He wants to stop."})
    assert answer.status_code == 422
    assert "needs all four" in answer.context["form"].errors["gate"][0]
    assert "He wants to stop." in answer.content.decode()
    assert 'href="#id_gate' in answer.content.decode()


def test_an_offer_for_a_conflict_says_so_at_the_offer(client_of, dorte, call, run_jobs):
    enquiry, client = call(dorte), client_of(dorte)
    run_jobs()
    client.post(of_one("assess", enquiry), {**FIRST, "pattern": "conflict"})
    form = {"offer": "group", "state": "offered", "reasons": "They both write."}
    answer = client.post(of_one("offer", enquiry), form)
    assert "say conflict" in answer.context["form"].errors["offer"][0]
    assert "They both write." in answer.content.decode()


def test_what_is_refused_for_now_stays_in_the_form(client_of, dorte, call):
    enquiry, client = call(dorte), client_of(dorte)
    form = {"state": "referred", "refer_to": "Lev Uden Vold", "reasons": "A bed tonight."}
    client.post(of_one("refer", enquiry), form)
    client.post(of_one("assess", enquiry), FIRST)
    offered = {"offer": "individual", "state": "offered", "reasons": "Afraid at night."}
    answer = client.post(of_one("offer", enquiry), offered)
    assert answer.status_code == 409
    assert "Afraid at night." in answer.content.decode()


def test_a_second_click_on_what_is_saved_already_is_no_quarrel(client_of, dorte, call):
    enquiry, client = call(dorte), client_of(dorte)
    party = Party.objects.visible_to(dorte).get(enquiry=enquiry)
    person = {"role": "caller", "given_name": "Maja", "family_name": "Holm", "town": "Ribe"}
    pages = {
        of_one("assess", enquiry): FIRST,
        of_one("contact", enquiry): {"channels": ["sms"], "phone": "22334455", "version": 1},
        reverse("intake:party", args=[enquiry.pk, party.pk]): {**person, "version": 1},
    }
    for url, form in pages.items():
        first, second = client.post(url, form), client.post(url, form)
        assert (first.status_code, second.status_code) == (302, 302)
        assert first.url == second.url


@pytest.mark.parametrize("name", ["offer", "refer", "safety_call"])
def test_reasons_half_written_are_there_again_after_the_session_ends(name, client_of, dorte, call):
    page = of_one(name, call(dorte))
    kept = client_of(dorte).get(page).context["draft"].url
    typed = {"reasons": "Half a thought", "note": "Half a thought"}
    assert client_of(dorte).post(kept, typed).status_code == 200
    assert "Half a thought" in client_of(dorte).get(page).content.decode()


def test_a_second_click_on_opening_shows_the_case(client_of, dorte, call, run_jobs):
    enquiry, client = call(dorte), client_of(dorte)
    run_jobs()
    client.post(of_one("assess", enquiry), FIRST)
    offered = {"offer": "individual", "state": "offered", "reasons": "Afraid."}
    client.post(of_one("offer", enquiry), offered)
    caller = Party.objects.visible_to(dorte).get(enquiry=enquiry)
    form = {"client": caller.pk, "track": "victim", "worker": dorte.id}
    first, second = (client.post(of_one("open", enquiry), form) for _click in range(2))
    assert first.url == second.url == of_one("enquiry", enquiry)


def test_the_waiting_list_says_when_an_agreement_has_run_out(call, client_of, dorte, run_jobs):
    enquiry, client = call(dorte), client_of(dorte)
    run_jobs()
    client.post(of_one("assess", enquiry), FIRST)
    offered = {"offer": "group", "state": "waiting", "reasons": "Afraid."}
    client.post(of_one("offer", enquiry), offered)
    enquiry.refresh_from_db()
    enquiry.contact = {**enquiry.contact, "agreed_on": "2026-01-01"}
    enquiry.call_due_on = "2026-01-15"
    enquiry.save()
    shown = client.get(reverse("intake:waiting")).content.decode()
    assert "Agreement has run out" in shown
    assert "Call now" not in shown
    assert "the agreement ran out" in client.get(of_one("enquiry", enquiry)).content.decode()


def test_who_turned_out_to_stand_on_the_other_side_is_written_down_there(
    client_of, dorte, emil, call, run_jobs
):
    mine = call(dorte, other={"given_name": "Alma", "phone": "61626364"})
    run_jobs()
    client, page = client_of(dorte), of_one("other_side", mine)
    missing = client.post(page, {"caller_role": "exposed", "reasons": "He rang back."})
    assert missing.status_code == 422
    form = {"caller_role": "exercising", "reasons": "He rang back and told otherwise."}
    assert client.post(page, form).url == reverse("intake:received")
    theirs = Enquiry.objects.visible_to(emil).get()
    assert (theirs.side, theirs.summary) == ("exercising", mine.summary)
    assert Party.objects.visible_to(emil).count() == 2
    assert theirs.received_at == mine.received_at
    mine.refresh_from_db()
    assert (mine.state, mine.side) == ("closed", "exposed")
    assert not Enquiry.objects.visible_to(dorte).filter(pk=theirs.pk).exists()
    run_jobs()
    shown = client_of(emil).get(of_one("enquiry", theirs)).content.decode()
    assert "With the conflict desk" in shown
    assert client.post(page, form).url == reverse("intake:received")
    assert Enquiry.objects.visible_to(emil).count() == 1
