"""One row is a job's order, its progress and its end."""

from typing import ClassVar

from django.db import models

from frirum.foundation.wall.models import OpenModel, Retention


class State(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(OpenModel):
    """Arguments and result are ids and numbers only: this table stands in clear."""

    kind = models.CharField(max_length=60)
    by = models.UUIDField(null=True)
    root = models.UUIDField(null=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True)
    ordered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "kind": "a name in the code",
        "by": "an opaque id",
        "root": "an opaque id",
        "arguments": "ids and numbers only",
        "state": "a code",
        "attempts": "a count",
        "run_after": "when to start",
        "lease_until": "when a dead worker's job is taken up",
        "done": "progress",
        "total": "progress",
        "result": "ids and numbers only",
        "ordered_at": "a moment",
        "ended_at": "a moment",
    }
    retention = Retention.PASSING

    class Meta:
        indexes = [models.Index(fields=["state", "run_after"], name="job_next")]

    @property
    def is_over(self) -> bool:
        return self.state in (State.DONE, State.FAILED)
