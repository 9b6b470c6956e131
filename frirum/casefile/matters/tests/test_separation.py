"""May these two meet, may this go there? Yes or no, and nothing else is told."""

import pytest

from frirum.casefile.matters.models import Case, Matter, Side
from frirum.casefile.matters.separation import apart_of, may_come_together


def case_of(matter, side):
    return Case(matter=matter, side=side)


@pytest.mark.parametrize("one", Side)
@pytest.mark.parametrize("other", Side)
def test_within_a_matter_the_exposed_and_the_exercising_are_kept_apart(one, other):
    matter = Matter()
    told = may_come_together(*(apart_of(case_of(matter, side)) for side in (one, other)))
    assert told == ({one, other} != {Side.EXPOSED, Side.EXERCISING})


def test_cases_of_two_matters_may_meet():
    hers, his = case_of(Matter(), Side.EXPOSED), case_of(Matter(), Side.EXERCISING)
    assert may_come_together(apart_of(hers), apart_of(his))


def test_once_the_desk_has_joined_them_they_are_kept_apart():
    hers, his = case_of(Matter(), Side.EXPOSED), case_of(Matter(), Side.EXERCISING)
    his.matter = hers.matter
    assert not may_come_together(apart_of(hers), apart_of(his))


def test_who_asks_learns_nothing_of_another_case(almas_case, django_assert_num_queries):
    """The same answer whether there is an opponent or not: none is looked for."""
    with django_assert_num_queries(0):
        told = apart_of(almas_case)
    for part in (almas_case.pk, almas_case.matter_id):
        assert part.bytes not in b"".join([told.own, *told.opponents])
    assert told == apart_of(case_of(almas_case.matter, almas_case.side))
