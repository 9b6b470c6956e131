"""The comparison itself runs apart from whoever asked, and after a wait of no fixed length."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from frirum.foundation.jobs.queue import job
from frirum.foundation.wall.actors import Actor

from .actions import answer_check, join_words
from .models import Check


@job("matching.check", as_system="compares facts behind the wall")
def run_check(*, by: Actor, check: str, **_running: Any) -> dict[str, Any] | None:
    """A check whose file is gone needs no answer."""
    asked = Check.objects.visible_to(by).filter(pk=check).first()
    if asked is not None:
        answer_check(by=by, check=asked, now=timezone.now())
    return None


@job(
    "matching.join_words",
    every=timedelta(minutes=10),
    as_system="makes one row of the many by which the check knows what words are on file",
)
def join_vocabulary(*, by: Actor, **_running: Any) -> None:
    join_words(by=by)
