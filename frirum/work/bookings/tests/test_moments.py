"""Public holidays, as a library that is well kept has them."""

from datetime import date, timedelta

import holidays
import pytest

from frirum.work.bookings.moments import holiday


@pytest.mark.parametrize("year", range(2024, 2070))
def test_public_holidays_are_those_of_the_library(year):
    told = holidays.country_holidays("DK", years=year, language="da")
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    assert {day for day in days if holiday(day)} == {day for day in told if day in days}
    for day, name in told.items():
        assert holiday(day) in name


def test_store_bededag_is_none_any_more():
    assert holiday(date(2024, 4, 26)) == ""
