"""Lists of cases and the search, always for one actor."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from frirum.casefile.matters.models import Assignment, Case, Status
from frirum.casefile.matters.queries import assignments_of
from frirum.casefile.people.kinds import role_word
from frirum.casefile.people.queries import client_names, find_people
from frirum.casefile.people.search import Found
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor

PAGE = 50
# A row's own place in the list: many cases may have been touched at one moment.
Place = tuple[datetime, UUID]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of a list of cases."""

    case: Case
    client: str
    workers: str
    team: str


@dataclass(frozen=True, slots=True)
class CaseListing:
    """A page of cases, newest touched first, and the place after which the next one begins."""

    rows: list[CaseRow]
    older: Place | None


def case_listing(
    *,
    actor: Actor,
    before: Place | None = None,
    only_mine: bool = False,
    status: str = "",
    size: int = PAGE,
) -> CaseListing:
    """Cases this actor sees, a page of them. Without a status: those not closed."""
    cases = Case.objects.visible_to(actor)
    if status in Status.values:
        cases = cases.filter(status=status)
    elif status != "all":
        cases = cases.exclude(status=Status.CLOSED)
    if only_mine:
        mine = Assignment.objects.visible_to(actor).filter(worker=actor.id, ended_at=None)
        cases = cases.filter(pk__in=mine.values("case"))
    if before:
        at, pk = before
        below = Q(touched_at__lt=at) | Q(pk__gt=pk)
        cases = cases.filter(below, touched_at__lte=at)
    found = list(cases.order_by("-touched_at", "id")[: size + 1])
    page = found[:size]
    return CaseListing(
        rows=rows_of(actor=actor, cases=page),
        older=(page[-1].touched_at, page[-1].pk) if len(found) > size else None,
    )


def rows_of(*, actor: Actor, cases: list[Case]) -> list[CaseRow]:
    """Names and workers of these cases, in three reads however many they are."""
    clients = client_names(actor=actor, cases=[case.pk for case in cases])
    standing = assignments_of(actor, cases)
    names = names_of(row.worker for rows in standing.values() for row in rows)
    return [_row(case, clients, standing.get(case.pk, []), names) for case in cases]


def _row(
    case: Case, clients: dict[UUID, str], standing: list[Assignment], names: dict[UUID, str]
) -> CaseRow:
    workers = [names[row.worker] for row in standing if row.worker in names]
    return CaseRow(
        case=case,
        client=clients.get(case.pk, ""),
        workers=", ".join(dict.fromkeys(workers)),
        team=standing[0].team.name if standing else "",
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """A person found in a case, or the case whose number was written."""

    case: Case
    name: str
    role: str


def search_cases(*, actor: Actor, words: str) -> list[Hit]:
    """People by name and cases by number, within what this actor sees; fifty at most."""
    by_number = Case.objects.visible_to(actor).filter(number=words.strip().upper())
    found = find_people(actor=actor, words=words)
    wanted = {hit.case_id for hit in found}
    cases = {c.pk: c for c in Case.objects.visible_to(actor).filter(pk__in=wanted)}
    hits = [_numbered(actor, case) for case in by_number]
    return hits + [_named(cases[hit.case_id], hit) for hit in found if hit.case_id in cases]


def _numbered(actor: Actor, case: Case) -> Hit:
    return Hit(case, client_names(actor=actor, cases=[case.pk]).get(case.pk, ""), "")


def _named(case: Case, found: Found) -> Hit:
    return Hit(case, found.name, str(role_word(side=case.side, role=found.role)))
