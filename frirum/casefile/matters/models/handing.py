"""A case on its way from one worker to another."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.foundation.vault.fields import SealedLine
from frirum.foundation.wall.models import Retention, WalledModel, WalledQuerySet

from .skeleton import Team


class HandOverState(models.TextChoices):
    ASKED = "asked", _("Waits for an answer")
    TAKEN = "taken", _("Taken over")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "gone", _("Taken back")


class HandOverQuerySet(WalledQuerySet):
    def asked(self) -> "HandOverQuerySet":
        return self.filter(state=HandOverState.ASKED)


class HandOver(WalledModel):
    """A worker is asked to take over somebody's part in a case. Until they say yes the old worker
    stands, and they see nothing of the case: no key of this table lets anybody in.

    A root, as two kinds of people read it: whoever sees the case, and the one who is asked. So it
    holds the case's number and a note without names, and is sealed under the key of the case.
    """

    wall_path = ""

    subject = models.UUIDField(db_index=True)
    number = models.CharField(max_length=7)
    part = models.UUIDField()
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    worker = models.UUIDField()
    held_by = models.UUIDField(null=True)
    note = SealedLine(blank=True)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=HandOverState, default=HandOverState.ASKED)
    answered_at = models.DateTimeField(null=True)
    once = models.UUIDField()

    objects: ClassVar[Any] = WalledModel.walled(HandOverQuerySet)

    plain_because: ClassVar[dict[str, str]] = {
        "subject": "an opaque id: the case",
        "number": "random",
        "part": "an opaque id: the assignment that is handed over",
        "team": "who works where",
        "worker": "an opaque id; sight of this row is decided by it",
        "held_by": "an opaque id",
        "asked_by": "an opaque id",
        "asked_at": "a moment",
        "state": "sight of this row is decided by it",
        "answered_at": "a moment",
        "once": "random; the same form asks once",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["worker", "state"], name="handover_worker")]
        constraints = [
            models.UniqueConstraint(fields=["subject", "once"], name="handover_once"),
            models.UniqueConstraint(
                fields=["subject", "part"],
                condition=models.Q(state="asked"),
                name="handover_one_asked",
            ),
        ]

    @property
    def is_asked(self) -> bool:
        return self.state == HandOverState.ASKED

    def vault_owner(self) -> UUID:
        return self.subject
