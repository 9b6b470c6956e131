"""A job is run once, taken up when its worker dies, and given up with a state, not in silence."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from frirum.foundation.jobs import queue
from frirum.foundation.jobs.models import Job, State
from frirum.foundation.wall.actors import Actor

pytestmark = pytest.mark.django_db
ME = Actor.system("test")


@pytest.fixture
def seen():
    """What the two kinds of this test have done."""
    done = []

    @queue.job("test.count", as_system="counts in a test")
    def count(*, by, running, step):
        running.progress(step, 10)
        done.append((by.reason, step))
        return {"step": step}

    @queue.job("test.fail", as_system="fails in a test")
    def fail(*, by, running):
        done.append("tried")
        raise ValueError("a secret in the text")

    yield done
    queue._kinds.pop("test.count")
    queue._kinds.pop("test.fail")


def test_a_job_is_run_once_with_its_result_and_progress(seen):
    ordered = queue.order("test.count", by=ME, step=3)
    assert queue.run_all_due() == 1
    assert queue.run_all_due() == 0
    ordered.refresh_from_db()
    assert (ordered.state, ordered.result, ordered.done) == (State.DONE, {"step": 3}, 3)
    assert seen == [("counts in a test", 3)]


def test_a_delayed_job_waits_for_its_moment(seen):
    queue.order("test.count", by=ME, step=1, delay=timedelta(minutes=5))
    assert queue.run_all_due() == 0


def test_a_killed_workers_job_is_taken_up_again(seen):
    ordered = queue.order("test.count", by=ME, step=1)
    taken = queue._claim()
    assert taken.pk == ordered.pk
    assert queue.run_all_due() == 0
    Job.objects.filter(pk=ordered.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    assert queue.run_all_due() == 1
    ordered.refresh_from_db()
    assert (ordered.state, ordered.attempts) == (State.DONE, 2)


def test_a_failing_job_is_tried_again_later_and_then_given_up(seen, caplog):
    ordered = queue.order("test.fail", by=ME)
    for _ in range(queue.ATTEMPTS):
        Job.objects.filter(pk=ordered.pk).update(run_after=timezone.now())
        queue.run_all_due()
    ordered.refresh_from_db()
    assert (ordered.state, len(seen)) == (State.FAILED, queue.ATTEMPTS)
    assert "a secret" not in caplog.text


def test_a_job_ordered_in_a_change_that_is_undone_never_was(seen):
    with transaction.atomic():
        queue.order("test.count", by=ME, step=1)
        transaction.set_rollback(True)
    assert queue.run_all_due() == 0


def test_a_job_that_ended_a_month_ago_is_forgotten_and_one_that_waits_is_not(seen):
    old, fresh = (queue.order("test.count", by=ME, step=step) for step in (1, 2))
    queue.run_all_due()
    waiting = queue.order("test.count", by=ME, step=3, delay=timedelta(days=90))
    Job.objects.filter(pk=old.pk).update(ended_at=timezone.now() - timedelta(days=31))
    queue.order("sweep_jobs", by=ME)
    queue.run_all_due()
    kept = set(Job.objects.filter(kind="test.count").values_list("pk", flat=True))
    assert kept == {fresh.pk, waiting.pk}


def test_asked_to_stop_the_job_under_way_comes_to_its_end_and_no_other_begins(seen):
    first, second = (queue.order("test.count", by=ME, step=step) for step in (1, 2))
    queue.work_forever(until=lambda: bool(seen))
    states = dict(Job.objects.filter(kind="test.count").values_list("pk", "state"))
    assert states == {first.pk: State.DONE, second.pk: State.QUEUED}
