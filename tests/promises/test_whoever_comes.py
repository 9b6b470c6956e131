"""Whatever comes in, and in whatever order: nobody the house knows twice slips through unlooked at.

The oracle is plain Python: who was told of with which number, in which file, on which side.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations
from uuid import uuid4

import pytest
from django.db import transaction
from django.http import Http404
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisCase
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from frirum.casefile.intake.actions import (
    add_party,
    assess_enquiry,
    change_party,
    decide_hold,
    decide_offer,
    open_enquiry,
    record_enquiry,
)
from frirum.casefile.intake.choices import CallerRole, DeskOutcome, Gate, Offer, PartyRole
from frirum.casefile.intake.facts import ContactWish, PartyFacts, Told
from frirum.casefile.intake.models import Enquiry, Party
from frirum.casefile.intake.rules import stance_of
from frirum.casefile.matching.models import Answer, Check, Decision
from frirum.casefile.matching.queries import comparison, open_holds
from frirum.casefile.matters.actions import assign_worker, end_assignment
from frirum.casefile.matters.models import OPPOSES, Assignment, Case, Side, Track
from frirum.demo.cast import create_house
from frirum.foundation.jobs.queue import run_all_due
from frirum.foundation.wall.peephole import behind_the_wall
from frirum.foundation.wall.rulings import Refused

pytestmark = pytest.mark.promise

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
WHY = "a test looks at the whole"
PEOPLE = [
    PartyFacts(
        given_name="Alma", family_name="Holm", phone="20300001", birth_date=date(1991, 3, 4)
    ),
    PartyFacts(given_name="Bo", family_name="Berg", phone="20300002", email="bo@berg.example"),
    PartyFacts(given_name="Cilie", family_name="Holm", phone="20300003"),
    PartyFacts(given_name="Per", family_name="Toft", email="per@toft.example"),
]
SIDES = {
    Side.EXPOSED: ("dorte", CallerRole.EXPOSED, Track.VICTIM, Offer.COUNSELLING),
    Side.EXERCISING: ("emil", CallerRole.EXERCISING, Track.PERPETRATOR, Offer.PERPETRATOR),
}
LEADERS = {Side.EXPOSED: "freja", Side.EXERCISING: "folmer"}
WORKERS = {Side.EXPOSED: ("dorte", "ida"), Side.EXERCISING: ("emil",)}
a_side = st.sampled_from(sorted(SIDES))
a_person = st.integers(0, len(PEOPLE) - 1)
any_one = st.integers(0, 99)


class House(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.story = transaction.atomic()
        self.story.__enter__()
        self.house = create_house()
        self.enquiries, self.told = [], {}
        # Both call from the start, so that every story is about the wall.
        for side, who in ((Side.EXPOSED, 0), (Side.EXERCISING, 1)):
            self.name(self.take_in(side, who), 1 - who)

    def somebody(self, name):
        return self.house.staff[name]

    def tell(self, party, facts):
        """The oracle's memory: a number once told is known for ever."""
        known = self.told.setdefault(party.pk, (party, set()))[1]
        known |= {value for value in (facts.phone, facts.email) if value}

    @rule(side=a_side, who=a_person)
    def an_enquiry_comes(self, side, who):
        self.take_in(side, who)

    def take_in(self, side, who):
        name, role, _, _ = SIDES[Side(side)]
        caller = replace(PEOPLE[who], role=PartyRole.CALLER.value)
        enquiry = record_enquiry(
            by=self.somebody(name), told=Told(caller_role=role, contact=ContactWish()),
            parties=[caller], once=uuid4(), received_at=NOW, now=NOW,
        )  # fmt: skip
        assess_enquiry(
            by=self.somebody(name), enquiry=enquiry, version=0, now=NOW,
            answers={"pattern": "stalking", "danger_now": "no", "suicide": "no"},
        )  # fmt: skip
        self.enquiries.append(enquiry)
        [party] = behind_the_wall(Party, reason=WHY).filter(enquiry=enquiry)
        self.tell(party, caller)
        return enquiry

    @rule(which=any_one, who=a_person)
    def somebody_else_is_named(self, which, who):
        self.name(self.enquiries[which % len(self.enquiries)], who)

    def name(self, enquiry, who):
        facts = replace(PEOPLE[who], role=PartyRole.OTHER_PARTY.value)
        with self.unless_refused():
            party = add_party(
                by=self.by(enquiry), enquiry=enquiry, facts=facts, once=uuid4(), now=NOW
            )
            self.tell(party, facts)

    @rule(which=any_one, who=a_person)
    def somebody_has_another_number(self, which, who):
        party = [*self.told.values()][which % len(self.told)][0]
        with self.unless_refused():
            party.refresh_from_db(from_queryset=behind_the_wall(Party, reason=WHY))
            facts = replace(party.facts, phone=PEOPLE[who].phone, email=PEOPLE[who].email)
            change_party(
                by=self.by(party.enquiry), party=party, facts=facts,
                version=party.version, now=NOW,
            )  # fmt: skip
            self.tell(party, facts)

    @rule()
    def the_checks_run(self):
        run_all_due()

    @rule(which=any_one, is_same=st.booleans(), how=st.sampled_from(["join", "refer"]))
    def the_checks_run_and_the_desk_decides(self, which, is_same, how):
        run_all_due()
        vera = self.somebody("vera")
        if holds := open_holds(actor=vera):
            check = holds[which % len(holds)].check
            answer = Answer.SAME if is_same else Answer.DIFFERENT
            outcome = DeskOutcome(how) if is_same else DeskOutcome.DIFFERENT
            pairs = comparison(actor=vera, check=check)
            with self.unless_refused():
                decide_hold(
                    by=vera, check=check, outcome=outcome, team=None, reason="Looked.",
                    answers={pair.finding.pk: answer for pair in pairs}, now=NOW,
                )  # fmt: skip

    @rule(which=any_one)
    def the_checks_run_and_a_case_is_opened(self, which):
        run_all_due()
        enquiry = self.enquiries[which % len(self.enquiries)]
        side = Side(enquiry.side)
        leader, (_, _, track, offer) = self.somebody(LEADERS[side]), SIDES[side]
        [client] = behind_the_wall(Party, reason=WHY).filter(enquiry=enquiry, role="caller")
        with self.unless_refused():
            enquiry.refresh_from_db(from_queryset=behind_the_wall(Enquiry, reason=WHY))
            decide_offer(
                by=leader, enquiry=enquiry, offer=offer, reasons="It fits.", is_waiting=False,
                gate=Gate.values, now=NOW,
            )  # fmt: skip
            open_enquiry(
                by=leader, enquiry=enquiry, client=client, track=track, now=NOW,
                worker=self.somebody(WORKERS[side][0]).id,
            )  # fmt: skip

    @rule(which=any_one, who=st.sampled_from(["dorte", "ida", "emil"]))
    def a_worker_is_put_on_a_case(self, which, who):
        if cases := self.all(Case):
            case = cases[which % len(cases)]
            teams = {Side.EXPOSED: self.house.victim_team}
            team = teams.get(Side(case.side), self.house.perpetrator_team)
            leader = self.somebody(LEADERS[Side(case.side)])
            with self.unless_refused():
                worker = self.somebody(who).id
                assign_worker(by=leader, case=case, team=team, worker=worker, now=NOW)

    @rule(which=any_one)
    def a_worker_leaves_a_case(self, which):
        if rows := [row for row in self.all(Assignment) if row.worker and not row.ended_at]:
            row = rows[which % len(rows)]
            with self.unless_refused():
                leader = self.somebody(LEADERS[Side(row.case.side)])
                end_assignment(by=leader, assignment=row, now=NOW)

    def by(self, enquiry):
        return self.somebody(SIDES[Side(enquiry.side)][0])

    @staticmethod
    def all(model):
        return list(behind_the_wall(model, reason=WHY).order_by("pk"))

    @staticmethod
    def unless_refused():
        return suppress(Refused, Http404)

    def teardown(self):
        try:
            self.nobody_stands_on_both_sides()
            self.whoever_is_known_twice_is_looked_at()
        finally:
            transaction.set_rollback(True)
            self.story.__exit__(None, None, None)

    def nobody_stands_on_both_sides(self):
        stood = {}
        for row in self.all(Assignment):
            stood.setdefault(row.case_id, set()).add(row.worker)
        for one, other in combinations(self.all(Case), 2):
            if one.matter_id == other.matter_id and other.side in OPPOSES[one.side]:
                shared = stood.get(one.pk, set()) & stood.get(other.pk, set()) - {None}
                assert not shared

    def whoever_is_known_twice_is_looked_at(self):
        now_at = {e.pk: e.case_id or e.pk for e in self.all(Enquiry)}
        sides = {e.pk: e.side for e in self.all(Enquiry)}
        looked_at = {c.subject for c in self.all(Check) if c.is_open or c.is_held}
        decided = {(d.low, d.high) for d in self.all(Decision)}
        decided |= {(high, low) for low, high in decided}
        for (one, known), (other, other_known) in combinations(self.told.values(), 2):
            if one.enquiry_id == other.enquiry_id or not known & other_known:
                continue
            here, there = sides[one.enquiry_id], sides[other.enquiry_id]
            stances = stance_of(here, one.role), stance_of(there, other.role)
            if there in OPPOSES[here] or stances[1] in OPPOSES[stances[0]]:
                files = {now_at[one.enquiry_id], now_at[other.enquiry_id]}
                assert (one.pk, other.pk) in decided or files & looked_at


class TestWhoeverComes(HypothesisCase):
    def test_s13_nobody_known_on_two_sides_slips_through_whatever_the_order(self):
        budget = settings(
            max_examples=60,
            stateful_step_count=30,
            phases=[Phase.explicit, Phase.generate],  # shrinking a long story takes minutes
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        with self.settings(CHECK_DELAY_SECONDS=0, CHECK_SAMPLE_ONE_IN=0):
            run_state_machine_as_test(House, settings=budget)
