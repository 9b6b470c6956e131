"""When workers and rooms are taken. It tells nothing of anybody's case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from frirum.foundation.accounts.queries import names_of
from frirum.foundation.wall.rulings import ALLOWED, Ruling

from ..facts import Wanted
from ..models import Away, Claim, Hours, Room, Site
from ..rules import is_taken, may_use, may_work_then, not_available

LONGEST_CLAIM = timedelta(days=1)  # so that a look at a week reads no more than a week
Taken = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Diary:
    """Hours, days away and what is taken, of some workers and rooms in a span of time."""

    names: Mapping[UUID, str]
    hours: Mapping[UUID, list[Hours]] = field(default_factory=dict)
    away: Mapping[UUID, list[Away]] = field(default_factory=dict)
    taken: Mapping[UUID, list[Taken]] = field(default_factory=dict)

    def is_taken(self, holder: UUID, starts_at: datetime, ends_at: datetime) -> bool:
        return any(begin < ends_at and starts_at < end for begin, end in self.taken.get(holder, ()))

    def ruling(self, wanted: Wanted) -> Ruling:
        """Whether all its workers work then and have nothing else."""
        for worker in wanted.workers:
            name = self.names.get(worker, "")
            works = may_work_then(
                name, wanted, self.hours.get(worker, []), self.away.get(worker, [])
            )
            if not works.allowed:
                return works
            if self.is_taken(worker, *wanted.taken):
                return is_taken(name)
        return ALLOWED

    def free_room(self, wanted: Wanted, rooms: Iterable[Room]) -> Room | None:
        """The first of these rooms that may be used and is free then."""
        for room in rooms:
            is_free = not self.is_taken(room.pk, wanted.starts_at, wanted.ends_at)
            if is_free and may_use(room, wanted).allowed:
                return room
        return None

    def room_ruling(self, wanted: Wanted, room: Room) -> Ruling:
        usable = may_use(room, wanted)
        if usable.allowed and self.is_taken(room.pk, wanted.starts_at, wanted.ends_at):
            return not_available()
        return usable


def diary_of(
    *,
    workers: Sequence[UUID],
    rooms: Sequence[Room],
    first: datetime,
    last: datetime,
    but: Iterable[UUID] = (),
) -> Diary:
    """In four reads, whatever the span. `but`: appointments that are to be moved."""
    holders = [*workers, *(room.pk for room in rooms)]
    claims = Claim.objects.filter(
        holder__in=holders, starts_at__gte=first - LONGEST_CLAIM, starts_at__lt=last
    ).filter(ends_at__gt=first)
    found = claims.exclude(appointment__in=list(but)).values_list("holder", "starts_at", "ends_at")
    diary = Diary(names_of(workers), {}, {}, {})
    for holder, starts_at, ends_at in found:
        diary.taken.setdefault(holder, []).append((starts_at, ends_at))  # type: ignore[attr-defined]
    for one in Hours.objects.filter(worker__in=workers).order_by("weekday", "from_time", "pk"):
        diary.hours.setdefault(one.worker, []).append(one)  # type: ignore[attr-defined]
    from_day = timezone.localdate(first)
    for away in Away.objects.filter(worker__in=workers, last_day__gte=from_day):
        diary.away.setdefault(away.worker, []).append(away)  # type: ignore[attr-defined]
    return diary


def rooms_of(site: Site | None, seats: int = 1) -> list[Room]:
    """Rooms with chairs enough, the smallest first, so that a large one is kept for a group."""
    if site is None:
        return []
    fitting = Room.objects.filter(site=site, seats__gte=seats).select_related("site", "entrance")
    return list(fitting.order_by("seats", "name", "pk"))
