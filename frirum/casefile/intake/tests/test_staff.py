"""Staff and volunteers who may know somebody in a file: found, decided by the desk, kept apart."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import Http404
from django.urls import reverse

from frirum.casefile.intake.actions import (
    compare_staff,
    compare_staff_names,
    decide_staff_hit,
    leave_staff_hit,
)
from frirum.casefile.intake.models import Enquiry, StaffHit
from frirum.casefile.intake.queries import recusals_of_team, staff_hits
from frirum.casefile.matching.models import Answer, Bearer, Check, WordCount
from frirum.casefile.matters.actions import (
    assign_worker,
    break_glass,
    declare_relation,
    end_assignment,
    erase_case,
    let_back,
    step_aside,
    withdraw_relation,
)
from frirum.casefile.matters.models import Case, DeclaredRelation, GlassReason, Membership
from frirum.casefile.matters.queries import recusals_of
from frirum.casefile.people.actions import take_people
from frirum.casefile.people.identity import Identity, Newcomer
from frirum.casefile.people.kinds import PersonRole, WayKind
from frirum.casefile.tasks.actions import add_task
from frirum.casefile.tasks.queries import tasks_of
from frirum.demo.cast import open_almas_case
from frirum.foundation.accounts.actions import deactivate, invite_worker
from frirum.foundation.accounts.models import User
from frirum.foundation.accounts.queries import actor_by_id
from frirum.foundation.vault.models import DataKey
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.roles import Role
from frirum.foundation.wall.rulings import Refused

FRIRUM = Actor.system("a test")
PHONE = "51525354"


def tell(by, case, now, run_jobs, *, given="Bo", family="Berg", phone=PHONE):
    person = Newcomer(
        role=PersonRole.OTHER_PARTY,
        identity=Identity(given_name=given, family_name=family),
        ways=((WayKind.PHONE, phone),) if phone else (),
    )
    take_people(by=by, case=case, newcomers=[person], now=now)
    run_jobs()


@pytest.fixture
def alma(almas_case, dorte, now, run_jobs):
    """Alma's case names Bo Berg, with his phone."""
    tell(dorte, almas_case, now, run_jobs)
    return almas_case


def declare(by, now, run_jobs=None, *, name="Bo Berg", phone=PHONE, **more):
    made = declare_relation(
        by=by, name=name, birth_date=None, relation="my brother", phone=phone, now=now, **more
    )
    if run_jobs:
        run_jobs()
    return made


@pytest.fixture
def hit(alma, dorte, vera, now, run_jobs):
    """Dorte, who works on Alma's case, says that Bo Berg is her brother."""
    declare(dorte, now, run_jobs)
    (found,) = staff_hits(actor=vera)
    return found


def _bare(page):
    """Less what is drawn anew each time."""
    return re.sub(r'[0-9a-f]{8}-[0-9a-f-]{27}|value="[^"]*"', "", page)


def decide(by, hit, now, answer=Answer.SAME):
    return decide_staff_hit(by=by, hit=hit, answer=answer, reason="It is him.", now=now)


def test_whom_a_worker_knows_is_found_in_a_file_and_waits_with_the_desk(hit, dorte, alma):
    assert (hit.worker, hit.root, hit.matter) == (dorte.id, alma.pk, alma.matter_id)
    assert set(hit.agree) == {"name", "phone"}
    assert hit.works_there
    assert hit.is_of_case


def test_s16_nobody_but_the_desk_sees_it_and_never_whoever_it_is_about(
    hit, dorte, freja, hans, vera, villads, now, run_jobs
):
    for other in (dorte, freja, hans):
        assert staff_hits(actor=other) == []
    User.objects.filter(pk=vera.id).update(name="Bo Berg")
    compare_staff(by=FRIRUM, now=now)
    assert {one.worker for one in staff_hits(actor=villads)} == {dorte.id, vera.id}
    assert {one.worker for one in staff_hits(actor=vera)} == {dorte.id}
    own = StaffHit.objects.visible_to(FRIRUM).get(worker=vera.id)
    with pytest.raises(Http404):
        decide(vera, own, now)


def test_s16_the_same_person_keeps_the_worker_apart_from_the_next_request(
    hit, alma, dorte, freja, vera, now
):
    task = add_task(by=dorte, case=alma, title="Ring", worker=dorte.id, now=now)
    decide(vera, hit, now)
    assert not Case.objects.visible_to(dorte).exists()
    with pytest.raises(Refused):
        break_glass(by=dorte, number=alma.number, reason_code=GlassReason.ACUTE,
                    reason="something that is long enough", now=now)  # fmt: skip
    told, kept = sorted(tasks_of(actor=freja, case=alma), key=lambda row: row.pk == task.pk)
    assert kept.worker is None
    assert dorte.name in told.title
    assert told.worker == freja.id
    assert (told.due_on, hit.reason, hit.decided_by) == (now.date(), "It is him.", vera.id)


def test_s16_no_leader_lets_back_whom_the_desk_keeps_apart(hit, alma, dorte, freja, vera, now):
    decide(vera, hit, now)
    (row,) = recusals_of(actor=freja, case=alma)
    with pytest.raises(Refused):
        let_back(by=freja, recusal=row.row, now=now)
    with pytest.raises(Refused):
        assign_worker(by=freja, case=alma, team=alma.assignments.visible_to(freja)[0].team,
                      worker=dorte.id, now=now)  # fmt: skip


def test_s16_all_cases_of_the_matter_and_what_comes_into_it_later(
    hit, alma, bos_case, dorte, emil, folmer, vera, now, house
):
    decide(vera, hit, now)
    assert recusals_of(actor=folmer, case=bos_case) == []
    later = open_almas_case(house, now=now, matter=alma.matter)
    compare_staff(by=FRIRUM, now=now)
    assert later not in Case.objects.visible_to(dorte)


def test_two_different_people_change_nothing_and_are_not_asked_again(hit, alma, dorte, vera, now):
    decide(vera, hit, now, Answer.DIFFERENT)
    assert Case.objects.visible_to(dorte).exists()
    assert compare_staff(by=FRIRUM, now=now) == 0
    (row,) = staff_hits(actor=vera)
    assert row.answer == Answer.DIFFERENT


def test_a_decided_pair_comes_back_when_more_agrees(alma, dorte, gry, vera, now, run_jobs):
    declare(gry, now, run_jobs, phone="")
    (hit,) = staff_hits(actor=vera)
    decide(vera, hit, now, Answer.DIFFERENT)
    made = DeclaredRelation.objects.get()
    made.told = made.told | {"phone": PHONE}
    made.save()
    assert compare_staff(by=FRIRUM, now=now) == 1
    (again,) = staff_hits(actor=vera)
    assert again.answer == ""
    decide(vera, again, now)
    assert compare_staff(by=FRIRUM, now=now) == 0


def test_left_waiting_it_stays_with_a_word_on_what_is_missing(hit, alma, dorte, vera, now):
    leave_staff_hit(by=vera, hit=hit, reason="Which Bo?", now=now)
    compare_staff(by=FRIRUM, now=now)
    (row,) = staff_hits(actor=vera)
    assert (row.answer, row.reason) == ("", "Which Bo?")
    assert Case.objects.visible_to(dorte).exists()


def test_nobody_decides_who_ever_worked_in_that_matter(hit, alma, freja, vera, villads, now):
    team = alma.assignments.visible_to(freja)[0].team
    User.objects.filter(pk=vera.id).update(roles=[Role.CONFLICT_DESK, Role.COUNSELLOR])
    Membership.objects.create(team=team, worker=vera.id)
    part = assign_worker(by=freja, case=alma, team=team, worker=vera.id, now=now)
    end_assignment(by=freja, assignment=part, now=now)
    vera = actor_by_id(vera.id)
    assert staff_hits(actor=vera) == []
    with pytest.raises(Http404):
        decide(vera, hit, now)
    assert decide(villads, hit, now).answer == Answer.SAME


def test_a_case_that_nobody_else_sees_is_not_lost(alma, freja, dorte, vera, now, run_jobs):
    declare(dorte, now, run_jobs)
    (hit,) = staff_hits(actor=vera)
    team = alma.assignments.visible_to(freja)[0].team
    team.leader = dorte.id
    team.save()
    with pytest.raises(Refused):
        decide(vera, hit, now)
    assert Case.objects.visible_to(dorte).exists()
    assert decide(vera, hit, now, Answer.DIFFERENT)


def test_a_new_account_and_a_new_name_are_compared_by_the_hour(alma, asta, vera, now):
    worker, _code = invite_worker(by=asta, username="bo", name="Bo Berg", title="frivillig",
                                  roles=[Role.VOLUNTEER], now=now)  # fmt: skip
    assert compare_staff(by=FRIRUM, now=now) == 1
    (row,) = staff_hits(actor=vera)
    assert (row.worker, row.is_of_worker, row.works_there) == (worker.pk, True, False)
    worker.name = "Knud Lauridsen"
    worker.save()
    compare_staff(by=FRIRUM, now=now)
    assert staff_hits(actor=vera) == []


def test_an_enquiry_that_names_a_relative_is_gone_for_them_and_so_is_its_case(
    call, assessed, dorte, freja, vera, now, run_jobs
):
    enquiry = call(freja, other={"given_name": "Bo", "family_name": "Berg", "phone": PHONE})
    declare(dorte, now, run_jobs)
    (hit,) = staff_hits(actor=vera)
    assert not hit.is_of_case
    decide(vera, hit, now)
    assert enquiry not in Enquiry.objects.visible_to(dorte)
    (row,) = recusals_of_team(actor=freja, enquiry=enquiry)
    assert row.by_desk


def test_a_relation_taken_off_leaves_no_question_and_no_way_back(
    alma, dorte, gry, vera, now, run_jobs
):
    mine, hers = declare(dorte, now, run_jobs), declare(gry, now, run_jobs)
    own = next(row for row in staff_hits(actor=vera) if row.worker == dorte.id)
    decide(vera, own, now)
    withdraw_relation(by=dorte, relation=mine)
    withdraw_relation(by=gry, relation=hers)
    run_jobs()
    (left,) = staff_hits(actor=vera)
    assert left == own
    assert not Case.objects.visible_to(dorte).exists()


def test_a_closed_account_leaves_nothing_declared(alma, asta, gry, vera, now, run_jobs):
    declare(gry, now, run_jobs)
    deactivate(by=asta, worker=User.objects.get(pk=gry.id), now=now)
    compare_staff(by=FRIRUM, now=now)
    assert not DeclaredRelation.objects.exists()
    assert staff_hits(actor=vera) == []


def test_an_erased_case_takes_what_was_found_in_it_along(hit, alma, vera, now):
    decide(vera, hit, now, Answer.DIFFERENT)
    erase_case(by=Actor.system("a test"), root=alma.pk)
    assert staff_hits(actor=vera) == []
    assert not DataKey.objects.filter(owner=hit.pk).exists()


def test_a_colleague_is_in_nobody_elses_check(alma, dorte, gry, now, run_jobs):
    """Staff are asked about, not on file: no hold and no count of names tells of a colleague."""
    before = Bearer.objects.visible_to(FRIRUM).count(), WordCount.objects.visible_to(FRIRUM).count()
    declare(gry, now, run_jobs)
    after = Bearer.objects.visible_to(FRIRUM).count(), WordCount.objects.visible_to(FRIRUM).count()
    assert before == after
    assert not Check.objects.visible_to(FRIRUM).filter(subject=gry.id).exists()


def test_whoever_declares_is_told_the_same_whether_anybody_is_known(client_of, alma, gry, run_jobs):
    typed = {"relation": "my brother",
             "birth_date": "", "phone": PHONE, "street": "", "town": ""}  # fmt: skip
    pages = []
    at, client = reverse("matters:relations"), client_of(gry)
    for name in ("Bo Berg", "Xy Quist"):
        answer = client.post(at, typed | {"name": name, "once": str(uuid4())})
        assert (answer.status_code, answer.url) == (302, at)
        run_jobs()
        pages.append(client.get(at).content.decode().replace(name, "").split("<main")[1])
        withdraw_relation(by=gry, relation=DeclaredRelation.objects.get())
    assert StaffHit.objects.visible_to(FRIRUM).exists()
    assert _bare(pages[0]) == _bare(pages[1])


def test_the_desk_decides_on_a_page_of_its_own(client_of, hit, dorte, vera, hans):
    client, at = client_of(vera), reverse("intake:staff")
    assert at in client.get(reverse("intake:holds")).content.decode()
    page = client.get(at).content.decode()
    assert dorte.name in page
    assert "Works in that matter now" in page
    one = reverse("intake:staff_hit", args=[hit.pk])
    assert "not shown" in client.get(one).content.decode()
    shown = client.post(reverse("intake:staff_names", args=[hit.pk])).content.decode()
    assert "not shown" not in shown
    decide_at = reverse("intake:decide_staff", args=[hit.pk])
    assert client.post(decide_at, {}).status_code == 422
    given = {"choice": "same", "reason": "It is him."}
    assert client.post(decide_at, given).url == at
    page = client.get(one).content.decode()
    assert "It is him." in page
    assert vera.name in page
    assert client.post(decide_at, given).url == one
    for other in (dorte, hans):
        assert client_of(other).get(at).status_code == 404
        assert client_of(other).get(one).status_code == 404


def test_today_sends_the_desk_there(client_of, hit, vera, now):
    today = client_of(vera).get("/").content.decode()
    assert "1 of the house may know somebody in a file" in today
    decide(vera, hit, now)
    assert reverse("intake:staff") not in client_of(vera).get("/").content.decode()


def test_leaving_it_waiting_on_the_page(client_of, hit, vera):
    client = client_of(vera)
    given = {"choice": "wait", "reason": "Which Bo?"}
    client.post(reverse("intake:decide_staff", args=[hit.pk]), given)
    assert "waits until more is known" in client.get(reverse("intake:staff")).content.decode()
    one = client.get(reverse("intake:staff_hit", args=[hit.pk])).content.decode()
    assert "Which Bo?" in one


def test_a_look_at_the_name_stands_in_the_ledger(hit, vera, ledger):
    assert compare_staff_names(by=vera, hit=hit).name == "Bo Berg"
    assert (vera.id, "compare_staff_names", "done") in ledger()


def test_one_person_in_several_files_of_a_matter_is_one_line_and_one_decision(
    hit, alma, bos_case, emil, dorte, vera, now, run_jobs
):
    tell(emil, bos_case, now, run_jobs)
    compare_staff(by=FRIRUM, now=now)
    assert StaffHit.objects.visible_to(vera).count() == 2
    (line,) = staff_hits(actor=vera)
    decide(vera, line, now)
    assert {row.answer for row in StaffHit.objects.visible_to(vera)} == {Answer.SAME}


def test_who_is_told_apart_is_so_only_where_as_much_agrees(
    hit, alma, bos_case, emil, vera, now, run_jobs
):
    tell(emil, bos_case, now, run_jobs, phone="")
    compare_staff(by=FRIRUM, now=now)
    decide(vera, hit, now, Answer.DIFFERENT)
    (left,) = [row for row in staff_hits(actor=vera) if not row.answer]
    assert left.root == bos_case.pk


def test_what_was_wrong_is_decided_the_other_way_and_the_worker_is_back(
    hit, alma, bos_case, dorte, vera, now
):
    decide(vera, hit, now)
    later = now + timedelta(days=1)
    decide_staff_hit(by=vera, hit=hit, answer=Answer.DIFFERENT, reason="Not him.", now=later)
    assert Case.objects.visible_to(dorte).exists()
    assert hit.reason.startswith("Not him.")
    assert "It is him." in hit.reason
    compare_staff(by=FRIRUM, now=later)
    assert Case.objects.visible_to(dorte).exists()
    with pytest.raises(Refused):
        decide(vera, hit, later, Answer.DIFFERENT)


def test_who_had_stepped_aside_before_stays_so_when_the_desk_was_wrong(
    hit, alma, dorte, freja, vera, now
):
    step_aside(by=dorte, case=alma, now=now - timedelta(hours=1))
    decide(vera, hit, now)
    decide(vera, hit, now, Answer.DIFFERENT)
    assert not Case.objects.visible_to(dorte).exists()
    (row,) = recusals_of(actor=freja, case=alma)
    let_back(by=freja, recusal=row.row, now=now)
    assert Case.objects.visible_to(dorte).exists()


def test_the_page_lets_the_desk_correct_itself(client_of, hit, dorte, vera, now):
    decide(vera, hit, now)
    client, one = client_of(vera), reverse("intake:staff_hit", args=[hit.pk])
    page = client.get(one).content.decode()
    assert "Was it wrong?" in page
    assert 'value="different"' in page
    assert 'value="same"' not in page
    given = {"choice": "different", "reason": "Not him."}
    client.post(reverse("intake:decide_staff", args=[hit.pk]), given)
    assert Case.objects.visible_to(dorte).exists()
    assert "Not him." in client.get(one).content.decode()
