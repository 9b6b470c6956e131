"""What left the house, to whom, and what it was."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.casefile.consents.basis import Basis
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

    `made_of` are the sealed files that leave with it as they are, such as exhibits. `findings` are
    words of this case that the guard met, and where. `pieces` are the texts as they were looked
    through, for whoever reads before it leaves; none of a bundle, which has a page of its own.
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
    stand = models.CharField(max_length=7, choices=Stand)
    made_of = SealedJSON(null=True)
    findings = SealedJSON(null=True)
    pieces = SealedJSON(null=True)
    sealed_basis = SealedJSON(null=True)
    consent = models.UUIDField(null=True)
    agency = models.UUIDField(null=True)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.UUIDField(null=True)
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
        "asked_by": "an opaque id",
        "released_at": "a moment",
        "once": "random, so that a form sent twice counts once",
        "released_by": "an opaque id",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [
            models.Index(fields=["case", "-released_at"], name="release_newest"),
            models.Index(fields=["asked_by", "stand"], name="release_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "once"], name="release_once"),
            models.CheckConstraint(
                name="release_left_at_a_moment",
                condition=~models.Q(stand="left") | models.Q(released_at__isnull=False),
            ),
        ]

    @property
    def basis(self) -> Basis | None:
        return Basis.from_json(self.sealed_basis) if self.sealed_basis else None

    @basis.setter
    def basis(self, basis: Basis | None) -> None:
        self.consent = basis.consent if basis else None
        self.sealed_basis = basis.to_json() if basis else None

    @property
    def is_ready(self) -> bool:
        return self.stand == Stand.READY

    @property
    def file_name(self) -> str:
        """Neutral: a day and letters that mean nothing outside the house."""
        day = self.released_at or self.asked_at
        return f"{day:%Y%m%d}-{self.pk.hex[:6]}{self.extension}"
