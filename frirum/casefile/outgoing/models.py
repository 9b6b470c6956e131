"""What left the house, to whom, and what it was."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.casefile.matters.models import Case
from frirum.foundation.vault.fields import SealedJSON, SealedLine
from frirum.foundation.wall.models import Retention, WalledModel


class RecipientRole(models.TextChoices):
    POLICE = "police", _("Police")
    CLIENT = "client", _("The client")
    LAWYER = "lawyer", _("The client's lawyer")
    AUTHORITY = "authority", _("Another authority")


class Content(models.TextChoices):
    """What a file holds, as whoever makes it declares it."""

    INCIDENTS = "incidents", _("Incidents")
    EFFECTS = "effects", _("How it affects the client")
    EXHIBITS = "exhibits", _("Originals of exhibits")
    CUSTODY = "custody", _("Who held the exhibits")
    CONTACT = "contact", _("Addresses and phone numbers of the client")
    NOTES = "notes", _("Workers' notes")


# What each may get without a second reader. What is not named here does not leave.
MAY_GET: dict[str, frozenset[str]] = {
    RecipientRole.POLICE: frozenset(
        {Content.INCIDENTS, Content.EFFECTS, Content.EXHIBITS, Content.CUSTODY}
    ),
    RecipientRole.CLIENT: frozenset(
        {Content.INCIDENTS, Content.EFFECTS, Content.EXHIBITS, Content.CUSTODY}
    ),
    RecipientRole.LAWYER: frozenset({Content.INCIDENTS, Content.EXHIBITS, Content.CUSTODY}),
    RecipientRole.AUTHORITY: frozenset({Content.INCIDENTS}),
}


class Kind(models.TextChoices):
    BUNDLE = "bundle", _("Police bundle")
    EXHIBIT = "exhibit", _("Exhibit")
    LIST = "list", _("List")
    LETTER = "letter", _("Letter")


class Release(WalledModel):
    """One file handed to one recipient. The row stands before the first byte goes."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="releases")
    kind = models.CharField(max_length=8, choices=Kind)
    recipient_role = models.CharField(max_length=9, choices=RecipientRole)
    recipient = SealedLine()
    contents = SealedJSON()
    sha256 = SealedLine()
    size = models.PositiveBigIntegerField()
    file = models.UUIDField()
    extension = models.CharField(max_length=8)
    released_at = models.DateTimeField()
    released_by = models.UUIDField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "kind": "counted",
        "recipient_role": "counted",
        "size": "a number of bytes",
        "file": "an opaque id",
        "extension": "the kind of file",
        "released_at": "a moment",
        "released_by": "an opaque id",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["case", "-released_at"], name="release_newest")]

    @property
    def file_name(self) -> str:
        """Neutral: a day and letters that mean nothing outside the house."""
        return f"{self.released_at:%Y%m%d}-{self.pk.hex[:6]}{self.extension}"
