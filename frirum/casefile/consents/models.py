"""What a client has said may be told, to whom, and until when."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.casefile.matters.models import Case
from frirum.foundation.vault.fields import SealedJSON, SealedLine, SealedText
from frirum.foundation.wall.models import Retention, WalledModel

from .kinds import Content, RecipientRole


class How(models.TextChoices):
    SPOKEN = "spoken", _("Said in person")
    PHONE = "phone", _("Said on the phone")
    WRITTEN = "written", _("Signed")


class Consent(WalledModel):
    """A yes to one recipient, one purpose and one extent. It always ends.

    `afterwards` is what was agreed, when it was withdrawn, about what had been told already.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="consents")
    role = models.CharField(max_length=9, choices=RecipientRole)
    recipient = SealedLine()
    agency = models.UUIDField(null=True)
    purpose = SealedText()
    sealed_extent = SealedJSON()
    how = models.CharField(max_length=7, choices=How)
    given_on = models.DateField()
    expires_on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    afterwards = SealedText(blank=True)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    withdrawn_by = models.UUIDField(null=True)
    once = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "role": "a code",
        "agency": "an opaque id of the open register",
        "how": "a code",
        "given_on": "a day",
        "expires_on": "due lists sort by it",
        "withdrawn_on": "a day",
        "recorded_by": "an opaque id",
        "recorded_at": "a moment",
        "withdrawn_by": "an opaque id",
        "once": "random, so that a form sent twice counts once",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["expires_on"], name="consent_expires")]
        constraints = [
            models.UniqueConstraint(fields=["case", "once"], name="consent_once"),
            models.CheckConstraint(
                name="consent_ends_after_it_begins",
                condition=models.Q(expires_on__gte=models.F("given_on")),
            ),
            models.CheckConstraint(
                name="consent_is_withdrawn_by_somebody",
                condition=models.Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True)
                | models.Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    @property
    def extent(self) -> frozenset[Content]:
        return frozenset(Content(code) for code in self.sealed_extent)

    @property
    def extent_words(self) -> list[str]:
        """In the order in which the form asks."""
        return [str(one.label) for one in Content if one in self.extent]

    def holds_on(self, day: date) -> bool:
        """From the day it was given to the end of its last day, unless it was withdrawn before."""
        return self.given_on <= day <= self.expires_on and not self.is_withdrawn

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None
