"""Who outside the house has a part in a case, who coordinates, and what was said."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from frirum.casefile.agencies.models import Agency, AgencyPerson
from frirum.casefile.matters.models import Case
from frirum.foundation.vault.fields import SealedLine, SealedText
from frirum.foundation.wall.models import Retention, WalledModel

from ..kinds import ContactChannel, IdentityCheck

OF_REGISTER = "which one of a public register; of whom the case is, is sealed"
PLAIN = {
    "case": "the root",
    "agency": OF_REGISTER,
    "added_at": "a moment",
    "added_by": "an opaque id",
    "once": "random",
}


class Involvement(WalledModel):
    """An agency that works with the case, perhaps one person there, under their journal number."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="involvements")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    agent = models.ForeignKey(AgencyPerson, on_delete=models.PROTECT, null=True, related_name="+")
    purpose = SealedLine()
    journal_number = SealedLine(null=True)
    since = models.DateField()
    ended_on = models.DateField(null=True)
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)
    once = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        **PLAIN,
        "agent": OF_REGISTER,
        "since": "a day",
        "ended_on": "a day",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "once"], name="involvement_once")]

    @property
    def words(self) -> str:
        """Who it is. Reads the agency: queries bring it along."""
        return f"{self.agency.name} · {self.agent}" if self.agent else self.agency.name


class Coordination(WalledModel):
    """Who coordinates the work of all (tovholder): one involved agency or one of ourselves."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="coordinations")
    involvement = models.ForeignKey(
        Involvement, on_delete=models.CASCADE, null=True, related_name="coordinations"
    )
    worker = models.UUIDField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    set_by = models.UUIDField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "involvement": "within the same case",
        "worker": "an opaque id",
        "since": "a day",
        "until": "a day",
        "set_by": "an opaque id",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(until=None), name="coordination_one_at_a_time"
            ),
            models.CheckConstraint(
                name="coordination_by_one",
                condition=Q(involvement__isnull=True) ^ Q(worker__isnull=True),
            ),
        ]


class AgencyContact(WalledModel):
    """A talk, letter or meeting with somebody outside, and how it was known who they were."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="agency_contacts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    agent = models.ForeignKey(AgencyPerson, on_delete=models.PROTECT, null=True, related_name="+")
    who = SealedLine(null=True)
    at = models.DateTimeField()
    channel = models.CharField(max_length=7, choices=ContactChannel)
    is_incoming = models.BooleanField()
    identity = models.CharField(max_length=11, choices=IdentityCheck)
    said = SealedText()
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)
    once = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        **PLAIN,
        "agent": OF_REGISTER,
        "at": "sorted by",
        "channel": "a code",
        "is_incoming": "a code",
        "identity": "a code",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["case", "-at"], name="agencycontact_newest")]
        constraints = [models.UniqueConstraint(fields=["case", "once"], name="agencycontact_once")]
