"""A house in which anything happens in any order, and what was told in it: plain Python.

`House` has a rule for each thing that somebody does. What a rule may not do is refused, as on any
day. Beside it stands `told`: who was told of with which name and number. It knows no key.
"""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import uuid4

from django.db import transaction
from django.http import Http404
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from frirum.casefile.intake.actions import (
    add_party,
    assess_enquiry,
    change_party,
    decide_hold,
    decide_offer,
    open_enquiry,
    record_enquiry,
    wait_for_more,
)
from frirum.casefile.intake.choices import CallerRole, DeskOutcome, Gate, Offer, PartyRole
from frirum.casefile.intake.facts import ContactWish, PartyFacts
from frirum.casefile.intake.facts import Told as Called
from frirum.casefile.intake.models import Enquiry, Party
from frirum.casefile.matching.actions import sweep_checks
from frirum.casefile.matching.models import Answer, Check, Decision, Finding
from frirum.casefile.matching.queries import comparison, open_holds
from frirum.casefile.matters.actions import (
    assign_worker,
    change_team,
    declare_relation,
    end_assignment,
    let_back,
    set_up_team,
    step_aside,
)
from frirum.casefile.matters.models import Assignment, Case, Membership, Recusal, Side, Team, Track
from frirum.casefile.people.actions import add_person, add_way, change_person
from frirum.casefile.people.identity import Identity
from frirum.casefile.people.kinds import PersonRole, WayKind
from frirum.casefile.people.models import Person
from frirum.demo.cast import create_house
from frirum.foundation.jobs.queue import run_all_due
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.peephole import behind_the_wall
from frirum.foundation.wall.roles import Role
from frirum.foundation.wall.rulings import Refused

BEGINS = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
WHY = "a test looks at the whole"
FRIRUM = Actor.system("a test")
# Two share a phone, two a family name; one has no number, one nothing but a number.
PEOPLE = [
    PartyFacts(
        given_name="Alma", family_name="Holm", phone="20300001", birth_date=date(1991, 3, 4)
    ),
    PartyFacts(given_name="Bo", family_name="Berg", phone="20300002", email="bo@berg.example"),
    PartyFacts(given_name="Cilie", family_name="Holm", phone="20300003"),
    PartyFacts(given_name="Per", family_name="Toft", email="per@toft.example"),
    PartyFacts(given_name="Lone", family_name="Vad", phone="20300002"),
    PartyFacts(given_name="Sigurd", family_name="Kvist", town="Randers", age=44),
    PartyFacts(phone="20300007"),
]
WRITTEN = {
    Party: "added_at", Person: "created_at", Case: "opened_at", Assignment: "started_at",
    Recusal: "stepped_at", Check: "asked_at", Decision: "decided_at", Finding: "found_at",
}  # fmt: skip
SIDES = {
    Side.EXPOSED: ("dorte", CallerRole.EXPOSED, Track.VICTIM, Offer.COUNSELLING),
    Side.EXERCISING: ("emil", CallerRole.EXERCISING, Track.PERPETRATOR, Offer.PERPETRATOR),
}
LEADERS = {Side.EXPOSED: "freja", Side.EXERCISING: "folmer"}
WORKERS = ("dorte", "ida", "emil", "nina")
OUTCOMES = ["join", "refer", "other_team", "keep", "different"]
a_side = st.sampled_from(sorted(SIDES))
a_person = st.integers(0, len(PEOPLE) - 1)
a_worker = st.sampled_from(WORKERS)
any_one = st.integers(0, 99)
a_role = st.sampled_from([role.value for role in PartyRole if role != PartyRole.CALLER])
a_role_in_a_case = st.sampled_from([role for role in PersonRole if role != PersonRole.CLIENT])


@dataclass
class Told:
    """All that was ever told of one person of one file."""

    numbers: set = field(default_factory=set)
    names: set = field(default_factory=set)
    births: set = field(default_factory=set)

    def may_be(self, other):
        """One number or address of the net is enough. So is a name, of whoever was told of under
        no other and was not born on another day: of many names one says little."""
        is_born_apart = self.births and other.births and not self.births & other.births
        is_one_name = len(self.names) == 1 and self.names == other.names
        return bool(self.numbers & other.numbers) or (is_one_name and not is_born_apart)


class House(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.story = transaction.atomic()
        self.story.__enter__()
        nina = {"nina": ("Nina Nord", "psykolog", [Role.COUNSELLOR])}
        self.house = create_house(nina)
        set_up_team(
            by=self.somebody("asta"), name="Team Udsat 2", side=Side.EXPOSED, workers=[],
            leader=self.somebody("freja").id,
        )  # fmt: skip
        self.moments, self.told = count(), {}
        self.enquiries = []

    @initialize(are_joined=st.booleans())
    def both_call(self, are_joined):
        """So that every story is about the wall, and half of them about two cases of one matter."""
        for side, who in ((Side.EXPOSED, 0), (Side.EXERCISING, 1)):
            self.name(self.take_in(side, who), 1 - who, PartyRole.OTHER_PARTY.value)
        for which in (0, 1) if are_joined else ():
            self.an_enquiry_is_checked_settled_and_becomes_a_case(which, True)

    @property
    def now(self):
        """A second later each time, so that rows have an order that is the same each time."""
        return BEGINS + timedelta(seconds=next(self.moments))

    def somebody(self, name):
        return self.house.staff[name]

    def tell(self, holder, facts):
        told = self.told.setdefault(holder, Told())
        told.numbers |= set(filter(None, (facts.phone, facts.email)))
        told.births |= set(filter(None, (facts.birth_date,)))
        if facts.given_name and facts.family_name:
            told.names.add(facts.full_name)

    @rule(side=a_side, who=a_person)
    def an_enquiry_comes(self, side, who):
        self.take_in(side, who)

    def take_in(self, side, who):
        name, role, _, _ = SIDES[Side(side)]
        caller = replace(PEOPLE[who], role=PartyRole.CALLER.value)
        enquiry = record_enquiry(
            by=self.somebody("freja" if side == Side.EXPOSED else name), once=uuid4(), now=self.now,
            told=Called(caller_role=role, contact=ContactWish()), parties=[caller],
            received_at=self.now,
        )  # fmt: skip
        assess_enquiry(
            by=self.somebody(LEADERS[Side(side)]), enquiry=enquiry, version=0, now=self.now,
            answers={"pattern": "stalking", "danger_now": "no", "suicide": "no"},
        )  # fmt: skip
        self.enquiries.append(enquiry)
        [party] = behind_the_wall(Party, reason=WHY).filter(enquiry=enquiry)
        self.tell(party.pk, caller)
        return enquiry

    @rule(which=any_one, who=a_person, role=a_role)
    def somebody_else_is_named(self, which, who, role):
        self.name(self.enquiries[which % len(self.enquiries)], who, role)

    def name(self, enquiry, who, role):
        facts = replace(PEOPLE[who], role=role)
        with self.unless_refused():
            party = add_party(
                by=self.by(enquiry), enquiry=enquiry, facts=facts, once=uuid4(), now=self.now
            )
            self.tell(party.pk, facts)

    @rule(which=any_one, who=a_person)
    def somebody_has_another_number(self, which, who):
        told = PEOPLE[who]
        self.change(which, {"phone": told.phone, "email": told.email})

    @rule(which=any_one, who=a_person)
    def somebody_has_another_name(self, which, who):
        told = PEOPLE[who]
        self.change(which, {"given_name": told.given_name, "family_name": told.family_name})

    @rule(which=any_one, role=a_role)
    def somebody_turns_out_to_be_something_else(self, which, role):
        self.change(which, {"role": role})

    def change(self, which, told):
        parties = self.all(Party)
        party = parties[which % len(parties)]
        if party.role == PartyRole.CALLER:
            told = {name: value for name, value in told.items() if name != "role"}
        with self.unless_refused():
            facts = replace(party.facts, **told)
            change_party(
                by=self.by(party.enquiry),
                party=party,
                facts=facts,
                version=party.version,
                now=self.now,
            )
            self.tell(party.pk, facts)

    @rule(which=any_one, who=a_person, role=a_role_in_a_case)
    def somebody_is_named_in_a_case(self, which, who, role):
        facts, case = PEOPLE[who], self.one_of(Case, which)
        if case and facts.full_name:
            identity = Identity(facts.given_name, facts.family_name, birth_date=facts.birth_date)
            with self.unless_refused():
                made = add_person(
                    by=self.leader(case), case=case, role=role, identity=identity, now=self.now
                )
                self.tell(made.pk, replace(facts, phone="", email=""))

    @rule(which=any_one, who=a_person)
    def somebody_in_a_case_has_another_number(self, which, who):
        person, facts = self.one_of(Person, which), PEOPLE[who]
        if person and facts.phone:
            with self.unless_refused():
                add_way(
                    by=self.leader(person.case), person=person, kind=WayKind.PHONE,
                    value=facts.phone, now=self.now,
                )  # fmt: skip
                self.tell(person.pk, PartyFacts(phone=facts.phone))

    @rule(which=any_one, who=a_person, role=a_role_in_a_case)
    def somebody_in_a_case_is_called_and_is_something_else(self, which, who, role):
        person, facts = self.one_of(Person, which), PEOPLE[who]
        if person and facts.full_name:
            identity = Identity(facts.given_name, facts.family_name, birth_date=facts.birth_date)
            is_client = person.role == PersonRole.CLIENT
            with self.unless_refused():
                change_person(
                    by=self.leader(person.case), person=person, version=person.version,
                    now=self.now,
                    role=PersonRole.CLIENT if is_client else role, identity=identity,
                    is_protected=person.is_protected, is_household=False,
                )  # fmt: skip
                self.tell(person.pk, replace(facts, phone="", email=""))

    @rule()
    def the_checks_run(self):
        run_all_due()

    @rule()
    def the_night_passes(self):
        run_all_due()
        sweep_checks(by=FRIRUM, after=None, now=self.now)

    @rule(which=any_one, is_same=st.booleans(), how=st.sampled_from(OUTCOMES))
    def the_checks_run_and_the_desk_decides(self, which, is_same, how):
        run_all_due()
        self.decide(which, is_same, how)

    @rule(which=any_one, is_same=st.booleans(), how=st.sampled_from(OUTCOMES))
    def the_desk_decides_at_once(self, which, is_same, how):
        self.decide(which, is_same, how)

    def decide(self, which, is_same, how):
        if holds := open_holds(actor=self.somebody("vera")):
            self.settle(holds[which % len(holds)].check, is_same, how, which)

    def settle(self, check, is_same, how, which=0):
        vera, teams = self.somebody("vera"), list(Team.objects.order_by("name"))
        answer = Answer.SAME if is_same else Answer.DIFFERENT
        pairs = comparison(actor=vera, check=check)
        with self.unless_refused():
            decide_hold(
                by=vera, check=check, reason="Looked.", now=self.now, outcome=DeskOutcome(how),
                team=teams[which % len(teams)] if how == "other_team" else None,
                answers={pair.finding.pk: answer for pair in pairs},
            )  # fmt: skip

    @rule(which=any_one)
    def the_desk_waits(self, which):
        vera = self.somebody("vera")
        if holds := open_holds(actor=vera):
            with self.unless_refused():
                check = holds[which % len(holds)].check
                wait_for_more(by=vera, check=check, reason="Thin.", now=self.now)

    @rule(which=any_one)
    def the_checks_run_and_a_case_is_opened(self, which):
        run_all_due()
        self.open(self.enquiries[which % len(self.enquiries)])

    @rule(which=any_one, is_same=st.booleans())
    def an_enquiry_is_checked_settled_and_becomes_a_case(self, which, is_same):
        """The way it mostly goes. Found the same, the desk joins."""
        run_all_due()
        enquiry = self.enquiries[which % len(self.enquiries)]
        check = Check.objects.opened().get(subject__in=(enquiry.pk, enquiry.case_id))
        if check.is_held:
            self.settle(check, is_same, "join" if is_same else "different")
        self.open(enquiry)

    def open(self, enquiry):
        side = Side(enquiry.side)
        leader, (worker, _, track, offer) = self.somebody(LEADERS[side]), SIDES[side]
        [client] = behind_the_wall(Party, reason=WHY).filter(enquiry=enquiry, role="caller")
        with self.unless_refused():
            enquiry.refresh_from_db(from_queryset=behind_the_wall(Enquiry, reason=WHY))
            decide_offer(
                by=leader, enquiry=enquiry, offer=offer, reasons="It fits.", is_waiting=False,
                gate=Gate.values, now=self.now,
            )  # fmt: skip
            open_enquiry(
                by=leader, enquiry=enquiry, client=client, track=track, now=self.now,
                worker=self.somebody(worker).id,
            )  # fmt: skip

    @rule(which=any_one, who=a_worker)
    def a_worker_is_put_on_a_case(self, which, who):
        if case := self.one_of(Case, which):
            teams = {Side.EXPOSED: self.house.victim_team}
            team = teams.get(Side(case.side), self.house.perpetrator_team)
            worker = self.somebody(who).id
            with self.unless_refused():
                assign_worker(
                    by=self.leader(case), case=case, team=team, worker=worker, now=self.now
                )

    @rule(which=any_one)
    def a_worker_leaves_a_case(self, which):
        if rows := [row for row in self.all(Assignment) if row.worker and not row.ended_at]:
            row = rows[which % len(rows)]
            with self.unless_refused():
                end_assignment(by=self.leader(row.case), assignment=row, now=self.now)

    @rule(which=any_one, who=a_worker)
    def a_worker_steps_aside(self, which, who):
        if case := self.one_of(Case, which):
            with self.unless_refused():
                step_aside(by=self.somebody(who), case=case, now=self.now)

    @rule(which=any_one)
    def a_worker_is_let_back(self, which):
        if row := self.one_of(Recusal, which):
            with self.unless_refused():
                let_back(by=self.leader(row.case), recusal=row, now=self.now)

    @rule(who=a_worker, side=st.sampled_from([*sorted(SIDES), None]))
    def a_worker_is_in_another_team(self, who, side):
        """Somebody new, somebody who goes, somebody who changes sides."""
        worker = self.somebody(who).id
        teams = {Side.EXPOSED: self.house.victim_team, Side.EXERCISING: self.house.perpetrator_team}
        with self.unless_refused(), transaction.atomic():
            for at, named in sorted(teams.items(), key=lambda each: each[0] == side):
                team = Team.objects.get(pk=named.pk)
                inside = set(
                    Membership.objects.filter(team=team).values_list("worker", flat=True)
                ) - {worker, team.leader}  # fmt: skip
                change_team(
                    by=self.somebody("asta"), team=team, name=team.name, leader=team.leader,
                    workers={*inside, *({worker} if at == side else ())}, version=team.version,
                )  # fmt: skip

    @rule(who=a_worker, which=any_one, leaves_all=st.booleans())
    def a_worker_changes_sides_and_is_put_on_a_case(self, who, which, leaves_all):
        if case := self.one_of(Case, which):
            worker = self.somebody(who).id
            for row in self.all(Assignment) if leaves_all else ():
                if row.worker == worker and not row.ended_at:
                    end_assignment(by=self.leader(row.case), assignment=row, now=self.now)
            self.a_worker_is_in_another_team(who, Side(case.side))
            self.a_worker_is_put_on_a_case(which, who)

    @rule(who=a_worker, whom=a_person)
    def a_worker_says_whom_they_know(self, who, whom):
        known = PEOPLE[whom]
        declare_relation(
            by=self.somebody(who), name=known.full_name or "A neighbour", relation="neighbour",
            birth_date=known.birth_date, now=self.now,
        )  # fmt: skip

    def by(self, enquiry):
        return self.somebody(LEADERS[Side(enquiry.side)])

    def leader(self, case):
        return self.somebody(LEADERS[Side(case.side)])

    @staticmethod
    def all(model):
        return list(behind_the_wall(model, reason=WHY).order_by(WRITTEN[model], "pk"))

    def one_of(self, model, which):
        rows = self.all(model)
        return rows[which % len(rows)] if rows else None

    @staticmethod
    def unless_refused():
        return suppress(Refused, Http404)
