"""A believable calendar: places, rooms, hours, courses, a group, somebody on leave."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from uuid import UUID, uuid5

from django.utils import timezone

from frirum.casefile.matters.models import Case, Side, Track
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.rulings import Refused
from frirum.work.bookings.actions import book, book_series, note_attendance
from frirum.work.bookings.actions.apart import keep_apart, look_for_too_close
from frirum.work.bookings.actions.attending import set_reminder
from frirum.work.bookings.actions.groups import join_group, start_group
from frirum.work.bookings.actions.house import (
    add_entrance,
    add_room,
    go_away,
    keep_hours,
    open_site,
)
from frirum.work.bookings.actions.waiting import ask_for_time
from frirum.work.bookings.facts import ForClient, Wanted
from frirum.work.bookings.models import Attendance, Coming, Entrance, Kind, Site, Urgency
from frirum.work.bookings.moments import Repeat, local, monday_of
from frirum.work.bookings.queries.booking import safe_channels

from .cases import Opened
from .cast import House, user_id

_SPACE = UUID("0d1a3c55-55c2-4b8f-9a67-0a5e2e3d9b10")
# Days of the week on which everybody works, 0 for Monday.
_DAYS = {
    "dorte": "0123", "ida": "0134", "lukasz": "0123", "fatima": "013", "mette": "13",
    "lan": "12", "aegir": "12", "emil": "24", "jonas": "24", "karla": "24",
}  # fmt: skip
_LATE = {"dorte", "fatima"}  # on Tuesdays
_CLOCKS = (time(9), time(10, 15), time(11, 30), time(13), time(14, 15))
_WEEKS_BEFORE, _WEEKS = 2, 5
_MOST = 5


def furnish(house: House) -> Site:
    """Places and rooms, and when everybody works."""
    karen = house.staff["karen"]
    north = open_site(by=karen, name="Nørregade")
    harbour = open_site(by=karen, name="Havnevej", minutes_before=30, minutes_after=30)
    front = Entrance.objects.get(site=north)
    yard = add_entrance(by=karen, site=north, name="Gården", minutes_before=60, minutes_after=60)
    for name, seats in (("Havestuen", 4), ("Loftet", 3), ("Biblioteket", 3), ("Karnappen", 3)):
        add_room(by=karen, entrance=front, name=name, seats=seats)
    add_room(by=karen, entrance=yard, name="Grupperummet", seats=12)
    for name in ("Lokale A", "Lokale B"):
        add_room(by=karen, entrance=Entrance.objects.get(site=harbour), name=name, seats=3)
    for name, days in _DAYS.items():
        languages = {"lukasz": "da,pl,en", "fatima": "da,ar,en"}.get(name, "da,en")
        spans = [(int(day), time(8, 30), time(16)) for day in days]
        if name in _LATE:
            spans.append((1, time(16), time(19)))
        keep_hours(by=karen, worker=user_id(name), hours=spans, languages=languages)
    return north


class Secretary:
    """Books for everybody, as far as there is room."""

    def __init__(self, house: House, site: Site, now: datetime) -> None:
        self.house, self.site, self.now = house, site, now
        self.chance = Random(20_261_123)
        self.began = monday_of(timezone.localdate(now)) - timedelta(weeks=_WEEKS_BEFORE)
        self.then = local(self.began, time(7))  # all was booked before it began

    def once(self, *about: object) -> UUID:
        return uuid5(_SPACE, "|".join(map(str, about)))

    def course(self, by: Actor, case: Case, *, times: int = _WEEKS, minutes: int = 60) -> None:
        """Every week at the same time, at the first that is free all along."""
        days = _DAYS.get(self._name(by), "")
        wanted = [(int(day), clock) for day in days for clock in _CLOCKS]
        self.chance.shuffle(wanted)
        for day, clock in wanted:
            starts_at = local(self.began + timedelta(days=day), clock)
            try:
                self._series(by, case, self.wanted(by, starts_at, minutes), times)
            except Refused:
                continue
            return

    def _series(self, by: Actor, case: Case, wanted: Wanted, times: int) -> None:
        told = ForClient(note="Aftalt ved første samtale.")
        once = self.once(case.pk, wanted.starts_at)
        first = book(by=by, cases=[case], wanted=wanted, told=told, once=once, now=self.then)
        rest = wanted.at(first.starts_at + timedelta(weeks=1))
        again = Repeat(1, times - 1)
        book_series(
            by=by, cases=[case], wanted=rest, repeat=again, once=self.once(once), now=self.then
        )

    def wanted(self, by: Actor, starts_at: datetime, minutes: int, **other: object) -> Wanted:
        ends_at = starts_at + timedelta(minutes=minutes)
        given = {"kind": Kind.TALK, "site": self.site, **other}
        return Wanted(starts_at=starts_at, ends_at=ends_at, workers=(by.worker_id,), **given)  # type: ignore[arg-type]

    def elsewhere(self, by: Actor, case: Case, kind: Kind, day: int, clock: time) -> None:
        """By phone or video, or a visit: this week, next week or the one after."""
        starts_at = local(monday_of(timezone.localdate(self.now)) + timedelta(days=day), clock)
        more = {"travel": 30} if kind == Kind.VISIT else {}
        wanted = self.wanted(by, starts_at, 30, kind=kind, site=None, **more)
        once = self.once(case.pk, kind, day)
        book(by=by, cases=[case], wanted=wanted, once=once, now=self.then)

    def _name(self, by: Actor) -> str:
        return next(name for name in _DAYS if user_id(name) == by.id)


def fill_calendar(
    house: House, almas: Case, bos: Case, others: Sequence[Opened], *, now: datetime
) -> None:
    """Courses that began some weeks ago and go on, a group, and somebody on leave."""
    books = Secretary(house, furnish(house), now)
    dorte, emil = house.staff["dorte"], house.staff["emil"]
    books.course(dorte, almas, times=6)
    books.course(emil, bos)
    books.elsewhere(dorte, almas, Kind.PHONE, 8, time(15, 15))
    held: dict[UUID, int] = {}
    workers = {user_id(name) for name in _DAYS}
    for one in others:
        count = held.get(one.worker.worker_id, 0)
        if one.case.is_closed or count >= _MOST or one.worker.id not in workers:
            continue
        if one.case.track == Track.PROFESSIONAL or one.case.status != "open":
            continue
        held[one.worker.worker_id] = count + 1
        books.course(one.worker, one.case)
    _group(books, others)
    _waiting(books, others)
    go_away(
        by=house.staff["ida"], worker=user_id("ida"), cover=user_id("fatima"),
        first_day=_this_week(now, 14), last_day=_this_week(now, 18),
    )  # fmt: skip
    _say_who_came(house, now)
    _reminders(dorte, almas, now)
    _too_close(house, others, now)


def _reminders(by: Actor, case: Case, now: datetime) -> None:
    """Alma asked for a text message before her next talk."""
    ahead = Coming.objects.visible_to(by).expected().filter(case=case, starts_at__gt=now)
    coming = ahead.order_by("starts_at", "pk").first()
    ways = frozenset(safe_channels(actor=by, case=case, on=timezone.localdate(now)))
    if coming and "sms" in ways:
        set_reminder(by=by, coming=coming, remind_by="sms", remind_days=7, allowed=ways)


def _too_close(house: House, others: Sequence[Opened], now: datetime) -> None:
    """The desk said afterwards that two must not meet, who are booked on the same morning."""
    pair = _same_morning(house, [one.case for one in others], now)
    if pair:
        keep_apart(
            by=house.staff["vera"],
            numbers=(pair[0].number, pair[1].number),
            reason="Tilhold mellem dem fra en anden sag, gælder til 1. maj. Oplyst af politiet.",
            now=now,
        )
        look_for_too_close(by=Actor.system("builds the made-up centre"), now=now)


def _same_morning(house: House, cases: Sequence[Case], now: datetime) -> tuple[Case, Case] | None:
    """Two cases of different workers and matters, both in the house within two hours."""
    leader = house.staff["freja"]
    known = {case.pk: case for case in cases}
    coming = Coming.objects.visible_to(leader).expected().filter(
        case__in=list(known), starts_at__gt=now + timedelta(days=3), appointment__group=None,
        appointment__site__isnull=False,
    )  # fmt: skip
    rows = list(coming.order_by("starts_at", "pk"))
    for one, other in pairwise(rows):
        first, second = known[one.case_id], known[other.case_id]
        is_near = other.starts_at - one.starts_at < timedelta(hours=2)
        if is_near and first.matter_id != second.matter_id:
            return first, second
    return None


def _this_week(now: datetime, days: int) -> date:
    return monday_of(timezone.localdate(now)) + timedelta(days=days)


def _open_of(others: Sequence[Opened], name: str) -> list[Opened]:
    return [one for one in others if one.worker.id == user_id(name) and not one.case.is_closed]


def _group(books: Secretary, others: Sequence[Opened]) -> None:
    """A group that meets late on Tuesdays, led by Fatima."""
    fatima = books.house.staff["fatima"]
    group = start_group(by=fatima, name="Tirsdagsgruppen", team=books.house.victim_team, places=8)
    starts_at = local(books.began + timedelta(days=1), time(16, 30))
    wanted = books.wanted(fatima, starts_at, 120, kind=Kind.GROUP, group=group)
    book_series(
        by=fatima, cases=[], wanted=wanted, repeat=Repeat(1, _WEEKS), once=books.once("group"),
        now=books.then,
    )  # fmt: skip
    for one in _open_of(others, "fatima")[:6]:
        if one.case.side == Side.EXPOSED:
            with suppress(Refused):  # "not this group"
                join_group(by=fatima, case=one.case, group=group, now=books.then)


def _waiting(books: Secretary, others: Sequence[Opened]) -> None:
    """Clients who wait for a time."""
    names = ("dorte", "lukasz", "fatima", "emil")
    for number, name in enumerate(names):
        for one in _open_of(others, name)[_MOST : _MOST + 2]:
            ask_for_time(
                by=one.worker, case=one.case, worker=one.worker.worker_id,
                urgency=Urgency(number % 3), now=books.now - timedelta(days=3 + number),
            )  # fmt: skip


def _say_who_came(house: House, now: datetime) -> None:
    """What was is written down; one did not come, and somebody was late."""
    for name in _DAYS:
        by = house.staff[name]
        gone = Coming.objects.visible_to(by).filter(starts_at__lt=now).select_related("case")
        for number, coming in enumerate(gone.order_by("starts_at", "pk")):
            said = {7: Attendance.LATE, 11: Attendance.NO_SHOW}.get(number % 14, Attendance.CAME)
            if coming.is_expected:
                note_attendance(by=by, coming=coming, attendance=said, now=now)
