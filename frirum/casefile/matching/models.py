"""Keys, checks, findings, decisions: tags and opaque ids. `visibility.py` says who sees what."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.casefile.matters.models import Side
from frirum.foundation.wall.models import Retention, WalledModel

from .facts import FactKind


class Verdict(models.TextChoices):
    """All that a worker learns of a check. It never says why."""

    BEING_CHECKED = "being_checked", _("Being checked")
    READY = "ready", _("Ready")
    WITH_DESK = "with_desk", _("With the desk")


class Answer(models.TextChoices):
    SAME = "same", _("The same person")
    DIFFERENT = "different", _("Two different people")


class MatchKey(WalledModel):
    """One fact of one person as a keyed hash. Nobody sees these; the comparison alone reads them.

    A value that no longer holds stays a key: an old phone still tells who somebody is.
    """

    wall_path = ""

    tag = models.BinaryField(max_length=12)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.name) for kind in FactKind])
    holder = models.UUIDField()
    root = models.UUIDField()
    side = models.CharField(max_length=10, choices=Side)
    stance = models.CharField(max_length=10, choices=Side)

    plain_because: ClassVar[dict[str, str]] = {
        "tag": "a keyed hash",
        "kind": "a code",
        "holder": "an opaque id",
        "root": "an opaque id",
        "side": "opposition is decided by it",
        "stance": "opposition is decided by it",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [
            models.Index(fields=["tag"], name="matchkey_tag"),
            models.Index(fields=["root"], name="matchkey_root"),
        ]
        constraints = [models.UniqueConstraint(fields=["holder", "tag"], name="matchkey_once")]


class Check(WalledModel):
    """The conflict check of one case or enquiry; asked anew when its facts change."""

    wall_path = ""

    subject = models.UUIDField(unique=True)
    is_of_case = models.BooleanField(default=False)
    verdict = models.CharField(max_length=13, choices=Verdict, default=Verdict.BEING_CHECKED)
    is_open = models.BooleanField(default=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "subject": "an opaque id",
        "is_of_case": "what the desk can decide hangs on it",
        "verdict": "what the worker's list shows",
        "is_open": "whether an answer is awaited",
        "asked_at": "a moment",
        "answered_at": "a moment",
        "released_at": "a moment",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["verdict", "asked_at"], name="check_holds")]

    @property
    def is_held(self) -> bool:
        return bool(self.verdict == Verdict.WITH_DESK)


class Finding(WalledModel):
    """One line of what a check found, for the conflict desk alone.

    A line without another party says that nothing agreed. There is always at least one, so that
    a check costs the same whatever it finds.
    """

    wall_path = ""

    check_id = models.UUIDField()
    our_holder = models.UUIDField(null=True)
    our_root = models.UUIDField()
    our_side = models.CharField(max_length=10, choices=Side, blank=True)
    our_stance = models.CharField(max_length=10, choices=Side, blank=True)
    other_holder = models.UUIDField(null=True)
    other_root = models.UUIDField(null=True)
    other_side = models.CharField(max_length=10, choices=Side, blank=True)
    other_stance = models.CharField(max_length=10, choices=Side, blank=True)
    agree = models.JSONField(default=list)
    differ = models.JSONField(default=list)
    agreement = models.BinaryField(max_length=32, default=bytes)
    answer = models.CharField(max_length=9, choices=Answer, blank=True)
    found_at = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {
        "check_id": "an opaque id",
        "our_holder": "an opaque id",
        "our_root": "an opaque id",
        "our_side": "a code",
        "our_stance": "a code",
        "other_holder": "an opaque id",
        "other_root": "an opaque id",
        "other_side": "a code",
        "other_stance": "a code",
        "agree": "kinds of fact, never the facts",
        "differ": "kinds of fact, never the facts",
        "agreement": "a hash of keyed hashes",
        "answer": "what the desk decided",
        "found_at": "a moment",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["check_id", "found_at"], name="finding_check")]

    @property
    def is_pair(self) -> bool:
        return self.other_holder is not None


class Decision(WalledModel):
    """What the desk decided about two holders. Not asked again unless more facts agree."""

    wall_path = ""

    low = models.UUIDField()
    high = models.UUIDField()
    agreement = models.BinaryField(max_length=32)
    answer = models.CharField(max_length=9, choices=Answer)
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {
        "low": "an opaque id",
        "high": "an opaque id",
        "agreement": "a hash of keyed hashes",
        "answer": "a code",
        "decided_by": "an opaque id",
        "decided_at": "a moment",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [models.UniqueConstraint(fields=["low", "high"], name="decision_pair_once")]


def both_ways(one: Any, other: Any) -> tuple[Any, Any]:
    """Two holders as a pair that is the same whichever comes first."""
    return (one, other) if str(one) < str(other) else (other, one)
