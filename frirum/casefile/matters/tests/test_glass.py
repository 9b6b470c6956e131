"""Opening one case for an hour: within one's own side, with a reason, looked at by another."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.http import Http404
from django.test import Client
from django.urls import reverse

from frirum.casefile.matters.actions import (
    accept_glass,
    assign_worker,
    break_glass,
    end_assignment,
    open_case,
    question_glass,
    set_up_team,
)
from frirum.casefile.matters.models import (
    Case,
    GlassBreak,
    GlassReason,
    Membership,
    Side,
    Track,
)
from frirum.casefile.matters.queries import glass_to_review
from frirum.casefile.matters.rules import may_break_glass, review_due
from frirum.demo.cast import user_id
from frirum.foundation.accounts.models import SignIn
from frirum.foundation.wall.rulings import Refused
from frirum.foundation.wall.sight import reaches

WHY = "Klienten ringer og er bange, og Dorte er syg i dag."
NOT_THERE = "Der er ingen sag på din side med det nummer."
PAGE = "/sager/aabn/"


pytestmark = pytest.mark.usefixtures("still")


def opened_by(actor, case, now, why=WHY):
    return break_glass(
        by=actor, number=case.number, reason_code=GlassReason.ACUTE, reason=why, now=now
    )


def refused(actor, case, now, why=WHY):
    with pytest.raises(Refused) as error:
        opened_by(actor, case, now, why)
    return str(error.value.sentence)


def test_a_case_of_ones_own_side_opens_for_an_hour_and_closes_by_itself(
    almas_case, ida, now, still, ledger
):
    assert not reaches(ida, Case, almas_case.pk)
    opened_by(ida, almas_case, now)
    assert reaches(ida, Case, almas_case.pk)
    assert ledger()[-1] == (ida.id, "break_glass", "done")
    still.move_to(now + timedelta(minutes=59))
    assert reaches(ida, Case, almas_case.pk)
    still.move_to(now + timedelta(minutes=61))
    assert not reaches(ida, Case, almas_case.pk)


def test_s15_other_side_and_absent_get_one_sentence_and_leave_nothing(
    almas_case, bos_case, ida, emil, now, ledger
):
    absent = Case(number="AAA-AAA")
    for actor, case in ((ida, bos_case), (emil, almas_case), (ida, absent)):
        assert refused(actor, case, now) == NOT_THERE
        assert ledger()[-1] == (actor.id, "break_glass", "refused")
    assert GlassBreak.objects.visible_to(ida).count() == 0
    assert not reaches(ida, Case, bos_case.pk)


def test_s15_who_once_stood_on_the_other_side_opens_nothing_across(
    almas_case, bos_case, ida, freja, victim_team, perpetrator_team, now
):
    joined = assign_worker(by=freja, case=almas_case, team=victim_team, worker=ida.id, now=now)
    end_assignment(by=freja, assignment=joined, now=now)
    Membership.objects.filter(worker=ida.id).update(team=perpetrator_team)
    assert refused(ida, bos_case, now) == NOT_THERE


def test_s15_who_once_opened_the_one_side_never_opens_the_other(
    almas_case, bos_case, ida, perpetrator_team, now
):
    opened_by(ida, almas_case, now - timedelta(hours=3))
    Membership.objects.filter(worker=ida.id).update(team=perpetrator_team)
    assert refused(ida, bos_case, now) == NOT_THERE


def test_s8_absent_and_other_side_take_the_same_statements(
    almas_case, bos_case, ida, now, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for case in (bos_case, Case(number="AAA-AAA")):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            refused(ida, case, now)
        counts.append([query["sql"].split(" ")[0] for query in seen])
    assert counts[0] == counts[1]


@pytest.mark.parametrize("why", ["", "for kort", " " * 30, "Nitten tegn er lidt"])
def test_a_reason_has_at_least_twenty_characters(almas_case, ida, now, why):
    assert "20 tegn" in refused(ida, almas_case, now, why)


def test_whoever_sees_the_case_needs_no_opening(almas_case, dorte, now):
    assert "allerede adgang" in refused(dorte, almas_case, now)


def test_pressing_twice_opens_once(almas_case, ida, now):
    assert opened_by(ida, almas_case, now).pk == opened_by(ida, almas_case, now).pk
    assert GlassBreak.objects.visible_to(ida).count() == 1


def test_opening_another_case_closes_the_one_before(almas_case, ida, freja, victim_team, now):
    other = open_case(
        by=freja, side=Side.EXPOSED, track=Track.VICTIM, team=victim_team, worker=None, now=now
    )
    opened_by(ida, almas_case, now)
    opened_by(ida, other, now)
    assert reaches(ida, Case, other.pk)
    assert not reaches(ida, Case, almas_case.pk)


def test_those_without_casework_open_nothing(almas_case, gry, hans, vera, asta, now):
    for actor in (gry, hans, vera, asta):
        with pytest.raises(Http404):
            opened_by(actor, almas_case, now)


@pytest.mark.parametrize(
    ("broken", "due"),
    [(date(2026, 11, 23), date(2026, 11, 25)), (date(2026, 11, 20), date(2026, 11, 24)),
     (date(2026, 11, 22), date(2026, 11, 24))],
)  # fmt: skip
def test_it_is_looked_through_within_two_working_days(broken, due):
    moment = datetime(broken.year, broken.month, broken.day, 12, tzinfo=UTC)
    assert review_due(moment) == due
    at_end = datetime(due.year, due.month, due.day, 20, tzinfo=UTC)
    assert may_break_glass(reason=WHY, waiting_since=moment, moment=at_end).allowed
    after = at_end + timedelta(hours=6)
    assert not may_break_glass(reason=WHY, waiting_since=moment, moment=after).allowed


def test_the_right_rests_until_an_overdue_opening_is_looked_through(
    almas_case, ida, freja, victim_team, now, still
):
    first = opened_by(ida, almas_case, now)
    later = now + timedelta(days=5)
    still.move_to(later)
    assert "ikke set igennem i tide" in refused(ida, almas_case, later)
    accept_glass(by=freja, glass=first, now=later)
    assert opened_by(ida, almas_case, later)


def test_the_leader_of_the_cases_team_is_told_at_once(
    almas_case, ida, freja, folmer, dorte, client_of, now
):
    opened_by(ida, almas_case, now)
    today = client_of(freja).get("/").content.decode()
    assert "Ida Iversen åbnede" in today
    assert almas_case.number in today
    for actor in (folmer, dorte):
        assert "Ida Iversen" not in client_of(actor).get("/").content.decode()


def test_the_leader_reads_why_and_says_whether_it_was_in_order(
    almas_case, ida, freja, client_of, now, ledger
):
    made = opened_by(ida, almas_case, now)
    client, page = client_of(freja), reverse("matters:glass")
    assert WHY in client.get(page).content.decode()
    review = reverse("matters:review_glass", args=[almas_case.pk, made.pk])
    assert client.post(review, {"verdict": "question"}).url == page
    assert (freja.id, "question_glass", "done") in ledger()
    made = GlassBreak.objects.visible_to(freja).get()
    assert (made.reviewed_by, made.was_in_order) == (freja.id, False)
    assert glass_to_review(actor=freja, moment=now) == []
    assert client.post(review, {"verdict": "accept"}).status_code == 409


def test_nobody_looks_through_their_own_opening_or_that_of_a_team_they_do_not_lead(
    almas_case, ida, dorte, freja, house, victim_team, now
):
    asta = house.staff["asta"]
    children = set_up_team(
        by=asta, name="Team Børn", side=Side.EXPOSED, leader=user_id("freja"), workers=[]
    )
    victim_team.leader = user_id("dorte")
    victim_team.save()
    made = opened_by(freja, almas_case, now)
    assert children.leader == freja.id
    assert glass_to_review(actor=freja, moment=now) == []
    for review in (accept_glass, question_glass):
        with pytest.raises(Refused):
            review(by=freja, glass=made, now=now)
        with pytest.raises(Http404):
            review(by=ida, glass=made, now=now)


def test_the_database_itself_refuses_a_review_by_oneself(almas_case, ida, now):
    made = opened_by(ida, almas_case, now)
    made.reviewed_at, made.reviewed_by, made.was_in_order = now, ida.id, True
    with pytest.raises(IntegrityError):
        made.save()


def typed(case, **changed):
    return {"number": case.number, "reason_code": "acute", "reason": WHY} | changed


def test_the_page_leads_into_the_case(almas_case, ida, client_of):
    client = client_of(ida)
    assert client.get(PAGE).status_code == 200
    answer = client.post(PAGE, typed(almas_case, number=almas_case.number.lower().replace("-", "")))
    assert answer.url == reverse("desk:case", args=[almas_case.pk])
    shown = client.get(answer.url).content.decode()
    assert "Sagen er åben for dig indtil kl. 11.30" in shown


def test_the_page_answers_a_number_of_the_other_side_as_one_that_is_absent(
    almas_case, bos_case, ida, client_of
):
    client = client_of(ida)
    there = client.post(PAGE, typed(bos_case))
    absent = client.post(PAGE, typed(bos_case, number="AAA-AAA"))
    assert (there.status_code, absent.status_code) == (409, 409)
    assert NOT_THERE in there.content.decode()
    assert len(there.content) == len(absent.content)


def test_the_page_says_what_is_missing(almas_case, ida, client_of):
    client = client_of(ida)
    for wrong in ({"number": "12"}, {"reason": "for kort"}, {"reason_code": "nosiness"}):
        answer = client.post(PAGE, typed(almas_case, **wrong))
        assert answer.status_code == 422
    assert not reaches(ida, Case, almas_case.pk)


def test_whoever_signed_in_long_ago_proves_who_they_are_first(almas_case, ida, client_of, now):
    client = client_of(ida)
    SignIn.objects.update(started_at=now - timedelta(minutes=16))
    assert client.get(PAGE).url == "/konto/log-ind/?next=%2Fsager%2Faabn%2F"
    answer = client.post(PAGE, typed(almas_case))
    assert answer.status_code == 422
    assert WHY in answer.content.decode()
    assert not reaches(ida, Case, almas_case.pk)


def test_signed_out_or_without_casework_the_pages_are_not_there(client_of, gry, hans, dorte):
    assert Client().get(PAGE).status_code == 302
    for actor in (gry, hans):
        assert client_of(actor).get(PAGE).status_code == 404
    assert client_of(dorte).get(reverse("matters:glass")).status_code == 404


def test_the_lists_of_cases_lead_to_the_page(client_of, dorte):
    for page in ("desk:cases", "desk:search"):
        assert PAGE in client_of(dorte).get(reverse(page)).content.decode()
