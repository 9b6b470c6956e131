"""A phone's export on its way into the log."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.casefile.matters.models import Case
from frirum.foundation.vault.fields import SealedJSON, SealedLine, SealedText
from frirum.foundation.wall.models import Retention, WalledModel

from .exhibits import Exhibit


class ImportState(models.TextChoices):
    SURVEYING = "surveying", _("Looking who is in it")
    CHOOSING = "choosing", _("Waits for you: who is the other party")
    PREVIEWING = "previewing", _("Comparing with the log")
    DECIDING = "deciding", _("Waits for you: add to the log")
    STORING = "storing", _("Adding to the log")
    DONE = "done", _("Added to the log")
    UNREADABLE = "unreadable", _("Could not be read")
    LEFT = "left", _("Left, nothing was added")


RUNNING = frozenset({ImportState.SURVEYING, ImportState.PREVIEWING, ImportState.STORING})
OVER = frozenset({ImportState.DONE, ImportState.LEFT})


class PhoneImport(WalledModel):
    """One export, sealed as it was received, and how far it has come.

    What was found in it is kept until somebody decides. Once added, the file is an exhibit.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="phone_imports")
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.SURVEYING)
    name = SealedLine()
    file = models.UUIDField()
    sha256 = SealedLine()
    size = models.PositiveBigIntegerField()
    language = models.CharField(max_length=5)
    received_at = models.DateTimeField()
    received_by = models.UUIDField(null=True)
    job = models.UUIDField(null=True)
    survey = SealedJSON(null=True)
    choice = SealedJSON(null=True)
    summary = SealedJSON(null=True)
    fault = SealedText(null=True)
    stored = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    exhibit = models.ForeignKey(
        Exhibit, on_delete=models.SET_NULL, null=True, related_name="phone_imports"
    )
    once = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "state": "a code",
        "file": "an opaque id",
        "size": "a number of bytes",
        "language": "in which it is told what was found",
        "received_at": "a moment",
        "received_by": "an opaque id",
        "job": "an opaque id",
        "stored": "a count",
        "ended_at": "a moment",
        "exhibit": "an opaque id",
        "once": "random",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["case", "-received_at"], name="phoneimport_newest")]
        constraints = [models.UniqueConstraint(fields=["case", "once"], name="phoneimport_once")]

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def is_over(self) -> bool:
        return self.state in OVER
