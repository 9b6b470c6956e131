"""When and by whom something out of the ordinary was done, in codes: no content, no case.

For the data protection officer, and for the conflict desk to see whether a warning was read.
Whoever ever stood in a matter learns nothing of it here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from frirum.foundation.accounts.queries import names_of, workers_with
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.peephole import codes_behind_the_wall
from frirum.foundation.wall.roles import Role

from ..models import (
    Basis,
    Crossing,
    CrossingState,
    Danger,
    Delivery,
    ForWhom,
    GlassBreak,
    GlassReason,
    HouseWarning,
)
from ..rules import is_overdue, review_due, warning_review_due
from ..visibility import left_to_nobody, of_own_matters

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Receipt:
    """How far a warning has come: moments, never what was done."""

    confirmed_at: datetime | None
    acted_at: datetime | None
    reviewed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Laid:
    """One place where a message was laid; or that nobody was there. `noted_by` by name."""

    delivery: Delivery
    receipt: Receipt | None
    noted_by: str
    moment: datetime

    @property
    def is_nobody(self) -> bool:
        return self.receipt is None

    @property
    def is_asking(self) -> bool:
        """Somebody has come since who may have to be told: the desk looks again."""
        return self.delivery.asks_again and self.delivery.noted_at is None

    @property
    def is_open(self) -> bool:
        """Somebody at the desk has to follow it up."""
        if self.receipt is None:
            return self.delivery.noted_at is None
        return self.receipt.confirmed_at is None and self.delivery.noted_at is None

    @property
    def is_reviewed(self) -> bool:
        if self.delivery.asks_again:
            return True
        looked = self.receipt is not None and self.receipt.reviewed_at is not None
        return looked or self.delivery.reviewed_at is not None

    @property
    def review_due(self) -> date:
        return warning_review_due(self.delivery.made_at)

    @property
    def is_late(self) -> bool:
        """Not followed up within hours, or not looked through within days."""
        if self.is_open and is_overdue(self.delivery.made_at, self.moment):
            return True
        return not self.is_reviewed and timezone.localdate(self.moment) > self.review_due

    @property
    def words(self) -> Promise:
        if self.delivery.asks_again:
            return _("Somebody may have come since") if self.is_asking else _("Looked again")
        if self.receipt is None:
            is_noted = self.delivery.noted_at is not None
            return _("Nobody to tell in the house; done otherwise") if is_noted else _NOBODY
        if self.receipt.acted_at:
            return _("Told, confirmed and acted on")
        return _("Told and confirmed") if self.receipt.confirmed_at else _("Told, not confirmed")


_NOBODY = _("Nobody to tell in the house")


def laid_of(*, actor: Actor, crossings: Iterable[UUID], moment: datetime) -> dict[UUID, list[Laid]]:
    """Per message where it was laid, in three reads however many they are."""
    rows = list(
        Delivery.objects.visible_to(actor)
        .filter(crossing__in=list(crossings))
        .order_by("made_at", "pk")
    )
    receipts = _receipts([row.warning for row in rows if row.warning])
    names = names_of(row.noted_by for row in rows)
    found: dict[UUID, list[Laid]] = {}
    for row in rows:
        receipt = receipts.get(row.warning) if row.warning else None
        noted_by = names.get(row.noted_by, "") if row.noted_by else ""
        found.setdefault(row.crossing, []).append(Laid(row, receipt, noted_by, moment))
    return found


def not_followed_up(actor: Actor) -> Any:
    """The messages of which somebody at the desk has something to follow up still."""
    confirmed = codes_behind_the_wall(HouseWarning, "id").filter(confirmed_at__isnull=False)
    open_ends = Delivery.objects.visible_to(actor).filter(noted_at=None)
    return open_ends.exclude(warning__in=confirmed).values("crossing")


def _receipts(warnings: list[UUID]) -> dict[UUID, Receipt]:
    if not warnings:
        return {}
    told = codes_behind_the_wall(HouseWarning, "id", "confirmed_at", "acted_at", "reviewed_at")
    return {pk: Receipt(*moments) for pk, *moments in told.filter(pk__in=warnings)}


@dataclass(frozen=True, slots=True)
class OverseenCrossing:
    """A message across the wall, as whoever protects the house's data sees it."""

    written_at: datetime
    who: str
    danger: Promise | str
    basis: Promise | str
    for_whom: Promise | str
    state: CrossingState
    decided_by: str
    decided_at: datetime | None
    laid: list[Laid]
    is_waiting_long: bool
    is_stuck: bool

    @property
    def is_sent_back(self) -> bool:
        return self.state == CrossingState.SENT_BACK

    @property
    def is_waiting(self) -> bool:
        return self.state == CrossingState.WITH_DESK

    @property
    def is_late(self) -> bool:
        return self.is_stuck or self.is_waiting_long or any(each.is_late for each in self.laid)


def overseen_crossings(*, actor: Actor, moment: datetime) -> list[OverseenCrossing]:
    """The hundred newest; what is late on top."""
    told = codes_behind_the_wall(
        Crossing, "id", "written_at", "written_by", "danger", "basis", "for_whom", "state",
        "decided_by", "decided_at",
    )  # fmt: skip
    rows = list(told.exclude(of_own_matters(actor)).order_by("-written_at", "pk")[:_SHOWN])
    laid = laid_of(actor=actor, crossings=[row[0] for row in rows], moment=moment)
    names = names_of(worker for row in rows for worker in (row[2], row[7]))
    stuck = _stuck(workers_with(Role.CONFLICT_DESK))
    found = [
        _overseen(row, laid.get(row[0], []), names, moment, is_stuck=row[0] in stuck)
        for row in rows
    ]
    return sorted(found, key=lambda row: not row.is_late)


def _stuck(at_desk: Iterable[UUID]) -> set[UUID]:
    """Messages that wait while nobody is left at the desk who may decide."""
    told = codes_behind_the_wall(Crossing, "id").filter(state=CrossingState.WITH_DESK)
    return {pk for (pk,) in told.filter(left_to_nobody(at_desk))}


def _overseen(
    row: Any, laid: list[Laid], names: dict[UUID, str], moment: datetime, *, is_stuck: bool
) -> OverseenCrossing:
    _pk, written_at, written_by, danger, basis, for_whom, state, decided_by, decided_at = row
    is_waiting = state == CrossingState.WITH_DESK
    return OverseenCrossing(
        written_at=written_at,
        who=names.get(written_by, ""),
        danger=Danger(danger).label,
        basis=Basis(basis).label,
        for_whom=ForWhom(for_whom).label,
        state=CrossingState(state),
        decided_by=names.get(decided_by, "") if decided_by else "",
        decided_at=decided_at,
        laid=laid,
        is_waiting_long=is_waiting and is_overdue(written_at, moment),
        is_stuck=is_stuck,
    )


@dataclass(frozen=True, slots=True)
class OverseenGlass:
    """A case of one's own side that was opened for an hour, without the case."""

    pk: UUID
    who: str
    reason: Promise | str
    broken_at: datetime
    until: datetime
    reviewed_by: str
    reviewed_at: datetime | None
    was_in_order: bool | None
    due: date
    is_own: bool
    is_late: bool


def overseen_glass(*, actor: Actor, moment: datetime) -> list[OverseenGlass]:
    """The hundred newest; what is late on top."""
    told = codes_behind_the_wall(
        GlassBreak, "id", "worker", "reason_code", "broken_at", "until", "reviewed_by",
        "reviewed_at", "was_in_order",
    )  # fmt: skip
    mine = of_own_matters(actor, path="case")
    rows = list(told.exclude(mine).order_by("-broken_at", "pk")[:_SHOWN])
    names = names_of(worker for row in rows for worker in (row[1], row[5]))
    today = timezone.localdate(moment)
    found = [
        OverseenGlass(
            pk=pk,
            who=names.get(worker, ""),
            reason=GlassReason(code).label if code in GlassReason.values else "",
            broken_at=broken_at,
            until=until,
            reviewed_by=names.get(reviewed_by, "") if reviewed_by else "",
            reviewed_at=reviewed_at,
            was_in_order=was_in_order,
            due=review_due(broken_at),
            is_own=worker == actor.id,
            is_late=reviewed_at is None and today > review_due(broken_at),
        )
        for pk, worker, code, broken_at, until, reviewed_by, reviewed_at, was_in_order in rows
    ]
    return sorted(found, key=lambda row: not row.is_late)


def late_in_house(*, actor: Actor, moment: datetime) -> int:
    """How many of the rows of both lists should have been seen to before now."""
    crossings = overseen_crossings(actor=actor, moment=moment)
    glass = overseen_glass(actor=actor, moment=moment)
    return sum(row.is_late for row in crossings) + sum(row.is_late for row in glass)
