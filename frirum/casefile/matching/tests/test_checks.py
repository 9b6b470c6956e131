from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from frirum.casefile.matching import chance
from frirum.casefile.matching.actions import (
    answer_check,
    decide_pair,
    drop_facts,
    move_facts,
    order_check,
    put_facts,
    release_hold,
    sweep_checks,
)
from frirum.casefile.matching.facts import Fact, FactKind, Party
from frirum.casefile.matching.models import (
    MOST_FITTING,
    Answer,
    Check,
    Decision,
    Finding,
    MatchKey,
    Verdict,
)
from frirum.casefile.matching.queries import comparison, open_holds, verdict_of, verdicts
from frirum.casefile.matters.models import Side
from frirum.demo.cast import open_almas_case
from frirum.foundation.jobs.models import Job
from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.models import WallClosed
from frirum.foundation.wall.rulings import Refused

FRIRUM = Actor.system("a test")
PHONE = Fact(FactKind.PHONE, "22 33 44 55")
MAIL = Fact(FactKind.EMAIL, "bo@post.dk")


@pytest.fixture(autouse=True)
def no_waiting_and_no_drawing(settings):
    settings.CHECK_DELAY_SECONDS = 0
    settings.CHECK_SAMPLE_ONE_IN = 0


def bo_in(case, *facts):
    stance = Side.EXERCISING
    return Party(uuid4(), case.pk, Side(case.side), stance, facts or (PHONE,))


def tell(now, *parties):
    put_facts(by=FRIRUM, parties=parties)
    return [order_check(by=FRIRUM, subject=party.root, now=now) for party in parties]


@pytest.fixture
def bo_on_both_sides(almas_case, bos_case, now, run_jobs, settings):
    """Bo is named in Alma's case, and is the client of his own."""
    put_facts(by=FRIRUM, parties=[bo_in(almas_case)])
    (check,) = tell(now, bo_in(bos_case))
    run_jobs()
    return check


def test_who_is_known_on_the_other_side_waits_with_the_desk(bo_on_both_sides, emil, bos_case):
    assert verdict_of(actor=emil, subject=bos_case.pk) == Verdict.WITH_DESK


def test_whose_part_was_corrected_is_compared_as_what_they_are(
    almas_case, dorte, house, now, run_jobs
):
    """Bo stalks in two cases: no conflict. Then he turns out to be a relative in one of them."""
    known = open_almas_case(house, now=now)
    bo = bo_in(almas_case)
    tell(now, bo_in(known), bo)
    run_jobs()
    assert verdict_of(actor=dorte, subject=almas_case.pk) == Verdict.READY
    tell(now, replace(bo, stance=Side.EXPOSED))
    run_jobs()
    assert verdict_of(actor=dorte, subject=almas_case.pk) == Verdict.WITH_DESK


def test_until_it_is_answered_it_says_being_checked(almas_case, dorte, now, run_jobs):
    tell(now, bo_in(almas_case))
    assert verdict_of(actor=dorte, subject=almas_case.pk) == Verdict.BEING_CHECKED
    run_jobs()
    assert verdict_of(actor=dorte, subject=almas_case.pk) == Verdict.READY


def test_the_same_phone_on_the_same_side_is_no_conflict(almas_case, ida, now, run_jobs, house):
    other = open_almas_case(house, now=now)
    put_facts(by=FRIRUM, parties=[bo_in(other)])
    tell(now, bo_in(almas_case))
    run_jobs()
    assert verdict_of(actor=house.staff["freja"], subject=almas_case.pk) == Verdict.READY


def test_a_check_is_seen_only_by_who_sees_what_it_is_about(
    bo_on_both_sides, bos_case, dorte, ida, gry, vera
):
    for stranger in (dorte, ida, gry):
        assert verdicts(actor=stranger, subjects=[bos_case.pk]) == {}
    assert Check.objects.visible_to(vera).get() == bo_on_both_sides


def test_what_was_found_is_for_the_desk_alone(bo_on_both_sides, emil, dorte, vera):
    for worker in (emil, dorte):
        assert not Finding.objects.visible_to(worker).exists()
        assert not open_holds(actor=worker)
    (hold,) = open_holds(actor=vera)
    (pair,) = hold.pairs
    assert pair.agree == [FactKind.PHONE]
    assert {pair.finding.our_side, pair.finding.other_side} == {Side.EXERCISING, Side.EXPOSED}


def berg_in(case, *facts, side=None):
    name = Fact(FactKind.NAME, "Bo", "Berg")
    return Party(uuid4(), case.pk, Side(side or case.side), Side.EXERCISING, (name, *facts))


@pytest.mark.parametrize(
    ("facts_there", "known", "said"),
    [
        ((), 3, 3),
        ((), MOST_FITTING + 2, MOST_FITTING),
        ((Fact(FactKind.BIRTH_YEAR, "1980"),), 1, 0),
    ],
    ids=["as many as it fits", "no more than so many", "something else agrees"],
)
def test_the_desk_is_told_how_many_the_name_alone_fits(
    almas_case, bos_case, vera, emil, now, run_jobs, facts_there, known, said
):
    """Whatever side the namesakes are on: any of them may be meant."""
    there = [berg_in(almas_case, *facts_there)]
    there += [berg_in(almas_case, side=bos_case.side) for _ in range(known - 1)]
    put_facts(by=FRIRUM, parties=there)
    ours = berg_in(bos_case, *facts_there)
    (check,) = tell(now, ours)
    run_jobs()
    pairs = comparison(actor=vera, check=check)
    assert [pair.fits for pair in pairs] == [said] * len(pairs)
    assert len(pairs) >= 1
    assert comparison(actor=emil, check=check) == []


def test_nobody_reads_keys(bo_on_both_sides, vera):
    with pytest.raises(WallClosed):
        MatchKey.objects.count()
    assert MatchKey.objects.visible_to(vera).count() == 0
    assert MatchKey.objects.visible_to(FRIRUM).count() == 0


def test_the_desk_sees_which_kinds_agree_and_which_differ(
    almas_case, bos_case, now, run_jobs, vera
):
    other = Fact(FactKind.EMAIL, "en.anden@post.dk")
    put_facts(by=FRIRUM, parties=[bo_in(almas_case, PHONE, other)])
    (check,) = tell(now, bo_in(bos_case, PHONE, MAIL))
    run_jobs()
    (pair,) = comparison(actor=vera, check=check)
    assert (pair.agree, pair.differ) == ([FactKind.PHONE], [FactKind.EMAIL])


def test_nobody_at_the_desk_decides_about_their_own_work(bo_on_both_sides, emil, bos_case):
    from frirum.foundation.wall.roles import Role

    emil_at_the_desk = Actor(emil.id, emil.name, emil.roles | {Role.CONFLICT_DESK})
    assert open_holds(actor=emil_at_the_desk) == []
    assert comparison(actor=emil_at_the_desk, check=bo_on_both_sides) == []


def decide(desk, answer, now):
    (hold,) = open_holds(actor=desk)
    for pair in hold.pairs:
        decide_pair(by=desk, finding=pair.finding, answer=answer, now=now)
    return release_hold(by=desk, check=hold.check, now=now)


def test_a_hold_is_not_let_go_undecided(bo_on_both_sides, vera, now, bos_case, emil):
    with pytest.raises(Refused):
        release_hold(by=vera, check=bo_on_both_sides, now=now)
    assert verdict_of(actor=emil, subject=bos_case.pk) == Verdict.WITH_DESK


def test_a_decided_pair_is_not_asked_again(bo_on_both_sides, vera, emil, bos_case, now, run_jobs):
    assert decide(vera, Answer.DIFFERENT, now).verdict == Verdict.READY
    order_check(by=FRIRUM, subject=bos_case.pk, now=now + timedelta(days=1))
    run_jobs()
    assert verdict_of(actor=emil, subject=bos_case.pk) == Verdict.READY


def test_it_is_asked_again_when_more_agrees(almas_case, bos_case, now, run_jobs, vera, emil):
    here, there = bo_in(bos_case), bo_in(almas_case, PHONE, MAIL)
    put_facts(by=FRIRUM, parties=[there])
    tell(now, here)
    run_jobs()
    decide(vera, Answer.DIFFERENT, now)
    tell(now, Party(here.holder, here.root, here.side, here.stance, (MAIL,)))
    run_jobs()
    assert verdict_of(actor=emil, subject=bos_case.pk) == Verdict.WITH_DESK


def test_a_worker_decides_nothing(bo_on_both_sides, emil, vera, now):
    (finding,) = Finding.objects.visible_to(vera)
    with pytest.raises(Http404):
        decide_pair(by=emil, finding=finding, answer=Answer.DIFFERENT, now=now)
    assert not Decision.objects.visible_to(vera).exists()


def test_one_clear_check_in_so_many_lies_with_the_desk_too(
    almas_case, dorte, vera, now, run_jobs, settings
):
    settings.CHECK_SAMPLE_ONE_IN = 1
    tell(now, bo_in(almas_case))
    run_jobs()
    assert verdict_of(actor=dorte, subject=almas_case.pk) == Verdict.WITH_DESK
    (hold,) = open_holds(actor=vera)
    assert hold.pairs == ()
    assert release_hold(by=vera, check=hold.check, now=now).verdict == Verdict.READY


def test_about_one_in_ten_is_drawn(settings):
    settings.CHECK_SAMPLE_ONE_IN = 10
    drawn = sum(chance.is_drawn() for _ in range(4000))
    assert 280 < drawn < 520


def test_the_wait_is_of_no_fixed_length(settings):
    settings.CHECK_DELAY_SECONDS = 5
    waits = [chance.delay().total_seconds() for _ in range(200)]
    assert min(waits) < 1
    assert 4 < max(waits) <= 5


def test_what_lies_with_the_desk_stays_there_whatever_comes(
    bo_on_both_sides, bos_case, almas_case, emil, now, run_jobs
):
    drop_facts(by=FRIRUM, root=almas_case.pk)
    order_check(by=FRIRUM, subject=bos_case.pk, now=now)
    assert verdict_of(actor=emil, subject=bos_case.pk) == Verdict.WITH_DESK
    run_jobs()
    assert verdict_of(actor=emil, subject=bos_case.pk) == Verdict.WITH_DESK


def test_one_order_covers_what_is_told_before_it_runs(almas_case, now, run_jobs):
    tell(now, bo_in(almas_case), bo_in(almas_case, MAIL))
    assert Job.objects.filter(kind="matching.check").count() == 1


def statements(check, now):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer_check(by=FRIRUM, check=check, now=now)
    return [query["sql"].split(" ")[0] for query in asked]


def test_a_check_costs_the_same_whatever_it_finds(almas_case, bos_case, now):
    (clear,) = tell(now, bo_in(almas_case))
    first = statements(clear, now)
    (conflict,) = tell(now, bo_in(bos_case))
    assert statements(conflict, now) == first
    conflict.refresh_from_db()
    assert conflict.verdict == Verdict.WITH_DESK


def test_facts_told_twice_are_kept_once(almas_case):
    party = bo_in(almas_case)
    put_facts(by=FRIRUM, parties=[party])
    put_facts(by=FRIRUM, parties=[party])
    assert MatchKey.objects.opened().count() == 1


def test_keys_and_check_follow_an_enquiry_into_its_case(almas_case, now, run_jobs, dorte, bos_case):
    enquiry = uuid4()
    keys.issue(enquiry, Compartment.EXPOSED)
    told = Party(uuid4(), enquiry, Side.NEUTRAL, Side.EXERCISING, (PHONE,))
    tell(now, told)
    run_jobs()
    assert move_facts(by=FRIRUM, root=enquiry, to=almas_case.pk, side=Side.EXPOSED) == 1
    assert verdict_of(actor=dorte, subject=almas_case.pk) == Verdict.READY
    tell(now, bo_in(bos_case))
    run_jobs()
    assert Check.objects.opened().get(subject=bos_case.pk).verdict == Verdict.WITH_DESK


def test_nobody_writes_keys_by_hand(almas_case, dorte, freja, vera):
    for person in (dorte, freja, vera):
        with pytest.raises(Http404):
            put_facts(by=person, parties=[bo_in(almas_case)])


def test_the_ledger_knows_of_the_look_behind_the_wall(bo_on_both_sides, ledger):
    deeds = [deed for _, deed, _ in ledger()]
    assert "peephole:MatchKey" in deeds
    assert "answer_check" in deeds


def test_the_nightly_sweep_finds_what_slipped_through_and_draws_nothing(
    bo_on_both_sides, almas_case, now, settings
):
    (other,) = tell(now, bo_in(almas_case, Fact(FactKind.PHONE, "99 88 77 66")))
    answer_check(by=FRIRUM, check=other, now=now)
    Finding.objects.visible_to(FRIRUM).delete()
    Check.objects.visible_to(FRIRUM).update(verdict=Verdict.READY, is_open=False)
    settings.CHECK_SAMPLE_ONE_IN = 1
    assert sweep_checks(by=FRIRUM, after=None, now=now).held == 1
    assert Check.objects.visible_to(FRIRUM).filter(verdict=Verdict.WITH_DESK).count() == 1


def test_the_nightly_sweep_holds_no_case_for_a_pair_that_lies_with_the_desk_already(
    bo_on_both_sides, almas_case, now
):
    """Alma's worker would see by it that somebody called."""
    (other,) = tell(now, bo_in(almas_case, Fact(FactKind.PHONE, "99 88 77 66")))
    Check.objects.visible_to(FRIRUM).filter(pk=other.pk).update(
        verdict=Verdict.READY, is_open=False
    )
    assert sweep_checks(by=FRIRUM, after=None, now=now).held == 0
    other.refresh_from_db()
    assert other.verdict == Verdict.READY


def test_the_nightly_sweep_holds_no_case_for_somebody_who_is_being_checked(
    almas_case, bos_case, now
):
    (alma,) = tell(now, bo_in(almas_case))
    answer_check(by=FRIRUM, check=alma, now=now)
    tell(now, bo_in(bos_case))
    assert sweep_checks(by=FRIRUM, after=None, now=now).held == 0


def test_the_nightly_sweep_leaves_a_clear_file_ready(almas_case, now, settings, run_jobs):
    (check,) = tell(now, bo_in(almas_case))
    answer_check(by=FRIRUM, check=check, now=now)
    settings.CHECK_SAMPLE_ONE_IN = 1
    assert sweep_checks(by=FRIRUM, after=None, now=now) == (0, None)
    check.refresh_from_db()
    assert check.verdict == Verdict.READY


def test_what_was_decided_is_not_asked_again_from_the_other_end(
    almas_case, bos_case, vera, now, run_jobs
):
    """The very names that look alike from one end only."""
    phone = Fact(FactKind.PHONE, "63 21 28 33")
    hans = bo_in(almas_case, Fact(FactKind.NAME, "Hans", "Paulsen"), phone)
    sigurd = bo_in(bos_case, Fact(FactKind.NAME, "Sigurd", "Hansen"), phone)
    put_facts(by=FRIRUM, parties=[hans])
    tell(now, sigurd)
    run_jobs()
    [hold] = open_holds(actor=vera)
    decide_pair(by=vera, finding=hold.pairs[0].finding, answer=Answer.DIFFERENT, now=now)
    release_hold(by=vera, check=hold.check, now=now)
    tell(now, hans)
    run_jobs()
    assert open_holds(actor=vera) == []
