"""Persons of a case, their contact ways, what contact is safe, and who is what to whom."""

from datetime import date
from typing import Any, ClassVar

from django.db import models

from frirum.casefile.matters.models import Case
from frirum.foundation.vault.fields import SealedJSON, SealedLine
from frirum.foundation.wall.models import Retention, WalledModel, WalledQuerySet

from .identity import Identity, Twinned
from .kinds import PersonRole, RelationKind, WayKind, role_word
from .safe import Agreement

_CASE_AND_ONCE = {
    "case": "the root",
    "once": "random, so that a form sent twice counts once",
}


class PersonQuerySet(WalledQuerySet):
    def clients(self) -> "PersonQuerySet":
        return self.filter(role=PersonRole.CLIENT)


class Person(WalledModel):
    """Somebody as known in this one case. The same human in another case is another row."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="people")
    role = models.CharField(max_length=14, choices=PersonRole)
    sealed_identity = SealedJSON()
    is_protected = models.BooleanField(default=True)
    is_household = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    once = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects: ClassVar[Any] = WalledModel.walled(PersonQuerySet)

    plain_because: ClassVar[dict[str, str]] = {
        **_CASE_AND_ONCE,
        "role": "a list finds the client by it",
        "is_protected": "says only that care is needed, as for nearly everybody here",
        "is_household": "a flag between opaque ids",
        "version": "tells two writers apart",
        "created_at": "a moment",
        "changed_at": "a moment",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["case", "role"], name="person_case_role")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(role="client"), name="person_one_client"
            ),
            models.UniqueConstraint(fields=["case", "once"], name="person_once"),
        ]

    @property
    def identity(self) -> Identity:
        return Identity.from_json(self.sealed_identity)

    @identity.setter
    def identity(self, identity: Identity) -> None:
        self.sealed_identity = identity.to_json()

    @property
    def full_name(self) -> str:
        return self.identity.full_name

    def age(self, *, on: date) -> int | None:
        return self.identity.age_on(on)

    @property
    def role_word(self) -> str:
        """The role in the case's own terms. Reads the case: `people_of` brings it along."""
        return str(role_word(side=self.case.side, role=PersonRole(self.role)))

    @property
    def is_age_estimated(self) -> bool:
        return self.identity.birth_date is None


class Twin(WalledModel):
    """A row that turned out to be somebody who stood in the case already, kept as it was.

    Nothing lists it among the people. `gone` is the id it had: whatever names it finds who it is.
    """

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="twins")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="twins")
    gone = models.UUIDField()
    sealed_was = SealedJSON()
    joined_at = models.DateTimeField()
    joined_by = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "person": "within the same case",
        "gone": "an opaque id",
        "joined_at": "a moment",
        "joined_by": "an opaque id",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "gone"], name="twin_once")]

    @property
    def was(self) -> Twinned:
        return Twinned.from_json(self.sealed_was)


class ContactWay(WalledModel):
    """One way to a person, or one place of theirs. What no longer holds stays, as former."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="contact_ways")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="ways")
    kind = models.CharField(max_length=9, choices=WayKind)
    value = SealedLine()
    remark = SealedLine(null=True)
    is_safe = models.BooleanField(default=False)
    is_current = models.BooleanField(default=True)
    known_from = models.DateField(null=True)
    known_to = models.DateField(null=True)
    once = models.UUIDField(null=True)
    created_at = models.DateTimeField()

    plain_because: ClassVar[dict[str, str]] = {
        **_CASE_AND_ONCE,
        "person": "within the same case",
        "kind": "a code",
        "is_safe": "what may be used is asked for often",
        "is_current": "former ways are listed apart",
        "known_from": "a day",
        "known_to": "a day",
        "created_at": "a moment",
    }
    retention = Retention.CASEWORK

    class Meta:
        indexes = [models.Index(fields=["case", "kind"], name="contactway_case_kind")]
        constraints = [
            models.UniqueConstraint(fields=["case", "once"], name="contactway_once"),
            models.CheckConstraint(
                name="contactway_former_has_a_day",
                condition=models.Q(is_current=True) | models.Q(known_to__isnull=False),
            ),
        ]


class SafeContact(WalledModel):
    """What was agreed with the client about contact. The current row holds; older ones remain."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="safe_contacts")
    sealed_agreement = SealedJSON()
    is_current = models.BooleanField(default=True)
    expires_on = models.DateField()
    verified_at = models.DateTimeField()
    verified_by = models.UUIDField()

    plain_because: ClassVar[dict[str, str]] = {
        "case": "the root",
        "is_current": "older ones are history",
        "expires_on": "due lists sort by it",
        "verified_at": "a moment",
        "verified_by": "an opaque id",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(is_current=True), name="safecontact_one_current"
            )
        ]

    @property
    def agreement(self) -> Agreement:
        return Agreement.from_json(self.sealed_agreement, expires_on=self.expires_on)

    @agreement.setter
    def agreement(self, agreement: Agreement) -> None:
        self.sealed_agreement, self.expires_on = agreement.to_json(), agreement.expires_on


class Relation(WalledModel):
    """What one person of the case is to another, from a day to a day."""

    wall_path = "case"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="relations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="relations")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="related_by")
    sealed_kind = SealedLine()
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    once = models.UUIDField(null=True)

    plain_because: ClassVar[dict[str, str]] = {
        **_CASE_AND_ONCE,
        "person": "within the same case",
        "other": "within the same case",
        "since": "a day",
        "until": "a day",
    }
    retention = Retention.CASEWORK

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "once"], name="relation_once"),
            models.CheckConstraint(
                name="relation_of_two", condition=~models.Q(person=models.F("other"))
            ),
            models.CheckConstraint(
                name="relation_ends_after_it_begins",
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__gte=models.F("since")),
            ),
        ]

    @property
    def kind(self) -> RelationKind:
        return RelationKind(self.sealed_kind)
