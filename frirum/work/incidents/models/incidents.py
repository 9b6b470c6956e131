"""What happened, its former wordings, and the messages it is made of."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from frirum.casefile.matters.models import Case
from frirum.foundation.vault.fields import SealedJSON, SealedLine, SealedText
from frirum.foundation.wall.models import Retention, WalledModel, WalledQuerySet

from ..facts import Told, report_as_json, report_from_json
from ..kinds import CallOutcome, Channel, DirectedAt, PlaceKind, Precision, Reported, Source
from ..taxonomy import Behaviour, behaviours_in, mask_of


class IncidentQuerySet(WalledQuerySet):
    def of_behaviour(self, behaviour: Behaviour) -> "IncidentQuerySet":
        """Behaviours are bits of one number; the log's index holds it, so no row is opened."""
        rows: IncidentQuerySet = self.annotate(hit=F("behaviours").bitand(behaviour.bit))
        return rows.filter(hit__gt=0)

    def since(self, day: date) -> "IncidentQuerySet":
        return self.filter(day__gte=day)

    def newest_first(self) -> "IncidentQuerySet":
        return self.order_by("-happened_at", "-pk")


class Incident(WalledModel):
    """One event as told, in its newest wording; the former ones are `IncidentVersion`s.

    `day` and `week_hour` are the local day and hour, kept beside the moment for fast counting.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="incidents")
    happened_at = models.DateTimeField()
    precision = models.CharField(max_length=6, choices=Precision, default=Precision.EXACT)
    ended_at = models.DateTimeField(null=True)
    day = models.DateField()
    week_hour = models.PositiveSmallIntegerField(null=True)
    count = models.PositiveIntegerField(default=1)
    channel = models.CharField(max_length=9, choices=Channel, blank=True)
    behaviours = models.BigIntegerField()
    place_kind = models.CharField(max_length=10, choices=PlaceKind, blank=True)
    directed_at = models.CharField(max_length=9, choices=DirectedAt, default=DirectedAt.CLIENT)
    is_via_others = models.BooleanField(default=False)
    is_breach = models.BooleanField(default=False)
    reported = models.CharField(max_length=5, choices=Reported, default=Reported.NO)
    is_starred = models.BooleanField(default=False)
    account = SealedText()
    effect = SealedText(null=True)
    place_text = SealedLine(null=True)
    witnesses = SealedText(null=True)
    report = SealedJSON(null=True)
    source = models.CharField(max_length=6, choices=Source)
    version = models.PositiveSmallIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    worded_at = models.DateTimeField()
    worded_by = models.UUIDField(null=True)
    once = models.UUIDField()

    objects: ClassVar[Any] = WalledModel.walled(IncidentQuerySet)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "happened_at": "the log is sorted by it",
        "precision": "says how to read the moment",
        "ended_at": "a moment",
        "day": "counted by",
        "week_hour": "counted by",
        "count": "added up",
        "channel": "filtered and counted",
        "behaviours": "filtered and counted",
        "place_kind": "counted: does it move closer",
        "directed_at": "filtered and counted",
        "is_via_others": "filtered and counted",
        "is_breach": "filtered and counted",
        "reported": "filtered and counted",
        "is_starred": "filtered",
        "source": "counted",
        "version": "a number",
        "recorded_at": "a moment",
        "recorded_by": "an opaque id",
        "worded_at": "a moment",
        "worded_by": "an opaque id",
        "once": "random",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [
            # Sorted for the log; the rest lets filters be decided without opening a row.
            models.Index(
                fields=[
                    "case",
                    "-happened_at",
                    "-id",
                    "behaviours",
                    "channel",
                    "is_starred",
                    "reported",
                    "is_breach",
                    "day",
                ],
                name="incident_log",
            ),
            # All that the pattern counts.
            models.Index(
                fields=[
                    "case",
                    "day",
                    "week_hour",
                    "channel",
                    "behaviours",
                    "place_kind",
                    "is_breach",
                    "reported",
                    "count",
                ],
                name="incident_pattern",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "once"], name="incident_once"),
            models.CheckConstraint(
                name="incident_recorded_after_it_happened",
                condition=Q(worded_at__gte=F("happened_at")),
            ),
            models.CheckConstraint(
                name="incident_ends_after_it_starts",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("happened_at")),
            ),
            models.CheckConstraint(
                name="incident_happened_at_least_once",
                condition=Q(count__gte=1) & Q(behaviours__gte=1),
            ),
        ]

    @property
    def kinds(self) -> list[Behaviour]:
        """Gravest first."""
        return behaviours_in(self.behaviours)

    @property
    def told(self) -> Told:
        return Told(
            happened_at=self.happened_at,
            behaviours=frozenset(self.kinds),
            account=self.account,
            precision=Precision(self.precision),
            ended_at=self.ended_at,
            count=self.count,
            channel=self.channel,
            effect=self.effect or "",
            place_kind=self.place_kind,
            place_text=self.place_text or "",
            witnesses=self.witnesses or "",
            directed_at=self.directed_at,
            is_via_others=self.is_via_others,
            is_breach=self.is_breach,
            reported=self.reported,
            report=report_from_json(self.report),
        )

    def word(self, told: Told) -> None:
        """Take over what was told. The caller saves."""
        self.happened_at, self.precision, self.ended_at = (
            told.happened_at,
            told.precision,
            told.ended_at,
        )
        self.day, self.week_hour = told.day, told.week_hour
        self.count, self.channel = told.count, told.channel
        self.behaviours = mask_of(told.behaviours)
        self.place_kind, self.directed_at = told.place_kind, told.directed_at
        self.is_via_others, self.is_breach = told.is_via_others, told.is_breach
        self.reported = told.reported
        self.account = told.account
        self.effect = told.effect or None
        self.place_text = told.place_text or None
        self.witnesses = told.witnesses or None
        self.report = report_as_json(told.report) if told.report else None


class IncidentVersion(WalledModel):
    """A wording that was corrected, as it stood, and why it was corrected. Only ever added."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="incident_versions")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    snapshot = SealedJSON()
    reason = SealedText()
    worded_at = models.DateTimeField()
    worded_by = models.UUIDField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "incident": "an opaque id",
        "version": "a number",
        "worded_at": "a moment",
        "worded_by": "an opaque id",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "version"], name="incidentversion_once")
        ]

    @property
    def told(self) -> Told:
        return Told.from_json(self.snapshot)


class IncidentMessage(WalledModel):
    """One message or call inside an incident, as the phone's export held it."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="incident_messages")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="messages")
    at = models.DateTimeField()
    is_incoming = models.BooleanField()
    channel = models.CharField(max_length=9, choices=Channel)
    call_outcome = models.CharField(max_length=9, choices=CallOutcome, blank=True)
    seconds = models.PositiveIntegerField(null=True)
    text = SealedText(null=True)
    party = SealedLine(null=True)
    fingerprint = models.BinaryField(max_length=12)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "incident": "an opaque id",
        "at": "sorted by",
        "is_incoming": "counted",
        "channel": "counted",
        "call_outcome": "counted",
        "seconds": "a length of time",
        "fingerprint": "a keyed hash, so that the same export adds nothing twice",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["incident", "at", "id"], name="incidentmessage_thread")]
        constraints = [
            models.UniqueConstraint(fields=["case", "fingerprint"], name="incidentmessage_once")
        ]
