"""An enquiry, whom it names, and what was found out and decided before there is a case."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from frirum.casefile.matters.models import (
    STEPPED_ASIDE_PLAIN,
    Case,
    Matter,
    Side,
    SteppedAside,
    Team,
)
from frirum.foundation.vault.fields import SealedJSON, SealedLine, SealedText
from frirum.foundation.wall.models import OpenModel, Retention, WalledModel, WalledQuerySet

from ..choices import (
    OVER,
    Agreed,
    CallerRole,
    Channel,
    Offer,
    PartyRole,
    Pattern,
    Reached,
    SafeNow,
    State,
    Theme,
)
from ..facts import ContactWish, PartyFacts

if TYPE_CHECKING:
    from datetime import datetime


class EnquiryQuerySet(WalledQuerySet):
    def in_state(self, *states: str) -> "EnquiryQuerySet":
        return self.filter(state__in=states)


class Enquiry(WalledModel):
    """What came in. It lies with one team; once a case is opened it is seen as its case is."""

    wall_path = ""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="enquiries")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.NEW)
    channel = models.CharField(max_length=9, choices=Channel)
    caller_role = models.CharField(max_length=12, choices=CallerRole)
    safe_now = models.CharField(max_length=7, choices=SafeNow)
    agreed = models.CharField(max_length=11, choices=Agreed)
    municipality = SealedLine(blank=True)
    themes = SealedJSON(default=list)
    summary = SealedText(blank=True)
    contact = SealedJSON(default=dict)
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    waiting_since = models.DateTimeField(null=True)
    call_due_on = models.DateField(null=True)
    once = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[Any] = WalledModel.walled(EnquiryQuerySet)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the case it became",
        "matter": "an opaque id",
        "side": "the wall is decided by it",
        "team": "who works where",
        "state": "filtered and counted",
        "channel": "counted",
        "caller_role": "filtered and counted",
        "safe_now": "acute danger stands first in lists",
        "agreed": "counted",
        "received_at": "sorted by",
        "recorded_at": "a moment",
        "recorded_by": "an opaque id",
        "waiting_since": "sorted by",
        "call_due_on": "sorted by",
        "once": "random; the same form makes one enquiry",
        "version": "a count",
    }
    retention = Retention.CONTACT

    class Meta:
        indexes = [
            models.Index(fields=["team", "state", "-received_at"], name="enquiry_newest"),
            models.Index(fields=["matter", "side"], name="enquiry_matter"),
        ]
        constraints = [
            models.CheckConstraint(
                name="enquiry_opened_has_a_case",
                condition=models.Q(state="opened", case__isnull=False)
                | (~models.Q(state="opened") & models.Q(case__isnull=True)),
            )
        ]

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def is_acute(self) -> bool:
        return self.safe_now == SafeNow.NO

    @property
    def contact_wish(self) -> ContactWish:
        return ContactWish.read(self.contact)

    @property
    def theme_words(self) -> list[str]:
        return [str(Theme(code).label) for code in self.themes or ()]

    def days_waited(self, now: "datetime") -> int:
        return max((now - self.received_at).days, 0)


class Party(WalledModel):
    """Somebody an enquiry names, as known there and nowhere else."""

    wall_path = "enquiry"

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="parties")
    role = models.CharField(max_length=11, choices=PartyRole)
    told = SealedJSON()
    added_at = models.DateTimeField()
    once = models.UUIDField()
    version = models.PositiveIntegerField(default=1)

    plain_because: ClassVar[dict[str, str]] = {
        "enquiry": "the root",
        "role": "a code",
        "added_at": "a moment",
        "once": "random",
        "version": "a count",
    }
    retention = Retention.CONTACT

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enquiry", "once"], name="party_once")]

    @property
    def facts(self) -> PartyFacts:
        return PartyFacts.read(self.role, self.told)


class Assessment(WalledModel):
    """The structured first steps: is it stalking, is anybody in danger, who else is around."""

    wall_path = "enquiry"

    enquiry = models.OneToOneField(Enquiry, on_delete=models.CASCADE, related_name="+")
    answers = SealedJSON()
    version = models.PositiveIntegerField(default=1)
    assessed_by = models.UUIDField(null=True)
    assessed_at = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {
        "enquiry": "the root",
        "version": "a count",
        "assessed_by": "an opaque id",
        "assessed_at": "a moment",
    }
    retention = Retention.CONTACT

    def answer(self, name: str) -> Any:
        return self.answers.get(name, "")

    @property
    def pattern(self) -> str:
        return str(self.answer("pattern") or Pattern.UNSURE)

    @property
    def is_dangerous(self) -> bool:
        return "yes" in (self.answer("danger_now"), self.answer("suicide"))


class Visitation(WalledModel):
    """What was decided, and why. Never edited; a newer one counts."""

    wall_path = "enquiry"

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="visitations")
    state = models.CharField(max_length=8, choices=State)
    offer = models.CharField(max_length=17, choices=Offer, blank=True)
    reasons = SealedText()
    refer_to = SealedLine(blank=True)
    gate = SealedJSON(default=list)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {
        "enquiry": "the root",
        "state": "counted",
        "offer": "counted",
        "decided_by": "an opaque id",
        "decided_at": "a moment",
    }
    retention = Retention.CONTACT


class SafetyCall(WalledModel):
    """A call to somebody who waits: are they still safe?"""

    wall_path = "enquiry"

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="safety_calls")
    reached = models.CharField(max_length=11, choices=Reached)
    note = SealedText(blank=True)
    called_by = models.UUIDField(null=True)
    called_at = models.DateTimeField()
    once = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        "enquiry": "the root",
        "reached": "counted",
        "called_by": "an opaque id",
        "called_at": "a moment",
        "once": "random",
    }
    retention = Retention.CONTACT

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enquiry", "once"], name="safetycall_once")]


class EnquiryRecusal(SteppedAside, WalledModel):
    """Somebody who stepped aside from an enquiry, as they know somebody it names."""

    wall_path = "enquiry"

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="recusals")

    plain_because: ClassVar[dict[str, str]] = {"enquiry": "the root", **STEPPED_ASIDE_PLAIN}
    retention = Retention.CONTACT

    class Meta:
        indexes = [
            models.Index(fields=["worker", "let_back_at", "enquiry"], name="enquiryrecusal_worker")
        ]


class Knock(OpenModel):
    """One use of a public form by a network, kept for an hour so that nobody floods it."""

    network = models.BinaryField()
    at = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {"network": "a keyed hash", "at": "a moment"}
    retention = Retention.PASSING

    class Meta:
        indexes = [models.Index(fields=["network", "at"], name="knock_recent")]
