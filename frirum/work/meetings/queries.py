"""Answers about meetings, always for somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from django.utils import timezone

from frirum.casefile.consents.basis import Basis
from frirum.casefile.consents.kinds import RecipientRole
from frirum.casefile.consents.models import Consent
from frirum.casefile.consents.queries import consents_of
from frirum.casefile.matters.models import Case
from frirum.casefile.outgoing.models import Release
from frirum.casefile.outgoing.queries.releases import opposing_names
from frirum.casefile.people.kinds import PersonRole
from frirum.casefile.people.queries import people_of, relations_of
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.rulings import ALLOWED, Ruling
from frirum.work.casework.queries import contactable

from .facts import Guest
from .kinds import Audience, State, role_of
from .models import Invited, Meeting, Minutes, Topic
from .rules import basis_of, may_hear, tied_to_other_side

PAGE = 50
AHEAD = timedelta(days=14)


def meetings_of(*, actor: Actor, case: Case, limit: int = PAGE) -> list[Meeting]:
    """Newest first."""
    rows = Meeting.objects.visible_to(actor).filter(case=case)
    return list(rows.order_by("-at", "pk")[:limit])


def due_meetings(*, actor: Actor, today: date, limit: int = PAGE) -> list[Meeting]:
    """Planned by or given to this worker, from yesterday to two weeks ahead, the next one first.

    One of yesterday still waits for who came and what was said.
    """
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    span = (midnight - timedelta(days=1), midnight + AHEAD)
    rows = Meeting.objects.visible_to(actor).filter(
        coordinator=actor.worker_id, state=State.PLANNED, at__range=span, case__closed_at=None
    )
    return list(rows.select_related("case").order_by("at", "pk")[:limit])


def invited_to(*, actor: Actor, meeting: Meeting) -> list[Invited]:
    """By what they are, always in the same order."""
    rows = Invited.objects.visible_to(actor).filter(meeting=meeting)
    return list(rows.select_related("person", "agency", "agent").order_by("role", "pk"))


def topics_of(*, actor: Actor, meeting: Meeting) -> list[Topic]:
    rows = Topic.objects.visible_to(actor).filter(meeting=meeting)
    return list(rows.order_by("added_at", "pk"))


def minutes_of(*, actor: Actor, meeting: Meeting) -> dict[str, Minutes]:
    """The text that holds, by audience."""
    rows = Minutes.objects.visible_to(actor).filter(meeting=meeting).order_by("number")
    return {one.audience: one for one in rows}


def guests_for(*, actor: Actor, case: Case) -> dict[str, Guest]:
    """Who may be asked, by the code of a form's choice: people of the case who are not on the other
    side, then those the casework knows."""
    people = people_of(actor=actor, case=case)
    tied = tied_to_other_side(people, relations_of(actor=actor, case=case))
    found = {
        f"person:{one.pk}": Guest(role=_role(one.role), person=one)
        for one in people
        if one.pk not in tied and one.role != PersonRole.CHILD
    }
    for known in contactable(actor=actor, case=case):
        found[f"agency:{known.value}"] = Guest(
            role=role_of(known.agency.kind), agency=known.agency, agent=known.person
        )
    return found


def _role(role: str) -> RecipientRole:
    if role == PersonRole.CLIENT:
        return RecipientRole.CLIENT
    if role == PersonRole.PROFESSIONAL:
        return RecipientRole.AUTHORITY
    return RecipientRole.RELATIVE


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic: who may hear it, and who not, each with the reason."""

    topic: Topic
    may_hear: list[str]
    may_not: list[tuple[str, str]]


def topic_rows(
    topics: Iterable[Topic], invited: list[Invited], consents: list[Consent], on: date
) -> list[TopicRow]:
    rows = []
    for topic in topics:
        hears: list[str] = []
        not_: list[tuple[str, str]] = []
        for one in invited:
            ruling = may_hear(topic, guest=one.guest, consents=consents, on=on)
            if ruling.allowed:
                hears.append(one.words)
            else:
                not_.append((one.words, str(ruling.refusal)))
        rows.append(TopicRow(topic, hears, not_))
    return rows


@dataclass(frozen=True, slots=True)
class Copy:
    """Shared minutes for one of those who were there: on what basis, or why not."""

    invited: Invited
    basis: Basis | None
    ruling: Ruling
    once: UUID
    release: Release | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a meeting holds, and the consents of its case, each read once."""

    invited: list[Invited]
    topics: list[Topic]
    consents: list[Consent]
    written: dict[str, Minutes]

    @property
    def shared(self) -> Minutes | None:
        return self.written.get(Audience.SHARED)

    @property
    def told(self) -> list[Topic]:
        """The topics that the shared minutes tell."""
        return [one for one in self.topics if self.shared and str(one.pk) in self.shared.topics]


def gathered(*, actor: Actor, meeting: Meeting) -> Gathered:
    return Gathered(
        invited_to(actor=actor, meeting=meeting),
        topics_of(actor=actor, meeting=meeting),
        consents_of(actor=actor, case=meeting.case),
        minutes_of(actor=actor, meeting=meeting),
    )


def copies_of(*, actor: Actor, meeting: Meeting, held: Gathered, on: date) -> list[Copy]:
    """One for each who was there, by what the shared minutes tell."""
    if held.shared is None:
        return []
    keys = {one: uuid5(one.pk, str(held.shared.pk)) for one in held.invited if one.was_there}
    if not keys:
        return []
    sent = Release.objects.visible_to(actor).filter(case=meeting.case, once__in=keys.values())
    by_once = {one.once: one for one in sent}
    found = []
    for one, once in keys.items():
        basis = basis_of(held.told, guest=one.guest, consents=held.consents, on=on)
        if isinstance(basis, Ruling):
            found.append(Copy(one, None, basis, once, by_once.get(once)))
        else:
            found.append(Copy(one, basis, ALLOWED, once, by_once.get(once)))
    return found


def other_side(*, actor: Actor, case: Case) -> tuple[set[UUID], list[str]]:
    """People of the case who stand with the other side, and the names of the other party."""
    people = people_of(actor=actor, case=case)
    tied = tied_to_other_side(people, relations_of(actor=actor, case=case))
    names = [one.full_name for one in people if one.pk in tied]
    return tied, [*names, *opposing_names(actor=actor, case=case)]
