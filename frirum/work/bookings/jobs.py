"""What came too close is looked for after each change, and every ten minutes whatever changed; and
a week is planned."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from frirum.foundation.jobs.queue import Running, job
from frirum.foundation.wall.actors import Actor

from .actions.apart import look_for_too_close
from .actions.planning import keep_plan
from .gathering import gather
from .looking import LOOK, PLAN
from .models import PlanState, Proposal
from .planning.greedy import plan_greedily
from .planning.solver import plan_week


@job(LOOK, every=timedelta(minutes=10), as_system="looks whether opponents have come too close")
def run_looking(*, by: Actor, running: Running) -> dict[str, Any] | None:  # noqa: ARG001 - the queue hands it over
    look_for_too_close(by=by, now=timezone.now())
    return None


@job(PLAN)
def run_planning(*, by: Actor, running: Running, proposal: str) -> dict[str, Any] | None:
    """Fill the week from what waits: the plain way first, then as well as can be."""
    held = Proposal.objects.filter(pk=UUID(proposal), state=PlanState.MAKING).first()
    if held is None:
        return None
    running.progress(1, 3)
    week = gather(held.monday, now=timezone.now())
    plain = plan_greedily(week.problem)
    running.progress(2, 3)
    plan = plan_week(week.problem)
    keep_plan(by=by, proposal=held, week=week, plan=plan, plain=plain, now=timezone.now())
    return {"placed": len(plan.placed), "of": len(week.wishes)}
