"""The level of a case wherever it shows, and its history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.sight import rows_under
from frirum.work.incidents.models import Incident

from ..kinds import DANGERS, ENCOUNTERS, Cause, Level, Stand
from ..models import Assessment, InstrumentResult, ReviewCause
from ..rules import Escalation, escalation_in

_SHOWN = 50
_WEEKS = 8
_CAUSE = "cause"


@dataclass(frozen=True, slots=True)
class RiskLevel:
    """What a heading or a line of a list says: the level, whether it waits, and when it is due."""

    level: Level
    assessed_on: date
    due_on: date
    is_waiting: bool
    is_overdue: bool
    has_new_breach: bool = False

    @property
    def color(self) -> str:
        """Red is rare: severe, or overdue."""
        if self.level == Level.SEVERE:
            return "danger"
        return "warning" if self.level == Level.HIGH else "neutral"


@dataclass(frozen=True, slots=True)
class OpenCause:
    """Something that asks for a new judgement and has none yet, in short."""

    kind: Cause
    happens_on: date
    due_on: date

    @property
    def is_danger(self) -> bool:
        return self.kind in DANGERS


def risk_of(*, actor: Actor, case: Case, today: date) -> RiskLevel | None:
    """The judgement that holds, in one read. None: not yet judged."""
    found = rows_under(actor, case.pk, (Assessment, "holds"), _holding)
    return next((level_in(row, today=today) for row in found), None)


def level_in(row: tuple[Any, ...], *, today: date) -> RiskLevel:
    """From level, day of the judgement, day of review, where it stands, and a breach since."""
    level, assessed_on, due_on, stand, has_breach = row
    return RiskLevel(
        Level(level),
        assessed_on,
        due_on,
        is_waiting=stand == Stand.WAITS,
        is_overdue=due_on < today or bool(has_breach),
        has_new_breach=bool(has_breach),
    )


def judgement_that_holds(actor: Actor, case: UUID) -> Any:
    """With whether a breach was told since; to be written out once, so without a clock."""
    held = Assessment.objects.visible_to(actor, of=[case]).current()
    breaches = breaches_since(Incident.objects.visible_to(actor, of=[case]))
    return held.annotate(has_breach=Exists(breaches))


def _holding(actor: Actor, case: UUID, _now: datetime) -> Any:
    held = judgement_that_holds(actor, case)
    return held.values_list("level", "assessed_on", "due_on", "stand", "has_breach")


def breaches_since(incidents: Any) -> Any:
    """Breaches told after the judgement of the outer query, or done after its day. One told late
    is looked for some weeks back, so that a log of years is not read through."""
    told = incidents.filter(
        case=OuterRef("case"), is_breach=True, day__gte=OuterRef("looks_back_to")
    )
    return told.filter(
        Q(recorded_at__gt=OuterRef("assessed_at")) | Q(day__gt=OuterRef("assessed_on"))
    )


def levels_of(*, actor: Actor, cases: Iterable[UUID], today: date) -> dict[UUID, RiskLevel]:
    """The same for a page of cases, in one read; cases not yet judged are not in it."""
    held = Assessment.objects.visible_to(actor, of=list(cases)).current()
    return {
        case: RiskLevel(
            Level(level), assessed_on, due_on, stand == Stand.WAITS, is_overdue=due_on < today
        )
        for case, level, assessed_on, due_on, stand in held.values_list(
            "case", "level", "assessed_on", "due_on", "stand"
        )
    }


def has_open_risk(*, actor: Actor, case: Case, on: date) -> bool:
    """High or severe, a sign of danger nobody has judged yet, or a review overdue."""
    held = risk_of(actor=actor, case=case, today=on)
    if held and (held.level.is_grave or held.is_overdue):
        return True
    if held is None:
        told = Incident.objects.visible_to(actor, of=[case.pk])
        if told.filter(is_breach=True).exists():
            return True
    causes = ReviewCause.objects.visible_to(actor, of=[case.pk]).open()
    return bool(causes.filter(kind__in=DANGERS).exists())


def open_causes(actor: Actor, case: UUID) -> Any:
    """What asks for a new judgement and has none yet; to be written out once."""
    return ReviewCause.objects.visible_to(actor, of=[case]).open()


def causes_of(*, actor: Actor, case: Case) -> list[ReviewCause]:
    """All that asks for a new judgement and has none yet, next due first."""
    causes = ReviewCause.objects.visible_to(actor).filter(case=case).open()
    return list(causes.order_by("due_on", "pk")[:_SHOWN])


def encounters_of(*, actor: Actor, case: Case) -> list[ReviewCause]:
    """The diary of where the two must be in one place, judged or not, the latest day first."""
    rows = ReviewCause.objects.visible_to(actor).filter(case=case, kind__in=ENCOUNTERS)
    return list(rows.order_by("-happens_on", "-noted_at", "pk")[:_SHOWN])


def history_of(*, actor: Actor, case: Case) -> list[Assessment]:
    """Newest first, also what a leader sent back."""
    rows = Assessment.objects.visible_to(actor).filter(case=case)
    return list(rows.order_by("-assessed_on", "-assessed_at", "pk")[:_SHOWN])


def results_of(*, actor: Actor, case: Case) -> list[InstrumentResult]:
    rows = InstrumentResult.objects.visible_to(actor).filter(case=case)
    return list(rows.order_by("-used_on", "-recorded_at", "pk")[:_SHOWN])


def new_breaches(*, actor: Actor, case: Case, held: Assessment | None) -> int:
    """Incidents marked as a breach that were told since the judgement that holds."""
    rows = Incident.objects.visible_to(actor).filter(case=case, is_breach=True)
    if held:
        rows = rows.filter(day__gte=held.looks_back_to)
        rows = rows.filter(Q(recorded_at__gt=held.assessed_at) | Q(day__gt=held.assessed_on))
    return int(rows.count())


def escalation_of(*, actor: Actor, case: Case, today: date) -> Escalation | None:
    """Whether the log of the last whole weeks says that it happens more often. It proposes; a
    person judges."""
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=_WEEKS)
    rows = Incident.objects.visible_to(actor).filter(case=case, day__gte=first, day__lt=monday)
    weeks = [0] * _WEEKS
    for day, entries in rows.order_by().values_list("day").annotate(entries=Count("day")):
        weeks[(day - first).days // 7] += entries
    return escalation_in(weeks)
