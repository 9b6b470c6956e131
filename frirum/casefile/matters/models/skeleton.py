"""Matter, side, team, case, assignment. No names here, so the wall is decided without one."""

import re
import secrets
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from frirum.foundation.vault.fields import SealedText
from frirum.foundation.wall.models import OpenModel, Retention, WalledModel, WalledQuerySet

_NUMBER_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ23456789"
CASE_NUMBER = re.compile(f"[{_NUMBER_LETTERS}]{{3}}-[{_NUMBER_LETTERS}]{{3}}")


class Side(models.TextChoices):
    EXPOSED = "exposed", _("Exposed")
    EXERCISING = "exercising", _("Exercising")
    NEUTRAL = "neutral", _("Professional")


# The one table of opposition. NEUTRAL opposes nobody.
OPPOSES: dict[str, frozenset[str]] = {
    Side.EXPOSED: frozenset({Side.EXERCISING}),
    Side.EXERCISING: frozenset({Side.EXPOSED}),
    Side.NEUTRAL: frozenset(),
}


class Track(models.TextChoices):
    VICTIM = "victim", _("Person exposed to stalking")
    CHILD = "child", _("Child")
    PERPETRATOR = "perpetrator", _("Person who stalks")
    NETWORK = "network", _("Relative")
    PROFESSIONAL = "professional", _("Professional")


class Status(models.TextChoices):
    WAITING = "waiting", _("On the waiting list")
    OPEN = "open", _("Support under way")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", pgettext_lazy("a case", "Closed")


# From a status, where a case may go.
MOVES: dict[str, frozenset[str]] = {
    Status.WAITING: frozenset({Status.OPEN, Status.CLOSED}),
    Status.OPEN: frozenset({Status.PAUSED, Status.CLOSED}),
    Status.PAUSED: frozenset({Status.OPEN, Status.CLOSED}),
    Status.CLOSED: frozenset({Status.OPEN}),
}


class Matter(OpenModel):
    """One stalking situation. It binds the parties and says nothing about them."""

    plain_because: ClassVar[dict[str, str]] = {}
    retention = Retention.CASEWORK


class Team(OpenModel):
    """Workers of one side, led by one person. It keeps its side: the database sees to it."""

    name = models.CharField(max_length=60)
    side = models.CharField(max_length=10, choices=Side)
    leader = models.UUIDField(null=True)
    site = models.CharField(max_length=60, blank=True)
    days = models.CharField(max_length=7, blank=True)  # from 0, Monday, to 6
    version = models.PositiveIntegerField(default=1)

    plain_because: ClassVar[dict[str, str]] = {
        "name": "the house's own word",
        "side": "a code",
        "leader": "an opaque id",
        "site": "the house's own word for one of its places",
        "days": "on which days of the week the team is there",
        "version": "tells two writers apart",
    }
    retention = Retention.HOUSE

    def __str__(self) -> str:
        return self.name

    @property
    def weekdays(self) -> frozenset[int]:
        return frozenset(int(day) for day in self.days)


class Membership(OpenModel):
    """A worker in a team.

    Nobody is in, leads, or stands with a case for teams of two opposing sides: a constraint, made
    of triggers because it spans three tables.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    worker = models.UUIDField(db_index=True)

    plain_because: ClassVar[dict[str, str]] = {"team": "who works where", "worker": "an opaque id"}
    retention = Retention.HOUSE

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "worker"], name="membership_once")]


def new_case_number() -> str:
    """Random, so that numbers tell neither how many nor when: such as K7M-4Q2."""
    drawn = "".join(secrets.choice(_NUMBER_LETTERS) for _ in range(6))
    return f"{drawn[:3]}-{drawn[3:]}"


class CaseQuerySet(WalledQuerySet):
    def ongoing(self) -> "CaseQuerySet":
        return self.exclude(status=Status.CLOSED)


class Case(WalledModel):
    """The centre's work with one client in one matter."""

    wall_path = ""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    track = models.CharField(max_length=12, choices=Track)
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    number = models.CharField(max_length=7, unique=True, default=new_case_number)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    touched_at = models.DateTimeField()
    came_from = models.UUIDField(null=True)

    objects: ClassVar[Any] = WalledModel.walled(CaseQuerySet)

    plain_because: ClassVar[dict[str, str]] = {
        "matter": "an opaque id",
        "side": "the wall is decided by it",
        "track": "filtered and counted",
        "status": "filtered and counted",
        "number": "random",
        "opened_at": "sorted by",
        "closed_at": "the retention clock",
        "touched_at": "lists are sorted by it",
        "came_from": "an opaque id: the enquiry that it came from, seen by whoever sees the case",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [
            models.Index(fields=["-touched_at", "id"], name="case_newest"),
            models.Index(fields=["matter", "side"], name="case_matter"),
        ]
        constraints = [
            models.CheckConstraint(
                name="case_closed_has_a_moment",
                condition=models.Q(status="closed", closed_at__isnull=False)
                | (~models.Q(status="closed") & models.Q(closed_at__isnull=True)),
            )
        ]

    @property
    def is_closed(self) -> bool:
        return self.status == Status.CLOSED


class Assignment(WalledModel):
    """A team, and in it perhaps a worker, stands with a case from a day to a day.

    Sight hangs on these rows alone, so that "may she?" is answered without touching the case.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="assignments")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    worker = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "team": "who works where",
        "worker": "an opaque id",
        "started_at": "a moment",
        "ended_at": "a moment",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [
            models.Index(fields=["worker", "ended_at", "case"], name="assignment_worker"),
            models.Index(fields=["team", "ended_at", "case"], name="assignment_team"),
        ]
        constraints = [
            models.CheckConstraint(
                name="assignment_ends_after_it_starts",
                condition=models.Q(ended_at__isnull=True)
                | models.Q(ended_at__gte=models.F("started_at")),
            ),
            models.UniqueConstraint(
                fields=["case", "team", "worker"],
                condition=models.Q(ended_at=None),
                name="assignment_stands_once",
            ),
        ]

    @property
    def is_standing(self) -> bool:
        return self.ended_at is None


class GlassReason(models.TextChoices):
    ACUTE = "acute", _("Somebody is in danger, or calls, now")
    COVER = "cover", _("I cover for a colleague who is away")
    AUTHORITY = "authority", _("An authority asks, and the answer can't wait")
    OTHER = "other", _("Something else")


class GlassBreak(WalledModel):
    """Sight of one case of one's own side for an hour, with a reason. It ends by itself.

    A leader of the case's team looks at it afterwards, and says whether it was in order.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="glass_breaks")
    worker = models.UUIDField()
    reason_code = models.CharField(max_length=9, choices=GlassReason)
    reason = SealedText()
    broken_at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    was_in_order = models.BooleanField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "worker": "an opaque id",
        "reason_code": "counted",
        "broken_at": "a moment",
        "until": "a moment",
        "reviewed_at": "a moment; the right hangs on it",
        "reviewed_by": "an opaque id",
        "was_in_order": "counted",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["worker", "case"], name="glassbreak_worker")]
        constraints = [
            models.CheckConstraint(
                name="glassbreak_is_reviewed_by_another",
                condition=models.Q(
                    reviewed_at__isnull=True, reviewed_by__isnull=True, was_in_order__isnull=True
                )
                | models.Q(
                    ~models.Q(reviewed_by=models.F("worker")),
                    reviewed_at__isnull=False,
                    reviewed_by__isnull=False,
                    was_in_order__isnull=False,
                ),
            )
        ]

    @property
    def is_reviewed(self) -> bool:
        return self.reviewed_at is not None


class PhaseKind(models.TextChoices):
    ONGOING = "ongoing", _("Stalking ongoing")
    STOPPED = "stopped", _("Stalking has stopped")


class Phase(WalledModel):
    """Stalking goes on, or has stopped, since a day. Can reopen."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=8, choices=PhaseKind)
    since = models.DateField()
    recorded_at = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "kind": "counted",
        "since": "drawn on the time axis",
        "recorded_at": "a moment",
    }
    retention = Retention.CASEWORK
