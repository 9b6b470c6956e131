"""Keeping the register: adding, correcting, confirming a number, taking out of use."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from .facts import AgencyFacts, ListedFacts, PersonFacts
from .models import Agency, AgencyPerson, Listed
from .rules import may_add_people, may_be_listed, may_change_listed, may_confirm


@action(Permission.KEEP_AGENCIES)
def add_agency(*, by: Actor, facts: AgencyFacts, now: datetime, once: UUID | None = None) -> Agency:
    """Write an agency into the register. The same `once` adds one."""
    once = once or uuid4()
    twin: Agency | None = Agency.objects.filter(once=once).first()
    if twin:
        return twin
    _may_stand(facts, Agency.objects.filter(kind=facts.kind))
    made: Agency = Agency.objects.create(once=once, **_written(facts, by, now))
    return made


@action(Permission.KEEP_AGENCIES)
def change_agency(
    *, by: Actor, agency: Agency, facts: AgencyFacts, version: int, now: datetime
) -> Agency:
    """Correct it. `version` is the one that was read; a later one refuses."""
    _take(agency, version)
    _may_stand(facts, Agency.objects.filter(kind=facts.kind).exclude(pk=agency.pk))
    _rewrite(agency, facts, by, now)
    return agency


@action(Permission.KEEP_AGENCIES)
def add_agency_person(
    *, by: Actor, agency: Agency, facts: PersonFacts, now: datetime, once: UUID | None = None
) -> AgencyPerson:
    """Somebody who works there."""
    once = once or uuid4()
    twin: AgencyPerson | None = AgencyPerson.objects.filter(once=once).first()
    if twin:
        return twin
    may_add_people(agency.ended_on).enforce()
    _may_stand(facts, agency.people.standing())
    columns = _written(facts, by, now)
    made: AgencyPerson = AgencyPerson.objects.create(once=once, agency=agency, **columns)
    return made


@action(Permission.KEEP_AGENCIES)
def change_agency_person(
    *, by: Actor, person: AgencyPerson, facts: PersonFacts, version: int, now: datetime
) -> AgencyPerson:
    """Correct who somebody at an agency is, and by which number."""
    _take(person, version)
    colleagues = AgencyPerson.objects.standing().filter(agency=person.agency_id)
    _may_stand(facts, colleagues.exclude(pk=person.pk))
    _rewrite(person, facts, by, now)
    return person


@action(Permission.KEEP_AGENCIES)
def confirm_number(*, by: Actor, listed: Listed, now: datetime) -> Listed:
    """It was looked up again today and is still the same."""
    may_confirm(listed.call_back).enforce()
    listed.checked_on, listed.checked_by = timezone.localdate(now), by.id
    listed.save(update_fields=["checked_on", "checked_by"])
    return listed


@action(Permission.KEEP_AGENCIES)
def end_listing(*, by: Actor, listed: Listed, now: datetime) -> Listed:
    """No longer in use. It stays, for the cases it stands in."""
    if listed.ended_on is None:
        listed.ended_on = timezone.localdate(now)
        listed.save(update_fields=["ended_on"])
    return listed


@action(Permission.KEEP_AGENCIES)
def resume_listing(*, by: Actor, listed: Listed) -> Listed:
    """In use again."""
    listed.ended_on = None
    listed.save(update_fields=["ended_on"])
    return listed


def _may_stand(facts: ListedFacts, others: Any) -> None:
    may_be_listed(facts, others.values_list("name", flat=True)).enforce()


def _take(listed: Listed, version: int) -> None:
    """Whoever changes it at the same moment comes after, and is refused by the version."""
    rows = type(listed).objects.filter(pk=listed.pk, version=version, ended_on=None)
    taken = rows.update(version=version + 1)
    may_change_listed(version, version if taken else version + 1, listed.ended_on).enforce()
    listed.version = version + 1


def _written(facts: ListedFacts, by: Actor, now: datetime) -> dict[str, Any]:
    checked = {"checked_on": timezone.localdate(now), "checked_by": by.id}
    return {
        **facts.as_columns(),
        **(checked if facts.call_back else {}),
        "added_at": now,
        "changed_at": now,
    }


def _rewrite(listed: Listed, facts: ListedFacts, by: Actor, now: datetime) -> None:
    """A number that is another one now was looked up now; one that stays was not."""
    is_other = (facts.call_back, facts.found_in) != (listed.call_back, listed.found_in)
    for column, value in facts.as_columns().items():
        setattr(listed, column, value)
    if is_other:
        listed.checked_on = timezone.localdate(now) if facts.call_back else None
        listed.checked_by = by.id if facts.call_back else None
    listed.changed_at = now
    listed.save()
