"""Rules of intake, without a database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils.translation import override

from frirum.casefile.intake.choices import (
    MOVES,
    CallerRole,
    CloseTo,
    DeskOutcome,
    Gate,
    Offer,
    PartyRole,
    State,
)
from frirum.casefile.intake.facts import ContactWish, PartyFacts
from frirum.casefile.intake.rules import (
    is_checked,
    may_conclude,
    may_decide,
    may_offer,
    may_open,
    may_save_over,
    may_take_up,
    next_safety_call,
    outcomes_for,
    side_of,
    stance_of,
)
from frirum.casefile.matching.models import Verdict
from frirum.casefile.matters.models import Side


@pytest.mark.parametrize(
    ("role", "close_to", "side"),
    [
        (CallerRole.EXPOSED, CloseTo.EXPOSED, Side.EXPOSED),
        (CallerRole.YOUNG, CloseTo.EXERCISING, Side.EXPOSED),
        (CallerRole.EXERCISING, CloseTo.EXPOSED, Side.EXERCISING),
        (CallerRole.RELATIVE, CloseTo.EXERCISING, Side.EXERCISING),
        (CallerRole.RELATIVE, CloseTo.NOBODY, Side.EXPOSED),
        (CallerRole.PROFESSIONAL, CloseTo.NOBODY, Side.NEUTRAL),
        (CallerRole.PROFESSIONAL, CloseTo.EXERCISING, Side.EXERCISING),
    ],
)
def test_an_enquiry_stands_where_its_person_stands(role, close_to, side):
    assert side_of(role, close_to) == side


def test_the_other_party_stands_on_the_other_side_and_a_child_is_always_exposed():
    assert stance_of(Side.EXPOSED, PartyRole.OTHER_PARTY) == Side.EXERCISING
    assert stance_of(Side.EXERCISING, PartyRole.OTHER_PARTY) == Side.EXPOSED
    assert stance_of(Side.EXERCISING, PartyRole.CHILD) == Side.EXPOSED
    assert stance_of(Side.EXERCISING, PartyRole.CALLER) == Side.EXERCISING


@pytest.mark.parametrize("verdict", [None, Verdict.BEING_CHECKED, Verdict.WITH_DESK])
def test_nothing_is_offered_or_opened_before_the_check_is_ready(verdict):
    assert not may_decide(State.ASSESSED, verdict).allowed
    assert not may_open(State.OFFERED, verdict).allowed
    assert "danger" in str(is_checked(verdict).refusal)


def test_nothing_is_offered_before_the_first_steps():
    assert not may_decide(State.NEW, Verdict.READY).allowed
    assert may_decide(State.ASSESSED, Verdict.READY).allowed


def test_a_perpetrators_course_needs_all_four_of_its_gate():
    for missing in Gate:
        settled = [each for each in Gate if each != missing]
        assert not may_offer(Side.EXERCISING, Offer.PERPETRATOR, settled, "stalking").allowed
    assert may_offer(Side.EXERCISING, Offer.PERPETRATOR, list(Gate), "stalking").allowed


def test_an_offer_of_the_other_side_is_refused():
    assert not may_offer(Side.EXPOSED, Offer.PERPETRATOR, list(Gate), "stalking").allowed
    assert not may_offer(Side.EXERCISING, Offer.INDIVIDUAL, [], "stalking").allowed


def test_a_conflict_gets_counselling_and_no_therapy():
    assert may_offer(Side.EXPOSED, Offer.COUNSELLING, [], "conflict").allowed
    assert not may_offer(Side.EXPOSED, Offer.INDIVIDUAL, [], "conflict").allowed


def test_an_opened_enquiry_moves_nowhere_and_a_closed_one_may_be_taken_up():
    assert not MOVES[State.OPENED]
    assert may_take_up(State.CLOSED, by_desk=False).allowed
    assert not may_take_up(State.OPENED, by_desk=False).allowed
    assert not may_take_up(State.REFERRED, by_desk=True).allowed


def test_somebody_in_danger_is_called_sooner():
    now, wish = datetime(2026, 11, 22, 9, tzinfo=UTC), ContactWish(channels=("phone",))
    assert next_safety_call(wish, now, is_urgent=True) == date(2026, 11, 25)
    assert next_safety_call(wish, now, is_urgent=False) == date(2026, 12, 6)


def test_whoever_did_not_allow_calls_is_never_rung_up():
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert next_safety_call(ContactWish(), now, is_urgent=True) is None
    assert next_safety_call(ContactWish(channels=("sms",)), now, is_urgent=True) is None


def test_the_second_to_save_is_told_to_look_first():
    assert may_save_over(2, 2).allowed
    assert "meanwhile" in may_save_over(3, 2).refusal


def test_the_desk_says_how_it_goes_on_with_the_same_person():
    assert not may_conclude(DeskOutcome.DIFFERENT, is_same=True, has_team=False).allowed
    assert not may_conclude(DeskOutcome.JOIN, is_same=False, has_team=False).allowed
    assert not may_conclude(DeskOutcome.OTHER_TEAM, is_same=True, has_team=False).allowed
    assert may_conclude(DeskOutcome.JOIN, is_same=True, has_team=False).allowed


def test_the_desk_is_offered_what_changes_something():
    different, join = DeskOutcome.DIFFERENT, DeskOutcome.JOIN
    assert outcomes_for(is_of_case=True, has_pairs=True) == (different, join, DeskOutcome.KEEP)
    assert outcomes_for(is_of_case=True, has_pairs=False) == (different,)
    drawn = outcomes_for(is_of_case=False, has_pairs=False)
    assert drawn == (different, DeskOutcome.REFER)


TODAY = date(2026, 11, 22)


def test_without_an_agreement_nobody_is_contacted():
    wish = ContactWish()
    assert not wish.may_contact
    assert wish.entries(TODAY) == [("x", "No contact from us. They get in touch themselves.")]


def test_an_enquiry_says_when_to_call_as_a_case_does():
    wish = ContactWish(channels=("phone",), days="weekdays", from_time=time(9), to_time=time(15))
    with override("da"):
        assert ("clock", "Hverdage kl. 9–15") in wish.entries(TODAY)
        assert ("clock", "På alle tider") in ContactWish(channels=("phone",)).entries(TODAY)


def test_an_agreement_holds_for_ninety_days_and_not_one_more():
    wish = ContactWish(channels=("sms",), agreed_on=TODAY - timedelta(days=90))
    assert not wish.is_expired(TODAY)
    assert wish.is_expired(TODAY + timedelta(days=1))
    ((icon, told),) = wish.entries(TODAY + timedelta(days=1))
    assert icon == "x"
    assert "ran out" in told


def test_what_was_agreed_comes_back_as_it_was():
    wish = ContactWish(
        channels=("sms",), phone="22334455", days="weekdays", code_word="blue", agreed_on=TODAY
    )
    assert ContactWish.read(wish.stored()) == wish
    assert wish.weekdays == frozenset(range(5))


def test_a_name_alone_is_told_from_a_name_with_a_town():
    assert PartyFacts(given_name="Bo", family_name="Berg").is_name_alone
    assert not PartyFacts(given_name="Bo", family_name="Berg", town="Aarhus").is_name_alone
    assert PartyFacts(given_name="Bo", relation="colleague").is_name_alone
    assert PartyFacts().is_empty
