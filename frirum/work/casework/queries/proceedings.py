"""Reports and probation, with each step they took."""

from dataclasses import dataclass

from frirum.casefile.matters.models import Case
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor

from ..models import Proceeding, ProceedingStep


def proceedings_of(*, actor: Actor, case: Case) -> list[Proceeding]:
    """Those still under way first, newest first."""
    rows = Proceeding.objects.visible_to(actor).filter(case=case)
    along = list(rows.select_related("agency", "agent").order_by("-started_on", "pk"))
    for row in along:
        row.case = case
    return sorted(along, key=lambda row: row.is_over)


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step in words. `may_strike`: it is the newest that stands, and not the first."""

    step: ProceedingStep
    by: str
    may_strike: bool


def step_rows(*, actor: Actor, proceeding: Proceeding) -> list[StepRow]:
    """Newest first; struck ones stay where they were."""
    rows = ProceedingStep.objects.visible_to(actor).filter(
        case=proceeding.case, proceeding=proceeding
    )
    steps = list(rows.order_by("added_at", "pk"))
    names = names_of(step.added_by for step in steps)
    standing = [step for step in steps if step.struck_at is None]
    return [
        StepRow(
            step=step,
            by=names.get(step.added_by, "") if step.added_by else "",
            may_strike=len(standing) > 1 and step is standing[-1],
        )
        for step in reversed(steps)
    ]
