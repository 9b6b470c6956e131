"""Somebody who was written down twice in a case becomes one person."""

from datetime import datetime

from django.utils import timezone

from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..identity import Twinned
from ..keys import join_keys, write_keys
from ..kinds import PersonRole, WayKind
from ..models import ContactWay, Person, Relation, Twin
from ..rules import may_change, may_keep_people, may_merge, way_ruling


@action(Permission.KEEP_CASE)
def merge_people(
    *,
    by: Actor,
    person: Person,
    other: Person,
    version: int,
    other_version: int,
    now: datetime,
    is_named_by_other: bool = False,
) -> Person:
    """Two rows of this case are one person: `person` stays, with all that was known of `other`.

    The names that do not stay are former ones, what both have is not kept twice over, and the keys
    by which the check knows either are the one's from now on. The row that goes is kept as it was,
    sealed, naming into whom: `Twin`. Versions are those that were read; a later one refuses.
    """
    case = person.case
    may_keep_people(case).enforce()
    may_merge(case, person, other).enforce()
    _take(by, person, version)
    _take(by, other, other_version)
    _keep_as_it_was(by, person, other, now)
    _move_ways(by, person, other, now)
    _move_relations(by, person, other)
    first, second = (other, person) if is_named_by_other else (person, other)
    person.identity = first.identity.joined(second.identity)
    person.is_protected = person.is_protected or other.is_protected
    person.is_household = person.is_household or other.is_household
    person.version, person.changed_at = version + 1, now
    person.save()
    join_keys(case, gone=other, kept=person)
    Person.objects.visible_to(by).filter(case=case, pk=other.pk).delete()
    ways = ContactWay.objects.visible_to(by).filter(case=case, person=person)
    write_keys(case, [(person, list(ways))], now)
    return person


def _take(by: Actor, row: Person, version: int) -> None:
    """Whoever changes it at the same moment comes after, and is refused by the version."""
    same = Person.objects.visible_to(by).filter(case=row.case, pk=row.pk, version=version)
    taken = same.update(version=version + 1)
    may_change(version, version if taken else version + 1).enforce()


def _keep_as_it_was(by: Actor, person: Person, other: Person, now: datetime) -> None:
    """Sealed, with what the two were to each other; whoever went into `other` is `person`, too."""
    ties = Relation.objects.visible_to(by).filter(case=person.case, person__in=[person, other])
    was = Twinned(
        role=PersonRole(other.role),
        identity=other.identity,
        ties=tuple(str(tie.kind) for tie in ties.filter(other__in=[person, other])),
    )
    twins = Twin.objects.visible_to(by).filter(case=person.case)
    twins.filter(person=other).update(person=person)
    Twin.objects.create(
        case=person.case,
        person=person,
        gone=other.pk,
        sealed_was=was.to_json(),
        joined_at=now,
        joined_by=by.id,
    )


def _move_ways(by: Actor, person: Person, other: Person, now: datetime) -> None:
    """What both have is former on the one that goes; where it may not be kept, it is refused."""
    rows = ContactWay.objects.visible_to(by).filter(case=person.case)
    held = {(way.kind, way.value) for way in rows.filter(person=person, is_current=True)}
    may_keep = way_ruling(person.case, PersonRole(person.role))
    for way in rows.filter(person=other):
        may_keep(WayKind(way.kind)).enforce()
        way.person, way.is_safe = person, False
        if way.is_current and (way.kind, way.value) in held:
            way.is_current, way.known_to = False, timezone.localdate(now)
        way.save(update_fields=["person", "is_safe", "is_current", "known_to"])


def _move_relations(by: Actor, person: Person, other: Person) -> None:
    """What the two were to each other goes: nobody is anything to themself."""
    rows = Relation.objects.visible_to(by).filter(case=person.case)
    both = [person.pk, other.pk]
    rows.filter(person__in=both, other__in=both).delete()
    rows.filter(person=other).update(person=person)
    rows.filter(other=other).update(other=person)
