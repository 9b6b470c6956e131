"""One row is what one person has typed into one form and not yet sent."""

from datetime import timedelta
from typing import ClassVar
from uuid import UUID

from django.db import models

from frirum.foundation.vault.fields import SealedJSON
from frirum.foundation.wall.models import OpenModel, Retention

KEPT = timedelta(days=30)


class Draft(OpenModel):
    """Read by its author alone, behind the door of the page whose form it is.

    `fields` holds each field's values as a list, as a form posts them.
    """

    author = models.UUIDField()
    page = models.CharField(max_length=200)
    root = models.UUIDField(null=True)
    fields = SealedJSON()
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField(db_index=True)

    plain_because: ClassVar[dict[str, str]] = {
        "author": "an opaque id",
        "page": "the address of a form: words of the house and opaque ids",
        "root": "an opaque id",
        "started_at": "a moment",
        "saved_at": "a moment; old drafts are deleted by it",
    }
    retention = Retention.PASSING

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "page"], name="draft_one")]

    @property
    def is_new(self) -> bool:
        return self.started_at == self.saved_at

    def vault_owner(self) -> UUID:
        """The case or enquiry it is about, so that it is shredded with it; else its author."""
        return self.root or self.author
