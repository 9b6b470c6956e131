"""Order a job, run a job, take up what a dead worker left."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

from django.db import close_old_connections
from django.db.models import Q
from django.utils import timezone

from frirum.foundation.accounts.queries import actor_by_id
from frirum.foundation.wall.actors import Actor

from .models import Job, State

log = logging.getLogger("frirum.jobs")
LEASE = timedelta(minutes=2)
ATTEMPTS = 4
_REPORT_EVERY = 0.5

Handler = Callable[..., dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class _Kind:
    run: Handler
    every: timedelta | None
    as_system: str


_kinds: dict[str, _Kind] = {}
_unread: list[str] = []


class Running:
    """What a handler tells about its progress. Telling keeps its lease."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._told = 0.0

    def progress(self, done: int, total: int) -> None:
        if time.monotonic() - self._told < _REPORT_EVERY and done < total:
            return
        self._told = time.monotonic()
        Job.objects.filter(pk=self.job.pk).update(
            done=done, total=total, lease_until=timezone.now() + LEASE
        )


def job(
    kind: str, *, every: timedelta | None = None, as_system: str = ""
) -> Callable[[Handler], Handler]:
    """Declare the handler of a kind: `run(by=actor, running=..., **arguments)`.

    It acts for whoever ordered it; `as_system` gives the reason when Frirum itself acts.
    `every` makes it recur. A handler may run twice: it must find its own work done already.
    """

    def declare(run: Handler) -> Handler:
        _kinds[kind] = _Kind(run, every, as_system)
        return run

    return declare


def handlers_in(*modules: str) -> None:
    """Where a room declares its handlers. Whoever runs jobs reads them first; a page, which only
    orders, never loads what they bring along."""
    _unread.extend(modules)


def _known() -> dict[str, _Kind]:
    while _unread:
        import_module(_unread.pop())
    return _kinds


def order(
    kind: str,
    *,
    by: Actor,
    root: UUID | None = None,
    delay: timedelta = timedelta(0),
    **arguments: Any,
) -> Job:
    """Order a job in the caller's transaction: it exists when the change exists."""
    now = timezone.now()
    return Job.objects.create(
        kind=kind,
        by=by.id,
        root=root,
        arguments={name: str(v) if isinstance(v, UUID) else v for name, v in arguments.items()},
        run_after=now + delay,
        ordered_at=now,
    )


def run_next() -> bool:
    """Run one job that is due. False when there is none."""
    claimed = _claim()
    if claimed is None:
        return False
    kind = _known().get(claimed.kind)
    if kind is None:
        _end(claimed, State.FAILED, None)
        return True
    by = Actor.system(kind.as_system) if kind.as_system else actor_by_id(claimed.by or UUID(int=0))
    try:
        result = kind.run(by=by, running=Running(claimed), **claimed.arguments)
    except Exception as error:
        log.warning("job failed kind=%s error=%s", claimed.kind, type(error).__name__)
        _retry(claimed)
    else:
        _end(claimed, State.DONE, result)
    return True


def _claim() -> Job | None:
    """Take the next due job, or one whose worker fell silent. Two workers never get the same."""
    now = timezone.now()
    due = Q(state=State.QUEUED, run_after__lte=now) | Q(state=State.RUNNING, lease_until__lt=now)
    for candidate in Job.objects.filter(due).order_by("run_after", "pk")[:5]:
        if candidate.attempts >= ATTEMPTS:
            _end(candidate, State.FAILED, None)
            continue
        taken = Job.objects.filter(due, pk=candidate.pk, attempts=candidate.attempts).update(
            state=State.RUNNING, lease_until=now + LEASE, attempts=candidate.attempts + 1
        )
        if taken:
            candidate.refresh_from_db()
            return candidate
    return None


def _retry(failed: Job) -> None:
    if failed.attempts >= ATTEMPTS:
        _end(failed, State.FAILED, None)
        return
    pause = timedelta(seconds=5 * 4**failed.attempts)
    Job.objects.filter(pk=failed.pk).update(
        state=State.QUEUED, run_after=timezone.now() + pause, lease_until=None
    )


def _end(job: Job, state: State, result: dict[str, Any] | None) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=state, result=result, ended_at=timezone.now(), lease_until=None
    )


def order_recurring() -> None:
    """Order each recurring kind whose last order is older than its period."""
    now = timezone.now()
    for name, kind in _known().items():
        if kind.every is None:
            continue
        since = now - kind.every
        if not Job.objects.filter(kind=name, ordered_at__gt=since).exists():
            order(name, by=Actor.system(kind.as_system))


def forget_ended(*, before: datetime) -> int:
    """Take out orders that came to an end before this. Whoever asks for one finds none."""
    gone, _each = Job.objects.filter(ended_at__lt=before).delete()
    return gone


def run_all_due() -> int:
    """Run what is due now, and return how many jobs ran."""
    count = 0
    while run_next():
        count += 1
    return count


def work_forever(
    *, until: Callable[[], bool], pause: float = 0.25, on_idle: Callable[[], object] = bool
) -> None:
    """The job process: run what is due, rest a moment, go on until told to stop.

    A job under way comes to its end first: one that breaks off waits for its lease to lapse.
    """
    recurring_at = 0.0
    while not until():
        if time.monotonic() >= recurring_at:
            order_recurring()
            recurring_at = time.monotonic() + 20
        if not run_next():
            on_idle()
            close_old_connections()
            time.sleep(pause)
