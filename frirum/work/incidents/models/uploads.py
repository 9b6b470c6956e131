"""A file on its way in, part by part."""

from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from django.db import models

from frirum.foundation.vault.fields import SealedLine
from frirum.foundation.wall.models import OpenModel, Retention

KEPT = timedelta(days=1)


class Upload(OpenModel):
    """How much of one file has come. Read by its sender alone, behind the door of the case.

    `mark` tells the same file again, so that sending goes on where it stopped. The row goes when
    the file has become an exhibit or an import.
    """

    root = models.UUIDField()
    sender = models.UUIDField()
    name = SealedLine()
    mark = SealedLine()
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    file = models.UUIDField()
    touched_at = models.DateTimeField(db_index=True)

    plain_because: ClassVar[dict[str, str]] = {
        "root": "an opaque id",
        "sender": "an opaque id",
        "size": "a number of bytes",
        "received": "a number of bytes",
        "file": "an opaque id",
        "touched_at": "a moment; what nobody goes on with is let go by it",
    }
    retention = Retention.PASSING

    class Meta:
        indexes = [models.Index(fields=["root", "sender"], name="upload_of_sender")]

    @property
    def is_whole(self) -> bool:
        return self.received == self.size

    def vault_owner(self) -> UUID:
        return self.root
