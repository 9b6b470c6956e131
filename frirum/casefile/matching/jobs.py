"""The comparison itself runs apart from whoever asked, and after a wait of no fixed length."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from frirum.foundation.jobs.queue import Running, job
from frirum.foundation.wall.actors import Actor

from .actions import answer_check, join_words, sweep_checks
from .models import Check


@job("matching.check", as_system="compares facts behind the wall")
def run_check(*, by: Actor, check: str, **_running: Any) -> dict[str, Any] | None:
    """A check whose file is gone needs no answer."""
    asked = Check.objects.visible_to(by).filter(pk=check).first()
    if asked is not None:
        answer_check(by=by, check=asked, now=timezone.now())
    return None


@job("matching.sweep", every=timedelta(days=1), as_system="compares every file once a night")
def sweep(*, by: Actor, running: Running, **_more: Any) -> dict[str, Any]:
    """What came in between two comparisons, or is only found by better tables, is found now."""
    after, held, done = None, 0, 0
    while True:
        swept = sweep_checks(by=by, after=after, now=timezone.now())
        after, held, done = swept.last, held + swept.held, done + 1
        running.progress(done, done + (after is not None))
        if after is None:
            return {"held": held}


@job(
    "matching.join_words",
    every=timedelta(minutes=10),
    as_system="makes one row of the many by which the check knows what words are on file",
)
def join_vocabulary(*, by: Actor, **_running: Any) -> None:
    join_words(by=by)
