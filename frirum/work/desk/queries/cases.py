"""Lists of cases and the search, always for one actor."""

import functools
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, TextChoices
from django.utils import timezone

from frirum.casefile.matters.models import CASE_NUMBER, Assignment, Case, Status, Track
from frirum.casefile.matters.queries import Standing, standing_of
from frirum.casefile.people.kinds import role_word
from frirum.casefile.people.queries import client_names, find_people
from frirum.casefile.people.search import CaseWords
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.ui.addresses import address
from frirum.foundation.ui.dates import short_day
from frirum.foundation.wall.actors import Actor
from frirum.work.safety.queries import RiskLevel, levels_of

PAGE = 50
# A row's own place in the list: many cases may have been touched at one moment.
Place = tuple[datetime, UUID]


class CaseRow(NamedTuple):
    """One line of a list of cases, in words. An open case says nothing of its status."""

    url: str
    name: str
    number: str
    track: str
    with_whom: str
    status: str
    touched: str
    risk: RiskLevel | None


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
    """Names and workers of these cases, and levels, in three reads however many they are."""
    clients = client_names(actor=actor, cases=[case.pk for case in cases])
    standing = standing_of(actor=actor, cases=[case.pk for case in cases])
    risks = levels_of(actor=actor, cases=[case.pk for case in cases], today=timezone.localdate())
    names = names_of(worker for rows in standing.values() for worker, _team in rows)
    tracks, states = _words(Track), _words(Status)
    return [
        CaseRow(
            url=address("desk:case", case.pk),
            name=clients.get(case.pk) or case.number,
            number=case.number,
            track=tracks[case.track],
            with_whom=_with_whom(standing.get(case.pk, []), names),
            status="" if case.status == Status.OPEN else states[case.status],
            touched=short_day(case.touched_at),
            risk=risks.get(case.pk),
        )
        for case in cases
    ]


def _with_whom(standing: list[Standing], names: dict[UUID, str]) -> str:
    """The workers of a case, else its team."""
    workers = dict.fromkeys(names[worker] for worker, _team in standing if worker in names)
    return ", ".join(workers) or (standing[0][1] if standing else "")


def _words(choices: type[TextChoices]) -> dict[str, str]:
    """Each label translated once, not once a row."""
    return {value: str(label) for value, label in choices.choices}


class Hit(NamedTuple):
    """A person found in a case, or the case whose number was written; in words."""

    url: str
    name: str
    about: str
    status: str


def search_cases(*, actor: Actor, words: str, today: date) -> list[Hit]:
    """People by name, phone or birth date and cases by number, within what this actor sees; fifty
    at most."""
    tracks, states = _words(Track), _words(Status)
    role_in = functools.cache(lambda side, role: str(role_word(side=side, role=role)))

    def hit(pk: UUID, name: str, role: str, case: Case | CaseWords) -> Hit:
        about = " · ".join(filter(None, (role, case.number, tracks[case.track])))
        return Hit(address("desk:case", pk), name or case.number, about, states[case.status])

    return [
        *(hit(case.pk, name, "", case) for case, name in _numbered(actor, words)),
        *(
            hit(one.case_id, one.name, role_in(one.case.side, one.role), one.case)
            for one in find_people(actor=actor, words=words, today=today)
        ),
    ]


def _numbered(actor: Actor, words: str) -> list[tuple[Case, str]]:
    """The case with this number, when the words can be one, and its client's name."""
    number = words.strip().upper()
    if not CASE_NUMBER.fullmatch(number):
        return []
    found = list(Case.objects.visible_to(actor).filter(number=number))
    names = client_names(actor=actor, cases=[case.pk for case in found])
    return [(case, names.get(case.pk, "")) for case in found]
