"""A case of one's own side, opened for an hour; and whoever looks at that afterwards."""

from datetime import datetime
from uuid import UUID

from django.http import Http404

from frirum.foundation.wall import sight
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..glass import case_on_own_side, opening, waiting_since
from ..models import Case, GlassBreak, GlassReason
from ..queries import leads
from ..rules import GLASS_LASTS, may_break_glass, may_open_for_an_hour, may_review, may_settle


@action(Permission.BREAK_GLASS)
def break_glass(
    *, by: Actor, number: str, reason_code: GlassReason, reason: str, now: datetime
) -> GlassBreak:
    """Open one case of one's own side for an hour. Opening another closes the one before.

    Takes the number as it was written, as whoever asks does not see the case yet.
    """
    since = waiting_since(by.worker_id)
    may_break_glass(reason=reason, waiting_since=since, moment=now).enforce()
    case = case_on_own_side(by.worker_id, number)
    own = GlassBreak.objects.visible_to(by).filter(worker=by.id, until__gt=now)
    if case and (twin := own.filter(case=case).first()):
        return twin  # type: ignore[no-any-return]
    is_seen = case is not None and sight.reaches(by, Case, case.pk)
    may_open_for_an_hour(is_within_reach=case is not None, is_seen=is_seen).enforce()
    own.update(until=now)
    made: GlassBreak = GlassBreak.objects.create(
        case=case,
        worker=by.id,
        reason_code=reason_code,
        reason=reason,
        broken_at=now,
        until=now + GLASS_LASTS,
    )
    return made


@action(Permission.REVIEW_GLASS)
def accept_glass(*, by: Actor, glass: GlassBreak, now: datetime) -> GlassBreak:
    """It was in order that the case was opened."""
    return _reviewed(by, glass, was_in_order=True, now=now)


@action(Permission.REVIEW_GLASS)
def question_glass(*, by: Actor, glass: GlassBreak, now: datetime) -> GlassBreak:
    """It was not. The data protection officer finds this deed in the ledger."""
    return _reviewed(by, glass, was_in_order=False, now=now)


@action(Permission.OVERSEE)
def settle_glass(*, by: Actor, glass: UUID, was_in_order: bool, now: datetime) -> GlassBreak:
    """The data protection officer closes it, when there is no leader who can.

    Takes an id, as whoever protects the data sees no case.
    """
    found = opening(glass)
    if found is None:
        raise Http404
    may_settle(by=by, glass=found).enforce()
    return _closed(by, found, was_in_order=was_in_order, now=now)


def _reviewed(by: Actor, glass: GlassBreak, *, was_in_order: bool, now: datetime) -> GlassBreak:
    may_review(by=by, glass=glass, leads=leads(by, glass.case_id)).enforce()
    return _closed(by, glass, was_in_order=was_in_order, now=now)


def _closed(by: Actor, glass: GlassBreak, *, was_in_order: bool, now: datetime) -> GlassBreak:
    glass.reviewed_at, glass.reviewed_by, glass.was_in_order = now, by.id, was_in_order
    glass.save(update_fields=["reviewed_at", "reviewed_by", "was_in_order"])
    return glass
