"""A full disk: whoever works is told, and nothing is half stored (S23)."""

from collections import Counter

import pytest

pytestmark = pytest.mark.slow


def test_s23_on_a_full_disk_pages_say_so_and_nothing_is_half_stored(apart):
    said = apart.do("full_disk:work_on")["said"]
    print(Counter((kind, status) for kind, status, _ in said))
    full = [status for kind, status, _ in said if kind != "room again"]
    assert set(full) <= {302, 200, 503}
    assert full.count(503) > 8
    assert [status for kind, status, _ in said if kind == "room again"] == [302, 200]

    stored = apart.do("full_disk:stored", onces=[once for _, _, once in said if once])
    kept = apart.do("cast:kept")
    assert kept["faults"] == []
    assert kept["entries"]["record_incident"] == len(kept["incidents"])
    assert kept["entries"].get("add_task", 0) == len(kept["tasks"])
    for kind, status, once in said:
        if status == 302 and once:
            assert stored[once] == (kind != "words")
    litter = apart.do("jobs:litter")
    assert litter == {"missing": [], "lying": 0}
