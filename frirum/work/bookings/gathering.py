"""From the wishes of the house to a problem in numbers, and back. It looks across the wall, as
Frirum itself; what comes of it names no client."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from frirum.casefile.matters.models import Membership
from frirum.casefile.matters.separation import Apart

from .division import Place, is_within_hours
from .facts import Wanted as Booking
from .models import ON_SITE, Hours, Kind, Room, Site, Stay, Wish
from .moments import holiday, local
from .planning.problem import QUARTERS_A_DAY, Problem, Seat, Wanted, Why
from .queries.busy import Diary, diary_of, rooms_of
from .separation import bonds_behind, place_of, presence_of, rows_behind, stays_against

_QUARTER, _DAYS = 15, 5
_WEIGHTS = (4, 2, 1)  # by urgency


@dataclass(frozen=True, slots=True)
class Week:
    """The problem, and what its numbers stand for."""

    monday: date
    problem: Problem
    wishes: Sequence[Wish]
    rooms: Sequence[Room]
    sites: dict[UUID, Site | None]

    def moment(self, seat: Seat) -> datetime:
        return _moment(self.monday, seat.start)


def _moment(monday: date, quarter: int) -> datetime:
    day, within = divmod(quarter, QUARTERS_A_DAY)
    return local(monday + timedelta(days=day), time(within // 4, within % 4 * _QUARTER))


class _Gathering:
    """Reads all of a week at once, then asks of each wish where it could be."""

    def __init__(self, monday: date, now: datetime) -> None:
        self.monday, self.now = monday, now
        every = rows_behind(Wish, done_at=None).select_related("case")
        self.wishes = list(every.order_by("urgency", "asked_at", "pk"))
        self.workers = sorted({wish.worker for wish in self.wishes}, key=str)
        self.sites = _sites(self.workers)
        self.rooms = [room for site in set(self.sites.values()) for room in rooms_of(site, 2)]
        first = local(monday, time.min)
        last = local(monday + timedelta(days=7), time.min)
        self.diary: Diary = diary_of(workers=self.workers, rooms=self.rooms, first=first, last=last)
        self.bonds = bonds_behind({wish.case_id for wish in self.wishes})
        self.places = {site.pk: place_of(site) for site in self.sites.values() if site}

    def week(self) -> Week:
        cases = dict.fromkeys(wish.case_id for wish in self.wishes)
        clients = {case: number for number, case in enumerate(cases)}
        made = [
            self._wanted(number, wish, clients[wish.case_id])
            for number, wish in enumerate(self.wishes)
        ]
        problem = Problem(made, self._apart(clients), self._already(clients))
        return Week(self.monday, problem, self.wishes, self.rooms, self.sites)

    def _wanted(self, number: int, wish: Wish, client: int) -> Wanted:
        seats, why = self._seats(wish)
        site = self.sites.get(wish.worker)
        around = max(site.minutes_before, site.minutes_after) if site else 0
        return Wanted(
            number=number,
            worker=self.workers.index(wish.worker),
            client=client,
            length=math.ceil(wish.minutes / _QUARTER),
            weight=_WEIGHTS[min(wish.urgency, 2)],
            seats=tuple(seats),
            around=math.ceil(around / _QUARTER),
            why_not=why,
        )

    def _seats(self, wish: Wish) -> tuple[list[Seat], Why]:
        """Every place this wish could have on its own; and, without any, in a word why."""
        times = list(self._times(wish))
        if not times:
            return [], Why.WORKER
        site = self.sites.get(wish.worker)
        if wish.kind not in ON_SITE or site is None:
            return [Seat(start, None) for start, _booking in times], Why.CROWDED
        rooms = [room for room in self.rooms if room.site_id == site.pk]
        free = [
            (start, booking, room)
            for start, booking in times
            for room in rooms
            if self.diary.free_room(booking, [room])
        ]
        if not free:
            return [], Why.ROOM
        seats = self._clear(wish, free, self.places[site.pk])
        return seats, Why.CROWDED if seats else Why.FIT

    def _times(self, wish: Wish) -> Iterator[tuple[int, Booking]]:
        """When the worker is free within what the client said, every quarter of an hour."""
        length = timedelta(minutes=wish.minutes)
        for day in range(_DAYS):
            on = self.monday + timedelta(days=day)
            if str(day) not in wish.weekdays or holiday(on):
                continue
            for begin, end in _spans(self.diary.hours.get(wish.worker, []), wish, day):
                at = local(on, begin)
                while at + length <= local(on, end):
                    booking = self._booking(wish, at, at + length)
                    if at > self.now and self.diary.ruling(booking).allowed:
                        here = timezone.localtime(at)
                        within = here.hour * 4 + here.minute // _QUARTER
                        yield day * QUARTERS_A_DAY + within, booking
                    at += timedelta(minutes=_QUARTER)

    def _booking(self, wish: Wish, starts_at: datetime, ends_at: datetime) -> Booking:
        return Booking(
            kind=Kind(wish.kind),
            starts_at=starts_at,
            ends_at=ends_at,
            workers=(wish.worker,),
            site=self.sites.get(wish.worker),
        )

    def _clear(
        self, wish: Wish, free: Sequence[tuple[int, Booking, Room]], place: Place
    ) -> list[Seat]:
        """Without those at which the client may not be there, or an opponent is booked."""
        bonds: list[Apart] = self.bonds.get(wish.case_id, [])
        presences = [presence_of(b, room.site, room.entrance) for _start, b, room in free]
        stays = stays_against(bonds, presences)
        return [
            Seat(start, self.rooms.index(room))
            for (start, _booking, room), at in zip(free, presences, strict=True)
            if is_within_hours(bonds, place, at.arrives_at, at.leaves_at)
            and not any(at.meets(stay) for stay in stays)
        ]

    def _apart(self, clients: dict[UUID, int]) -> frozenset[frozenset[int]]:
        """Which two of those who wait must not meet."""
        held = self.bonds
        own = {(apart.own, number) for case, number in clients.items() for apart in held[case]}
        found = set()
        for case, number in clients.items():
            opponents = {token for apart in self.bonds[case] for token in apart.opponents}
            found |= {frozenset({number, other}) for token, other in own if token in opponents}
        return frozenset(found)

    def _already(self, clients: dict[UUID, int]) -> dict[int, frozenset[int]]:
        """Days on which a client comes to the house anyway."""
        first = local(self.monday, time.min)
        stays = rows_behind(
            Stay, case__in=list(clients), arrives_at__gte=first,
            arrives_at__lt=first + timedelta(days=7),
        )  # fmt: skip
        found: dict[int, set[int]] = {}
        for case, arrives_at in stays.values_list("case", "arrives_at"):
            found.setdefault(clients[case], set()).add(timezone.localtime(arrives_at).weekday())
        return {client: frozenset(days) for client, days in found.items()}


def gather(monday: date, *, now: datetime) -> Week:
    """Everything that waits, and where each could be in this week."""
    return _Gathering(monday, now).week()


def _sites(workers: Sequence[UUID]) -> dict[UUID, Site | None]:
    """Where each worker's team meets its clients."""
    by_name = {site.name.casefold(): site for site in Site.objects.all()}
    rows = Membership.objects.filter(worker__in=workers).values_list("worker", "team__site")
    found: dict[UUID, Site | None] = dict.fromkeys(workers)
    for worker, name in rows.order_by("pk"):
        found[worker] = found[worker] or by_name.get(" ".join(name.casefold().split()))
    return found


def _spans(hours: Sequence[Hours], wish: Wish, day: int) -> Iterator[tuple[time, time]]:
    """The worker's hours of a day, less what the client said."""
    told = [(one.from_time, one.to_time) for one in hours if one.weekday == day]
    for begin, end in told if hours else [(time(9), time(16))]:
        first = max(begin, wish.from_time or begin)
        last = min(end, wish.to_time or end)
        if first < last:
            yield first, last
