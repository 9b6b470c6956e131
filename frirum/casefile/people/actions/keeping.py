"""What is done to the people of a case, and to the keys by which the conflict check knows them."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..identity import Identity, Newcomer
from ..keys import write_keys
from ..kinds import PersonRole, RelationKind, WayKind
from ..models import ContactWay, Person, Relation, SafeContact
from ..rules import (
    is_protected_by_default,
    may_change,
    may_have_role,
    may_keep_people,
    may_mark,
    may_relate,
    stance_of,
    way_ruling,
)
from ..safe import NINETY_DAYS, Agreement


@action(Permission.KEEP_CASE)
def add_person(
    *,
    by: Actor,
    case: Case,
    role: PersonRole,
    identity: Identity,
    now: datetime,
    is_protected: bool | None = None,
    is_household: bool = False,
    once: UUID | None = None,
) -> Person:
    """Write down somebody of this case. Protected unless said otherwise, as the side demands."""
    may_keep_people(case).enforce()
    people = Person.objects.visible_to(by).filter(case=case)
    may_have_role(role, people.exclude(once=once).values_list("role", flat=True)).enforce()
    if is_protected is None:
        is_protected = _is_protected(case, role)
    person, is_new = people.get_or_create(
        case=case,
        once=once or uuid4(),
        defaults={
            "role": role,
            "sealed_identity": identity.to_json(),
            "is_protected": is_protected,
            "is_household": is_household,
            "created_at": now,
            "changed_at": now,
        },
    )
    if is_new:
        write_keys(case, [(person, [])], now)
    return person  # type: ignore[no-any-return]


@action(Permission.KEEP_CASE)
def change_person(
    *,
    by: Actor,
    person: Person,
    version: int,
    role: PersonRole,
    identity: Identity,
    is_protected: bool,
    is_household: bool,
    now: datetime,
) -> Person:
    """Write anew who somebody is. `version` is the one that was read; a later one refuses."""
    case = person.case
    may_keep_people(case).enforce()
    rows = Person.objects.visible_to(by).filter(case=case)
    may_have_role(role, rows.exclude(pk=person.pk).values_list("role", flat=True)).enforce()
    same = rows.filter(pk=person.pk, version=version)
    may_change(version, version if same.update(version=version + 1) else person.version).enforce()
    person.role, person.identity, person.version = role, identity, version + 1
    person.is_protected, person.is_household = is_protected, is_household
    person.changed_at = now
    person.save()
    write_keys(case, [(person, [])], now)
    return person


@action(Permission.KEEP_CASE)
def take_people(*, by: Actor, case: Case, newcomers: Sequence[Newcomer], now: datetime) -> int:
    """Everybody of an enquiry at once, when its case opens.

    A place that may not be kept in this case is left where it was told.
    """
    may_keep_people(case).enforce()
    people = [_newcomer(case, one, now) for one in newcomers]
    taken = list(Person.objects.visible_to(by).filter(case=case).values_list("role", flat=True))
    for one in newcomers:
        may_have_role(one.role, taken).enforce()
        taken.append(one.role)
    Person.objects.bulk_create(people, batch_size=500)
    ways = [_ways(case, person, one, now) for person, one in zip(people, newcomers, strict=True)]
    ContactWay.objects.bulk_create([way for some in ways for way in some], batch_size=500)
    write_keys(case, list(zip(people, ways, strict=True)), now)
    return len(people)


@action(Permission.KEEP_CASE)
def add_way(
    *,
    by: Actor,
    person: Person,
    kind: WayKind,
    value: str,
    now: datetime,
    remark: str = "",
    is_safe: bool = False,
    known_from: date | None = None,
    once: UUID | None = None,
) -> ContactWay:
    """A phone, an address, a profile name. `is_safe`: nobody else sees or hears it."""
    case = person.case
    may_keep_people(case).enforce()
    way_ruling(case, PersonRole(person.role))(kind).enforce()
    way, is_new = (
        ContactWay.objects.visible_to(by)
        .filter(case=case)
        .get_or_create(
            case=case,
            once=once or uuid4(),
            defaults={
                "person": person,
                "kind": kind,
                "value": value,
                "remark": remark or None,
                "is_safe": is_safe,
                "known_from": known_from,
                "created_at": now,
            },
        )
    )
    if is_new:
        write_keys(case, [(person, [way])], now)
    return way  # type: ignore[no-any-return]


@action(Permission.KEEP_CASE)
def mark_way(*, by: Actor, way: ContactWay, is_safe: bool) -> ContactWay:
    """The client says that nobody else sees or hears it, or that somebody does."""
    may_keep_people(way.case).enforce()
    may_mark(PersonRole(way.person.role), is_current=way.is_current).enforce()
    way.is_safe = is_safe
    way.save(update_fields=["is_safe"])
    return way


@action(Permission.KEEP_CASE)
def retire_way(*, by: Actor, way: ContactWay, known_to: date, now: datetime) -> ContactWay:
    """It no longer holds. It stays, as former: an old phone still tells who somebody is."""
    may_keep_people(way.case).enforce()
    way.is_current, way.is_safe, way.known_to = False, False, known_to
    way.save(update_fields=["is_current", "is_safe", "known_to"])
    return way


@action(Permission.KEEP_CASE)
def agree_safe_contact(
    *, by: Actor, case: Case, agreement: Agreement, now: datetime, seen: UUID | None = None
) -> SafeContact:
    """What the client says about contact. `seen` is the agreement that was on the page."""
    may_keep_people(case).enforce()
    current = SafeContact.objects.visible_to(by).filter(case=case, is_current=True)
    ended = current.filter(pk=seen).update(is_current=False)
    may_change(0, 0 if ended or not current.exists() else 1).enforce()
    return SafeContact.objects.create(  # type: ignore[no-any-return]
        case=case,
        sealed_agreement=agreement.to_json(),
        expires_on=agreement.expires_on,
        verified_at=now,
        verified_by=by.id,
    )


@action(Permission.KEEP_CASE)
def confirm_safe_contact(*, by: Actor, safe_contact: SafeContact, now: datetime) -> SafeContact:
    """The client was asked again and says the same: it holds for another ninety days."""
    old = safe_contact.agreement
    until = timezone.localdate(now) + NINETY_DAYS
    return agree_safe_contact(
        by=by,
        case=safe_contact.case,
        agreement=old.until(until),
        seen=safe_contact.pk,
        now=now,
    )


@action(Permission.KEEP_CASE)
def add_relation(
    *,
    by: Actor,
    person: Person,
    other: Person,
    kind: RelationKind,
    now: datetime,
    since: date | None = None,
    until: date | None = None,
    once: UUID | None = None,
) -> Relation:
    """What one person of the case is to another."""
    may_relate(person.pk, other.pk, person.case_id, other.case_id).enforce()
    may_keep_people(person.case).enforce()
    relations = Relation.objects.visible_to(by).filter(case=person.case)
    return relations.get_or_create(  # type: ignore[no-any-return]
        case=person.case,
        once=once or uuid4(),
        defaults={
            "person": person,
            "other": other,
            "sealed_kind": kind,
            "since": since,
            "until": until,
        },
    )[0]


@action(Permission.KEEP_CASE)
def end_relation(*, by: Actor, relation: Relation, until: date, now: datetime) -> Relation:
    """It ended on this day, and stays written."""
    may_keep_people(relation.case).enforce()
    relation.until = until
    relation.save(update_fields=["until"])
    return relation


def _is_protected(case: Case, role: PersonRole) -> bool:
    stance = stance_of(side=case.side, track=case.track, role=role)
    return is_protected_by_default(side=case.side, stance=stance)


def _newcomer(case: Case, one: Newcomer, now: datetime) -> Person:
    default = _is_protected(case, one.role)
    return Person(
        id=one.holder or uuid4(),
        case=case,
        role=one.role,
        sealed_identity=one.identity.to_json(),
        is_protected=default if one.is_protected is None else one.is_protected,
        is_household=one.is_household,
        once=uuid4(),
        created_at=now,
        changed_at=now,
    )


def _ways(case: Case, person: Person, one: Newcomer, now: datetime) -> list[ContactWay]:
    may_keep = way_ruling(case, one.role)
    return [
        ContactWay(
            case=case,
            person=person,
            kind=kind,
            value=value,
            is_safe=value in one.safe,
            once=uuid4(),
            created_at=now,
        )
        for kind, value in one.ways
        if value and may_keep(kind).allowed
    ]
