"""What is told of a judgement, an instrument, a precaution and a plan, before it is a row."""

from dataclasses import dataclass
from datetime import date

from .domains import CopyForm, Domain
from .kinds import Cause, Level, Tool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    level: Level
    assessed_on: date
    review_on: date
    scenarios: str
    reasons: str
    measures: str
    flags: frozenset[Cause] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    tool: Tool
    used_on: date
    judgement: str
    concern: str = ""
    yes_count: int | None = None
    report: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Precaution:
    domain: Domain
    text: str
    owner: str
    due_on: date | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What holds for the whole plan."""

    contacts: str = ""
    code_word: str = ""
    copy_form: CopyForm = CopyForm.NONE
    copy_said: str = ""
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class PointState:
    stand: str
    since: str = ""
    note: str = ""
