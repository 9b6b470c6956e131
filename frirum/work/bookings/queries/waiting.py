"""Who waits for a time: those to whom one became free first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.dates import WEEKDAYS_ABBR

from frirum.casefile.matters.models import Case
from frirum.casefile.people.queries import client_names
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.ui.dates import clock
from frirum.foundation.wall.actors import Actor

from ..models import Wish

SHOWN = 100


@dataclass(frozen=True, slots=True)
class WishRow:
    """One who waits: with whom, for how long, when they can come, and the time that became free."""

    wish: Wish
    client: str
    worker: str
    when: str
    is_offered: bool


def wishes_of(*, actor: Actor, now: datetime, case: Case | None = None) -> list[WishRow]:
    rows = Wish.objects.visible_to(actor).waiting()
    rows = rows.filter(case=case) if case else rows.filter(worker=actor.worker_id)
    found = list(rows.select_related("case").order_by("urgency", "asked_at", "pk")[:SHOWN])
    names = client_names(actor=actor, cases=[one.case_id for one in found]) if found else {}
    return _rows(found, names, now)


def _rows(found: Iterable[Wish], clients: dict, now: datetime) -> list[WishRow]:  # type: ignore[type-arg]
    held = list(found)
    workers = names_of(one.worker for one in held)
    rows = [
        WishRow(
            one,
            clients.get(one.case_id, ""),
            workers.get(one.worker, ""),
            when_of(one),
            one.free_from is not None and one.free_from > now,
        )
        for one in held
    ]
    return sorted(rows, key=lambda row: not row.is_offered)


def when_of(wish: Wish) -> str:
    """Mon, Wed · kl. 9.00–12.00"""
    days = ", ".join(str(WEEKDAYS_ABBR[int(day)]) for day in wish.weekdays)
    hours = "–".join(clock(at) for at in (wish.from_time, wish.to_time) if at)
    return " · ".join(filter(None, (days, hours)))
