"""Which number of a date is the day: settled for a whole file, or said to be unknown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .chat_lines import Entry
from .exports import DateOrder


@dataclass(frozen=True, slots=True)
class Finding:
    """`suggested_day_first` is a guess to offer first when a person has to be asked."""

    order: DateOrder
    suggested_day_first: bool | None = None


def settle(entries: Sequence[Entry]) -> Finding:
    """The order of day and month that all dates of a file agree on.

    A number above 12 is a day. Failing that, a chat runs forward in time, and only one of the two
    orders may do so. A file with two ways of writing dates was put together by hand: MIXED.
    """
    if not entries:
        return Finding(DateOrder.NOT_NEEDED)
    year_first = sum(entry.is_year_first for entry in entries)
    if year_first == len(entries):
        return Finding(DateOrder.YEAR_FIRST)
    marks = {entry.mark for entry in entries}
    # Every language that writes dates with dots puts the day first.
    suggested = True if marks == {"."} else None
    says_day = any(entry.numbers[0] > 12 for entry in entries if not entry.is_year_first)
    says_month = any(entry.numbers[1] > 12 for entry in entries if not entry.is_year_first)
    if year_first or len(marks) > 1 or (says_day and says_month):
        return Finding(DateOrder.MIXED, suggested)
    if says_day:
        return Finding(DateOrder.DAY_FIRST)
    if says_month:
        return Finding(DateOrder.MONTH_FIRST)
    return _by_running_forward(entries, suggested)


def _by_running_forward(entries: Sequence[Entry], suggested: bool | None) -> Finding:
    if all(entry.numbers[0] == entry.numbers[1] for entry in entries):
        return Finding(DateOrder.DAY_FIRST)
    runs_day_first = steps_back(entries, day_first=True) == 0
    runs_month_first = steps_back(entries, day_first=False) == 0
    if runs_day_first and not runs_month_first:
        return Finding(DateOrder.DAY_FIRST)
    if runs_month_first and not runs_day_first:
        return Finding(DateOrder.MONTH_FIRST)
    return Finding(DateOrder.AMBIGUOUS, suggested)


def date_of(entry: Entry, *, day_first: bool) -> date | None:
    """The date read in that order, None when there is no such date."""
    first, second, third = entry.numbers
    if entry.is_year_first:
        year, month, day = first, second, third
    elif day_first:
        day, month, year = first, second, third
    else:
        month, day, year = first, second, third
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def steps_back(entries: Sequence[Entry], *, day_first: bool) -> int:
    """How often the dates go back by more than a day; a late delivery may cost one."""
    count, previous = 0, date.min
    for entry in entries:
        day = date_of(entry, day_first=day_first)
        if day is None:
            continue
        if day + timedelta(days=1) < previous:
            count += 1
        previous = day
    return count
