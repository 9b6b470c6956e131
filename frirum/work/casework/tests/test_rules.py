"""What may be written, without a database."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from frirum.casefile.agencies.models import Agency, AgencyPerson
from frirum.work.casework.facts import ToldContact, ToldOrder, ToldProceeding, With
from frirum.work.casework.kinds import (
    FIRST_STAGES,
    MOVES,
    ContactChannel,
    IdentityCheck,
    ProceedingKind,
    Stage,
)
from frirum.work.casework.models import Order, Proceeding
from frirum.work.casework.rules import (
    may_answer,
    may_extend,
    may_lift,
    may_link,
    may_log,
    may_order,
    may_stand_longer,
    may_start,
    may_step,
    may_strike,
)

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 22)
ALMA, CILIE = uuid4(), uuid4()
LISTED = Agency(name="Østjyllands Politi", call_back="33 00 11 22")
UNLISTED = Agency(name="Fyns Politi")


def contact(**other):
    values = {
        "at": NOW, "channel": ContactChannel.PHONE, "is_incoming": True,
        "check": IdentityCheck.CALLED_BACK, "said": "Spurgte til sagen.", "whom": With(LISTED),
    }  # fmt: skip
    return ToldContact(**{**values, **other})


def order(**other):
    values = {
        "kind": "tilhold", "decided_on": TODAY, "first_day": TODAY,
        "last_day": TODAY + timedelta(days=365), "people": (ALMA,),
    }  # fmt: skip
    return ToldOrder(**{**values, **other})


def standing(**other):
    row = Order()
    row.write(order(**other))
    return row


@pytest.mark.parametrize("check", [IdentityCheck.MET, IdentityCheck.SECURE_MAIL, "we_called"])
def test_danger_case_07_whoever_calls_in_is_known_only_by_being_called_back(check):
    assert not may_log(contact(check=check), now=NOW).allowed
    assert may_log(contact(), now=NOW).allowed
    assert may_log(contact(check=IdentityCheck.NOT_CHECKED), now=NOW).allowed


def test_danger_case_07_nobody_is_called_back_on_a_number_that_nobody_looked_up():
    assert not may_log(contact(whom=With(UNLISTED)), now=NOW).allowed
    caller = AgencyPerson(name="Lis Lund", phone="20 00 01 98", agency=UNLISTED)
    assert not may_log(contact(whom=With(UNLISTED, caller)), now=NOW).allowed
    caller = AgencyPerson(name="Lis Lund", agency=LISTED)
    assert may_log(contact(whom=With(LISTED, caller)), now=NOW).allowed


def test_a_letter_is_not_checked_by_calling_nor_a_call_by_letter():
    letter = contact(channel=ContactChannel.LETTER)
    assert not may_log(letter, now=NOW).allowed
    letter = contact(channel=ContactChannel.LETTER, check=IdentityCheck.SECURE_MAIL)
    assert may_log(letter, now=NOW).allowed
    out = contact(is_incoming=False, check=IdentityCheck.SECURE_MAIL)
    assert not may_log(out, now=NOW).allowed


def test_a_contact_is_with_somebody_and_not_in_the_future():
    nobody = contact(whom=With(), check=IdentityCheck.NOT_CHECKED)
    assert not may_log(nobody, now=NOW).allowed
    assert may_log(contact(whom=With(), who="X", check=IdentityCheck.NOT_CHECKED), now=NOW).allowed
    assert not may_log(contact(at=NOW + timedelta(minutes=1)), now=NOW).allowed


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"last_day": TODAY - timedelta(days=1)}, "slutter, før"),
        ({"last_day": date(2031, 11, 23)}, "22. nov. 2031"),
        ({"kind": "strakstilhold", "last_day": TODAY + timedelta(days=61)}, "§ 2 a"),
        ({"kind": "opholdsforbud", "last_day": TODAY + timedelta(days=30)}, "område"),
        ({"kind": "landsforvisning"}, "slags"),
        ({"people": ()}, "beskytter"),
        ({"decided_on": TODAY + timedelta(days=1)}, "fremtiden"),
        ({"served_on": TODAY - timedelta(days=1)}, "før det blev afgjort"),
    ],
)
def test_an_order_that_cannot_be_is_refused_with_a_sentence(wrong, says):
    assert says in str(may_order(order(**wrong), [], today=TODAY).refusal)


def test_an_order_may_last_to_the_day_that_the_law_allows():
    assert may_order(order(last_day=date(2031, 11, 22)), [], today=TODAY).allowed
    zoned = order(kind="opholdsforbud", zones=("Skolen",), last_day=date(2027, 11, 22))
    assert may_order(zoned, [], today=TODAY).allowed


def test_an_order_does_not_overlap_another_of_its_kind_for_the_same_person():
    held = standing()
    assert not may_order(order(last_day=TODAY + timedelta(days=9)), [held], today=TODAY).allowed
    for other in (
        order(people=(CILIE,)),
        order(kind="strakstilhold", last_day=TODAY + timedelta(days=9)),
        order(first_day=held.last_day + timedelta(days=1), last_day=date(2028, 1, 1)),
    ):
        assert may_order(other, [held], today=TODAY).allowed
    held.lifted_on = TODAY
    assert may_order(order(), [held], today=TODAY).allowed


def test_an_extension_is_later_within_the_law_and_for_kinds_that_have_one():
    def extended(row, last_day, decided_on=TODAY):
        return may_extend(row, decided_on=decided_on, last_day=last_day, today=TODAY).allowed

    held = standing()
    assert extended(held, held.last_day + timedelta(days=1))
    assert extended(held, date(2032, 11, 22))
    assert not extended(held, date(2032, 11, 23))
    assert not extended(held, held.last_day)
    at_once = standing(kind="strakstilhold", last_day=TODAY + timedelta(days=9))
    assert not extended(at_once, TODAY + timedelta(days=20))
    past = standing(first_day=TODAY - timedelta(days=9), last_day=TODAY - timedelta(days=1))
    assert not extended(past, TODAY + timedelta(days=9))
    assert not may_stand_longer(held, date(2029, 1, 1), [standing(first_day=date(2028, 1, 1),
                                last_day=date(2028, 2, 1))]).allowed  # fmt: skip
    held.lifted_on = TODAY
    assert not extended(held, date(2028, 1, 1))


def test_an_order_is_lifted_once_while_it_holds():
    held = standing()
    assert may_lift(held, lifted_on=TODAY, today=TODAY).allowed
    assert not may_lift(held, lifted_on=TODAY - timedelta(days=1), today=TODAY).allowed
    assert not may_lift(held, lifted_on=TODAY + timedelta(days=1), today=TODAY).allowed
    held.lifted_on = TODAY
    assert not may_lift(held, lifted_on=TODAY, today=TODAY).allowed


def test_what_broke_an_order_happened_while_it_held_and_is_marked_so():
    held = standing()
    assert may_link(held, NOW, is_breach=True).allowed
    assert not may_link(held, NOW, is_breach=False).allowed
    assert not may_link(held, NOW - timedelta(days=1), is_breach=True).allowed


def test_the_police_answer_after_they_were_told():
    before = TODAY - timedelta(days=1)
    assert may_answer(told_on=before, answered_on=TODAY, today=TODAY).allowed
    assert may_answer(told_on=None, answered_on=None, today=TODAY).allowed
    assert not may_answer(told_on=TODAY, answered_on=before, today=TODAY).allowed
    assert not may_answer(told_on=None, answered_on=TODAY, today=TODAY).allowed
    assert not may_answer(told_on=TODAY + timedelta(days=1), answered_on=None, today=TODAY).allowed


def test_every_stage_can_be_reached_and_left_by_the_table():
    for kind, moves in MOVES.items():
        reached = {*FIRST_STAGES[kind], *(one for ways in moves.values() for one in ways)}
        assert reached == set(moves)
        assert all(moves.values())
    assert {one for moves in MOVES.values() for one in moves} == set(Stage)


def test_a_report_begins_as_reported_and_steps_follow_in_order():
    told = ToldProceeding(kind=ProceedingKind.REPORT, started_on=TODAY, about="Trusler")
    assert may_start(told, today=TODAY).allowed
    assert not may_start(told, today=TODAY - timedelta(days=1)).allowed
    wrong = ToldProceeding(
        kind=ProceedingKind.REPORT, started_on=TODAY, about="", stage=Stage.CHARGED
    )
    assert not may_start(wrong, today=TODAY).allowed
    row = Proceeding(kind=ProceedingKind.REPORT, stage=Stage.REPORTED, started_on=TODAY)
    tomorrow = TODAY + timedelta(days=1)
    assert may_step(row, Stage.OPENED, TODAY, today=TODAY).allowed
    assert not may_step(row, Stage.SENTENCED, TODAY, today=TODAY).allowed
    assert not may_step(row, Stage.OPENED, tomorrow, today=TODAY).allowed
    assert not may_step(row, Stage.OPENED, TODAY - timedelta(days=1), today=TODAY).allowed
    row.stage = Stage.CHARGED
    assert may_step(row, Stage.COURT, tomorrow, today=TODAY).allowed


def test_only_the_newest_step_is_taken_back_and_never_the_first():
    assert may_strike(is_last=True, is_first=False).allowed
    assert not may_strike(is_last=False, is_first=False).allowed
    assert not may_strike(is_last=True, is_first=True).allowed
