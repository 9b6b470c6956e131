"""A job whose process is killed is taken up by the next one, and its work is done once."""

import random
import signal
import sqlite3
import time

import pytest

from .apart import wait_for
from .conftest import FULL

pytestmark = pytest.mark.slow


def ask(apart, sql, *given):
    """From outside, while the house's own processes are at work."""
    connection = sqlite3.connect(apart.folder / "frirum.sqlite3", timeout=20)
    with connection:
        row = connection.execute(sql, given).fetchone()
    connection.close()
    return row


def taken_up(apart, job, times):
    return ask(apart, "select 1 from jobs_job where id = ? and attempts = ?", job, times)


def is_in(apart, job, state):
    return ask(apart, "select 1 from jobs_job where id = ? and state = ?", job, state)


def killed_and_taken_up(apart, job, times, longest):
    """Kill whoever works on the job; the lease of the dead runs out; the last one may finish."""
    chance = random.Random(7)
    for turn in range(1, times + 1):
        worker = apart.start("manage.py", "work")
        wait_for(lambda turn=turn: taken_up(apart, job, turn))
        time.sleep(chance.uniform(0, longest))
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
        if not is_in(apart, job, "running"):
            break
        ask(apart, "update jobs_job set lease_until = '2026-01-01 00:00:00' where id = ?", job)
    worker = apart.start("manage.py", "work")
    try:
        wait_for(lambda: is_in(apart, job, "done") or is_in(apart, job, "failed"), seconds=120)
    finally:
        worker.terminate()
        worker.communicate()
    return apart.do("jobs:after", job=job)


def test_a_bundle_whose_maker_is_killed_is_made_once_by_the_next(apart):
    job = apart.do("jobs:order_a_bundle", incidents=1_000 if FULL else 400)
    after = killed_and_taken_up(apart, job, times=2, longest=0.3)
    print(after)
    assert after["attempts"] > 1
    assert (after["state"], after["bundles"], after["released"]) == ("done", ["ready"], 1)
    assert after["missing"] == []
    assert apart.do("cast:kept")["faults"] == []


def test_an_import_whose_reader_is_killed_is_stored_once_by_the_next(apart):
    job = apart.do("jobs:order_an_import", messages=20_000 if FULL else 2_000)
    after = killed_and_taken_up(apart, job, times=2, longest=0.3)
    print(after)
    ((state, stored),) = after["imports"]
    assert after["attempts"] > 1
    assert (after["state"], state) == ("done", "done")
    assert stored == after["incidents"] > 0
    assert after["missing"] == []
    assert apart.do("cast:kept")["faults"] == []
