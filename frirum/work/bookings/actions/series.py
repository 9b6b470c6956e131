"""The same appointment again and again: a course, or a group."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..facts import ForClient, Wanted
from ..models import Appointment
from ..moments import Repeat, repeated
from ..queries.busy import rooms_of
from ..queries.judging import judge
from ._keeping import _holders, _keep, _take_turns
from .booking import NOTHING_SAID


@dataclass
class SeriesMade:
    """What was booked, and which times were not free, with the sentence for each."""

    booked: list[Appointment] = field(default_factory=list)
    refused: list[tuple[datetime, str]] = field(default_factory=list)


@action(Permission.BOOK)
def book_series(
    *,
    by: Actor,
    cases: Sequence[Case],
    wanted: Wanted,
    repeat: Repeat,
    once: UUID,
    now: datetime,
    told: ForClient = NOTHING_SAID,
) -> SeriesMade:
    """All that are free are booked; one that is not never keeps the others from it."""
    made = SeriesMade()
    known = list(Appointment.objects.filter(series=once).order_by("starts_at"))
    if known:
        return SeriesMade(known)
    rooms = [wanted.room] if wanted.room else rooms_of(wanted.site)
    _take_turns(_holders(wanted, rooms))
    for number, starts_at in enumerate(repeated(wanted.starts_at, repeat)):
        at = wanted.at(starts_at)
        judged = judge(cases=cases, wanted=at, now=now)
        if not judged.ruling.allowed:
            made.refused.append((starts_at, str(judged.ruling.refusal)))
            continue
        one = uuid5(once, str(number))
        room = judged.room
        made.booked.append(_keep(by, cases, at, room, told=told, once=one, series=once, now=now))
    return made
