"""A case that is seen only by those named: nobody opens it for an hour."""

from typing import Any, ClassVar

from django.db import models

from frirum.foundation.vault.fields import SealedText
from frirum.foundation.wall.models import Retention, WalledModel

from .skeleton import Case


class Shield(WalledModel):
    """Since when a case is seen only by whoever works on it or leads its team, and why: its client
    is close to a colleague, say. One stands at a time; whoever lifts it says why too.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="shields")
    reason = SealedText()
    raised_by = models.UUIDField()
    raised_at = models.DateTimeField()
    lifted_reason = SealedText(null=True)
    lifted_by = models.UUIDField(null=True)
    lifted_at = models.DateTimeField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "raised_by": "an opaque id",
        "raised_at": "a moment",
        "lifted_by": "an opaque id",
        "lifted_at": "whether a case can be opened for an hour is decided by it",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(lifted_at=None), name="shield_stands_once"
            )
        ]

    @property
    def is_standing(self) -> bool:
        return self.lifted_at is None
