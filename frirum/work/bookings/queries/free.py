"""Times that fit client, worker, room and language: a few at a time, drawn at random.

What is offered follows from what the house itself knows: who works when, which rooms are free, and
the hours that were divided between the sides of a matter beforehand. It never looks at whether an
opponent comes, so asking five hundred times teaches nothing of that.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from uuid import UUID

from django.utils import timezone

from frirum.casefile.matters.models import Case
from frirum.casefile.matters.separation import Apart
from frirum.foundation.vault.index import tag
from frirum.foundation.wall.actors import Actor

from ..division import Place, is_within_hours
from ..facts import Wanted
from ..models import Hours, Room, Sheet
from ..moments import holiday, local
from ..separation import bonds_of, place_of, presence_of
from .busy import Diary, diary_of, rooms_of

DAYS, OFFERED, TIMES_MORE = 21, 6, 3
_STEP = timedelta(minutes=30)
_DEFAULT = (time(9), time(16))


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that can be asked for; whether it is available is said when it is booked."""

    starts_at: datetime
    ends_at: datetime
    worker: UUID
    name: str


def free_slots(
    *,
    actor: Actor,
    case: Case,
    wanted: Wanted,
    workers: Sequence[UUID],
    from_day: date,
    now: datetime,
    language: str = "",
    more: int = 0,
) -> list[Slot]:
    """At most six, spread over three weeks. `more`: the next six, three times at most."""
    speaking = [one for one in workers if not language or one in _speak(workers, language)]
    rooms = rooms_of(wanted.site, 2)
    first, last = local(from_day, time.min), local(from_day + timedelta(days=DAYS), time.min)
    diary = diary_of(workers=speaking, rooms=rooms, first=first, last=last)
    bonds = bonds_of(actor=actor, cases=[case])
    place = place_of(wanted.site) if wanted.site else None
    fitting = [
        slot
        for worker in speaking
        for slot in _slots_of(worker, wanted, diary, from_day, now)
        if _has_room(slot, wanted, diary, rooms)
        and (
            not wanted.is_on_site
            or place is None
            or _may_be_there(slot, wanted, rooms, bonds, place)
        )
    ]
    return _few(fitting, case, wanted, from_day, min(more, TIMES_MORE))


def _speak(workers: Iterable[UUID], language: str) -> set[UUID]:
    sheets = Sheet.objects.filter(worker__in=list(workers))
    return {sheet.worker for sheet in sheets if sheet.speaks(language)}


def _slots_of(
    worker: UUID, wanted: Wanted, diary: Diary, from_day: date, now: datetime
) -> Iterator[Slot]:
    """Every half hour of the worker's own hours, when they have nothing else."""
    length = wanted.ends_at - wanted.starts_at
    hours = diary.hours.get(worker, [])
    for number in range(DAYS):
        on = from_day + timedelta(days=number)
        if holiday(on):
            continue
        for begin, end in _spans(hours, on):
            at = local(on, begin)
            while at + length <= local(on, end):
                one = _for(wanted, worker, at)
                if at > now and diary.ruling(one).allowed:
                    yield Slot(at, at + length, worker, diary.names.get(worker, ""))
                at += _STEP


def _for(wanted: Wanted, worker: UUID, at: datetime) -> Wanted:
    return wanted.at(at).with_workers((worker,))


def _spans(hours: Sequence[Hours], on: date) -> list[tuple[time, time]]:
    if not hours:
        return [_DEFAULT] if on.weekday() < 5 else []
    return [(one.from_time, one.to_time) for one in hours if one.weekday == on.weekday()]


def _has_room(slot: Slot, wanted: Wanted, diary: Diary, rooms: Sequence[Room]) -> bool:
    return wanted.site is None or diary.free_room(wanted.at(slot.starts_at), rooms) is not None


def _may_be_there(
    slot: Slot, wanted: Wanted, rooms: Sequence[Room], bonds: Sequence[Apart], place: Place
) -> bool:
    at = presence_of(wanted.at(slot.starts_at), rooms[0].site, rooms[0].entrance)
    return is_within_hours(bonds, place, at.arrives_at, at.leaves_at)


def _few(
    slots: Sequence[Slot], case: Case, wanted: Wanted, from_day: date, more: int
) -> list[Slot]:
    """Drawn from the case and the day asked about, so that the same question has one answer."""
    seed = tag(
        "offer", str(case.pk), wanted.kind, str(wanted.site and wanted.site.pk), str(from_day)
    )
    drawn = list(slots)
    Random(int.from_bytes(seed)).shuffle(drawn)  # noqa: S311 - a draw, not a secret
    few = _apart(drawn)[more * OFFERED : (more + 1) * OFFERED]
    return sorted(few, key=lambda slot: (slot.starts_at, slot.name))


def _apart(drawn: Sequence[Slot]) -> list[Slot]:
    """No two that overlap: six times to choose from, not one in six shapes."""
    kept: list[Slot] = []
    for slot in drawn:
        near = (slot, *(one for one in kept if one.worker == slot.worker))
        ordered = sorted(near, key=lambda one: one.starts_at)
        if all(one.ends_at <= other.starts_at for one, other in pairwise(ordered)):
            kept.append(slot)
        if len(kept) == (TIMES_MORE + 1) * OFFERED:
            break
    return kept


def first_asked(now: datetime) -> date:
    """From tomorrow on, unless somebody asks for today."""
    return timezone.localdate(now) + timedelta(days=1)
