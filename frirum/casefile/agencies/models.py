"""Agencies and the people who work there. Nothing here is sealed: of nobody does it tell a case."""

from datetime import date
from typing import Any, ClassVar

from django.db import models

from frirum.foundation.wall.models import OpenModel, Retention

from .kinds import AGENCY_ICONS, NUMBER_HOLDS, AgencyKind

_PUBLIC = "An authority's or service's own, such as stands in a directory"
_AT_WORK = "Somebody's at work, given by themself or in a directory; found and compared by it"


class RegisterQuerySet(models.QuerySet[Any]):
    def standing(self) -> "RegisterQuerySet":
        return self.filter(ended_on=None)


class Listed(OpenModel):
    """By which ways an agency or one of its people is reached.

    `call_back` is the number from a directory, with where it was found, when and by whom: somebody
    who calls in is called back on it, and never on the number they give or call from.
    """

    phone = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=120, blank=True)
    call_back = models.CharField(max_length=40, blank=True)
    found_in = models.CharField(max_length=80, blank=True)
    checked_on = models.DateField(null=True)
    checked_by = models.UUIDField(null=True)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    once = models.UUIDField(unique=True)

    objects: ClassVar[Any] = RegisterQuerySet.as_manager()

    class Meta:
        abstract = True

    def is_checked(self, today: date) -> bool:
        """Whether the directory number was looked up within the year."""
        fresh = self.checked_on is not None and today - self.checked_on <= NUMBER_HOLDS
        return bool(self.call_back) and fresh


_LISTED_PLAIN = {
    "call_back": _PUBLIC,
    "found_in": "where a public number was found",
    "checked_on": "a day",
    "checked_by": "an opaque id",
    "added_at": "a moment",
    "changed_at": "a moment",
    "ended_on": "a day",
    "version": "tells two writers apart",
    "once": "random",
}


class Agency(Listed):
    """An authority or service outside the house.

    Those that every house works with come with the country's data and keep their `key`.
    """

    # Null, not empty, where there is none: those that there are, are each one of a kind.
    key = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001
    kind = models.CharField(max_length=9, choices=AgencyKind)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200, blank=True)

    plain_because: ClassVar[dict[str, str]] = {
        **_LISTED_PLAIN,
        "key": "a code of the country's data",
        "kind": "a code",
        "name": _PUBLIC,
        "address": _PUBLIC,
        "phone": _PUBLIC,
        "email": _PUBLIC,
    }
    retention = Retention.HOUSE

    class Meta:
        indexes = [models.Index(fields=["kind", "name"], name="agency_kind")]

    def __str__(self) -> str:
        return self.name

    @property
    def icon(self) -> str:
        return AGENCY_ICONS[AgencyKind(self.kind)]


class AgencyPerson(Listed):
    """Somebody who works at an agency. Their words about a case stand in the case, sealed."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(max_length=80)
    title = models.CharField(max_length=80, blank=True)

    plain_because: ClassVar[dict[str, str]] = {
        **_LISTED_PLAIN,
        "agency": "where somebody works",
        "name": _AT_WORK,
        "title": _AT_WORK,
        "phone": _AT_WORK,
        "email": _AT_WORK,
    }
    retention = Retention.HOUSE

    class Meta:
        indexes = [models.Index(fields=["agency", "name"], name="agencyperson_agency")]

    def __str__(self) -> str:
        return f"{self.name}, {self.title}" if self.title else self.name

    def number_to_call_back(self) -> "Listed":
        """Their own directory number, else that of where they work. Reads the agency."""
        return self if self.call_back else self.agency
