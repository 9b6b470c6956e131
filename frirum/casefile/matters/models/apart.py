"""Staff who know somebody: who stepped aside from a case, and whom they said they are close to."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from frirum.foundation.vault.fields import SealedJSON
from frirum.foundation.wall.models import OpenModel, Retention, WalledModel

from .skeleton import Case


class SteppedAside(models.Model):
    """A worker said "I know somebody here", and sees it no longer until a leader lets them back.

    It says nothing of whom or how: they talk about that. `by_desk`: the conflict desk found that
    they know somebody there, and no leader lets them back.
    """

    worker = models.UUIDField()
    stepped_at = models.DateTimeField()
    let_back_at = models.DateTimeField(null=True)
    let_back_by = models.UUIDField(null=True)
    by_desk = models.BooleanField(default=False)

    class Meta:
        abstract = True

    @property
    def is_apart(self) -> bool:
        return self.let_back_at is None


STEPPED_ASIDE_PLAIN = {
    "worker": "an opaque id",
    "stepped_at": "a moment",
    "let_back_at": "sight is decided by it",
    "let_back_by": "an opaque id",
    "by_desk": "whether a leader may lift it",
}


class Recusal(SteppedAside, WalledModel):
    """Somebody who stepped aside from a case. The rule of sight reads it: it takes sight away."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="recusals")

    plain_because: ClassVar[dict[str, str]] = {"case": "the root", **STEPPED_ASIDE_PLAIN}
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["worker", "let_back_at", "case"], name="recusal_worker")]
        constraints = [
            models.CheckConstraint(
                name="recusal_is_lifted_by_another",
                condition=models.Q(let_back_at__isnull=True, let_back_by__isnull=True)
                | models.Q(
                    ~models.Q(let_back_by=models.F("worker")),
                    let_back_at__isnull=False,
                    let_back_by__isnull=False,
                ),
            )
        ]


class DeclaredRelation(OpenModel):
    """Somebody a member of staff is close to, as they told it, for the conflict desk to know.

    It tells nothing about anybody's case, and is sealed under the key of whoever told it.
    """

    worker = models.UUIDField(db_index=True)
    told = SealedJSON()
    declared_at = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {
        "worker": "an opaque id",
        "declared_at": "sorted by",
    }
    retention = Retention.HOUSE

    def vault_owner(self) -> UUID:
        return self.worker

    def answer(self, name: str) -> Any:
        return self.told.get(name, "")
