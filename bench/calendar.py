"""A hundred thousand appointments in the calendars of the house: two years behind, weeks ahead."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, time, timedelta
from uuid import UUID, uuid4

from bench import facts
from frirum.casefile.matters.models import Assignment, Case, Team
from frirum.foundation.accounts.models import User
from frirum.work.bookings.models import (
    Appointment,
    Attendance,
    Claim,
    Coming,
    Entrance,
    Hours,
    Kind,
    Room,
    Site,
)
from frirum.work.bookings.moments import local, monday_of

STORED = 100_000
ROOMS = 40
_A_DAY = (time(9), time(10), time(11), time(13), time(14))
_WEEKS_AHEAD = 6
_AT_A_TIME = 5_000


def fill_calendar(users: list[User]) -> int:
    """Each worker sees five a day, every week; their open cases in turn."""
    site, rooms = _furnish()
    workers = users[: facts.STAFF]
    Hours.objects.bulk_create(
        Hours(worker=user.pk, weekday=day, from_time=time(8), to_time=time(16))
        for user in workers
        for day in range(5)
    )
    cases, stored = _open_cases(), 0
    workers = [user for user in workers if cases[user.pk]]
    chunk: list[tuple[Appointment, UUID, UUID]] = []
    for number, (user, on, clock) in enumerate(_times(workers)):
        mine = cases[user.pk]
        room = rooms[users.index(user) % len(rooms)]
        chunk.append((_appointment(on, clock, site, room), user.pk, mine[number % len(mine)]))
        if len(chunk) == _AT_A_TIME:
            stored += _store(chunk)
            chunk = []
    return stored + _store(chunk)


def _furnish() -> tuple[Site, list[Room]]:
    site = Site.objects.create(name="Nørregade")
    door = Entrance.objects.create(site=site, name="")
    rooms = [Room(site=site, entrance=door, name=f"Lokale {n}", seats=3) for n in range(ROOMS)]
    Team.objects.update(site=site.name, days="01234")
    return site, Room.objects.bulk_create(rooms)


def _open_cases() -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = defaultdict(list)
    standing = Assignment.objects.opened().filter(ended_at=None, worker__isnull=False)
    open_ones = Case.objects.opened().ongoing().values("pk")
    rows = standing.filter(case__in=open_ones).values_list("worker", "case_id")
    for worker, case in rows.order_by("pk"):
        found[worker].append(case)
    return found


def _times(workers: list[User]) -> Iterator[tuple[User, date, time]]:
    """Weeks from some ahead backwards, until there are enough."""
    monday = monday_of(date.today()) + timedelta(weeks=_WEEKS_AHEAD)  # noqa: DTZ011
    made = 0
    while made < STORED:
        for day in range(5):
            for clock in _A_DAY:
                for user in workers:
                    yield user, monday + timedelta(days=day), clock
                    made += 1
                    if made == STORED:
                        return
        monday -= timedelta(weeks=1)


def _appointment(on: date, clock: time, site: Site, room: Room) -> Appointment:
    starts_at = local(on, clock)
    return Appointment(
        kind=Kind.TALK,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=50),
        site=site,
        room=room,
        made_at=starts_at - timedelta(days=14),
        once=uuid4(),
    )


def _store(chunk: list[tuple[Appointment, UUID, UUID]]) -> int:
    Appointment.objects.bulk_create([made for made, _worker, _case in chunk])
    Claim.objects.bulk_create(
        Claim(
            appointment=made,
            holder=holder,
            is_room=holder == made.room_id,
            starts_at=made.starts_at,
            ends_at=made.ends_at,
        )
        for made, worker, _case in chunk
        for holder in (worker, made.room_id)
        if holder
    )
    Coming.objects.bulk_create(
        Coming(
            case_id=case,
            appointment=made,
            starts_at=made.starts_at,
            attendance=Attendance.EXPECTED,
            sealed_joins=[],
        )
        for made, _worker, case in chunk
    )
    return len(chunk)
