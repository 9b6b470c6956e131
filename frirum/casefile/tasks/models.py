"""A task is a sentence, a day and a name."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.casefile.matters.models import Case
from frirum.foundation.vault.fields import SealedLine, SealedText
from frirum.foundation.wall.models import Retention, WalledModel, WalledQuerySet

if TYPE_CHECKING:
    from datetime import date


class Kind(models.TextChoices):
    OTHER = "other", _("Task")
    CALL = "call", _("Call")
    SAFETY = "safety", _("Safety check")
    LETTER = "letter", _("Letter")
    DEADLINE = "deadline", _("Deadline")


class TaskQuerySet(WalledQuerySet):
    def waiting(self) -> "TaskQuerySet":
        return self.filter(done_at=None)


class Task(WalledModel):
    """Something to do in a case, for one worker or for whoever stands with the case.

    `outside`: who outside the house has promised it; then the worker sees that it is done.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="tasks")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.OTHER)
    title = SealedLine()
    text = SealedText(blank=True)
    outside = SealedLine(null=True)
    due_on = models.DateField(null=True)
    worker = models.UUIDField(null=True)
    added_by = models.UUIDField(null=True)
    added_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)
    once = models.UUIDField()

    objects: ClassVar[Any] = WalledModel.walled(TaskQuerySet)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "kind": "a code",
        "due_on": "sorted by; a day tells nothing about the person",
        "worker": "an opaque id",
        "added_by": "an opaque id",
        "added_at": "a moment",
        "done_at": "a moment",
        "done_by": "an opaque id",
        "version": "tells two writers apart",
        "once": "random; the same form adds one task",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["worker", "done_at", "due_on"], name="task_mine")]
        constraints = [models.UniqueConstraint(fields=["case", "once"], name="task_once")]

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    def is_late(self, today: "date") -> bool:
        return not self.is_done and self.due_on is not None and self.due_on < today
