"""Imports of a case, and how far each has come."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from frirum.casefile.matters.models import Case
from frirum.casefile.people.kinds import PersonRole, WayKind
from frirum.casefile.people.models import Person
from frirum.casefile.people.queries import known_words
from frirum.foundation.jobs.models import Job, State
from frirum.foundation.wall.actors import Actor

from ..imports.exports import party_key
from ..models import PhoneImport
from ..models.imports import OVER

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Advance:
    """How far a job has come, in percent. `has_stopped`: it failed and will not go on by itself."""

    percent: int = 0
    has_stopped: bool = False


def advance_of(job_id: UUID | None) -> Advance:
    job = Job.objects.filter(pk=job_id).first() if job_id else None
    if job is None:
        return Advance(has_stopped=True)
    percent = min(99, 100 * job.done // job.total) if job.total else 0
    return Advance(percent, has_stopped=job.state == State.FAILED)


def imports_of(*, actor: Actor, case: Case) -> list[PhoneImport]:
    """Newest first."""
    rows = case.phone_imports.visible_to(actor)
    return list(rows.order_by("-received_at", "pk")[:SHOWN])


def unfinished_imports(*, actor: Actor, case: Case) -> list[PhoneImport]:
    """Those that run or wait for somebody, for the log page."""
    rows = case.phone_imports.visible_to(actor).exclude(state__in=OVER)
    return list(rows.order_by("-received_at", "pk")[:SHOWN])


@dataclass(frozen=True, slots=True)
class OtherParty:
    """Who the other party is in a case: numbers and names as an export writes them.

    `person` where there is exactly one, so that a number can be written down as theirs.
    """

    keys: frozenset[str]
    person: Person | None = None


def other_party_of(*, actor: Actor, case: Case) -> OtherParty:
    words = [
        word for word in known_words(actor=actor, case=case) if word.role == PersonRole.OTHER_PARTY
    ]
    written = (WayKind.PHONE, WayKind.HANDLE, "name")
    keys = frozenset(party_key(word.value) for word in words if word.kind in written)
    people = {word.person_id for word in words}
    if len(people) != 1:
        return OtherParty(keys)
    person: Person = case.people.visible_to(actor).get(pk=people.pop())  # type: ignore[attr-defined]
    person.case = case
    return OtherParty(keys, person)


def last_number(*, actor: Actor, case: Case) -> int:
    """The highest number of an exhibit of the case, 0 when there is none."""
    rows = case.exhibits.visible_to(actor)
    return int(rows.aggregate(last=Max("number"))["last"] or 0)
