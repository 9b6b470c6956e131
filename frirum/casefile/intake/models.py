"""An enquiry, whom it names, and what was found out and decided before there is a case."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from frirum.casefile.matching.models import Answer
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

from .choices import (
    OVER,
    Agreed,
    CallerRole,
    Channel,
    DeskOutcome,
    Offer,
    PartyRole,
    Pattern,
    Reached,
    SafeNow,
    State,
    Theme,
)
from .facts import ContactWish, PartyFacts

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


class DeskDecision(WalledModel):
    """What the conflict desk decided about a hold, why and who. Seen by the conflict desk alone."""

    wall_path = ""

    check_id = models.UUIDField(db_index=True)
    subject = models.UUIDField(db_index=True)
    outcome = models.CharField(max_length=10, choices=DeskOutcome)
    reason = SealedText()
    laid_with = SealedLine(null=True)  # the team it was laid with, where and when, as it was then
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {
        "check_id": "an opaque id",
        "subject": "an opaque id, resolved by the conflict desk's page alone",
        "outcome": "counted",
        "decided_by": "an opaque id",
        "decided_at": "a moment",
    }
    retention = Retention.CASEWORK


class StaffHit(WalledModel):
    """Somebody of the house, or whom they said they are close to, agrees with somebody in a file.

    For the conflict desk alone, and never for the worker it is about. The same pair is not asked
    again once it is decided, unless more facts agree.
    """

    wall_path = ""

    root = models.UUIDField(db_index=True)
    is_of_case = models.BooleanField(default=False)
    matter = models.UUIDField(null=True)
    other_holder = models.UUIDField()
    other_side = models.CharField(max_length=10, choices=Side)
    other_stance = models.CharField(max_length=10, choices=Side)
    worker = models.UUIDField()
    works_there = models.BooleanField(default=False)
    holder = models.UUIDField()
    agree = models.JSONField(default=list)
    differ = models.JSONField(default=list)
    agreement = models.BinaryField(max_length=32, default=bytes)
    belief = models.FloatField(default=0.0)
    found_at = models.DateTimeField()
    answer = models.CharField(max_length=9, choices=Answer, blank=True, default="")
    reason = SealedText(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "root": "an opaque id",
        "is_of_case": "a flag",
        "matter": "an opaque id",
        "other_holder": "an opaque id",
        "other_side": "a code",
        "other_stance": "a code",
        "worker": "an opaque id",
        "works_there": "sorted by: these cannot wait",
        "holder": "an opaque id: the worker, or what they declared",
        "agree": "kinds of fact, never the facts",
        "differ": "kinds of fact, never the facts",
        "agreement": "a hash of keyed hashes",
        "belief": "how likely it is one person; for the desk alone",
        "found_at": "a moment",
        "answer": "what the desk decided",
        "decided_by": "an opaque id",
        "decided_at": "a moment",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "other_holder"], name="staffhit_pair_once")
        ]

    def settles(self, other: "StaffHit", answer: Answer) -> bool:
        """Whether the answer to this one answers that of another file of the same matter. Who is
        kept apart is so from all of it; who is told apart only from what agrees alike."""
        alike = (self.other_stance, self.agree, self.differ)
        return answer == Answer.SAME or alike == (other.other_stance, other.agree, other.differ)

    @property
    def matter_mark(self) -> str:
        """By which the desk tells that two pairs are of one matter. It leads nowhere."""
        return self.matter.hex[:6] if self.matter else ""

    @property
    def is_of_worker(self) -> bool:
        """The worker's own name agrees, not that of somebody they are close to."""
        return bool(self.holder == self.worker)


class PassedOn(WalledModel):
    """That an enquiry went from one team to the team that takes it on: no word of which, or why.

    The team it lay with reads the moments alone, whether another team takes it or a case had it.
    """

    wall_path = ""

    subject = models.UUIDField(db_index=True)
    team = models.UUIDField(db_index=True)
    received_at = models.DateTimeField()
    passed_at = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {
        "subject": "an opaque id, which leads nobody who reads this anywhere",
        "team": "who works where",
        "received_at": "a moment",
        "passed_at": "a moment",
    }
    retention = Retention.CONTACT


class Knock(OpenModel):
    """One use of a public form by a network, kept for an hour so that nobody floods it."""

    network = models.BinaryField()
    at = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {"network": "a keyed hash", "at": "a moment"}
    retention = Retention.PASSING

    class Meta:
        indexes = [models.Index(fields=["network", "at"], name="knock_recent")]
