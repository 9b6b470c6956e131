"""A proposal for a week. It names workers, times and rooms; of clients it knows nothing."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.foundation.wall.models import OpenModel, Retention

from .appointments import Kind
from .house import Room, Site


class PlanState(models.TextChoices):
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")
    ACCEPTED = "accepted", _("Accepted")


class WhyNot(models.TextChoices):
    WORKER = "worker", _("The worker has no free time as long as that this week.")
    ROOM = "room", _("No room is free when the worker is.")
    FIT = "fit", _("No time of the worker’s fits.")
    CROWDED = "crowded", _("Others took the times that would have fitted.")
    TAKEN = "taken", _("The time was taken meanwhile.")


class Proposal(OpenModel):
    """What the solver, or the plain way, made of the wishes of a week. Nothing is booked by it."""

    monday = models.DateField()
    state = models.CharField(max_length=8, choices=PlanState, default=PlanState.MAKING)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    is_solved = models.BooleanField(default=False)  # by the solver, not the plain way
    plain_placed = models.PositiveSmallIntegerField(default=0)  # how many the plain way placed

    plain_because: ClassVar[dict[str, str]] = {
        "monday": "a day",
        "state": "a code",
        "asked_by": "an opaque id",
        "asked_at": "a moment",
        "ready_at": "a moment",
        "is_solved": "a flag",
        "plain_placed": "a number",
    }
    retention = Retention.PASSING

    class Meta:
        indexes = [models.Index(fields=["-asked_at"], name="proposal_newest")]


class Suggested(OpenModel):
    """One wish in a proposal: where it could be, or in a code why nowhere."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="lines")
    wish = models.UUIDField()
    worker = models.UUIDField()
    kind = models.CharField(max_length=8, choices=Kind)
    minutes = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField(null=True)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, null=True, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, null=True, related_name="+")
    why_not = models.CharField(max_length=8, choices=WhyNot, blank=True)
    booked_at = models.DateTimeField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "proposal": "an opaque id",
        "wish": "an opaque id, resolved behind the wall alone",
        "worker": "an opaque id",
        "kind": "a code",
        "minutes": "minutes",
        "starts_at": "sorted by",
        "site": "where",
        "room": "where",
        "why_not": "a code that tells nothing of anybody",
        "booked_at": "a moment",
    }
    retention = Retention.PASSING

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "wish"], name="suggested_once")]
