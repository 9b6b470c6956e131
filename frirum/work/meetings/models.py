"""A meeting, who is asked to it, what is told there, and its minutes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from frirum.casefile.agencies.models import Agency, AgencyPerson
from frirum.casefile.consents.basis import Basis
from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.matters.models import Case
from frirum.casefile.people.models import Person
from frirum.foundation.vault.fields import SealedJSON, SealedLine, SealedText
from frirum.foundation.wall.models import Retention, WalledModel

from .facts import Guest
from .kinds import Audience, State

_ROOT = {"case": "the root", "meeting": "within the same case"}
_OF_REGISTER = "which one of a public register; of whom the case is, is sealed"


class Meeting(WalledModel):
    """People from several houses talk about one case. The other side has meetings of its own."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="meetings")
    purpose = SealedLine()
    at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = SealedLine(null=True)
    state = models.CharField(max_length=7, choices=State, default=State.PLANNED)
    coordinator = models.UUIDField(null=True)
    meets_other_side = models.BooleanField(default=False)
    kept_apart = SealedText(null=True)
    version = models.PositiveIntegerField(default=1)
    planned_by = models.UUIDField(null=True)
    planned_at = models.DateTimeField()
    once = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "at": "sorted by",
        "minutes": "a length",
        "state": "filtered by",
        "coordinator": "an opaque id",
        "meets_other_side": "a flag",
        "version": "tells two writers apart",
        "planned_by": "an opaque id",
        "planned_at": "a moment",
        "once": "random; the same form plans one meeting",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [
            models.Index(fields=["case", "-at"], name="meeting_newest"),
            models.Index(fields=["coordinator", "state", "at"], name="meeting_due"),
        ]
        constraints = [models.UniqueConstraint(fields=["case", "once"], name="meeting_once")]

    @property
    def is_planned(self) -> bool:
        return self.state == State.PLANNED


class Invited(WalledModel):
    """One who is asked to come: of the case, of the register, or by name."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="invited")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invited")
    role = models.CharField(max_length=9, choices=RecipientRole)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="invited")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    agent = models.ForeignKey(AgencyPerson, on_delete=models.PROTECT, null=True, related_name="+")
    who = SealedLine(null=True)
    was_there = models.BooleanField(null=True)
    once = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        **_ROOT,
        "role": "a code",
        "person": "within the same case",
        "agency": _OF_REGISTER,
        "agent": _OF_REGISTER,
        "was_there": "a flag",
        "once": "random; the same form asks one",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "once"], name="invited_once"),
            models.CheckConstraint(
                name="invited_is_somebody",
                condition=Q(person__isnull=False) | Q(agency__isnull=False) | Q(who__isnull=False),
            ),
        ]

    @property
    def guest(self) -> Guest:
        """Reads the person and the agency: queries bring them along."""
        return Guest(
            role=RecipientRole(self.role),
            person=self.person,
            agency=self.agency,
            agent=self.agent,
            who=self.who or "",
        )

    @property
    def words(self) -> str:
        return self.guest.words


class Topic(WalledModel):
    """One thing to tell, on a basis of its own: a consent of the case, or the law named here."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="meeting_topics")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="topics")
    content = models.CharField(max_length=9, choices=Content)
    words = SealedLine()
    law = models.CharField(max_length=40, blank=True)
    law_reason = SealedText(blank=True)
    added_by = models.UUIDField(null=True)
    added_at = models.DateTimeField()
    once = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        **_ROOT,
        "content": "a code",
        "law": "a code of the country's list",
        "added_by": "an opaque id",
        "added_at": "a moment",
        "once": "random; the same form adds one",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "once"], name="topic_once")]

    @property
    def by_law(self) -> Basis | None:
        return Basis(law=self.law, reason=self.law_reason) if self.law else None


class Minutes(WalledModel):
    """A text of what was said. Each saved change is a row; the highest number is what holds.

    `topics` are the ids of what shared minutes tell, so that nobody is told more than they may.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="minutes")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="written")
    audience = models.CharField(max_length=6, choices=Audience)
    number = models.PositiveIntegerField()
    text = SealedText()
    topics = SealedJSON(default=list)
    saved_by = models.UUIDField(null=True)
    saved_at = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {
        **_ROOT,
        "audience": "a code",
        "number": "counts the changes",
        "saved_by": "an opaque id",
        "saved_at": "a moment",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "audience", "number"], name="minutes_one_of_each_number"
            )
        ]
