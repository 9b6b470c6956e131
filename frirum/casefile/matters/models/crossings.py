"""A message across the wall: as it was written, where it was laid, and the copy that is read there.

Three rows that no foreign key joins. The writer's side reads the first, the receiver's side the
last; the one between, which knows both by opaque id, only the conflict desk and whoever protects
the house's data.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from frirum.foundation.vault.fields import SealedText
from frirum.foundation.wall.models import Retention, WalledModel

from .skeleton import Case


class Danger(models.TextChoices):
    THREAT = "threat", _("A threat to kill or badly hurt somebody")
    PLAN = "plan", _("A plan: when, where or how")
    FOUND = "found", _("Somebody knows, or is about to find out, where a person is kept safe")
    CHILD = "child", _("A child is in danger")
    OTHER = "other", _("Another danger to life or health")


class Basis(models.TextChoices):
    """Why the duty of confidentiality yields. None of them says how the house knows."""

    CRIME = "crime", _("Duty to avert a serious crime (penal code, section 141)")
    HARM = "harm", _("Disclosure to avert serious harm (penal code, section 152 e)")
    VITAL = "vital", _("Somebody's vital interests (GDPR, article 6(1)(d))")


class ForWhom(models.TextChoices):
    """Whose task the warning is. Whoever sees the case reads it."""

    WORKER = "worker", _("The worker there, and the team leader")
    LEADER = "leader", _("The team leader there")


class CrossingState(models.TextChoices):
    WITH_DESK = "with_desk", _("With the conflict desk")
    SENT_BACK = "sent_back", _("Sent back to you")
    APPROVED = "approved", _("Handled by the conflict desk")


class Crossing(WalledModel):
    """What a worker asks the house to pass on, to the letter, because somebody's life is in danger.

    A root, as two kinds of people read it: whoever sees the case it was written in, and those at
    the conflict desk who have no part in the matter. It is sealed under the key of that case.
    """

    wall_path = ""

    subject = models.UUIDField(db_index=True)
    danger = models.CharField(max_length=6, choices=Danger)
    basis = models.CharField(max_length=5, choices=Basis)
    for_whom = models.CharField(max_length=6, choices=ForWhom)
    reason = SealedText()
    words = SealedText()
    written_by = models.UUIDField()
    written_at = models.DateTimeField()
    state = models.CharField(
        max_length=9, choices=CrossingState, default=CrossingState.WITH_DESK, db_index=True
    )
    answer = SealedText(blank=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    told_from = models.DateTimeField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "subject": "an opaque id: the case it was written in",
        "danger": "counted",
        "basis": "counted",
        "for_whom": "a code",
        "written_by": "an opaque id",
        "written_at": "sorted by",
        "state": "filtered by",
        "decided_by": "an opaque id",
        "decided_at": "a moment",
        "told_from": "a moment: from when on its writer is told that it is handled",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="crossing_is_decided_by_another",
                condition=models.Q(
                    state="with_desk", decided_by__isnull=True, decided_at__isnull=True
                )
                | models.Q(
                    ~models.Q(state="with_desk"),
                    ~models.Q(decided_by=models.F("written_by")),
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
            )
        ]

    def vault_owner(self) -> UUID:
        return self.subject

    @property
    def is_waiting(self) -> bool:
        return self.state == CrossingState.WITH_DESK

    @property
    def is_approved(self) -> bool:
        return self.state == CrossingState.APPROVED

    def state_at(self, moment: datetime) -> CrossingState:
        """As its writer's side is told: approved only after a while, whatever came of it."""
        if self.is_approved and (self.told_from is None or moment < self.told_from):
            return CrossingState.WITH_DESK
        return CrossingState(self.state)


class Delivery(WalledModel):
    """Where an approved crossing was laid; without a warning, that nobody was there to be told, or
    that somebody may have come since and the desk is asked to look again.

    For the conflict desk and the data protection officer. It has a key of its own, as it belongs to
    neither side.
    """

    wall_path = ""

    subject = models.UUIDField(db_index=True)
    crossing = models.UUIDField(db_index=True)
    warning = models.UUIDField(null=True, db_index=True)
    made_at = models.DateTimeField()
    asks_again = models.BooleanField(default=False)
    instead = SealedText(blank=True)
    noted_by = models.UUIDField(null=True)
    noted_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    was_in_order = models.BooleanField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "subject": "an opaque id: the case that the crossing was written in",
        "crossing": "an opaque id, resolved by the conflict desk's pages alone",
        "warning": "an opaque id, resolved behind the wall alone",
        "made_at": "a moment",
        "asks_again": "a code",
        "noted_by": "an opaque id",
        "noted_at": "a moment",
        "reviewed_by": "an opaque id",
        "reviewed_at": "a moment",
        "was_in_order": "counted",
    }
    retention = Retention.CASEWORK


class HouseWarning(WalledModel):
    """The words of a crossing as they lie in the case of whoever is to be warned.

    It holds nothing of where they came from. It is never given out: that it is there tells that
    somebody was heard in this house.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="warnings")
    basis = models.CharField(max_length=5, choices=Basis)
    for_whom = models.CharField(max_length=6, choices=ForWhom)
    words = SealedText()
    received_at = models.DateTimeField()
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    deed = SealedText(blank=True)
    acted_by = models.UUIDField(null=True)
    acted_at = models.DateTimeField(null=True)
    reviewed_by = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    was_enough = models.BooleanField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "basis": "a code",
        "for_whom": "filtered by",
        "received_at": "sorted by",
        "confirmed_by": "an opaque id",
        "confirmed_at": "filtered by",
        "acted_by": "an opaque id",
        "acted_at": "filtered by",
        "reviewed_by": "an opaque id",
        "reviewed_at": "filtered by",
        "was_enough": "counted",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["case", "acted_at"], name="warning_open")]
        constraints = [
            models.CheckConstraint(
                name="warning_is_reviewed_by_another",
                condition=models.Q(reviewed_by__isnull=True)
                | models.Q(
                    ~models.Q(reviewed_by=models.F("acted_by")),
                    acted_at__isnull=False,
                    reviewed_at__isnull=False,
                ),
            )
        ]

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def is_acted_on(self) -> bool:
        return self.acted_at is not None

    @property
    def is_reviewed(self) -> bool:
        return self.reviewed_at is not None
