"""The case on one screen: the frame around every page about it, and one panel of each room."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from frirum.casefile.matters.models import Case, Phase, PhaseKind
from frirum.casefile.matters.queries import (
    Standing,
    WarningRow,
    how_it_stands,
    warnings_of,
)
from frirum.casefile.people.banner import SafeContactNote
from frirum.casefile.people.kinds import PersonRole, role_word
from frirum.casefile.people.models import Person
from frirum.casefile.people.queries import people_of, safe_contact_of
from frirum.casefile.tasks.queries import TaskRow, rows_of, tasks_of
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor
from frirum.work.bookings.models import Coming
from frirum.work.bookings.queries.panel import next_coming
from frirum.work.incidents.queries import IncidentPanel, incident_panel

from .case_tabs import Tab, tabs_of
from .marks import Marks, marks_of


@dataclass(frozen=True, slots=True)
class CaseFrame:
    """What stands around every page about a case: who it is, and how they may be reached."""

    case: Case
    people: list[Person]
    today: date
    safe_contact: SafeContactNote
    phase: Phase | None
    marks: Marks
    workers: list[str]
    team: str
    is_warned: bool
    tabs: list[Tab]
    pages: list[Tab]

    @property
    def client(self) -> Person | None:
        return next((p for p in self.people if p.role == PersonRole.CLIENT), None)

    @property
    def age(self) -> int | None:
        return self.client.age(on=self.today) if self.client else None

    @property
    def others(self) -> list[tuple[str, str]]:
        """Name of everybody else, and who that is to the client."""
        return [
            (p.full_name, str(role_word(side=self.case.side, role=PersonRole(p.role))))
            for p in self.people
            if p.role != PersonRole.CLIENT
        ]

    @property
    def is_ongoing(self) -> bool:
        return self.phase is not None and self.phase.kind == PhaseKind.ONGOING


def case_frame(*, actor: Actor, case: Case, here: str, now: datetime) -> CaseFrame:
    """`here` is the page's own name, so that its tab is marked."""
    today = timezone.localdate(now)
    stands, (tabs, pages) = how_it_stands(actor=actor, case=case), tabs_of(case, here)
    return CaseFrame(
        case=case,
        people=people_of(actor=actor, case=case),
        today=today,
        safe_contact=safe_contact_of(actor=actor, case=case, on=today),
        phase=stands.phase,
        marks=marks_of(actor=actor, case=case, today=today),
        workers=_names(stands.standing),
        team=stands.standing[0][1] if stands.standing else "",
        is_warned=stands.is_warned,
        tabs=tabs,
        pages=pages,
    )


def _names(standing: list[Standing]) -> list[str]:
    names = names_of(worker for worker, _team in standing)
    return [names[worker] for worker, _team in standing if worker in names]


@dataclass(frozen=True, slots=True)
class CasePage:
    """One panel of each room, read in a fixed number of statements."""

    incidents: IncidentPanel
    tasks: list[TaskRow]
    next_coming: Coming | None
    # Read by the template when the frame says that there is one: seldom, so not at every visit.
    open_warnings: Callable[[], list[WarningRow]]


def case_page(*, actor: Actor, case: Case, today: date) -> CasePage:
    return CasePage(
        incidents=incident_panel(actor=actor, case=case),
        tasks=rows_of(tasks=tasks_of(actor=actor, case=case, limit=5), today=today),
        next_coming=next_coming(actor=actor, case=case),
        open_warnings=lambda: warnings_of(actor=actor, case=case, only_open=True),
    )
