"""Who is where from when to when, told by tokens alone; and what turned out to be too close."""

from typing import Any, ClassVar

from django.db import models

from frirum.casefile.matters.models import Case, Side
from frirum.casefile.matters.separation import Apart
from frirum.foundation.vault.fields import SealedText
from frirum.foundation.vault.index import tag
from frirum.foundation.wall.models import Retention, WalledModel, WalledQuerySet

from .appointments import Appointment
from .house import Entrance, Site


class Stay(WalledModel):
    """The client of a case may be on a site from a moment to a moment, coming and going included.

    `token` says on which side of which matter they stand, to whoever holds the house's key alone.
    Only `separation` reads it across the wall.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stays")
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    entrance = models.ForeignKey(Entrance, on_delete=models.PROTECT, related_name="+")
    token = models.BinaryField(max_length=12)
    arrives_at = models.DateTimeField()
    leaves_at = models.DateTimeField()
    door_from = models.DateTimeField()
    door_until = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "appointment": "an opaque id",
        "site": "where",
        "entrance": "where",
        "token": "a keyed hash of matter and side",
        "arrives_at": "compared",
        "leaves_at": "compared",
        "door_from": "compared",
        "door_until": "compared",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [
            models.Index(fields=["site", "leaves_at"], name="stay_site"),
            models.Index(fields=["case", "appointment"], name="stay_case"),
        ]


class TooCloseQuerySet(WalledQuerySet):
    def waiting(self) -> "TooCloseQuerySet":
        return self.filter(cleared_at=None)


class TooClose(WalledModel):
    """Two appointments whose people must not meet came too close, after they were booked.

    A task of the coordinator, who moves one of them; those who booked them are never told. It says
    which appointments, and no more. A pair is two rows, so that each goes with its case.
    """

    wall_path = ""

    subject = models.UUIDField(db_index=True)  # the case of the first
    across = models.UUIDField()  # the case of the other
    appointment = models.UUIDField(db_index=True)
    other = models.UUIDField()
    found_at = models.DateTimeField()
    begins_at = models.DateTimeField()  # when the first of both comes
    asked_at = models.DateTimeField(null=True)  # when the first was asked to find another time
    cleared_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = WalledModel.walled(TooCloseQuerySet)

    plain_because: ClassVar[dict[str, str]] = {
        "subject": "an opaque id",
        "across": "an opaque id",
        "appointment": "an opaque id",
        "other": "an opaque id",
        "found_at": "a moment",
        "begins_at": "sorted by",
        "asked_at": "a moment",
        "cleared_at": "filtered by",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["cleared_at", "begins_at"], name="tooclose_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "other"],
                condition=models.Q(cleared_at=None),
                name="tooclose_once",
            )
        ]


class KeptApart(WalledModel):
    """Two cases of different matters whose people must not meet, such as for an order between them.

    The conflict desk says so, and lifts it. A root with a key of its own: it belongs to neither.
    """

    wall_path = ""

    one = models.UUIDField(db_index=True)
    other = models.UUIDField(db_index=True)
    reason = SealedText()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "one": "an opaque id",
        "other": "an opaque id",
        "made_by": "an opaque id",
        "made_at": "a moment",
        "lifted_at": "a moment",
        "lifted_by": "an opaque id",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="keptapart_of_two", condition=~models.Q(one=models.F("other"))
            )
        ]


class Bond(WalledModel):
    """One end of a `KeptApart`: from whom the client of this case is kept apart, told by a token.

    Code alone reads it, as if the two were the sides of a matter.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="bonds")
    pair = models.UUIDField(db_index=True)
    is_one = models.BooleanField()

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "pair": "an opaque id, resolved by the conflict desk's pages alone",
        "is_one": "which end it is",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "pair"], name="bond_once")]

    @property
    def apart(self) -> Apart:
        mine, theirs = ("one", "other") if self.is_one else ("other", "one")
        return Apart(
            own=tag("apart", str(self.pair), mine),
            opponents=frozenset({tag("apart", str(self.pair), theirs)}),
            side=Side.EXPOSED if self.is_one else Side.EXERCISING,
            draw=tag("hours", str(self.pair)),
            by_lot_alone=True,
        )
