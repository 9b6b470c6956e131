"""A professional's judgement, what asks for a new one, and results of instruments."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from frirum.casefile.matters.models import Case
from frirum.foundation.vault.fields import SealedJSON, SealedLine, SealedText
from frirum.foundation.wall.models import Retention, WalledModel, WalledQuerySet

from ..kinds import DANGERS, Cause, Concern, Level, Stand, Tool


class AssessmentQuerySet(WalledQuerySet):
    def current(self) -> "AssessmentQuerySet":
        return self.filter(is_current=True)


class Assessment(WalledModel):
    """How dangerous somebody who knows the case judges it to be, and what is done about it.

    `review_on` is the day the assessor chose; `due_on` the same or an earlier one, as events moved
    it. A raised level holds from the first moment; it waits for the leader's word all the same.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assessments")
    level = models.CharField(max_length=8, choices=Level)
    stand = models.CharField(max_length=8, choices=Stand)
    is_current = models.BooleanField()
    assessed_on = models.DateField()
    review_on = models.DateField()
    due_on = models.DateField()
    looks_back_to = models.DateField()
    flags = SealedJSON()
    scenarios = SealedText()
    reasons = SealedText()
    measures = SealedText()
    assessor = models.UUIDField()
    assessed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    remark = SealedText(null=True)
    once = models.UUIDField()

    objects: ClassVar[Any] = WalledModel.walled(AssessmentQuerySet)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "level": "shown in every list of cases",
        "stand": "filtered by",
        "is_current": "filtered by",
        "assessed_on": "a day",
        "review_on": "a day",
        "due_on": "due lists sort by it",
        "looks_back_to": "a day, from which breaches told later are looked for",
        "assessor": "an opaque id",
        "assessed_at": "a moment",
        "decided_by": "an opaque id",
        "decided_at": "a moment",
        "once": "random; the same form judges once",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [
            models.Index(fields=["case", "-assessed_on", "-assessed_at"], name="assessment_newest"),
            models.Index(fields=["is_current", "due_on"], name="assessment_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "once"], name="assessment_once"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(is_current=True), name="assessment_one_holds"
            ),
            models.CheckConstraint(
                name="assessment_reviewed_afterwards",
                condition=Q(review_on__gte=F("assessed_on")) & Q(due_on__lte=F("review_on")),
            ),
        ]

    @property
    def level_of(self) -> Level:
        return Level(self.level)

    @property
    def flag_words(self) -> list[str]:
        return [str(one.label) for one in DANGERS if one.value in self.flags]


class CauseQuerySet(WalledQuerySet):
    def open(self) -> "CauseQuerySet":
        return self.filter(answer=None)


class ReviewCause(WalledModel):
    """Something happened, or will on a day, after which it must be judged anew."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="review_causes")
    kind = models.CharField(max_length=10, choices=Cause)
    happens_on = models.DateField()
    due_on = models.DateField()
    note = SealedText(null=True)
    answer = models.ForeignKey(
        Assessment, on_delete=models.SET_NULL, null=True, related_name="answers"
    )
    noted_by = models.UUIDField()
    noted_at = models.DateTimeField()
    once = models.UUIDField()

    objects: ClassVar[Any] = WalledModel.walled(CauseQuerySet)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "kind": "signs of danger are filtered by",
        "happens_on": "a day",
        "due_on": "due lists sort by it",
        "answer": "within the same case, an opaque id",
        "noted_by": "an opaque id",
        "noted_at": "a moment",
        "once": "random; the same form notes one",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["case", "answer", "due_on"], name="reviewcause_open")]
        constraints = [models.UniqueConstraint(fields=["case", "once"], name="reviewcause_once")]

    @property
    def is_danger(self) -> bool:
        return self.kind in DANGERS


class InstrumentResult(WalledModel):
    """What a professional made of an instrument. No question of it is kept, and no sum but S-DASH's
    own count, which stands beside the judgement and decides nothing."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="instrument_results")
    tool = models.CharField(max_length=5, choices=Tool)
    used_on = models.DateField()
    concern = models.CharField(max_length=8, choices=Concern, blank=True)
    yes_count = models.PositiveSmallIntegerField(null=True)
    judgement = SealedText()
    file = models.UUIDField(null=True)
    sha256 = SealedLine(null=True)
    size = models.PositiveIntegerField(default=0)
    used_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    once = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "tool": "counted",
        "used_on": "sorted by",
        "concern": "a code",
        "yes_count": "a number that decides nothing",
        "file": "an opaque id",
        "size": "a number of bytes",
        "used_by": "an opaque id",
        "recorded_at": "a moment",
        "once": "random; the same form records one",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["case", "-used_on"], name="instrument_newest")]
        constraints = [models.UniqueConstraint(fields=["case", "once"], name="instrument_once")]
