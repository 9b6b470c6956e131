"""Weights are learnt from made-up people, and from what the conflict desk of a centre decided."""

from uuid import uuid4

import pytest

from frirum.casefile.matching.actions import decide_pair, order_check, put_facts
from frirum.casefile.matching.facts import Fact, FactKind, Party
from frirum.casefile.matching.models import Answer, Finding
from frirum.casefile.matching.training.checked import lessons_of_centre
from frirum.casefile.matching.training.course import trained
from frirum.casefile.matters.models import Side
from frirum.foundation.wall.actors import Actor

FRIRUM = Actor.system("a test")
NAME = Fact(FactKind.NAME, "Bo", "Brandt")
PHONE = Fact(FactKind.PHONE, "51 52 53 54")


@pytest.fixture
def decided(almas_case, bos_case, vera, now, run_jobs, settings):
    """The desk decides about one person of Alma's case and one of Bo's, alike in both facts."""
    settings.CHECK_DELAY_SECONDS = settings.CHECK_SAMPLE_ONE_IN = 0

    def decide(answer):
        for case in (almas_case, bos_case):
            facts = (NAME, PHONE)
            who = Party(uuid4(), case.pk, Side(case.side), Side.EXERCISING, facts)
            put_facts(by=FRIRUM, parties=[who])
        order_check(by=FRIRUM, subject=bos_case.pk, now=now)
        run_jobs()
        for pair in Finding.objects.visible_to(FRIRUM).filter(other_holder__isnull=False):
            decide_pair(by=vera, finding=pair, answer=answer, now=now)

    return decide


def test_each_decision_of_the_desk_is_a_lesson_from_either_end(decided, ledger):
    decided(Answer.SAME)
    lessons = lessons_of_centre()
    assert [meant for _candidates, meant in lessons] == [0, 0]
    for candidates, _meant in lessons:
        assert {"phone same", "family same"} <= {name for name, _value in candidates[0]}
    assert any(deed == "peephole:Decision" for _who, deed, _how in ledger())


def test_two_different_people_teach_that_nobody_was_meant(decided):
    decided(Answer.DIFFERENT)
    assert [meant for _candidates, meant in lessons_of_centre()] == [-1, -1]


def test_a_centre_that_decided_nothing_teaches_nothing(almas_case, bos_case):
    assert lessons_of_centre() == []


def test_what_the_desk_decides_is_believed_more_or_less_from_then_on(decided):
    decided(Answer.DIFFERENT)
    small = {"people": 300, "asked": 60, "seed": 3, "rounds": 2, "is_tried": False}
    before = trained(**small).weights
    after = trained(**small, also=lessons_of_centre() * 10).weights
    assert after["phone same"] < before["phone same"]
