"""Whatever comes in, and in whatever order: nobody the house knows twice slips through unlooked at.

The oracle is plain Python: who was told of with which name and number, where and as what.
"""

import os
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.extra.django import TestCase as HypothesisCase
from hypothesis.stateful import run_state_machine_as_test

from frirum.casefile.intake.models import Party
from frirum.casefile.intake.rules import stance_of
from frirum.casefile.matching.models import Check, Decision, Finding
from frirum.casefile.matters.models import OPPOSES, Assignment, Case
from frirum.casefile.people.models import Person
from frirum.casefile.people.rules import stance_of as stance_in_a_case

from .story import LEADERS, WORKERS, House

pytestmark = pytest.mark.promise


class Watched(House):
    """The house, and what must hold in it when its story is over."""

    def teardown(self):
        try:
            self.nobody_stands_on_both_sides()
            self.nobody_sees_both_sides()
            self.whoever_is_known_twice_is_looked_at()
        finally:
            transaction.set_rollback(True)
            self.story.__exit__(None, None, None)

    def nobody_stands_on_both_sides(self):
        """Who left may come to stand on the other side, where they see nothing: see below."""
        stand = {}
        for row in self.all(Assignment):
            if row.worker and not row.ended_at:
                stand.setdefault(row.case_id, set()).add(row.worker)
        for one, other in self.opposing_cases():
            assert not stand.get(one.pk, set()) & stand.get(other.pk, set())

    def nobody_sees_both_sides(self):
        """Nor does whoever ever stood with the one case see the other."""
        met = {
            who: set(Case.objects.visible_to(self.somebody(who)).values_list("pk", flat=True))
            for who in (*WORKERS, *LEADERS.values())
        }
        sees = {who: set(cases) for who, cases in met.items()}
        for row in self.all(Assignment):
            for who in WORKERS:
                if row.worker == self.somebody(who).id:
                    met[who].add(row.case_id)
        for one, other in self.opposing_cases():
            assert [who for who in met if {one.pk, other.pk} <= met[who]
                    and {one.pk, other.pk} & sees[who]] == []  # fmt: skip

    def opposing_cases(self):
        return [
            (one, other)
            for one, other in combinations(self.all(Case), 2)
            if one.matter_id == other.matter_id and other.side in OPPOSES[one.side]
        ]

    def whoever_is_known_twice_is_looked_at(self):
        """Each such pair is decided, lies with the desk itself, or one of its files is queued."""
        queued = {check.subject for check in self.all(Check) if check.is_open}
        held = {check.pk for check in self.all(Check) if check.is_held}
        settled = {frozenset((row.low, row.high)) for row in self.all(Decision)}
        settled |= {frozenset(row.pair) for row in self.all(Finding) if row.check_id in held}
        for (one, here), (other, there) in combinations(self.places().items(), 2):
            is_conflict = there.side in OPPOSES[here.side] or there.stance in OPPOSES[here.stance]
            if here.file != there.file and is_conflict and self.told[one].may_be(self.told[other]):
                files = {here.file, there.file}
                is_looked_at = {one, other} in settled or files & queued
                assert is_looked_at, f"{self.told[one]} {here} / {self.told[other]} {there}"

    def places(self):
        """In which file, on which side and as what each of them stands now."""
        found = {
            row.pk: Place(row.enquiry_id, row.enquiry.side, stance_of(row.enquiry.side, row.role))
            for row in self.all(Party)
            if not row.enquiry.case_id
        }
        for row in self.all(Person):
            case = row.case
            stance = stance_in_a_case(side=case.side, track=case.track, role=row.role)
            found[row.pk] = Place(case.pk, case.side, stance)
        return found


class Place(NamedTuple):
    file: UUID
    side: str
    stance: str


class TestWhoeverComes(HypothesisCase):
    def test_s13_nobody_known_on_two_sides_slips_through_whatever_the_order(self):
        budget = settings(
            max_examples=1_200 if os.environ.get("FRIRUM_FULL") else 100,
            stateful_step_count=30,
            phases=[Phase.explicit, Phase.generate],  # shrinking a long story takes minutes
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        with self.settings(CHECK_DELAY_SECONDS=0, CHECK_SAMPLE_ONE_IN=0):
            run_state_machine_as_test(Watched, settings=budget)
