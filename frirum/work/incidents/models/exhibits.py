"""Original files and who held them."""

from typing import ClassVar

from django.db import models

from frirum.casefile.matters.models import Case
from frirum.foundation.vault.fields import SealedLine
from frirum.foundation.wall.models import Retention, WalledModel

from ..kinds import Deed, PreviewState
from ..previews.kinds import FILMS, Treatment
from .incidents import Incident


class Exhibit(WalledModel):
    """An original as it was received: never altered, never shown itself, handed out as a file.

    Numbered within its case. What a page shows is a redrawn copy without the original's metadata.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="exhibits")
    incident = models.ForeignKey(
        Incident, on_delete=models.SET_NULL, null=True, related_name="exhibits"
    )
    number = models.PositiveIntegerField()
    name = SealedLine()
    sha256 = SealedLine()
    received_from = SealedLine()
    kind = models.CharField(max_length=8)
    extension = models.CharField(max_length=6)
    treatment = models.CharField(max_length=8, choices=[(t.value, t.value) for t in Treatment])
    size = models.PositiveBigIntegerField()
    file = models.UUIDField()
    received_at = models.DateTimeField()
    received_by = models.UUIDField(null=True)
    preview = models.UUIDField(null=True)
    preview_state = models.CharField(max_length=7, choices=PreviewState)
    preview_fault = models.CharField(max_length=15, blank=True)
    tells_place = models.BooleanField(default=False)
    once = models.UUIDField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "incident": "an opaque id",
        "number": "counts within the case",
        "kind": "filtered and counted",
        "extension": "the kind of file",
        "treatment": "the kind of file",
        "size": "a number of bytes",
        "file": "an opaque id",
        "received_at": "a moment",
        "received_by": "an opaque id",
        "preview": "an opaque id",
        "preview_state": "a code",
        "preview_fault": "a code",
        "tells_place": "whether hidden data name a place; not which",
        "once": "random",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["incident", "treatment"], name="exhibit_incident")]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="exhibit_number"),
            models.UniqueConstraint(fields=["case", "once"], name="exhibit_once"),
        ]

    @property
    def is_picture(self) -> bool:
        return self.treatment == Treatment.PICTURE

    @property
    def may_tell_place(self) -> bool:
        """A picture says so or could not be looked into; a film may, and is not looked into."""
        is_unknown = self.is_picture and self.preview_state != PreviewState.READY
        return self.tells_place or is_unknown or self.kind in FILMS

    @property
    def file_name(self) -> str:
        """As the bundle names it."""
        return f"B{self.number:03}{self.extension}"

    @property
    def is_active(self) -> bool:
        return self.treatment == Treatment.ACTIVE


class CustodyEvent(WalledModel):
    """Something that happened to an exhibit, in order. Only ever added."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="custody_events")
    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="custody")
    position = models.PositiveIntegerField()
    deed = models.CharField(max_length=11, choices=Deed)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    other = SealedLine(null=True)
    is_intact = models.BooleanField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "exhibit": "an opaque id",
        "position": "the order",
        "deed": "a code",
        "at": "a moment",
        "by": "an opaque id",
        "is_intact": "whether the checksum agreed, when it was compared",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exhibit", "position"], name="custody_order")
        ]
