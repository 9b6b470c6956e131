"""An appointment, whose time it takes, and who comes to it."""

from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frirum.casefile.matters.models import Case
from frirum.foundation.vault.fields import SealedJSON, SealedLine, SealedText
from frirum.foundation.wall.models import OpenModel, Retention, WalledModel, WalledQuerySet

from .house import Group, Room, Site


class Kind(models.TextChoices):
    TALK = "talk", pgettext_lazy("an appointment", "Talk")
    JOINT = "joint", _("Talk with parent and child")
    GROUP = "group", _("Group")
    NETWORK = "network", _("Network meeting")
    PHONE = "phone", _("Talk by phone")
    VIDEO = "video", _("Talk by video")
    VISIT = "visit", _("Home visit")
    INTERNAL = "internal", _("Meeting in the house")


ICONS = {
    Kind.TALK: "message-square",
    Kind.JOINT: "baby",
    Kind.GROUP: "users",
    Kind.NETWORK: "briefcase",
    Kind.PHONE: "phone",
    Kind.VIDEO: "video",
    Kind.VISIT: "house",
    Kind.INTERNAL: "door-open",
}
# Kinds to which the client comes to the house, and so is on a site.
ON_SITE = frozenset({Kind.TALK, Kind.JOINT, Kind.GROUP, Kind.NETWORK})


class Appointment(OpenModel):
    """A time with a worker, perhaps in a room. Who comes is another table: this one tells nothing
    of anybody's case, and what may not be seen of it is "busy".

    A cancelled one stays, with its time given back. A session hangs on a `Coming` of it.
    """

    kind = models.CharField(max_length=8, choices=Kind)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    prepare = models.PositiveSmallIntegerField(default=0)  # minutes before it, for the workers
    travel = models.PositiveSmallIntegerField(default=0)  # minutes before and after it, likewise
    fetching = models.PositiveSmallIntegerField(default=0)  # minutes for those who bring and fetch
    site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="+")
    series = models.UUIDField(null=True, db_index=True)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    once = models.UUIDField(unique=True)

    plain_because: ClassVar[dict[str, str]] = {
        "kind": "a code",
        "starts_at": "sorted by",
        "ends_at": "compared",
        "prepare": "minutes",
        "travel": "minutes",
        "fetching": "minutes",
        "site": "where",
        "room": "where",
        "group": "a neutral name",
        "series": "random: those that were booked together",
        "made_by": "an opaque id",
        "made_at": "a moment",
        "cancelled_at": "a moment",
        "version": "tells two writers apart",
        "once": "random; the same form books once",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [
            models.Index(fields=["site", "starts_at"], name="appointment_site"),
            models.Index(fields=["group", "starts_at"], name="appointment_group"),
        ]
        constraints = [
            models.CheckConstraint(
                name="appointment_ends_after_it_starts",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            )
        ]

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_on_site(self) -> bool:
        return self.kind in ON_SITE and self.site_id is not None

    @property
    def taken(self) -> tuple[datetime, datetime]:
        """What it takes of its workers' time: getting ready and getting there included."""
        before = timedelta(minutes=self.prepare + self.travel)
        return self.starts_at - before, self.ends_at + timedelta(minutes=self.travel)


class Claim(OpenModel):
    """A worker or a room is taken, from a moment to a moment. No two of one overlap."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="claims")
    holder = models.UUIDField()  # a worker or a room
    is_room = models.BooleanField(default=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {
        "appointment": "an opaque id",
        "holder": "an opaque id",
        "is_room": "a flag",
        "starts_at": "compared",
        "ends_at": "compared",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["holder", "starts_at"], name="claim_holder")]
        constraints = [
            models.CheckConstraint(
                name="claim_ends_after_it_starts",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            )
        ]


class Attendance(models.TextChoices):
    EXPECTED = "expected", _("Expected")
    CAME = "came", _("Came")
    LATE = "late", _("Came late")
    ENDED_EARLY = "early", _("Ended early")
    NO_SHOW = "no_show", _("Did not come")
    CANCELLED = "off", _("Called off by the client")
    MOVED_BY_US = "off_us", _("Called off by us")


# They do not come: no reminder, no place taken, nobody at the door.
NOT_COMING = frozenset({Attendance.CANCELLED, Attendance.MOVED_BY_US})


class ComingQuerySet(WalledQuerySet):
    def expected(self) -> "ComingQuerySet":
        return self.exclude(attendance__in=NOT_COMING)


class Coming(WalledModel):
    """That the client of a case comes to an appointment: what it is about, and whether they came.

    The row that a session, a reminder and the attendance hang on.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="comings")
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    attendance = models.CharField(
        max_length=8, choices=Attendance, default=Attendance.EXPECTED, db_index=True
    )
    told_at = models.DateTimeField(null=True)  # when the attendance was written down
    told_by = models.UUIDField(null=True)
    note = SealedText(blank=True)
    place = SealedLine(blank=True)  # of a visit or a meeting outside the house
    sealed_joins = SealedJSON()  # ids of persons of the case who come along
    remind_by = models.CharField(max_length=6, blank=True)  # a channel; none unless agreed
    remind_days = models.PositiveSmallIntegerField(default=1)
    reminded_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = WalledModel.walled(ComingQuerySet)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "appointment": "when, with whom and where",
        "starts_at": "sorted by, as in the appointment",
        "attendance": "counted",
        "told_at": "a moment",
        "told_by": "an opaque id",
        "remind_by": "a code",
        "remind_days": "a number of days",
        "reminded_at": "a moment",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [
            models.Index(fields=["case", "starts_at"], name="coming_case"),
            models.Index(fields=["appointment"], name="coming_appointment"),
        ]
        constraints = [models.UniqueConstraint(fields=["case", "appointment"], name="coming_once")]

    @property
    def joins(self) -> list[UUID]:
        return [UUID(one) for one in self.sealed_joins]

    @property
    def is_expected(self) -> bool:
        return self.attendance == Attendance.EXPECTED


class ArrivalState(models.TextChoices):
    EXPECTED = "expected", pgettext_lazy("at the door", "Expected")
    HERE = "here", pgettext_lazy("at the door", "Is here")
    LEFT = "left", pgettext_lazy("at the door", "Has left")


class Arrival(WalledModel):
    """What the reception needs to open the door: a name to be called by, when, which room.

    A root, as two kinds of people read it: whoever sees the case, and the reception of that day.
    It is sealed under the key of the case, and holds no name but the one agreed for the door.
    """

    wall_path = ""

    subject = models.UUIDField(db_index=True)
    appointment = models.UUIDField(db_index=True)
    site = models.UUIDField()
    called = SealedLine()
    expected_from = models.DateTimeField()
    expected_until = models.DateTimeField()
    shown_from = models.DateTimeField()  # to the reception: its day
    shown_until = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ArrivalState, default=ArrivalState.EXPECTED)
    came_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "subject": "an opaque id: the case",
        "appointment": "an opaque id",
        "site": "an opaque id",
        "expected_from": "sorted by",
        "expected_until": "a moment",
        "shown_from": "sight is decided by it",
        "shown_until": "sight is decided by it",
        "state": "filtered by",
        "came_at": "a moment",
        "left_at": "a moment",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["site", "expected_from"], name="arrival_site")]

    def vault_owner(self) -> UUID:
        return self.subject
