"""Free times for what is half typed in the form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from frirum.casefile.matters.models import Case
from frirum.foundation.ui.rules import Impossible, Unreadable, read_day
from frirum.foundation.wall.actors import Actor

from ..facts import Wanted
from ..models import Kind
from .free import TIMES_MORE, Slot, first_asked, free_slots


@dataclass
class Offer:
    """What was asked, and the few times that were drawn. `typed` is whatever stands in the form."""

    choices: Any
    typed: Mapping[str, Any]
    slots: list[Slot] = field(default_factory=list)
    more: int = 0
    next_more: int | None = None

    @property
    def workers(self) -> list[UUID]:
        typed = self.typed
        said = typed.getlist("workers") if isinstance(typed, QueryDict) else typed.get("workers")
        known = {str(pk): pk for pk in self.choices.workers}
        return [known[str(one)] for one in said or () if str(one) in known]


def offer_of(*, actor: Actor, case: Case, asked: Offer, now: datetime) -> Offer:
    """Nonsense in the form asks for an hour's talk from tomorrow on."""
    wanted, first = _wanted(asked, now), first_asked(now)
    asked.more = min(max(_number(asked.typed.get("find"), 0), 0), TIMES_MORE)
    asked.slots = free_slots(
        actor=actor,
        case=case,
        wanted=wanted,
        workers=asked.workers or [actor.worker_id],
        from_day=max(_day(asked.typed.get("from_day"), first), timezone.localdate(now)),
        now=now,
        language=str(asked.typed.get("language") or ""),
        more=asked.more,
    )
    asked.next_more = asked.more + 1 if asked.slots and asked.more < TIMES_MORE else None
    return asked


def _wanted(asked: Offer, now: datetime) -> Wanted:
    typed = asked.typed
    kind = str(typed.get("kind") or "")
    sites = {str(site.pk): site for site in asked.choices.sites}
    minutes = _number(typed.get("minutes"), 60)
    known = Kind(kind) if kind in Kind.values else Kind.TALK
    return Wanted(
        kind=known,
        starts_at=now,
        ends_at=now + timedelta(minutes=min(max(minutes, 15), 600)),
        workers=(),
        site=sites.get(str(typed.get("site") or "")),
        prepare=_number(typed.get("prepare"), 0),
        travel=_number(typed.get("travel"), 0),
        fetching=_number(typed.get("fetching"), 0),
    )


def _number(said: object, otherwise: int) -> int:
    text = str(said or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else otherwise


def _day(said: object, otherwise: date) -> date:
    try:
        return read_day(str(said), today=timezone.localdate()) if said else otherwise
    except (Unreadable, Impossible):
        return otherwise
