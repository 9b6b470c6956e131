"""What somebody tells, apart from any table: what actions take, and what a version remembers."""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from .kinds import DirectedAt, Precision, Reported, Source
from .taxonomy import Behaviour


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report to the police. A journal number exists only once they have opened a case."""

    district: str = ""
    journal_number: str = ""
    officer: str = ""
    reported_on: date | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One event as told. `account` holds facts only; `effect` is how it felt, and stays apart.

    Times are aware. Known only by day: the start of that local day. `count` is how often, such as
    87 for "87 messages".
    """

    happened_at: datetime
    behaviours: frozenset[Behaviour]
    account: str
    precision: Precision = Precision.EXACT
    ended_at: datetime | None = None
    count: int = 1
    channel: str = ""
    effect: str = ""
    place_kind: str = ""
    place_text: str = ""
    witnesses: str = ""
    directed_at: str = DirectedAt.CLIENT
    is_via_others: bool = False
    is_breach: bool = False
    reported: str = Reported.NO
    report: Report = Report()

    @property
    def day(self) -> date:
        return timezone.localtime(self.happened_at).date()

    @property
    def week_hour(self) -> int | None:
        """Hours since Monday 0.00 in local time; None when the hour is not known."""
        if self.precision in (Precision.DAY, Precision.PERIOD):
            return None
        local = timezone.localtime(self.happened_at)
        return local.weekday() * 24 + local.hour

    def as_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "happened_at": self.happened_at.isoformat(),
            "ended_at": self.ended_at.isoformat() if self.ended_at else None,
            "behaviours": sorted(self.behaviours),
            "report": report_as_json(self.report),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Told":
        ended_at = kept["ended_at"]
        return cls(
            **{
                **kept,
                "happened_at": datetime.fromisoformat(kept["happened_at"]),
                "ended_at": datetime.fromisoformat(ended_at) if ended_at else None,
                "behaviours": frozenset(Behaviour(code) for code in kept["behaviours"]),
                "precision": Precision(kept["precision"]),
                "report": report_from_json(kept["report"]),
            }
        )


def report_as_json(report: Report) -> dict[str, str]:
    day = report.reported_on
    return {**asdict(report), "reported_on": day.isoformat() if day else ""}


def report_from_json(kept: dict[str, str] | None) -> Report:
    if not kept:
        return Report()
    day = kept["reported_on"]
    return Report(**{**kept, "reported_on": date.fromisoformat(day) if day else None})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldMessage:
    """One message or call inside an incident. `fingerprint` is the same in every export of it."""

    at: datetime
    is_incoming: bool
    channel: str
    fingerprint: str
    text: str = ""
    party: str = ""
    call_outcome: str = ""
    seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a bulk import or the demo stores as one incident, with the messages it is made of."""

    told: Told
    source: Source = Source.IMPORT
    messages: tuple[ToldMessage, ...] = ()
    is_starred: bool = False
