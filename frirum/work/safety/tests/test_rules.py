"""Rules of risk and safety, without a database."""

from datetime import date, timedelta

import pytest

from frirum.work.safety.kinds import Cause, Level, Tool
from frirum.work.safety.rules import (
    escalation_in,
    first_due,
    may_attach,
    may_be_done,
    may_follow,
    may_frame,
    may_judge,
    may_make_copy,
    may_note,
    may_plan,
    may_record_result,
    needs_leader,
    review_due,
)

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def refusal(ruling):
    return str(ruling.refusal)


def test_a_review_lies_after_the_judgement_and_within_half_a_year():
    def judge(review_on, assessed_on=TODAY):
        return refusal(may_judge(assessed_on=assessed_on, review_on=review_on, today=TODAY))

    assert judge(TODAY + 56 * DAY) == ""
    assert "Gennemgangen ligger ikke efter" in judge(TODAY - DAY)
    assert "Gennemgangen ligger ikke efter" in judge(TODAY)
    assert "højst gå et halvt år" in judge(TODAY + 200 * DAY)
    assert "ikke er kommet endnu" in judge(TODAY + 56 * DAY, assessed_on=TODAY + DAY)


def test_a_judgement_never_goes_behind_a_newer_one():
    assert may_follow(TODAY, newest_on=TODAY).allowed
    assert "allerede en vurdering" in refusal(may_follow(TODAY - DAY, newest_on=TODAY))


def test_with_a_sign_of_danger_it_is_looked_at_within_four_weeks():
    eight = TODAY + 56 * DAY
    assert first_due(assessed_on=TODAY, review_on=eight, flags=()) == eight
    assert first_due(assessed_on=TODAY, review_on=eight, flags=["threat"]) == TODAY + 28 * DAY
    sooner = TODAY + 7 * DAY
    assert first_due(assessed_on=TODAY, review_on=sooner, flags=["threat"]) == sooner


@pytest.mark.parametrize(
    ("level", "held", "needed"),
    [
        (Level.MODERATE, None, False),
        (Level.HIGH, None, True),
        (Level.HIGH, Level.LOW, True),
        (Level.HIGH, Level.HIGH, False),
        (Level.SEVERE, Level.HIGH, True),
        (Level.HIGH, Level.SEVERE, False),
    ],
)
def test_only_raising_to_high_or_severe_needs_the_leader(level, held, needed):
    assert needs_leader(level, held=held) is needed


def test_danger_is_judged_the_same_day_an_encounter_a_week_before():
    def due(kind, days):
        return review_due(kind, happens_on=TODAY + days * DAY, today=TODAY) - TODAY

    assert due(Cause.THREAT, -3) == timedelta(0)
    assert due(Cause.POLICE, 0) == timedelta(0)
    assert due(Cause.RELEASE, 10) == 10 * DAY
    assert due(Cause.COURT, 20) == 13 * DAY
    assert due(Cause.CONTACT, 2) == timedelta(0)
    assert due(Cause.MOVE, 0) == 3 * DAY


def test_what_is_noted_has_a_day_that_makes_sense():
    def note(kind, days):
        return refusal(may_note(kind, happens_on=TODAY + days * DAY, today=TODAY))

    assert note(Cause.COURT, 300) == note(Cause.RELEASE, 10) == note(Cause.THREAT, -5) == ""
    assert "ligger i fremtiden" in note(Cause.THREAT, 1)
    assert "mere end to år" in note(Cause.COURT, 900)
    assert "mere end to år" in note(Cause.MOVE, -900)


def test_escalation_is_twice_as_much_and_not_of_a_few():
    assert escalation_in([1, 1, 1, 1, 1, 1, 4, 4]) is not None
    assert escalation_in([2, 2, 2, 2, 2, 2, 2, 3]) is None
    assert escalation_in([0, 0, 0, 0, 0, 1, 2, 2]) is None
    assert escalation_in([0, 0, 0, 0, 0, 0, 9, 9]) is None, "a log that begins is no escalation"
    assert escalation_in([3, 4]) is None
    found = escalation_in([9, 3, 3, 3, 3, 3, 3, 10, 8])
    assert (found.lately, found.before) == (18, 6)


def test_an_instrument_is_kept_as_what_it_ended_in():
    def result(tool, *, concern="", yes_count=None, has_file=False, used_on=TODAY):
        return refusal(
            may_record_result(
                tool, concern=concern, yes_count=yes_count, has_file=has_file, used_on=used_on,
                today=TODAY,
            )
        )  # fmt: skip

    assert result(Tool.SASH, concern="high") == result(Tool.SDASH, yes_count=7) == ""
    assert result(Tool.SRP) == result(Tool.SHARP, has_file=True) == ""
    assert "Vælg, hvilken bekymring" in result(Tool.SAM)
    assert "fra 0 til 11" in result(Tool.SDASH)
    assert "fra 0 til 11" in result(Tool.SDASH, yes_count=12)
    assert "Kun S-DASH" in result(Tool.SAM, concern="high", yes_count=3)
    assert "Vedhæft rapporten" in result(Tool.SHARP)
    assert "ikke er kommet endnu" in result(Tool.SRP, used_on=TODAY + DAY)


def test_only_a_pdf_is_attached():
    assert may_attach(head=b"%PDF-1.7", size=100).allowed
    assert "ikke en PDF" in refusal(may_attach(head=b"PK\x03\x04", size=100))
    assert "større end 20 MB" in refusal(may_attach(head=b"%PDF-1.7", size=30 * 1024**2))


def test_a_measure_is_not_due_before_it_was_decided():
    def plan(due_on=None, review_on=None):
        return refusal(may_plan(decided_on=TODAY, due_on=due_on, review_on=review_on))

    assert plan() == plan(TODAY, TODAY) == ""
    assert "Fristen ligger før" in plan(due_on=TODAY - DAY)
    assert "Gennemgangen ligger før" in plan(review_on=TODAY - DAY)


def test_a_measure_is_done_between_its_decision_and_today():
    def done(days):
        day = TODAY + days * DAY
        return refusal(may_be_done(decided_on=TODAY - 3 * DAY, done_on=day, today=TODAY))

    assert done(0) == done(-3) == ""
    assert "kan ikke være gjort før" in done(-4)
    assert "ikke er kommet endnu" in done(1)


def test_a_copy_needs_the_clients_own_words_and_none_is_made_otherwise():
    def framed(copy_form, said="", review_on=None):
        return refusal(
            may_frame(copy_form=copy_form, copy_said=said, review_on=review_on, today=TODAY)
        )

    assert framed("none") == framed("paper", "I skabet på arbejdet") == ""
    assert "hvad klienten har sagt" in framed("paper", "  ")
    assert "ligger i fortiden" in framed("none", review_on=TODAY - DAY)
    assert may_make_copy("paper").allowed
    assert "Spørg først" in refusal(may_make_copy("none"))
    assert not may_make_copy("").allowed
