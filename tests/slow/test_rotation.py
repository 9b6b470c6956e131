"""Master keys change under people who go on working; every row stays readable (S20)."""

import pytest

from .apart import wait_for
from .conftest import FULL

pytestmark = pytest.mark.slow


def test_s20_rotation_under_load_killed_half_way_leaves_every_row_readable(apart, tmp_path):
    going, stop = tmp_path / "going", tmp_path / "stop"
    known = apart.do("rotation:fill", owners=100_000 if FULL else 3_000)
    some = dict(list(known.items())[:200])
    at_work = apart.begin("rotation:work_on", known=some, going=str(going), stop=str(stop))
    wait_for(going.exists)
    try:
        turned = apart.do("rotation:kill_half_way", times=8 if FULL else 3, known=known)
    finally:
        stop.touch()
        worked = apart.end(at_work)
    print(f"killed with {turned['stood']} keys to go; {worked['reads']} turns of work meanwhile")
    assert len(known) > turned["stood"][0] > turned["stood"][-1] > 0
    assert turned["wrong"] == worked["wrong"] == []
    assert worked["reads"] > 0

    opened = apart.do("rotation:fingerprints", owners=worked["opened"])
    assert apart.do("rotation:older_ones") == 0
    apart.manage("vault", "retire", "exposed")
    assert apart.do("rotation:unreadable", known=known | opened) == []
    assert apart.do("cast:kept")["faults"] == []
