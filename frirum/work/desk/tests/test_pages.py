"""Today, the list, the search and the case page, as each of the cast sees them."""

from uuid import uuid4

import pytest
from django.urls import reverse

from frirum.casefile.intake.actions import (
    assess_enquiry,
    decide_offer,
    open_enquiry,
    record_enquiry,
)
from frirum.casefile.intake.choices import CallerRole, Offer, SafeNow
from frirum.casefile.intake.facts import PartyFacts, Told
from frirum.casefile.intake.queries import parties_of
from frirum.casefile.matching import chance
from frirum.casefile.matching.models import Check, Verdict
from frirum.casefile.matters.models import Track
from frirum.casefile.people.actions import take_people
from frirum.casefile.people.facts import Identity, Newcomer
from frirum.casefile.people.models import PersonRole
from frirum.casefile.tasks.actions import add_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def alma_is_known(almas_case, dorte, now):
    alma = Newcomer(role=PersonRole.CLIENT, identity=Identity("Alma", "Birk"))
    bo = Newcomer(role=PersonRole.OTHER_PARTY, identity=Identity("Bo", "Krogh"))
    take_people(by=dorte, case=almas_case, newcomers=[alma, bo], now=now)


def text(response):
    return response.content.decode()


def test_today_lists_ones_own_cases(client_of, dorte, ida, almas_case, alma_is_known):
    assert "Alma Birk" in text(client_of(dorte).get("/"))
    assert "Alma Birk" not in text(client_of(ida).get("/"))


def test_those_who_work_without_cases_are_told_so(client_of, hans):
    assert client_of(hans).get("/").status_code == 200
    assert client_of(hans).get(reverse("desk:cases")).status_code == 404


def test_a_case_page_shows_who_it_is_about(client_of, dorte, almas_case, alma_is_known):
    shown = text(client_of(dorte).get(reverse("desk:case", args=[almas_case.pk])))
    assert "Alma Birk" in shown
    assert "Bo Krogh" in shown


def test_s8_unseen_and_absent_are_the_same_bytes(client_of, emil, almas_case, bos_case):
    from uuid import uuid4

    browser = client_of(emil)
    unseen = browser.get(reverse("desk:case", args=[almas_case.pk]))
    absent = browser.get(reverse("desk:case", args=[uuid4()]))
    assert (unseen.status_code, unseen.headers.items()) == (404, absent.headers.items())
    strip = lambda r: text(r).replace(r.context["csrf_token"], "")  # noqa: E731
    assert len(text(unseen)) == len(text(absent))
    assert strip


def test_a_search_finds_within_ones_reach_only(client_of, dorte, emil, alma_is_known, bos_case):
    url = reverse("desk:search")
    assert "Alma Birk" in text(client_of(dorte).post(url, {"q": "birk"}))
    assert "Alma Birk" not in text(client_of(emil).post(url, {"q": "birk"}))


def test_s22_the_ledger_keeps_that_she_searched_and_not_what(client_of, dorte, alma_is_known):
    from frirum.foundation.wall.ledger import seal_outbox
    from frirum.foundation.wall.ledger.models import Entry

    client_of(dorte).post(reverse("desk:search"), {"q": "Birk"})
    seal_outbox()
    entry = Entry.objects.latest("position")
    assert (entry.deed, entry.outcome, entry.count) == ("desk:search", "showed", 1)
    assert entry.term


def test_a_search_for_one_letter_says_what_to_do(client_of, dorte):
    answer = client_of(dorte).post(reverse("desk:search"), {"q": "b"})
    assert answer.status_code == 422


def test_the_list_pages_by_moment_and_filters_by_status(client_of, dorte, almas_case):
    browser = client_of(dorte)
    assert almas_case.number in text(browser.get(reverse("desk:cases")))
    assert almas_case.number not in text(browser.get(reverse("desk:cases") + "?status=closed"))
    assert browser.get(reverse("desk:cases") + "?before=nonsense&status=x").status_code == 200
    for broken in ("2026-11-22T09:30:00_x", "2026-13-99T00:00:00Z_" + str(almas_case.pk), "_"):
        assert browser.get(reverse("desk:cases"), {"before": broken}).status_code == 200


def test_status_and_phase_are_changed_from_the_case_page(client_of, dorte, almas_case):
    browser = client_of(dorte)
    move = reverse("desk:move", args=[almas_case.pk])
    assert browser.get(move).status_code == 200
    assert browser.post(move, {"status": "paused"}).status_code == 302
    phase = reverse("desk:phase", args=[almas_case.pk])
    assert browser.post(phase, {"kind": "ongoing", "since": "3-9-26"}).status_code == 302
    assert browser.post(phase, {"kind": "ongoing", "since": "99-99-99"}).status_code == 422
    assert browser.post(phase, {"kind": "stopped", "since": "1-1-2099"}).status_code == 422
    browser.post(phase, {"kind": "stopped", "since": "1-10-26"})
    browser.post(phase, {"kind": "ongoing", "since": "5-10-26"})
    spans = [(row.kind, row.since.day) for row in browser.get(phase).context["phases"]]
    assert spans == [("ongoing", 5), ("stopped", 1), ("ongoing", 3)]


def test_cases_touched_at_the_same_moment_all_stand_on_some_page(house, dorte, almas_case, now):
    from frirum.demo.cast import open_almas_case
    from frirum.work.desk.queries import case_listing

    opened = {almas_case.number, *(open_almas_case(house, now=now).number for _ in range(6))}
    seen, before = [], None
    for _ in range(4):
        listing = case_listing(actor=dorte, before=before, size=2)
        seen += [row.number for row in listing.rows]
        before = listing.older
    assert (set(seen), len(seen)) == (opened, 7)


def test_today_says_first_what_cannot_wait(client_of, dorte, almas_case, now):
    told = Told(caller_role=CallerRole.EXPOSED, safe_now=SafeNow.NO)
    for _ in range(2):
        record_enquiry(by=dorte, told=told, parties=[], once=uuid4(), received_at=now, now=now)
    calm = Told(caller_role=CallerRole.EXPOSED)
    record_enquiry(by=dorte, told=calm, parties=[], once=uuid4(), received_at=now, now=now)
    late = now.date().replace(year=2020)
    add_task(by=dorte, case=almas_case, title="Ring", worker=dorte.id, due_on=late, now=now)
    shown = text(client_of(dorte).get("/"))
    parts = ("2 nye henvendelser med akut fare", "1 af dine opgaver", "1 ny henvendelse at gå")
    places = [shown.index(part) for part in parts]
    assert places == sorted(places), "the urgent ones on top"


def test_today_counts_every_overdue_task_and_not_those_shown_alone(
    client_of, dorte, almas_case, now
):
    late = now.date().replace(year=2020)
    for n in range(11):
        add_task(by=dorte, case=almas_case, title=f"{n}", worker=dorte.id, due_on=late, now=now)
    assert "11 af dine opgaver" in text(client_of(dorte).get("/"))


def test_the_filter_calls_a_closed_case_what_the_case_does(client_of, dorte, almas_case):
    shown = text(client_of(dorte).get(reverse("desk:cases")))
    assert "Afsluttede</option>" in shown


def test_a_case_leads_back_to_the_enquiry_it_came_from(
    client_of, dorte, emil, freja, almas_case, now, run_jobs, monkeypatch
):
    monkeypatch.setattr(chance, "is_drawn", lambda: False)
    told = Told(caller_role=CallerRole.EXPOSED)
    caller = PartyFacts(role="caller", given_name="Maja")
    enquiry = record_enquiry(
        by=dorte, told=told, parties=[caller], once=uuid4(), received_at=now, now=now
    )
    run_jobs()
    Check.objects.visible_to(dorte).filter(subject=enquiry.pk).update(verdict=Verdict.READY)
    enquiry.refresh_from_db()
    assess_enquiry(by=freja, enquiry=enquiry, answers={}, version=0, now=now)
    offer = {"offer": Offer.COUNSELLING, "reasons": "-", "gate": [], "is_waiting": False}
    decide_offer(by=freja, enquiry=enquiry, now=now, **offer)
    [client] = parties_of(actor=freja, enquiry=enquiry)
    start = {"client": client, "track": Track.VICTIM, "worker": dorte.id}
    case = open_enquiry(by=freja, enquiry=enquiry, now=now, **start)
    url = reverse("intake:enquiry", args=[enquiry.pk])
    assert url in text(client_of(dorte).get(reverse("desk:case", args=[case.pk])))
    assert client_of(dorte).get(url).status_code == 200
    assert client_of(emil).get(url).status_code == 404
    without = text(client_of(dorte).get(reverse("desk:case", args=[almas_case.pk])))
    assert "Se henvendelsen" not in without


def test_a_leader_without_cases_sees_those_of_the_team(client_of, freja, alma_is_known):
    shown = text(client_of(freja).get("/"))
    assert "Alma Birk" in shown
    assert "Teamets sager" in shown


def test_who_works_without_cases_finds_their_own_pages(client_of, asta):
    assert reverse("accounts:people") in text(client_of(asta).get("/")).split("<main")[1]
