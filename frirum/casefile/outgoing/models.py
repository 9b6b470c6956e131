"""What left the house, to whom, and what it was."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.matters.models import Case
from frirum.foundation.vault.fields import SealedJSON, SealedLine
from frirum.foundation.wall.models import Retention, WalledModel

# What each may get without a second reader. What is not named here does not leave.
_WITHOUT_TROUBLE = frozenset(
    {Content.CONTACT_WITH_US, Content.STATEMENT, Content.INCIDENTS, Content.CHILDREN}
)
_CASEWORK = _WITHOUT_TROUBLE | {Content.RISK, Content.ORDERS, Content.EFFECTS}
_PROOF = frozenset({Content.INCIDENTS, Content.EXHIBITS, Content.CUSTODY})
MAY_GET: dict[str, frozenset[str]] = {
    RecipientRole.CLIENT: _CASEWORK | _PROOF | {Content.SAFETY},
    RecipientRole.POLICE: _CASEWORK | _PROOF,
    RecipientRole.MUNICIPALITY: _CASEWORK,
    RecipientRole.COURT: _CASEWORK | _PROOF,
    RecipientRole.FAMILY_LAW: _WITHOUT_TROUBLE | {Content.ORDERS},
    RecipientRole.PROBATION: _CASEWORK,
    RecipientRole.HEALTH: _WITHOUT_TROUBLE | {Content.EFFECTS, Content.RISK},
    RecipientRole.SCHOOL: _WITHOUT_TROUBLE - {Content.INCIDENTS} | {Content.ORDERS},
    RecipientRole.SHELTER: _CASEWORK | {Content.SAFETY},
    RecipientRole.EMPLOYER: frozenset({Content.CONTACT_WITH_US, Content.STATEMENT}),
    RecipientRole.LAWYER: _WITHOUT_TROUBLE | _PROOF | {Content.ORDERS},
    RecipientRole.AUTHORITY: _WITHOUT_TROUBLE,
    RecipientRole.RELATIVE: frozenset({Content.STATEMENT}),
}


class Kind(models.TextChoices):
    BUNDLE = "bundle", _("Police bundle")
    EXHIBIT = "exhibit", _("Exhibit")
    LIST = "list", _("List")
    LETTER = "letter", _("Letter")
    MESSAGE = "message", _("Message")
    PRINT = "print", _("Print")
    EXPORT = "export", _("Export")
    MINUTES = "minutes", _("Minutes")


class Stand(models.TextChoices):
    """Where something that is to leave stands. Only what is READY may be handed over or sent."""

    WAITING = "waiting", _("Waits for somebody else")
    READY = "ready", _("May leave")
    LEFT = "left", _("Has left")
    STOPPED = "stopped", _("Stays here")


class Release(WalledModel):
    """One thing for one recipient, file or message. The row stands before the first byte goes.

    `findings` are words of this case that the guard met, and where; `words_sha256` fingerprints
    the texts that were looked through, so that nothing else leaves in their place.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="releases")
    kind = models.CharField(max_length=8, choices=Kind)
    recipient_role = models.CharField(max_length=9, choices=RecipientRole)
    recipient = SealedLine()
    contents = SealedJSON()
    sha256 = SealedLine(null=True)
    size = models.PositiveBigIntegerField(default=0)
    file = models.UUIDField(null=True)
    extension = models.CharField(max_length=8, blank=True)
    stand = models.CharField(max_length=7, choices=Stand, default=Stand.LEFT)
    findings = SealedJSON(null=True)
    words_sha256 = SealedLine(null=True)
    sealed_basis = SealedJSON(null=True)
    consent = models.UUIDField(null=True)
    agency = models.UUIDField(null=True)
    asked_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.UUIDField(null=True)
    once = models.UUIDField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "kind": "counted",
        "recipient_role": "counted",
        "size": "a number of bytes",
        "file": "an opaque id",
        "extension": "the kind of file",
        "stand": "filtered by",
        "consent": "within the same case, an opaque id",
        "agency": "an opaque id of the open register",
        "asked_at": "a moment",
        "released_at": "a moment",
        "once": "random, so that a form sent twice counts once",
        "released_by": "an opaque id",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["case", "-released_at"], name="release_newest")]

    @property
    def file_name(self) -> str:
        """Neutral: a day and letters that mean nothing outside the house."""
        day = self.released_at or self.asked_at
        return f"{day:%Y%m%d}-{self.pk.hex[:6]}{self.extension}"
