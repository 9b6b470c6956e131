"""A danger that somebody has seen is not lost: by a date, by a no, or as nobody has judged."""

from datetime import timedelta

import pytest

from frirum.work.incidents.actions import record_incident
from frirum.work.incidents.facts import Told
from frirum.work.incidents.taxonomy import Behaviour
from frirum.work.safety.actions import send_back_level
from frirum.work.safety.kinds import Cause, Level, Stand
from frirum.work.safety.queries import (
    causes_of,
    due_reviews,
    encounters_of,
    has_open_risk,
    risk_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def is_open(almas_case, dorte, today):
    return lambda on=today: has_open_risk(actor=dorte, case=almas_case, on=on)


def test_a_judgement_of_an_earlier_day_does_not_answer_what_came_after_it(
    judge, note, is_open, almas_case, dorte, now, today
):
    judge(Level.LOW, at=now - timedelta(days=20))
    note(Cause.THREAT)
    judge(Level.LOW, assessed_on=today - timedelta(days=3))
    assert [one.kind for one in causes_of(actor=dorte, case=almas_case)] == [Cause.THREAT]
    assert risk_of(actor=dorte, case=almas_case, today=today).due_on == today
    assert is_open()


def test_nor_a_breach_on_a_day_after_it_that_was_told_before_it_was_written(
    judge, is_open, almas_case, dorte, now, today
):
    told = Told(
        happened_at=now - timedelta(days=1),
        behaviours=frozenset({Behaviour.TURNING_UP}),
        account="Stod ved opgangen.",
        is_breach=True,
    )
    record_incident(by=dorte, case=almas_case, told=told, now=now - timedelta(hours=5))
    judge(Level.LOW, assessed_on=today - timedelta(days=3))
    assert is_open()
    judge(Level.LOW)
    assert not is_open()


@pytest.mark.parametrize("is_first", [True, False])
def test_sent_back_it_is_open_risk_until_it_is_judged_anew(
    judge, is_open, almas_case, dorte, freja, now, today, is_first
):
    if not is_first:
        judge(Level.LOW, at=now - timedelta(days=20))
    raised = judge(Level.SEVERE)
    send_back_level(by=freja, assessment=raised, remark="Læs loggen fra uge 47.", now=now)
    assert is_open()
    assert [one.due_on for one in due_reviews(actor=dorte, today=today)] == [today]
    judge(Level.MODERATE, at=now + timedelta(hours=1))
    assert not is_open()


def test_marked_as_escalating_it_waits_for_the_leader_at_any_level_and_once(judge):
    escalating = {"flags": frozenset({Cause.ESCALATION})}
    assert judge(Level.LOW, **escalating).stand == Stand.WAITS
    assert judge(Level.LOW, **escalating).stand == Stand.HOLDS


def test_a_case_that_nobody_has_judged_is_due_two_weeks_after_it_opened(
    almas_case, judge, dorte, emil, today
):
    later = today + timedelta(weeks=3)
    (due,) = due_reviews(actor=dorte, today=later)
    assert (due.level, due.due_on, due.is_overdue) == (None, today + timedelta(weeks=2), True)
    assert due_reviews(actor=dorte, today=today) == []
    assert due_reviews(actor=emil, today=later) == []
    judge()
    assert due_reviews(actor=dorte, today=later) == []


def test_danger_case_18_the_diary_keeps_an_encounter_also_when_it_is_judged(
    judge, note, almas_case, dorte, today
):
    note(Cause.CONTACT, today + timedelta(days=4))
    judge()
    assert causes_of(actor=dorte, case=almas_case) == []
    assert [one.kind for one in encounters_of(actor=dorte, case=almas_case)] == [Cause.CONTACT]
