"""One file of SQLite carries a busy house: everybody writes, nobody is told to wait."""

import pytest

from .conftest import FULL

pytestmark = pytest.mark.slow


def test_32_people_write_once_a_second_and_nothing_is_locked(apart):
    people, seconds = 32, 60 if FULL else 8
    told = apart.do("crowd:write_together", people=people, seconds=seconds)
    print("writes {writes}, p50 {p50}, p95 {p95}, p99 {p99} ms, fsync {fsync} ms".format(**told))
    assert told["locked"] == 0
    assert told["writes"] == people * seconds
    kept = apart.do("cast:kept")
    assert kept["entries"]["record_incident"] == len(kept["incidents"]) == people * seconds
    assert kept["faults"] == []
