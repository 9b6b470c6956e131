from frirum.casefile.matching.models import Answer, Check, Finding, Verdict
from frirum.casefile.matching.rules import conflicts, is_settled, may_decide, may_release
from frirum.casefile.matters.models import Side

EXPOSED, EXERCISING, NEUTRAL = Side.EXPOSED, Side.EXERCISING, Side.NEUTRAL


def known(side, stance, other_side, other_stance):
    return conflicts(side=side, stance=stance, other_side=other_side, other_stance=other_stance)


def test_the_same_person_on_opposing_sides_is_a_conflict():
    assert known(EXERCISING, EXERCISING, EXPOSED, EXERCISING)
    assert known(EXPOSED, NEUTRAL, EXERCISING, NEUTRAL)


def test_exposed_here_and_stalking_there_is_a_conflict_though_both_files_are_of_one_side():
    assert known(EXPOSED, EXPOSED, EXPOSED, EXERCISING)


def test_the_same_relative_in_two_files_of_one_side_is_none():
    assert not known(EXPOSED, NEUTRAL, EXPOSED, NEUTRAL)
    assert not known(EXPOSED, EXERCISING, EXPOSED, EXERCISING)


def test_a_professionals_consultation_opposes_nobody():
    assert not known(NEUTRAL, NEUTRAL, EXPOSED, EXPOSED)


def test_who_was_told_apart_is_asked_again_when_more_agrees_and_the_same_never():
    assert is_settled(Answer.DIFFERENT, b"one", b"one")
    assert not is_settled(Answer.DIFFERENT, b"one", b"two")
    assert is_settled(Answer.SAME, b"one", b"two")


def test_a_hold_is_let_go_only_when_each_pair_is_decided():
    check = Check(verdict=Verdict.WITH_DESK)
    pair = Finding(other_holder="22222222-2222-2222-2222-222222222222")
    assert not may_release(check, [pair]).allowed
    pair.answer = Answer.SAME
    assert may_release(check, [pair]).allowed
    assert may_release(check, [Finding()]).allowed
    assert not may_release(Check(verdict=Verdict.READY), []).allowed


def test_there_is_nobody_to_decide_about_when_nothing_agreed():
    assert not may_decide(Finding()).allowed
