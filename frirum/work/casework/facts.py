"""What is told of orders, reports and contacts, apart from any table."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from frirum.casefile.agencies.models import Agency, AgencyPerson

from .kinds import ContactChannel, IdentityCheck, Informed, ProceedingKind, Stage


@dataclass(frozen=True, slots=True)
class With:
    """An agency, perhaps somebody there. Neither: somebody who is in no register."""

    agency: Agency | None = None
    agent: AgencyPerson | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldContact:
    """One talk, letter or meeting with somebody outside the house."""

    at: datetime
    channel: ContactChannel
    is_incoming: bool
    check: IdentityCheck
    said: str
    whom: With = With()
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldProceeding:
    """A report to the police, or somebody's time with the probation service."""

    kind: ProceedingKind
    started_on: date
    about: str
    whom: With = With()
    journal_number: str = ""
    stage: Stage = Stage.REPORTED
    informed: str = Informed.NOT_YET


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOrder:
    """An order as it was decided. `people` are ids of whom it protects, `zones` places."""

    kind: str
    decided_on: date
    first_day: date
    last_day: date
    people: tuple[UUID, ...]
    served_on: date | None = None
    agency: Agency | None = None
    journal_number: str = ""
    zones: tuple[str, ...] = ()
    remark: str = ""
