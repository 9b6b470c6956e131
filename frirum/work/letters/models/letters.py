"""One letter to one person, and each text it had."""

from typing import ClassVar

from django.db import models

from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.matters.models import Case
from frirum.casefile.outgoing.models import Release
from frirum.foundation.vault.fields import SealedJSON, SealedLine, SealedText
from frirum.foundation.wall.models import Retention, WalledModel

from ..kinds import SORTS, LetterKind


class Letter(WalledModel):
    """What is being written, or was sent. `release` is its way out; none while it is a draft.

    There is one recipient: a second person gets a letter of their own.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=9)
    language = models.CharField(max_length=2)
    role = models.CharField(max_length=9, choices=RecipientRole)
    recipient = SealedLine()
    agency = models.UUIDField(null=True)
    sealed_contents = SealedJSON()
    subject = SealedLine()
    body = SealedText()
    version = models.PositiveIntegerField(default=1)
    release = models.ForeignKey(
        Release, on_delete=models.SET_NULL, null=True, related_name="letters"
    )
    begun_by = models.UUIDField()
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    once = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "kind": "a code",
        "language": "a code",
        "role": "a code",
        "agency": "an opaque id of the open register",
        "version": "tells two writers apart",
        "release": "within the same case",
        "begun_by": "an opaque id",
        "begun_at": "a moment",
        "changed_at": "sorted by",
        "once": "random, so that a form sent twice counts once",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["begun_by", "-changed_at"], name="letter_mine")]
        constraints = [models.UniqueConstraint(fields=["case", "once"], name="letter_once")]

    @property
    def kind_word(self) -> str:
        return str(SORTS[LetterKind(self.kind)].words)

    @property
    def contents(self) -> frozenset[Content]:
        return frozenset(Content(code) for code in self.sealed_contents)

    @property
    def is_draft(self) -> bool:
        """Nothing was asked yet, or what was asked was stopped."""
        return self.release is None or self.release.stand == "stopped"


class LetterVersion(WalledModel):
    """A text that a letter had, as it was when somebody saved the next one."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="letter_versions")
    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    recipient = SealedLine()
    subject = SealedLine()
    body = SealedText()
    saved_by = models.UUIDField()
    saved_at = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "letter": "within the same case",
        "number": "counts the versions",
        "saved_by": "an opaque id",
        "saved_at": "a moment",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "number"], name="letterversion_once")
        ]
