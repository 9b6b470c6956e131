"""Orders to stay away, what made them last longer, and what broke them."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from frirum.casefile.agencies.models import Agency
from frirum.casefile.matters.models import Case
from frirum.foundation.country.here import ORDERS
from frirum.foundation.country.orders import OrderKind
from frirum.foundation.ui.dates import is_danish
from frirum.foundation.vault.fields import SealedJSON, SealedLine, SealedText
from frirum.foundation.wall.models import Retention, WalledModel, WalledQuerySet
from frirum.work.incidents.models import Incident

from ..facts import ToldOrder
from .involved import PLAIN


class OrderQuerySet(WalledQuerySet):
    def in_force(self, on: date) -> "OrderQuerySet":
        return self.not_over(on).filter(first_day__lte=on)

    def not_over(self, on: date) -> "OrderQuerySet":
        """In force on this day, or to come."""
        standing = Q(lifted_on=None) | Q(lifted_on__gt=on)
        return self.filter(standing, last_day__gte=on)


class Order(WalledModel):
    """One order of the country's law. Whom it protects, and where, is sealed."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="orders")
    kind = models.CharField(max_length=20)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    journal_number = SealedLine(null=True)
    people = SealedJSON()
    zones = SealedJSON(default=list)
    remark = SealedText(null=True)
    decided_on = models.DateField()
    served_on = models.DateField(null=True)
    first_day = models.DateField()
    last_day = models.DateField()
    lifted_on = models.DateField(null=True)
    lifted_why = SealedText(null=True)
    reminded_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)
    once = models.UUIDField()

    objects: ClassVar[Any] = WalledModel.walled(OrderQuerySet)

    plain_because: ClassVar[dict[str, str]] = {
        **PLAIN,
        "kind": "a code of the country's law",
        "decided_on": "a day",
        "served_on": "a day",
        "first_day": "what is in force is asked by it",
        "last_day": "what expires is asked by it",
        "lifted_on": "a day",
        "reminded_on": "a day",
        "version": "tells two writers apart",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [
            models.Index(fields=["case", "last_day"], name="order_of_case"),
            models.Index(fields=["last_day", "reminded_on"], name="order_expiring"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "once"], name="order_once"),
            models.CheckConstraint(
                name="order_ends_after_it_begins", condition=Q(last_day__gte=F("first_day"))
            ),
        ]

    @property
    def law(self) -> OrderKind:
        return ORDERS[self.kind]

    @property
    def word(self) -> str:
        return self.law.names["da" if is_danish() else "en"]

    @property
    def protects(self) -> frozenset[UUID]:
        return frozenset(UUID(one) for one in self.people)

    def holds_on(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day and not self.is_lifted_by(day)

    def is_lifted_by(self, day: date) -> bool:
        return self.lifted_on is not None and self.lifted_on <= day

    def days_left(self, today: date) -> int:
        """Today included, so that an order's last day is one day."""
        return (self.last_day - today).days + 1

    def write(self, told: ToldOrder) -> None:
        """Take over what was told. The caller saves."""
        self.kind, self.agency = told.kind, told.agency
        self.decided_on, self.served_on = told.decided_on, told.served_on
        self.first_day, self.last_day = told.first_day, told.last_day
        self.journal_number = told.journal_number or None
        self.people = [str(one) for one in told.people]
        self.zones = list(told.zones)
        self.remark = told.remark or None


class Extension(WalledModel):
    """A later last day of the same order, by a decision of its own."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="order_extensions")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="extensions")
    decided_on = models.DateField()
    former_last_day = models.DateField()
    last_day = models.DateField()
    journal_number = SealedLine(null=True)
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "order": "within the same case",
        "decided_on": "a day",
        "former_last_day": "a day",
        "last_day": "a day",
        "added_at": "a moment",
        "added_by": "an opaque id",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "last_day"], name="extension_once"),
            models.CheckConstraint(
                name="extension_is_later", condition=Q(last_day__gt=F("former_last_day"))
            ),
        ]


class Breach(WalledModel):
    """An incident that broke an order; whether the police know of it, and what they answered."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="order_breaches")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="breaches")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="broken_orders")
    told_on = models.DateField(null=True)
    journal_number = SealedLine(null=True)
    answer = SealedText(null=True)
    answered_on = models.DateField(null=True)
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "order": "within the same case",
        "incident": "within the same case",
        "told_on": "a day",
        "answered_on": "a day",
        "added_at": "a moment",
        "added_by": "an opaque id",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "incident"], name="breach_once")]
