"""Judging, what asks for a new judgement, and the leader's word."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.http import Http404

from frirum.casefile.tasks.queries import tasks_of
from frirum.foundation.wall.models import WallClosed
from frirum.foundation.wall.rulings import Refused
from frirum.work.incidents.actions import record_incident
from frirum.work.incidents.facts import Told
from frirum.work.incidents.taxonomy import Behaviour
from frirum.work.safety.actions import confirm_level, record_result, send_back_level
from frirum.work.safety.facts import Result
from frirum.work.safety.kinds import Cause, Concern, Level, Stand, Tool
from frirum.work.safety.models import Assessment, InstrumentResult, ReviewCause
from frirum.work.safety.queries import (
    causes_of,
    due_reviews,
    has_open_risk,
    history_of,
    levels_of,
    open_causes,
    risk_of,
    waiting_for_leader,
)
from frirum.work.safety.queries.risk import escalation_of, new_breaches


@pytest.fixture
def happened(almas_case, dorte):
    """Something happened, and is told some minutes later."""

    def record(at, *, is_breach=False, told_at=None):
        told = Told(
            happened_at=at, behaviours=frozenset({Behaviour.MESSAGES}), account="Skrev igen.",
            is_breach=is_breach,
        )  # fmt: skip
        at = told_at or at + timedelta(minutes=5)
        return record_incident(by=dorte, case=almas_case, told=told, now=at)

    return record


@pytest.fixture
def held(almas_case, dorte, today):
    return lambda on=today: risk_of(actor=dorte, case=almas_case, today=on)


def test_a_judgement_holds_with_all_that_was_written(judge, almas_case, dorte, held, today, ledger):
    made = judge(flags=frozenset({Cause.OWN_FEAR}))
    assert (made.level, made.stand, made.assessor) == ("moderate", "holds", dorte.id)
    assert made.flag_words == ["Klienten er meget bange"]
    assert made.due_on == today + timedelta(weeks=4)
    assert held().level == Level.MODERATE
    assert not held().is_overdue
    assert held(made.due_on + timedelta(days=1)).is_overdue
    assert (dorte.id, "assess", "done") in ledger()


def test_nothing_is_said_of_a_case_that_nobody_judged(held, almas_case, dorte, today):
    assert held() is None
    assert levels_of(actor=dorte, cases=[almas_case.pk], today=today) == {}
    assert not has_open_risk(actor=dorte, case=almas_case, on=today)


def test_the_same_form_judges_once(judge, almas_case, dorte):
    once = uuid4()
    assert judge(once=once).pk == judge(once=once).pk
    assert len(history_of(actor=dorte, case=almas_case)) == 1


def test_a_new_judgement_takes_the_place_of_the_former_which_stays_in_the_history(
    judge, almas_case, dorte, now
):
    first = judge(at=now - timedelta(days=20), review_on=now.date())
    second = judge(Level.LOW)
    assert [(one.pk, one.is_current) for one in history_of(actor=dorte, case=almas_case)] == [
        (second.pk, True),
        (first.pk, False),
    ]
    with pytest.raises(Refused, match="allerede en vurdering"):
        judge(at=now, assessed_on=now.date() - timedelta(days=5))


def test_the_other_side_learns_nothing_of_it(
    judge, note, bos_case, almas_case, emil, folmer, today
):
    made = judge(Level.SEVERE)
    note(Cause.THREAT)
    for actor in (emil, folmer):
        assert not Assessment.objects.visible_to(actor).exists()
        assert not ReviewCause.objects.visible_to(actor).exists()
        assert risk_of(actor=actor, case=almas_case, today=today) is None
        assert levels_of(actor=actor, cases=[almas_case.pk, bos_case.pk], today=today) == {}
        assert due_reviews(actor=actor, today=today) == []
        assert waiting_for_leader(actor=actor) == []
        with pytest.raises(Http404):
            judge(by=actor)
    with pytest.raises(Http404):
        confirm_level(by=folmer, assessment=made, now=made.assessed_at)
    with pytest.raises(WallClosed):
        Assessment.objects.all()


def test_refused_leaves_nothing(judge, almas_case, closed_case, dorte, today):
    with pytest.raises(Refused, match="Sagen er lukket"):
        judge()
    assert not Assessment.objects.visible_to(dorte).exists()


class TestTheLeadersWord:
    def test_a_raised_level_holds_at_once_and_waits(self, judge, held, freja, dorte, now):
        made = judge(Level.HIGH)
        assert (held().level, held().is_waiting) == (Level.HIGH, True)
        assert waiting_for_leader(actor=freja) == [made]
        assert waiting_for_leader(actor=dorte) == []
        confirm_level(by=freja, assessment=made, now=now)
        assert not held().is_waiting
        assert waiting_for_leader(actor=freja) == []
        with pytest.raises(Refused, match="venter ikke på en leder længere"):
            confirm_level(by=freja, assessment=made, now=now)

    def test_a_counsellor_can_not_give_it(self, judge, dorte, ida, now):
        made = judge(Level.SEVERE)
        for actor in (dorte, ida):
            with pytest.raises(Http404):
                confirm_level(by=actor, assessment=made, now=now)

    def test_what_a_leader_judges_in_her_own_team_waits_for_nobody(self, judge, freja):
        assert judge(Level.SEVERE, by=freja).stand == Stand.HOLDS

    def test_staying_high_asks_no_second_time_and_going_on_to_severe_does(self, judge, freja, now):
        confirm_level(by=freja, assessment=judge(Level.HIGH), now=now)
        assert judge(Level.HIGH).stand == Stand.HOLDS
        assert judge(Level.SEVERE).stand == Stand.WAITS
        assert judge(Level.MODERATE).stand == Stand.HOLDS

    def test_raised_twice_without_a_word_still_waits(self, judge):
        judge(Level.HIGH)
        assert judge(Level.HIGH).stand == Stand.WAITS

    def test_sent_back_what_held_before_holds_again_and_is_due_today(
        self, judge, note, held, almas_case, dorte, freja, now, today
    ):
        before = judge(at=now - timedelta(days=3))
        cause = note(Cause.THREAT)
        raised = judge(Level.SEVERE)
        send_back_level(by=freja, assessment=raised, remark="Læs loggen fra uge 47.", now=now)
        assert held().level == Level.MODERATE
        assert held().due_on == today
        cause.refresh_from_db()
        assert cause.answer_id is None
        (task,) = [t for t in tasks_of(actor=dorte, case=almas_case) if "igen" in t.title]
        assert (task.worker, task.due_on, task.text) == (dorte.id, today, "Læs loggen fra uge 47.")
        raised.refresh_from_db()
        assert (raised.stand, raised.is_current) == (Stand.RETURNED, False)
        before.refresh_from_db()
        assert before.is_current

    def test_a_no_has_a_reason(self, judge, freja, now):
        made = judge(Level.HIGH)
        with pytest.raises(Refused, match="Skriv hvorfor"):
            send_back_level(by=freja, assessment=made, remark=" ", now=now)


class TestWhatAsksForIt:
    def test_it_moves_the_review_forward_and_a_judgement_answers_it(
        self, judge, note, held, almas_case, dorte, today
    ):
        judge()
        note(Cause.PARTNER)
        assert held().due_on == today + timedelta(days=3)
        assert [one.kind for one in causes_of(actor=dorte, case=almas_case)] == ["partner"]
        judge()
        assert causes_of(actor=dorte, case=almas_case) == []

    def test_a_later_event_does_not_move_it_back(self, judge, note, held, today):
        judge(review_on=today + timedelta(days=5))
        note(Cause.COURT, today + timedelta(days=60))
        assert held().due_on == today + timedelta(days=5)

    def test_the_same_form_notes_one(self, note, almas_case, dorte):
        once = uuid4()
        assert note(Cause.MOVE, once=once).pk == note(Cause.MOVE, once=once).pk

    def test_danger_case_17_the_police_speak_with_the_other_party_and_she_is_told_first(
        self, judge, note, held, almas_case, dorte, today
    ):
        judge()
        note(Cause.POLICE)
        assert held().due_on == today
        (task,) = tasks_of(actor=dorte, case=almas_case)
        assert "før politiet taler med modparten" in task.title
        assert (task.kind, task.due_on, task.worker) == ("safety", today, dorte.id)
        assert [one.case for one in due_reviews(actor=dorte, today=today)] == [almas_case]

    def test_danger_case_17_also_when_nobody_has_judged_yet(self, note, almas_case, dorte, today):
        note(Cause.POLICE)
        (due,) = due_reviews(actor=dorte, today=today)
        assert (due.case, due.level, due.due_on) == (almas_case, None, today)

    @pytest.mark.parametrize("kind", [Cause.COURT, Cause.CONTACT])
    def test_danger_case_18_a_forced_encounter_is_planned_for_a_week_before(
        self, kind, judge, note, held, almas_case, dorte, now, today
    ):
        judge()
        day = today + timedelta(days=20)
        note(kind, day)
        assert held().due_on == day - timedelta(days=7)
        (task,) = tasks_of(actor=dorte, case=almas_case)
        assert task.title == "Gå sikkerhedsplanen igennem før mødet 12. dec."
        assert task.due_on == day - timedelta(days=7)
        judge()
        assert [one.kind for one in open_causes(dorte, almas_case.pk)] == [kind]
        assert held().due_on == day - timedelta(days=7), "what lies ahead is judged when it nears"

    def test_a_breach_in_the_log_counts_by_itself(
        self, judge, held, happened, almas_case, dorte, now, today
    ):
        made = judge(Level.LOW)
        happened(now + timedelta(hours=1))
        assert not held().has_new_breach
        happened(now + timedelta(hours=2), is_breach=True)
        assert held().has_new_breach
        assert held().is_overdue
        assert new_breaches(actor=dorte, case=almas_case, held=made) == 1
        (due,) = due_reviews(actor=dorte, today=today)
        assert due.has_new_breach
        judge(at=now + timedelta(hours=5))
        assert not held().has_new_breach
        assert due_reviews(actor=dorte, today=today) == []

    def test_a_breach_told_late_counts_too(self, judge, held, happened, now):
        judge(Level.LOW)
        happened(now - timedelta(days=9), is_breach=True, told_at=now + timedelta(hours=1))
        assert held().has_new_breach

    def test_the_log_proposes_an_escalation(self, happened, almas_case, dorte, now):
        monday = now - timedelta(days=now.weekday())
        for week, entries in enumerate([1, 1, 1, 1, 1, 1, 4, 4]):
            for hour in range(entries):
                happened(monday - timedelta(weeks=8 - week, hours=-hour))
        found = escalation_of(actor=dorte, case=almas_case, today=now.date())
        assert (found.lately, found.before) == (8, 2)


class TestOpenRisk:
    """What leaves is read by a colleague first."""

    @pytest.fixture
    def is_open(self, almas_case, dorte, today):
        return lambda on=today: has_open_risk(actor=dorte, case=almas_case, on=on)

    def test_high_and_severe(self, judge, is_open):
        judge(Level.MODERATE)
        assert not is_open()
        judge(Level.HIGH)
        assert is_open()

    def test_a_review_overdue(self, judge, is_open):
        made = judge(Level.LOW)
        assert not is_open(made.due_on)
        assert is_open(made.due_on + timedelta(days=1))

    def test_a_sign_of_danger_nobody_judged(self, judge, note, is_open, today):
        judge(Level.LOW)
        note(Cause.MOVE)
        assert not is_open()
        note(Cause.WEAPON)
        assert is_open()
        judge(Level.LOW)
        assert not is_open()

    def test_a_breach_in_a_case_never_judged(self, happened, is_open, now):
        happened(now, is_breach=True)
        assert is_open()


class TestInstruments:
    @pytest.fixture
    def record(self, almas_case, dorte, now, today):
        def recording(tool, *, by=dorte, **more):
            values = {"tool": tool, "used_on": today, "judgement": "Peger samme vej."} | more
            return record_result(
                by=by, case=almas_case, result=Result(**values), once=uuid4(), now=now
            )

        return recording

    def test_what_it_ended_in_is_kept_and_decides_nothing(self, record, held):
        record(Tool.SASH, concern=Concern.HIGH)
        assert record(Tool.SDASH, yes_count=9).yes_count == 9
        assert held() is None

    def test_sharps_report_is_sealed_with_its_checksum(self, record):
        made = record(Tool.SHARP, report=b"%PDF-1.7 noget")
        assert made.size == 14
        assert len(made.sha256) == 64
        assert made.file

    def test_another_file_is_refused_and_nothing_is_kept(self, record, dorte):
        with pytest.raises(Refused, match="ikke en PDF"):
            record(Tool.SHARP, report=b"PK\x03\x04")
        assert not InstrumentResult.objects.visible_to(dorte).exists()

    def test_the_other_side_records_none(self, record, bos_case, emil):
        with pytest.raises(Http404):
            record(Tool.SRP, by=emil)


def test_due_reviews_are_of_ones_own_cases_the_first_due_first(
    judge, almas_case, dorte, freja, ida
):
    judge(review_on=date(2026, 12, 1))
    soon = date(2026, 11, 29)
    assert [one.is_overdue for one in due_reviews(actor=dorte, today=soon)] == [False]
    assert due_reviews(actor=dorte, today=date(2026, 11, 24)) == []
    late = date(2026, 12, 2)
    assert [one.is_overdue for one in due_reviews(actor=dorte, today=late)] == [True]
    assert due_reviews(actor=freja, today=late) == due_reviews(actor=ida, today=late) == []
