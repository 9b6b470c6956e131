"""Sixty-four try at once: nothing is taken twice, and no two opponents meet (S38)."""

import pytest

pytestmark = pytest.mark.slow


def test_s38_64_at_once_book_one_worker_and_one_of_them_has_the_hour(either_house):
    either_house.do("booking:furnish", rooms=4)
    told = either_house.do("booking:book_together", people=64, workers=["dorte"], hour=1)
    again = either_house.do("booking:book_together", people=64, workers=["dorte"], hour=5)
    # One of the two hours lies in her half of the day; at most one is given to nobody.
    assert told["booked"] <= 1
    assert again["booked"] <= 1
    assert told["booked"] + told["refused"] == 64
    assert again["twice"] == 0


def test_s38_64_opponents_at_once_book_one_place_and_never_meet(either_house):
    either_house.do("booking:furnish", rooms=1)
    booked = 0
    for hour in (0, 6, 8):  # one in the morning half, two in the afternoon
        told = either_house.do(
            "booking:book_together", people=64, workers=["dorte", "emil"], hour=hour
        )
        booked += told["booked"]
        assert (told["twice"], told["near"]) == (0, 0)
    assert booked >= 1
