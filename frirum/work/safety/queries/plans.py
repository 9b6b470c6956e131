"""The safety plan as it stands, its measures, and how it stood."""

from dataclasses import dataclass
from datetime import date

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actors import Actor

from ..document import Document, Line
from ..domains import Domain
from ..models import Measure, Plan, PlanVersion

_SHOWN = 100


def plan_of(*, actor: Actor, case: Case) -> Plan | None:
    """None until the first change is saved."""
    found: Plan | None = Plan.objects.visible_to(actor).filter(case=case).first()
    if found:
        found.case = case
    return found


def measures_of(*, actor: Actor, case: Case) -> list[Measure]:
    """What the plan holds today: next due first, what is done last."""
    rows = Measure.objects.visible_to(actor).filter(case=case).standing()
    found = list(rows.order_by("decided_on", "pk")[:_SHOWN])
    return sorted(found, key=lambda one: (one.done_on is not None, one.due_on or date.max))


def document_of(*, actor: Actor, case: Case) -> Document:
    """The whole as it stands."""
    plan, measures = plan_of(actor=actor, case=case), measures_of(actor=actor, case=case)
    lines = [
        Line(
            domain=one.domain,
            text=one.text,
            owner=one.owner,
            decided_on=one.decided_on.isoformat(),
            due_on=_iso(one.due_on),
            done_on=_iso(one.done_on),
            review_on=_iso(one.review_on),
        )
        for one in measures
    ]
    if plan is None:
        return Document(lines)
    return Document(lines, plan.contacts, plan.code_word, plan.points, _iso(plan.review_on))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@dataclass(frozen=True, slots=True)
class DomainRows:
    """What is still to be done in a domain, and whether it is late; and what is done."""

    domain: Domain
    open: list[tuple[Measure, bool]]
    done: list[Measure]


def by_domain(measures: list[Measure], *, today: date) -> list[DomainRows]:
    """Every domain, also the empty ones: what nobody has thought of is seen."""
    by: dict[str, list[Measure]] = {one.value: [] for one in Domain}
    for row in measures:
        by[row.domain].append(row)
    return [
        DomainRows(
            one,
            open=[(row, row.is_late(today)) for row in by[one.value] if not row.done_on],
            done=[row for row in by[one.value] if row.done_on],
        )
        for one in Domain
    ]


def versions_of(*, actor: Actor, case: Case) -> list[PlanVersion]:
    """Newest first."""
    rows = PlanVersion.objects.visible_to(actor).filter(case=case)
    return list(rows.order_by("-number", "pk")[:_SHOWN])
