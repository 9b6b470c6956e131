"""People to compare, their keys, checks, findings, decisions. Who sees what: `visibility.py`."""

from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.casefile.matters.models import Side
from frirum.foundation.vault.fields import SealedJSON, SealedLine
from frirum.foundation.wall.models import Retention, WalledModel

from .columns import KeyId
from .likeness.profile import Profile


class Verdict(models.TextChoices):
    """All that a worker learns of a check. It never says why."""

    BEING_CHECKED = "being_checked", _("Being checked")
    READY = "ready", _("Ready")
    WITH_DESK = "with_desk", _("With the desk")


# From where on two are one person for certain, and below which nobody need look.
CERTAIN, WORTH_A_LOOK = 0.9, 0.01
# From where on a client is more likely than not the one who has got in touch anew.
LIKELY = 0.5
# Of so many namesakes it is said "or more".
MOST_FITTING = 10
# So many findings of one person are a day's work for nobody; the likeliest come first.
MOST_SHOWN = 10


class Answer(models.TextChoices):
    SAME = "same", _("The same person")
    DIFFERENT = "different", _("Two different people")


class ClientOf(models.TextChoices):
    """Whose client somebody is; of an enquiry they would be."""

    CASE = "case"
    ENQUIRY = "enquiry"


# Whose key seals the vocabulary, which belongs to no case.
VOCABULARY = UUID("6f2a1b0e-0c1f-4f0a-9d53-76f0cab01a27")


class Bearer(WalledModel):
    """One person of one case or enquiry as the comparison knows them, under the id of their row.

    Sealed with the key of that case or enquiry: with it goes what was known.
    """

    wall_path = ""

    id = KeyId(primary_key=True, default=uuid4, editable=False)
    root = KeyId(db_index=True)
    side = models.CharField(max_length=10, choices=Side)
    stance = models.CharField(max_length=10, choices=Side)
    alias = models.BigIntegerField(unique=True)
    key_version = models.PositiveSmallIntegerField(default=1)
    client_of = models.CharField(max_length=7, choices=ClientOf, blank=True)
    sealed_profile = SealedLine()

    plain_because: ClassVar[dict[str, str]] = {
        "root": "an opaque id",
        "side": "opposition is decided by it",
        "stance": "opposition is decided by it",
        "alias": "a keyed hash, by which keys name the person",
        "key_version": "by which key the keys were made",
        "client_of": "whoever is a client already is found by it",
    }
    retention = Retention.CASEWORK

    def vault_owner(self) -> UUID:
        return self.root  # type: ignore[no-any-return]

    @property
    def profile(self) -> Profile:
        return Profile.from_text(self.sealed_profile)

    @profile.setter
    def profile(self, profile: Profile) -> None:
        self.sealed_profile = profile.as_text()


class MatchKey(WalledModel):
    """One pair of facts, or one identifier, of one person: eight bytes of keyed hash, and eight by
    which `Bearer` is found. Nobody sees these; the comparison alone reads them.

    A value that no longer holds stays a key: an old phone still tells who somebody is.
    """

    wall_path = ""

    id = KeyId(primary_key=True, default=uuid4, editable=False)

    retention = Retention.CASEWORK


class WordCount(WalledModel):
    """How many people bear which words: what was added since, or the whole of it.

    Every process keeps the sum in memory, and reads what is new by the rows it has not seen.
    """

    wall_path = ""

    sealed_counts = SealedJSON()

    retention = Retention.CASEWORK

    def vault_owner(self) -> UUID:
        return VOCABULARY


class Check(WalledModel):
    """The conflict check of one case or enquiry; asked anew when its facts change.

    `held_since`: since when it lies with the desk, whatever was told meanwhile. `is_urgent`:
    whoever asked says that somebody is in acute danger.
    """

    wall_path = ""

    subject = models.UUIDField(unique=True)
    is_of_case = models.BooleanField(default=False)
    verdict = models.CharField(max_length=13, choices=Verdict, default=Verdict.BEING_CHECKED)
    is_open = models.BooleanField(default=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    held_since = models.DateTimeField(null=True)
    is_urgent = models.BooleanField(default=False)

    plain_because: ClassVar[dict[str, str]] = {
        "subject": "an opaque id",
        "is_of_case": "what the desk can decide hangs on it",
        "verdict": "what the worker's list shows",
        "is_open": "whether an answer is awaited",
        "asked_at": "a moment",
        "answered_at": "a moment",
        "released_at": "a moment",
        "held_since": "the desk's queue is sorted by it",
        "is_urgent": "stands first in the desk's queue",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["verdict", "held_since"], name="check_holds")]

    @property
    def is_held(self) -> bool:
        return bool(self.verdict == Verdict.WITH_DESK)


class Finding(WalledModel):
    """One line of what a check found, for the conflict desk alone.

    A line without another party says that nothing agreed. There is always at least one, so that
    a check costs the same whatever it finds. `fits`: where nothing but the name could be compared,
    how many on file it fits, whatever their side; at most `MOST_FITTING`, as no count of a name is
    kept in clear.
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
    belief = models.FloatField(default=0.0)
    fits = models.PositiveSmallIntegerField(default=0)
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
        "belief": "how likely it is one person; for the desk alone",
        "fits": "a number of people, at most ten; for the desk alone",
        "answer": "what the desk decided",
        "found_at": "a moment",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["check_id", "found_at"], name="finding_check")]

    @property
    def pair(self) -> tuple[Any, Any]:
        """The two holders, whichever of them was asked about."""
        return both_ways(self.our_holder, self.other_holder)

    @property
    def is_pair(self) -> bool:
        return self.other_holder is not None

    @property
    def is_same_side(self) -> bool:
        """Nothing opposes: a client who has got in touch anew."""
        return self.is_pair and (self.our_side, self.our_stance) == (
            self.other_side,
            self.other_stance,
        )

    @property
    def is_certain(self) -> bool:
        return bool(self.belief >= CERTAIN)

    @property
    def is_household(self) -> bool:
        """Found by what two share, and not believed to be one."""
        return bool(self.belief < WORTH_A_LOOK)


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
