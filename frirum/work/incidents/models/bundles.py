"""A bundle for the police, from what was decided to what was handed over."""

import secrets
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.casefile.consents.basis import Basis
from frirum.casefile.matters.models import Case
from frirum.casefile.outgoing.models import Release
from frirum.foundation.vault.fields import SealedJSON, SealedLine, SealedText
from frirum.foundation.wall.models import Retention, WalledModel

from ..bundle.plan import Plan

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ23456789"


class BundleState(models.TextChoices):
    PLANNED = "planned", _("Not made yet")
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready to hand over")
    FAILED = "failed", _("Could not be made")


def new_reference() -> str:
    """What officer and centre call the bundle by. It tells nothing about the case."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


class Bundle(WalledModel):
    """What is to go to the police, decided line by line; `release` is what then left."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="bundles")
    state = models.CharField(max_length=7, choices=BundleState, default=BundleState.PLANNED)
    reference = SealedLine()
    content = SealedJSON()
    allowed = SealedJSON(default=list)
    recipient = SealedLine(null=True)
    sealed_basis = SealedJSON(null=True)
    fault = SealedText(null=True)
    planned_at = models.DateTimeField()
    planned_by = models.UUIDField(null=True)
    job = models.UUIDField(null=True)
    release = models.ForeignKey(
        Release, on_delete=models.SET_NULL, null=True, related_name="bundles"
    )
    once = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "state": "a code",
        "planned_at": "a moment",
        "planned_by": "an opaque id",
        "job": "an opaque id",
        "release": "an opaque id",
        "once": "random",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["case", "-planned_at"], name="bundle_newest")]
        constraints = [models.UniqueConstraint(fields=["case", "once"], name="bundle_once")]

    @property
    def plan(self) -> Plan:
        return Plan.from_json(self.content)

    @property
    def basis(self) -> Basis | None:
        return Basis.from_json(self.sealed_basis) if self.sealed_basis else None

    @basis.setter
    def basis(self, basis: Basis | None) -> None:
        self.sealed_basis = basis.to_json() if basis else None
