"""Ledger rows have no foreign keys: they outlive what they speak of, and name it by id only."""

from typing import ClassVar

from django.db import models


class _Deed(models.Model):
    """Who did what, on which case, how it ended. No names, no text."""

    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    actor_kind = models.CharField(max_length=8)
    deed = models.CharField(max_length=80)
    outcome = models.CharField(max_length=8)
    root = models.UUIDField(null=True)
    count = models.PositiveIntegerField(null=True)
    term = models.BinaryField(null=True)
    reason = models.CharField(max_length=120, blank=True)

    plain_because: ClassVar[dict[str, str]] = {
        "at": "order of events",
        "actor": "an opaque id",
        "actor_kind": "person, public or system",
        "deed": "the name of an action or page in the code",
        "outcome": "opened, showed, done, refused or crashed",
        "root": "an opaque id",
        "count": "how many rows",
        "term": "a keyed hash",
        "reason": "a sentence from the code, never typed",
    }
    retention = "ledger"

    class Meta:
        abstract = True


class Entry(_Deed):
    """One link of the chain: h(n) = SHA-256(0x00 | h(n-1) | canonical JSON of the deed)."""

    position = models.PositiveBigIntegerField(primary_key=True)
    hash = models.BinaryField()

    plain_because: ClassVar[dict[str, str]] = {
        **_Deed.plain_because,
        "position": "place in the chain",
        "hash": "the chain",
    }

    class Meta:
        app_label = "wall"
        indexes = [
            models.Index(fields=["root", "position"], name="ledger_root"),
            models.Index(fields=["actor", "position"], name="ledger_actor"),
        ]


class Outbox(_Deed):
    """PostgreSQL: deeds of committed transactions that wait a moment for their place in the chain.

    One chain for all writers would hold a lock over every commit; one sealer does it afterwards.
    """

    class Meta:
        app_label = "wall"


class Checkpoint(models.Model):
    """A signed statement: at this position the chain had this hash. A copy lies elsewhere."""

    position = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    hash = models.BinaryField()
    signature = models.BinaryField()

    plain_because: ClassVar[dict[str, str]] = {
        "position": "place in the chain",
        "at": "when signed",
        "hash": "the chain",
        "signature": "Ed25519",
    }
    retention = "ledger"

    class Meta:
        app_label = "wall"
