"""What became of a report to the police, or of somebody's time with the probation service."""

from typing import ClassVar

from django.db import models

from frirum.casefile.agencies.models import Agency, AgencyPerson
from frirum.casefile.matters.models import Case
from frirum.foundation.vault.fields import SealedLine, SealedText
from frirum.foundation.wall.models import Retention, WalledModel

from ..kinds import OVER, STAGE_COLOURS, Informed, ProceedingKind, Stage
from .involved import OF_REGISTER, PLAIN


class Proceeding(WalledModel):
    """One report or one time under probation. `stage` and `stage_on` are those of its last step."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proceedings")
    kind = models.CharField(max_length=9, choices=ProceedingKind)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    agent = models.ForeignKey(AgencyPerson, on_delete=models.PROTECT, null=True, related_name="+")
    journal_number = SealedLine(null=True)
    about = SealedText()
    started_on = models.DateField()
    stage = models.CharField(max_length=10, choices=Stage)
    stage_on = models.DateField()
    informed = models.CharField(max_length=7, choices=Informed, blank=True)
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)
    once = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        **PLAIN,
        "agent": OF_REGISTER,
        "kind": "a code",
        "started_on": "a day; sorted by",
        "stage": "a code; counted",
        "stage_on": "a day",
        "informed": "a code",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["case", "-started_on"], name="proceeding_newest")]
        constraints = [models.UniqueConstraint(fields=["case", "once"], name="proceeding_once")]

    @property
    def is_report(self) -> bool:
        return self.kind == ProceedingKind.REPORT

    @property
    def is_over(self) -> bool:
        return self.stage in OVER

    @property
    def colour(self) -> str:
        return STAGE_COLOURS.get(Stage(self.stage), "neutral")

    @property
    def words(self) -> str:
        """Where it is. Reads the agency: queries bring it along."""
        return " · ".join(str(one) for one in (self.agency, self.agent) if one)


class ProceedingStep(WalledModel):
    """A stage that was reached, on which day. A mistaken one is struck and stays readable."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proceeding_steps")
    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField(max_length=10, choices=Stage)
    on = models.DateField()
    text = SealedText(null=True)
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)
    struck_at = models.DateTimeField(null=True)
    once = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "proceeding": "within the same case",
        "stage": "a code",
        "on": "a day",
        "added_at": "a moment; the order of the steps",
        "added_by": "an opaque id",
        "struck_at": "a moment",
        "once": "random",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "once"], name="proceedingstep_once")]
