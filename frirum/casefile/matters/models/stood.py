"""Who ever stood on a side of a matter: what the wall remembers when cases are erased."""

from typing import ClassVar

from django.db import models

from frirum.foundation.wall.models import Retention, WalledModel

from .skeleton import Matter, Side


class Stood(WalledModel):
    """A worker was let in to a case of this side: put on it, leading its team, or by glass.

    The database writes it with the row that lets them in, so that nothing forgets to. It names no
    case and outlives each: only when nothing is left of the matter does it go. Nobody reads it but
    the rule of sight and the peepholes that keep people apart.
    """

    wall_path = ""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    worker = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        "matter": "an opaque id",
        "side": "the wall is decided by it",
        "worker": "an opaque id",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "side", "matter"], name="stood_once")
        ]
