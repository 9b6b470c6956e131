from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from frirum.foundation.ui.dates import clock, day, moment, relative_day, week
from frirum.foundation.ui.rules import Impossible, Unreadable, read_clock, read_day, read_phone

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "typed",
    ["3-9-26", "03-09-2026", "030926", "03092026", "03.09.2026", "3/9 2026", "3. sep. 2026",
     "3 september 2026", "3 Sep 2026", "2026-09-03", " 3-9-26 "],
)  # fmt: skip
def test_a_day_is_read_the_ways_people_type_it(typed):
    assert read_day(typed, today=TODAY) == date(2026, 9, 3)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("i dag", TODAY), ("I går", date(2026, 11, 21)), ("yesterday", date(2026, 11, 21)),
     ("i morgen", date(2026, 11, 23))],
)  # fmt: skip
def test_a_day_may_be_a_word(typed, meant):
    assert read_day(typed, today=TODAY) == meant


def test_a_birthday_with_two_digits_is_in_the_last_century():
    assert read_day("030985", today=TODAY) == date(1985, 9, 3)


@pytest.mark.parametrize("typed", ["31-2-26", "32-1-26", "3-13-26", "290223"])
def test_a_day_no_calendar_has_is_told_apart(typed):
    with pytest.raises(Impossible):
        read_day(typed, today=TODAY)


@pytest.mark.parametrize("typed", ["3-9", "torsdag", "3.x.26", "12345", "3-9-202"])
def test_a_text_that_is_no_day_is_not_guessed_at(typed):
    with pytest.raises(Unreadable):
        read_day(typed, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("22.14", time(22, 14)), ("22:14", time(22, 14)), ("2214", time(22, 14)), ("7", time(7)),
     ("714", time(7, 14)), ("kl. 7.05", time(7, 5)), ("22,14", time(22, 14))],
)  # fmt: skip
def test_a_time_is_read_the_ways_people_type_it(typed, meant):
    assert read_clock(typed) == meant


def test_no_clock_shows_25_oclock():
    with pytest.raises(Impossible):
        read_clock("25.00")
    with pytest.raises(Unreadable):
        read_clock("sen aften")


def test_a_phone_number_stays_as_typed_but_for_stray_signs():
    assert read_phone(" +45 (22) 33-44.55 ") == "+45 22 33 44 55"
    assert read_phone("22334455") == "22334455"
    with pytest.raises(Unreadable):
        read_phone("spørg Anna")


def test_days_and_times_stand_in_the_language_of_the_page():
    at = datetime(2026, 9, 3, 20, 14, tzinfo=UTC)
    with translation.override("da"):
        assert (day(at), clock(at), moment(at), week(at)) == (
            "3. sep. 2026", "kl. 22.14", "3. sep. 2026 kl. 22.14", "uge 36",
        )  # fmt: skip
    with translation.override("en"):
        assert (day(at), clock(at), moment(at), week(at)) == (
            "3 Sep 2026", "22:14", "3 Sep 2026, 22:14", "week 36",
        )  # fmt: skip


def test_a_late_evening_in_utc_is_the_next_day_here():
    with translation.override("da"):
        assert day(datetime(2026, 9, 3, 22, 30, tzinfo=UTC)) == "4. sep. 2026"


def test_near_days_are_named_and_others_carry_their_weekday():
    with translation.override("da"):
        assert relative_day(TODAY, today=TODAY) == "i dag"
        assert relative_day(date(2026, 11, 21), today=TODAY) == "i går, lørdag 21. november"
        assert relative_day(date(2026, 11, 19), today=TODAY) == "torsdag 19. november"
        assert relative_day(date(2025, 11, 19), today=TODAY) == "onsdag 19. november 2025"
    with translation.override("en"):
        assert relative_day(date(2026, 11, 23), today=TODAY) == "tomorrow, Monday 23 November"


def test_a_missing_day_leaves_nothing():
    assert day(None) == clock(None) == moment(None) == relative_day(None) == ""
