"""Intake's one look behind the wall: for the conflict desk, and for where an enquiry comes to lie.

The desk sees who two files speak of and on which sides they stand; never what was told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from frirum.casefile.matching.queries import Pair
from frirum.casefile.matters.models import OPPOSES, Case, Matter
from frirum.casefile.matters.parts import had_part
from frirum.casefile.people.models import Person
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.peephole import behind_the_wall

from .choices import MOVES, State
from .models import Enquiry, Party

_NAMES = "names beside each other for the conflict desk"
_PLACE = "to which matter and side a file belongs, for the conflict desk"
_WARN = "which team the conflict desk calls, where a warning finds no case yet"
_DECIDE = "carries out what the conflict desk decided"


@dataclass(frozen=True, slots=True)
class Known:
    """A person as one file knows them, with no content."""

    name: str
    birth: date | None
    role: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file stands. `case` or `enquiry`, its matter if it has one, its side."""

    root: UUID
    is_case: bool
    side: str
    matter: UUID | None
    team: str


@dataclass(frozen=True, slots=True)
class WaitsAcross:
    """An enquiry on the other side of a matter, by its team alone. `leader` by name, or empty."""

    team: str
    leader: str
    received_at: datetime
    is_acute: bool


def known_by(holders: Iterable[UUID | None]) -> dict[UUID, Known]:
    """Name, birth and role of each holder, from whichever file holds it."""
    wanted = {holder for holder in holders if holder}
    found: dict[UUID, Known] = {}
    for party in behind_the_wall(Party, reason=_NAMES).filter(pk__in=wanted):
        facts = party.facts
        found[party.pk] = Known(facts.full_name, facts.birth_date, party.get_role_display())
    for person in behind_the_wall(Person, reason=_NAMES).filter(pk__in=wanted):
        told = person.identity
        found[person.pk] = Known(told.full_name, told.birth_date, person.get_role_display())
    return found


def places_of(roots: Iterable[UUID | None]) -> dict[UUID, Place]:
    """Where each case or enquiry stands."""
    wanted = {root for root in roots if root}
    enquiries = behind_the_wall(Enquiry, reason=_PLACE).filter(pk__in=wanted)
    found = {
        row.pk: Place(row.pk, False, row.side, row.matter_id, row.team.name)
        for row in enquiries.select_related("team")
    }
    for case in behind_the_wall(Case, reason=_PLACE).filter(pk__in=wanted):
        found[case.pk] = Place(case.pk, True, case.side, case.matter_id, "")
    return found


def enquiries_across(subject: UUID) -> list[WaitsAcross]:
    """Enquiries that are no case yet, on the other side of this case's matter; the oldest first."""
    here = behind_the_wall(Case, reason=_WARN).filter(pk=subject).first()
    if here is None:
        return []
    rows = behind_the_wall(Enquiry, reason=_WARN).filter(
        matter=here.matter_id, side__in=OPPOSES[here.side], state__in=_open_states()
    )
    found = list(rows.select_related("team").order_by("received_at", "pk"))
    names = names_of(row.team.leader for row in found)
    return [
        WaitsAcross(
            team=row.team.name,
            leader=names.get(row.team.leader, ""),
            received_at=row.received_at,
            is_acute=row.is_acute,
        )
        for row in found
    ]


def has_part(actor: Actor, pairs: Sequence[Pair], subject: UUID) -> bool:
    """Did this person ever have a part in a matter that the check touches?"""
    roots = {subject, *(pair.finding.other_root for pair in pairs)}
    matters = {place.matter for place in places_of(roots).values() if place.matter}
    return had_part(actor, matters)


def enquiry_behind(pk: UUID) -> Enquiry | None:
    """The enquiry that the desk decides about; a check may also be of a case."""
    found: Enquiry | None = behind_the_wall(Enquiry, reason=_DECIDE).filter(pk=pk).first()
    return found


def case_behind(pk: UUID | None) -> Case | None:
    """The case that the desk says an enquiry belongs to."""
    found: Case | None = behind_the_wall(Case, reason=_DECIDE).filter(pk=pk).first()
    return found


def standing_in(roots: Iterable[UUID], matters: Iterable[UUID]) -> list[Any]:
    """These files and whatever stands in one of these matters, a table each: a matter is never
    torn apart."""
    belongs = Q(pk__in=list(roots)) | Q(matter__in=list(matters))
    return [behind_the_wall(model, reason=_DECIDE).filter(belongs) for model in (Enquiry, Case)]


def files_in(matter: Matter) -> list[tuple[UUID, str]]:
    """Every case of a matter that was joined just now, and every open enquiry, with its side."""
    cases = behind_the_wall(Case, reason=_DECIDE).filter(matter=matter)
    enquiries = behind_the_wall(Enquiry, reason=_DECIDE).filter(
        matter=matter, state__in=_open_states()
    )
    return [
        *cases.order_by("opened_at", "pk").values_list("pk", "side"),
        *enquiries.order_by("received_at", "pk").values_list("pk", "side"),
    ]


def _open_states() -> list[str]:
    """An enquiry that can still be closed is open, and no case yet."""
    return [state for state, ways in MOVES.items() if State.CLOSED in ways]
