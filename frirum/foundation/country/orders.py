"""What an order to stay away is in a country's law, whichever country it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderKind:
    """A kind of order. `longest_years` or `longest_days` is what the law allows at a time.

    `has_zones`: it keeps somebody away from places. `may_be_extended`: the same order may be given
    a later end by a new decision.
    """

    code: str
    names: Mapping[str, str]
    forbids: Mapping[str, str]
    section: str
    longest_years: int = 0
    longest_days: int = 0
    has_zones: bool = False
    may_be_extended: bool = True

    def latest_end(self, first_day: date) -> date:
        """The last day that an order from this day on may have."""
        if not self.longest_years:
            return first_day + timedelta(days=self.longest_days)
        year = first_day.year + self.longest_years
        leaps = first_day.month == 2 and first_day.day == 29
        return first_day.replace(year=year, day=28 if leaps else first_day.day)
