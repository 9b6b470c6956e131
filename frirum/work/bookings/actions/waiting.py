"""Waiting for a time: what a client wishes, and when it is met."""

from datetime import datetime, time
from uuid import UUID

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..models import Kind, Urgency, Wish
from ..rules import may_book_in, may_wait


@action(Permission.BOOK)
def ask_for_time(
    *,
    by: Actor,
    case: Case,
    worker: UUID,
    now: datetime,
    kind: Kind = Kind.TALK,
    minutes: int = 60,
    weekdays: str = "01234",
    from_time: time | None = None,
    to_time: time | None = None,
    urgency: Urgency = Urgency.DUE,
    note: str = "",
) -> Wish:
    """To be planned next week, and offered when a time becomes free. The same wish stands once."""
    may_book_in(case).enforce()
    may_wait(weekdays=weekdays, from_time=from_time, to_time=to_time).enforce()
    same = {"kind": kind, "worker": worker, "minutes": minutes, "done_at": None}
    held = Wish.objects.visible_to(by).filter(case=case, **same).first()
    made: Wish = held or Wish(case=case, kind=kind, worker=worker, minutes=minutes, asked_at=now)
    made.weekdays, made.from_time, made.to_time = weekdays, from_time, to_time
    made.urgency, made.note = urgency, note
    made.save()
    return made


@action(Permission.BOOK)
def end_wish(*, by: Actor, wish: Wish, now: datetime) -> Wish:
    """Met, or not wanted any more."""
    if wish.done_at is None:
        wish.done_at = now
        wish.save(update_fields=["done_at"])
    return wish
