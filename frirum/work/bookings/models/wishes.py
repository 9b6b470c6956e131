"""What a client waits for: to be planned next week, or offered when a time becomes free."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.casefile.matters.models import Case
from frirum.foundation.vault.fields import SealedText
from frirum.foundation.wall.models import Retention, WalledModel, WalledQuerySet

from .appointments import Kind


class Urgency(models.IntegerChoices):
    SOON = 0, _("As soon as possible")
    DUE = 1, _("Due: the next of a course")
    WHENEVER = 2, _("When there is room")


class WishQuerySet(WalledQuerySet):
    def waiting(self) -> "WishQuerySet":
        return self.filter(done_at=None)


class Wish(WalledModel):
    """An appointment that a case waits for, with a worker, and when the client can come."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="wishes")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.TALK)
    worker = models.UUIDField(db_index=True)
    minutes = models.PositiveSmallIntegerField(default=60)
    weekdays = models.CharField(max_length=7, default="01234")
    from_time = models.TimeField(null=True)
    to_time = models.TimeField(null=True)
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.DUE)
    note = SealedText(blank=True)
    asked_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True)  # when a time that fits became free
    free_from = models.DateTimeField(null=True)  # that time
    done_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = WalledModel.walled(WishQuerySet)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "kind": "a code",
        "worker": "an opaque id",
        "minutes": "minutes",
        "weekdays": "days of the week",
        "from_time": "a time of day",
        "to_time": "a time of day",
        "urgency": "sorted by",
        "asked_at": "sorted by",
        "offered_at": "a moment",
        "free_from": "a moment",
        "done_at": "filtered by",
    }
    retention = Retention.CASEWORK
