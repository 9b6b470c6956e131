"""The safety plan of a case, its measures, and every version of it that was saved."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from frirum.casefile.matters.models import Case
from frirum.foundation.vault.fields import SealedJSON, SealedLine, SealedText
from frirum.foundation.wall.models import Retention, WalledModel, WalledQuerySet

from ..domains import CopyForm, Domain


class Plan(WalledModel):
    """What is agreed for the whole: whom to call, the word, the digital list, and who has a copy.

    `number` is the version that holds, `framed_in` and `looked_in` those in which what holds for
    the whole and the digital list were changed last. `points` is the digital checklist: what was
    looked at, how it stands and since when.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveIntegerField(default=0)
    framed_in = models.PositiveIntegerField(default=0)
    looked_in = models.PositiveIntegerField(default=0)
    contacts = SealedText(blank=True)
    code_word = SealedLine(blank=True)
    points = SealedJSON()
    copy_form = models.CharField(max_length=5, choices=CopyForm, default=CopyForm.NONE)
    copy_said = SealedText(blank=True)
    review_on = models.DateField(null=True)
    saved_at = models.DateTimeField()
    saved_by = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "number": "a number",
        "framed_in": "a number",
        "looked_in": "a number",
        "copy_form": "a code",
        "review_on": "due lists sort by it",
        "saved_at": "a moment",
        "saved_by": "an opaque id",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case"], name="plan_one_per_case")]


class MeasureQuerySet(WalledQuerySet):
    def standing(self) -> "MeasureQuerySet":
        return self.filter(dropped_at=None)


class Measure(WalledModel):
    """One precaution: what, who does it, by when, and when it is looked at again."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="measures")
    domain = models.CharField(max_length=8, choices=Domain)
    text = SealedText()
    owner = SealedLine()
    decided_on = models.DateField()
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    dropped_at = models.DateTimeField(null=True)
    once = models.UUIDField()

    objects: ClassVar[Any] = WalledModel.walled(MeasureQuerySet)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "domain": "a code",
        "decided_on": "a day",
        "due_on": "due lists sort by it",
        "done_on": "a day",
        "review_on": "due lists sort by it",
        "dropped_at": "a moment",
        "once": "random; the same form adds one",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["case", "dropped_at", "domain"], name="measure_standing")]
        constraints = [
            models.UniqueConstraint(fields=["case", "once"], name="measure_once"),
            models.CheckConstraint(
                name="measure_done_after_it_was_decided",
                condition=(Q(due_on=None) | Q(due_on__gte=F("decided_on")))
                & (Q(done_on=None) | Q(done_on__gte=F("decided_on"))),
            ),
        ]

    @property
    def domain_of(self) -> Domain:
        return Domain(self.domain)

    def is_late(self, today: date) -> bool:
        return self.done_on is None and self.due_on is not None and self.due_on < today


class PlanVersion(WalledModel):
    """The plan as it stood after one change. Only ever added."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="plan_versions")
    number = models.PositiveIntegerField()
    snapshot = SealedJSON()
    saved_at = models.DateTimeField()
    saved_by = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "number": "a number",
        "saved_at": "a moment",
        "saved_by": "an opaque id",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="planversion_once")]
