"""What the conflict desk decided, of staff who may know somebody, and that an enquiry went on."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models

from frirum.casefile.matching.models import Answer
from frirum.casefile.matters.models import (
    Side,
)
from frirum.foundation.vault.fields import SealedLine, SealedText
from frirum.foundation.wall.models import Retention, WalledModel

from ..choices import (
    DeskOutcome,
)

if TYPE_CHECKING:
    pass


class DeskDecision(WalledModel):
    """What the conflict desk decided about a hold, why and who. Seen by the conflict desk alone."""

    wall_path = ""

    check_id = models.UUIDField(db_index=True)
    subject = models.UUIDField(db_index=True)
    outcome = models.CharField(max_length=10, choices=DeskOutcome)
    reason = SealedText()
    laid_with = SealedLine(null=True)  # the team it was laid with, where and when, as it was then
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {
        "check_id": "an opaque id",
        "subject": "an opaque id, resolved by the conflict desk's page alone",
        "outcome": "counted",
        "decided_by": "an opaque id",
        "decided_at": "a moment",
    }
    retention = Retention.CASEWORK


class StaffHit(WalledModel):
    """Somebody of the house, or whom they said they are close to, agrees with somebody in a file.

    For the conflict desk alone, and never for the worker it is about. The same pair is not asked
    again once it is decided, unless more facts agree.
    """

    wall_path = ""

    root = models.UUIDField(db_index=True)
    is_of_case = models.BooleanField(default=False)
    matter = models.UUIDField(null=True)
    other_holder = models.UUIDField()
    other_side = models.CharField(max_length=10, choices=Side)
    other_stance = models.CharField(max_length=10, choices=Side)
    worker = models.UUIDField()
    works_there = models.BooleanField(default=False)
    holder = models.UUIDField()
    agree = models.JSONField(default=list)
    differ = models.JSONField(default=list)
    agreement = models.BinaryField(max_length=32, default=bytes)
    belief = models.FloatField(default=0.0)
    found_at = models.DateTimeField()
    answer = models.CharField(max_length=9, choices=Answer, blank=True, default="")
    reason = SealedText(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "root": "an opaque id",
        "is_of_case": "a flag",
        "matter": "an opaque id",
        "other_holder": "an opaque id",
        "other_side": "a code",
        "other_stance": "a code",
        "worker": "an opaque id",
        "works_there": "sorted by: these cannot wait",
        "holder": "an opaque id: the worker, or what they declared",
        "agree": "kinds of fact, never the facts",
        "differ": "kinds of fact, never the facts",
        "agreement": "a hash of keyed hashes",
        "belief": "how likely it is one person; for the desk alone",
        "found_at": "a moment",
        "answer": "what the desk decided",
        "decided_by": "an opaque id",
        "decided_at": "a moment",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "other_holder"], name="staffhit_pair_once")
        ]

    def settles(self, other: "StaffHit", answer: Answer) -> bool:
        """Whether the answer to this one answers that of another file of the same matter. Who is
        kept apart is so from all of it; who is told apart only from what agrees alike."""
        alike = (self.other_stance, self.agree, self.differ)
        return answer == Answer.SAME or alike == (other.other_stance, other.agree, other.differ)

    @property
    def matter_mark(self) -> str:
        """By which the desk tells that two pairs are of one matter. It leads nowhere."""
        return self.matter.hex[:6] if self.matter else ""

    @property
    def is_of_worker(self) -> bool:
        """The worker's own name agrees, not that of somebody they are close to."""
        return bool(self.holder == self.worker)


class PassedOn(WalledModel):
    """That an enquiry went from one team to the team that takes it on: no word of which, or why.

    The team it lay with reads the moments alone, whether another team takes it or a case had it.
    """

    wall_path = ""

    subject = models.UUIDField(db_index=True)
    team = models.UUIDField(db_index=True)
    received_at = models.DateTimeField()
    passed_at = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {
        "subject": "an opaque id, which leads nobody who reads this anywhere",
        "team": "who works where",
        "received_at": "a moment",
        "passed_at": "a moment",
    }
    retention = Retention.CONTACT
