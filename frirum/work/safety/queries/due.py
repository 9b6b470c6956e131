"""What is due for review, and what waits for a leader, across the cases somebody sees."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from frirum.casefile.matters.models import Assignment, Case
from frirum.casefile.matters.queries import led_cases
from frirum.foundation.wall.actors import Actor
from frirum.work.incidents.models import Incident

from ..kinds import Level, Stand
from ..models import Assessment, Measure, Plan, ReviewCause
from ..rules import FIRST_WITHIN, JUDGED
from .risk import breaches_since

SOON = timedelta(days=3)
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class DueReview:
    """A case that must be judged anew. `level` is None when nobody has judged it yet."""

    case: Case
    level: Level | None
    due_on: date
    is_overdue: bool
    has_new_breach: bool = False


def due_reviews(*, actor: Actor, today: date, limit: int = _SHOWN) -> list[DueReview]:
    """In the cases this worker works on: overdue or due within days, the first due first."""
    asked = _never_judged(actor, today, limit)
    known = {one.case.pk for one in asked}
    found = [*_judged(actor, today, limit), *asked]
    found += [one for one in _still_to_judge(actor, today, limit) if one.case.pk not in known]
    return sorted(found, key=lambda one: (one.due_on, str(one.case.pk)))[:limit]


def _own_cases(actor: Actor) -> Any:
    standing = Assignment.objects.visible_to(actor).filter(ended_at=None)
    return standing.filter(worker=actor.worker_id).values("case")


def _judged(actor: Actor, today: date, limit: int) -> list[DueReview]:
    rows = (
        Assessment.objects.visible_to(actor)
        .current()
        .filter(case__in=_own_cases(actor), case__closed_at=None)
        .annotate(has_breach=Exists(breaches_since(Incident.objects.visible_to(actor))))
        .filter(Q(due_on__lte=today + SOON) | Q(has_breach=True))
        .select_related("case")
        .order_by("due_on", "pk")[:limit]
    )
    return [
        DueReview(
            one.case,
            one.level_of,
            min(one.due_on, today) if one.has_breach else one.due_on,
            is_overdue=one.due_on < today or one.has_breach,
            has_new_breach=one.has_breach,
        )
        for one in rows
    ]


def _never_judged(actor: Actor, today: date, limit: int) -> list[DueReview]:
    """Something asks for a judgement, and there is none at all."""
    held = Assessment.objects.visible_to(actor).current().filter(case=OuterRef("case"))
    causes = (
        ReviewCause.objects.visible_to(actor)
        .open()
        .filter(case__in=_own_cases(actor), case__closed_at=None, due_on__lte=today + SOON)
        .exclude(Exists(held))
        .select_related("case")
        .order_by("due_on", "pk")[:limit]
    )
    first: dict[Any, DueReview] = {}
    for one in causes:
        due = DueReview(one.case, None, one.due_on, is_overdue=one.due_on < today)
        first.setdefault(one.case_id, due)
    return list(first.values())


def _still_to_judge(actor: Actor, today: date, limit: int) -> list[DueReview]:
    """Open for two weeks, and nobody has judged how dangerous it is."""
    held = Assessment.objects.visible_to(actor).current().filter(case=OuterRef("pk"))
    opened = timezone.make_aware(datetime.combine(today - FIRST_WITHIN + SOON, time.max))
    cases = Case.objects.visible_to(actor).filter(pk__in=_own_cases(actor), closed_at=None)
    rows = cases.filter(track__in=JUDGED, opened_at__lte=opened).exclude(Exists(held))
    found = [
        (one, timezone.localdate(one.opened_at) + FIRST_WITHIN)
        for one in rows.order_by("opened_at", "pk")[:limit]
    ]
    return [DueReview(one, None, on, is_overdue=on < today) for one, on in found]


@dataclass(frozen=True, slots=True)
class DuePlan:
    """A safety plan to go through again, or with a measure that is late."""

    case: Case
    due_on: date


def due_plans(*, actor: Actor, today: date, limit: int = _SHOWN) -> list[DuePlan]:
    """In the cases this worker works on: due by today, the first due first."""
    late = Measure.objects.visible_to(actor).standing()
    late = late.filter(case=OuterRef("case"), done_on=None, due_on__lt=today).order_by("due_on")
    rows = (
        Plan.objects.visible_to(actor)
        .filter(case__in=_own_cases(actor), case__closed_at=None)
        .annotate(late_since=Subquery(late.values("due_on")[:1]))
        .filter(Q(review_on__lte=today) | Q(late_since__isnull=False))
        .select_related("case")
        .order_by("review_on", "pk")[:limit]
    )
    found = [DuePlan(one.case, _earliest(one.review_on, one.late_since, today)) for one in rows]
    return sorted(found, key=lambda one: (one.due_on, str(one.case.pk)))


def _earliest(review_on: date | None, late_since: date | None, today: date) -> date:
    return min(day for day in (review_on, late_since, today) if day)


def waiting_for_leader(*, actor: Actor, limit: int = _SHOWN) -> list[Assessment]:
    """Raised to high or severe in a case of one's own team, the oldest first, with the cases."""
    rows = Assessment.objects.visible_to(actor).current().filter(stand=Stand.WAITS)
    led = rows.filter(case__in=led_cases(actor), case__closed_at=None)
    return list(led.select_related("case").order_by("assessed_at", "pk")[:limit])
