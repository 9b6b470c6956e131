"""What stands in a case of messages across the wall: written there, or received there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.rulings import Ruling
from frirum.foundation.wall.sight import rows_under

from ..models import Assignment, Case, Crossing, CrossingState, HouseWarning, Phase
from ..rules import (
    is_its_task,
    is_overdue,
    may_act_on,
    may_confirm,
    may_review_warning,
    warning_review_due,
)
from .skeleton import Standing, leads, led_cases, works_on

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class CrossingRow:
    """A message as its writer's side is told of it. `state` is late on purpose."""

    crossing: Crossing
    who: str
    state: CrossingState

    @property
    def is_waiting(self) -> bool:
        return self.state == CrossingState.WITH_DESK

    @property
    def is_sent_back(self) -> bool:
        return self.state == CrossingState.SENT_BACK


def crossings_of(*, actor: Actor, case: Case, moment: datetime) -> list[CrossingRow]:
    """What was written in this case, the newest first."""
    written = Crossing.objects.visible_to(actor).filter(subject=case.pk)
    rows = list(written.order_by("-written_at", "pk")[:_SHOWN])
    names = names_of(row.written_by for row in rows)
    return [CrossingRow(row, names.get(row.written_by, ""), row.state_at(moment)) for row in rows]


def crossing_of(*, actor: Actor, case: Case, pk: UUID) -> Crossing | None:
    """One that was written in this case: to write it anew once it was sent back."""
    found: Crossing | None = (
        Crossing.objects.visible_to(actor).filter(subject=case.pk, pk=pk).first()
    )
    return found


@dataclass(frozen=True, slots=True)
class WarningRow:
    """A warning in the case that it warns, and what this reader may do about it."""

    warning: HouseWarning
    confirmed_by: str
    acted_by: str
    reviewed_by: str
    may_confirm: Ruling
    may_act: Ruling
    may_review: Ruling
    review_due: date

    @property
    def tone(self) -> str:
        """Red until somebody has written what was done."""
        return "" if self.warning.is_acted_on else "danger"


def warnings_of(*, actor: Actor, case: Case, only_open: bool = False) -> list[WarningRow]:
    """The newest first. Open: nobody has written yet what was done."""
    laid = case.warnings.visible_to(actor)
    laid = laid.filter(acted_at=None) if only_open else laid
    found = list(laid.order_by("-received_at", "pk")[:_SHOWN])
    if not found:
        return []
    works, led = works_on(actor, case.pk), leads(actor, case.pk)
    names = names_of(
        worker for row in found for worker in (row.confirmed_by, row.acted_by, row.reviewed_by)
    )
    return [_warning_row(row, names, actor, works=works, led=led) for row in found]


def _warning_row(
    row: HouseWarning, names: dict[UUID, str], actor: Actor, *, works: bool, led: bool
) -> WarningRow:
    may_look = led and actor.may(Permission.REVIEW_WARNING)
    return WarningRow(
        warning=row,
        confirmed_by=_name(names, row.confirmed_by),
        acted_by=_name(names, row.acted_by),
        reviewed_by=_name(names, row.reviewed_by),
        may_confirm=may_confirm(row, works=works, leads=led),
        may_act=may_act_on(row, works=works, leads=led),
        may_review=may_review_warning(by=actor, warning=row, leads=may_look),
        review_due=warning_review_due(row.received_at),
    )


def _name(names: dict[UUID, str], worker: UUID | None) -> str:
    return names.get(worker, "") if worker else ""


@dataclass(frozen=True, slots=True)
class CaseStands:
    """Who stands with a case, whether a warning in it is open, and the phase that holds."""

    standing: list[Standing]
    is_warned: bool
    phase: Phase | None


def how_it_stands(*, actor: Actor, case: Case) -> CaseStands:
    """One read for every page about a case."""
    rows = rows_under(actor, case.pk, (Case, "stands"), _stands)
    kind, since = rows[0][3:] if rows else (None, None)
    return CaseStands(
        standing=[(worker, team) for worker, team, *_rest in rows],
        is_warned=any(row[2] for row in rows),
        phase=Phase(case=case, kind=kind, since=since) if kind and since else None,
    )


def _stands(actor: Actor, case: UUID, _now: datetime) -> Any:
    laid = HouseWarning.objects.visible_to(actor, of=[case])
    phases = Phase.objects.visible_to(actor, of=[case]).filter(case=OuterRef("case"))
    newest = phases.order_by("-since", "-recorded_at", "pk")
    standing = Assignment.objects.visible_to(actor, of=[case]).filter(ended_at=None)
    return (
        standing.annotate(
            is_open=Exists(laid.filter(case=OuterRef("case"), acted_at=None)),
            newest=Subquery(newest.values("kind")[:1]),
            since=Subquery(newest.values("since")[:1]),
        )
        .order_by("started_at", "pk")
        .values_list("worker", "team__name", "is_open", "newest", "since")
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of it asks for this person today."""

    unread: list[tuple[UUID, str]]  # cases with a warning to confirm, and their numbers
    unanswered: list[tuple[UUID, str]]  # confirmed, and nobody has written what was done
    to_review: list[tuple[UUID, str]]
    sent_back: list[UUID]  # cases whose message the desk sent back to this writer
    is_late: bool


def waiting_for(*, actor: Actor, moment: datetime) -> Waiting:
    """Warnings in the cases this person works on or leads, and what came back from the desk."""
    rows = list(_open_warnings(actor))
    mine = [row for row in rows if is_its_task(row.for_whom, works=row.works, leads=row.led)]
    unread = [row for row in mine if not row.is_confirmed]
    reviews = [
        row
        for row in rows
        if actor.may(Permission.REVIEW_WARNING)
        and may_review_warning(by=actor, warning=row, leads=row.led).allowed
    ]
    return Waiting(
        unread=_cases(unread),
        unanswered=_cases(row for row in mine if row.is_confirmed and not row.is_acted_on),
        to_review=_cases(reviews),
        sent_back=_sent_back(actor),
        is_late=any(is_overdue(row.received_at, moment) for row in unread)
        or any(timezone.localdate(moment) > warning_review_due(r.received_at) for r in reviews),
    )


def _open_warnings(actor: Actor) -> Any:
    standing = Assignment.objects.visible_to(actor).filter(worker=actor.worker_id, ended_at=None)
    works, led = standing.values("case"), led_cases(actor)
    laid = HouseWarning.objects.visible_to(actor).filter(reviewed_at=None)
    return (
        laid.filter(Q(case__in=works) | Q(case__in=led))
        .annotate(
            works=Exists(standing.filter(case=OuterRef("case"))),
            led=Exists(led.filter(case=OuterRef("case"))),
        )
        .select_related("case")
        .order_by("received_at", "pk")[:_SHOWN]
    )


def _cases(rows: Iterable[HouseWarning]) -> list[tuple[UUID, str]]:
    return list(dict.fromkeys((row.case_id, row.case.number) for row in rows))


def _sent_back(actor: Actor) -> list[UUID]:
    """The newest of its case came back: nothing was written since."""
    own = Crossing.objects.visible_to(actor)
    newer = own.filter(subject=OuterRef("subject"), written_at__gt=OuterRef("written_at"))
    back = own.filter(written_by=actor.worker_id, state=CrossingState.SENT_BACK)
    return list(back.exclude(Exists(newer)).values_list("subject", flat=True)[:_SHOWN])
