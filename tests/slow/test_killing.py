"""Nothing that was acknowledged is lost, however the process ends (S23)."""

import pytest

from .conftest import FULL

pytestmark = pytest.mark.slow


def test_s23_no_acknowledged_entry_is_lost_when_the_writer_is_killed(either_house):
    house, times = either_house, 1_000 if FULL else 30
    acknowledged = house.do("killing:storm", times=times)["acknowledged"]
    kept = house.do("cast:kept")
    lost = set(acknowledged) - {*kept["incidents"], *kept["tasks"]}
    print(f"{times} kills, {len(acknowledged)} acknowledged, {len(lost)} lost")
    assert lost == set()
    assert len(acknowledged) >= times
    assert kept["faults"] == []
    assert kept["entries"]["record_incident"] == len(kept["incidents"])
    assert kept["entries"]["add_task"] == len(kept["tasks"])
