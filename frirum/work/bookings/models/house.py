"""Places, rooms, working hours, leave: what the house has. None of it tells of anybody's case."""

from datetime import date, time
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.casefile.matters.models import Case, Team
from frirum.foundation.wall.models import OpenModel, Retention, WalledModel

_HOUSE_WORD = "the house's own word"


class Buffered(models.Model):
    """How long before an appointment somebody may already be there, and after it still."""

    minutes_before = models.PositiveSmallIntegerField(default=45)
    minutes_after = models.PositiveSmallIntegerField(default=45)

    class Meta:
        abstract = True


_BUFFER_PLAIN = {"minutes_before": "minutes", "minutes_after": "minutes"}


class Site(Buffered, OpenModel):
    """A place where clients are met. Teams say by its name that they meet theirs there."""

    name = models.CharField(max_length=60, unique=True)
    version = models.PositiveIntegerField(default=1)

    plain_because: ClassVar[dict[str, str]] = {
        "name": _HOUSE_WORD,
        "version": "tells two writers apart",
        **_BUFFER_PLAIN,
    }
    retention = Retention.HOUSE

    def __str__(self) -> str:
        return self.name


class Entrance(Buffered, OpenModel):
    """A door of a site. Whoever uses the same one is kept apart by its own, longer minutes."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="entrances")
    name = models.CharField(max_length=60)

    plain_because: ClassVar[dict[str, str]] = {
        "site": _HOUSE_WORD,
        "name": _HOUSE_WORD,
        **_BUFFER_PLAIN,
    }
    retention = Retention.HOUSE

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="entrance_once")]


class Room(OpenModel):
    """A room of a site. One that is taken away stays, with the day from which nobody gets it."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="rooms")
    entrance = models.ForeignKey(Entrance, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    seats = models.PositiveSmallIntegerField(default=3)
    closed_from = models.DateField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "site": _HOUSE_WORD,
        "entrance": _HOUSE_WORD,
        "name": _HOUSE_WORD,
        "seats": "a number of chairs",
        "closed_from": "a day",
    }
    retention = Retention.HOUSE

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="room_once")]

    def __str__(self) -> str:
        return self.name

    def is_closed_on(self, day: date) -> bool:
        return self.closed_from is not None and day >= self.closed_from


class Sheet(OpenModel):
    """What a worker's calendar needs to know of them."""

    worker = models.UUIDField(unique=True)
    languages = models.CharField(max_length=60, default="da")  # codes with commas

    plain_because: ClassVar[dict[str, str]] = {
        "worker": "an opaque id",
        "languages": "codes",
    }
    retention = Retention.HOUSE

    def speaks(self, language: str) -> bool:
        return language in self.languages.split(",")


class Hours(OpenModel):
    """From when to when somebody works on one day of the week, and where."""

    worker = models.UUIDField(db_index=True)
    weekday = models.PositiveSmallIntegerField()  # 0, Monday, to 6
    from_time = models.TimeField()
    to_time = models.TimeField()

    plain_because: ClassVar[dict[str, str]] = {
        "worker": "an opaque id",
        "weekday": "a day of the week",
        "from_time": "a time of day",
        "to_time": "a time of day",
    }
    retention = Retention.HOUSE

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hours_end_after_they_begin",
                condition=models.Q(to_time__gt=models.F("from_time")),
            )
        ]

    def covers(self, starts: time, ends: time) -> bool:
        return self.from_time <= starts and ends <= self.to_time


class AwayKind(models.TextChoices):
    LEAVE = "leave", _("Holiday")
    COURSE = "course", _("Course or conference")
    OTHER = "other", _("Away")


class Away(OpenModel):
    """Whole days on which somebody is not at work, and who covers. Never why: illness is nobody's
    business."""

    worker = models.UUIDField()
    first_day = models.DateField()
    last_day = models.DateField()
    kind = models.CharField(max_length=6, choices=AwayKind, default=AwayKind.LEAVE)
    cover = models.UUIDField(null=True)
    made_by = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        "worker": "an opaque id",
        "first_day": "a day",
        "last_day": "a day",
        "kind": "a code that tells no illness",
        "cover": "an opaque id",
        "made_by": "an opaque id",
    }
    retention = Retention.HOUSE

    class Meta:
        indexes = [models.Index(fields=["worker", "last_day"], name="away_worker")]
        constraints = [
            models.CheckConstraint(
                name="away_ends_after_it_begins",
                condition=models.Q(last_day__gte=models.F("first_day")),
            ),
            models.CheckConstraint(
                name="away_covered_by_another", condition=~models.Q(cover=models.F("worker"))
            ),
        ]


class Group(OpenModel):
    """A group that meets again and again, under a neutral name such as "Torsdagsgruppen"."""

    name = models.CharField(max_length=60, unique=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    places = models.PositiveSmallIntegerField(default=8)
    ended_on = models.DateField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "name": "neutral: the house's own word",
        "team": "who works where",
        "places": "a number of chairs",
        "ended_on": "a day",
    }
    retention = Retention.HOUSE

    def __str__(self) -> str:
        return self.name


class GroupPlace(WalledModel):
    """That the client of a case comes to a group, from a moment to a moment."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="group_places")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "group": "which appointments follow",
        "joined_at": "a moment",
        "left_at": "a moment",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "group"],
                condition=models.Q(left_at=None),
                name="groupplace_once",
            )
        ]


class Feed(OpenModel):
    """A worker's secret address for a calendar programme. Kept as a keyed hash; can be revoked."""

    worker = models.UUIDField(db_index=True)
    secret = models.BinaryField(max_length=12, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "worker": "an opaque id",
        "secret": "a keyed hash of the address",
        "made_at": "a moment",
        "revoked_at": "a moment",
    }
    retention = Retention.HOUSE


class Turn(OpenModel):
    """Whoever books a worker, a room or a site waits their turn at its row: two can't both see it
    free. The id is the worker's, the room's or the site's."""

    plain_because: ClassVar[dict[str, str]] = {}
    retention = Retention.HOUSE
