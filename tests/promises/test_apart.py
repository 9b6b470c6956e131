"""Opponents never near each other, and nothing to be learnt by asking (S9, S10, S38)."""

import random
import re
from collections import Counter
from dataclasses import replace
from datetime import time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from frirum.casefile.matters.actions import open_case
from frirum.casefile.matters.models import OPPOSES, Case, Matter, Side, Track
from frirum.demo.cast import create_house, open_bos_case
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.rulings import Refused
from frirum.work.bookings.actions import book, call_off, move, overrun
from frirum.work.bookings.actions.apart import keep_apart, look_for_too_close
from frirum.work.bookings.actions.house import add_entrance, add_room, open_site, save_site
from frirum.work.bookings.facts import Wanted
from frirum.work.bookings.models import Claim, Coming, KeptApart, Kind, Room, Site, Stay, TooClose
from frirum.work.bookings.moments import local, monday_of
from frirum.work.bookings.queries.free import free_slots

from .test_two_worlds import DRAWN, MASKS

pytestmark = pytest.mark.promise

FRIRUM = Actor.system("a test")


def furnish(house, *, name="Nørregade", days="01234"):
    """One place that both sides' teams share all week: there the lot divides the day."""
    for team in (house.victim_team, house.perpetrator_team):
        team.site, team.days = name, days
        team.save()
    karen = house.staff["karen"]
    site = open_site(by=karen, name=name)
    for number in range(8):
        add_room(by=karen, entrance=site.entrances.get(), name=f"Lokale {number}", seats=3)
    return site


def talk(by, site, starts_at, minutes=60):
    return Wanted(Kind.TALK, starts_at, starts_at + timedelta(minutes=minutes), (by.id,), site)


def fill_week(by, case, site, monday, now, most=12):
    """Book whatever is available at the full hours of a week."""
    made = []
    for day in range(5):
        for hour in range(8, 17):
            try:
                with transaction.atomic():
                    at = local(monday + timedelta(days=day), time(hour))
                    made.append(
                        book(by=by, cases=[case], wanted=talk(by, site, at), once=uuid4(), now=now)
                    )
            except Refused:
                continue
            if len(made) == most:
                return made
    return made


# ---- two worlds ----


def calendars(client, case, shown, monday):
    """Every page about time that this side reaches, this week and the weeks it is booked in."""
    ways = [
        reverse("bookings:calendar") + f"?fra={monday + timedelta(weeks=week)}{more}"
        for week in range(3)
        for who in shown
        for more in (f"&vis={who}", f"&vis={who}&dag=on")
    ]
    ways += [
        reverse(f"bookings:{name}", args=[case.pk]) for name in ("of_case", "new", "wish", "join")
    ]
    ways += [reverse(f"bookings:{name}") for name in ("choose", "due", "groups", "meeting_new")]
    pages = {}
    for url in ways:
        answer = client.get(url)
        told = {k: v for k, v in answer.headers.items() if k not in DRAWN}
        pages[url] = (answer.status_code, MASKS.sub(b"", answer.content), told)
    return pages


def test_s9_a_calendar_on_one_side_is_the_same_with_and_without_the_others_bookings(
    house, almas_case, client_of, now, dorte, emil, freja
):
    """Byte for byte, of worker, team, group and case; of a room or place save "busy"."""
    site = furnish(house)
    monday = monday_of(timezone.localdate(now)) + timedelta(days=7)
    fill_week(dorte, almas_case, site, monday, now, most=5)
    shown = [dorte.id, house.victim_team.pk]
    rooms = [site.pk, *site.rooms.values_list("pk", flat=True)]
    client, leader = client_of(dorte), client_of(freja)
    with time_machine.travel(now, tick=False):
        before = [calendars(c, almas_case, shown, monday) for c in (client, leader)]
        places = calendars(client, almas_case, rooms, monday)
        bos = open_bos_case(house, now=now, matter=almas_case.matter)
        assert fill_week(emil, bos, site, monday, now)
        assert [calendars(c, almas_case, shown, monday) for c in (client, leader)] == before
        after = calendars(client, almas_case, rooms, monday)
    busy = re.compile(rb'<li class="appt is-busy.*?</li>\s*', re.DOTALL)
    nothing = re.compile(rb'\s*<p class="nothing">[^<]*</p>')

    def less(pages):
        """Without what is busy, and without the white space that it leaves."""
        return {
            u: b"".join(nothing.sub(b"", busy.sub(b"", p[1])).split()) for u, p in pages.items()
        }

    assert after != places
    assert less(after) == less(places)


def test_s10_asked_five_hundred_times_what_is_offered_tells_nothing(
    house, almas_case, now, dorte, emil
):
    """Chi-square of two samples over the half days of the week, with him and without."""
    site = furnish(house)
    monday = monday_of(timezone.localdate(now)) + timedelta(days=7)
    counts = []
    for comes in (False, True):
        random.seed(7)
        with transaction.atomic():
            if comes:
                bos = open_bos_case(house, now=now, matter=almas_case.matter)
                for week in range(5):
                    fill_week(emil, bos, site, monday + timedelta(weeks=week), now, most=9)
            counts.append(_offered(almas_case, dorte, site, monday, now, asked=63))
            transaction.set_rollback(True)
    alone, with_him = counts
    assert sum(alone.values()) > 500  # of 252 asks in each world
    assert len(alone) == 5  # her half of each day
    assert chi_square(alone, with_him) < 13.28  # p = 0.01 with four degrees of freedom


def _offered(case, dorte, site, monday, now, *, asked):
    """How often each half day was offered, over days and pages of offers."""
    found = Counter()
    kinds = (Kind.TALK, Kind.JOINT, Kind.NETWORK)
    for number in range(asked):
        wanted = replace(talk(dorte, site, now), kind=kinds[number % 3])
        for more in range(4):
            slots = free_slots(
                actor=dorte, case=case, wanted=wanted, workers=[dorte.id],
                from_day=monday + timedelta(days=number // 3), now=now, more=more,
            )  # fmt: skip
            for slot in slots:
                at = timezone.localtime(slot.starts_at)
                found[at.weekday(), at.hour < 12] += 1
    return found


def chi_square(one, other):
    """Of two samples of counts: the sum over cells of (a √(B/A) - b √(A/B))² / (a + b)."""
    a, b = sum(one.values()), sum(other.values())
    return sum(
        (one[cell] * (b / a) ** 0.5 - other[cell] * (a / b) ** 0.5) ** 2 / (one[cell] + other[cell])
        for cell in one.keys() | other.keys()
    )


# ---- any sequence of events ----


def stays():
    return list(Stay.objects.opened().select_related("case", "appointment"))


def must_part(one, other):
    """The written rule, in plain Python: opposing sides of a matter, or kept apart by the desk."""
    if one.matter_id == other.matter_id and other.side in OPPOSES[one.side]:
        return True
    pairs = KeptApart.objects.opened().filter(lifted_at=None)
    return any({one.pk, other.pk} == {pair.one, pair.other} for pair in pairs)


def near(one, other):
    """By the minutes of site and entrance as they are now, and whoever fetches."""
    a, b = one.appointment, other.appointment

    def around(at, minutes_before, minutes_after):
        more = at.fetching
        begin = at.starts_at - timedelta(minutes=minutes_before + more)
        return begin, at.ends_at + timedelta(minutes=minutes_after + more)

    def cross(x, y):
        return x[0] < y[1] and y[0] < x[1]

    site = a.room.site
    is_near = a.room.site_id == b.room.site_id and cross(
        around(a, site.minutes_before, site.minutes_after),
        around(b, site.minutes_before, site.minutes_after),
    )
    door = a.room.entrance
    before = max(site.minutes_before, door.minutes_before)
    after = max(site.minutes_after, door.minutes_after)
    at_door = a.room.entrance_id == b.room.entrance_id and cross(
        around(a, before, after), around(b, before, after)
    )
    return is_near or at_door


class Appointments(RuleBasedStateMachine):
    """A week of a small house: cases of both sides, booked, moved, overrun, called off; matters
    joined, cases kept apart, buffers lengthened. After each step every two who must not meet are
    far enough from each other, or a task says so; and nothing is taken twice."""

    @initialize()
    def found(self):
        self.house, self.now = create_house(), timezone.now()
        self.site = furnish(self.house)
        karen = self.house.staff["karen"]
        yard = add_entrance(
            by=karen, site=self.site, name="Gården", minutes_before=70, minutes_after=70
        )
        self.yard = [
            add_room(by=karen, entrance=yard, name=f"Gård {number}", seats=6) for number in (1, 2)
        ]
        self.monday = monday_of(timezone.localdate(self.now)) + timedelta(days=7)
        self.cases = []
        for number in range(6):
            side = (Side.EXPOSED, Side.EXERCISING)[number % 2]
            track = (Track.VICTIM, Track.PERPETRATOR)[number % 2]
            team = (self.house.victim_team, self.house.perpetrator_team)[number % 2]
            leader = ("freja", "folmer")[number % 2]
            by = self.house.staff[("dorte", "emil")[number % 2]]
            case = open_case(
                by=self.house.staff[leader], side=side, track=track, team=team, worker=by.id,
                matter=Matter.objects.create(), now=self.now,
            )  # fmt: skip
            self.cases.append((case, by))
        # So that there is somebody to be near to from the start, at the very edge of the minutes:
        # of the yard's entrance, of whoever fetches, and one right after the other.
        for half in (0, 11):
            self.books(0, half, 0, in_yard=True)
            self.books(1, half + 6, 0, in_yard=True)
            self.books(2, 18 + half, 30, in_yard=False)
            self.books(3, 18 + half + 5, 0, in_yard=False)
            self.books(4, 18 + half + 2, 0, in_yard=False)

    def _at(self, slot):
        """Two days, every half hour: few enough that people come near each other."""
        day, half = divmod(slot, 18)
        return local(self.monday + timedelta(days=day), time(8 + half // 2, half % 2 * 30))

    def _coming(self, number):
        every = list(Coming.objects.opened().expected().order_by("starts_at", "pk"))
        if not every:
            return None, None
        held = every[number % len(every)]
        by = next(by for case, by in self.cases if case.pk == held.case_id)
        return Coming.objects.visible_to(by).select_related("case", "appointment").get(
            pk=held.pk
        ), by

    @rule(
        case=st.integers(0, 5), slot=st.integers(0, 35), fetching=st.sampled_from([0, 0, 30]),
        in_yard=st.booleans(),
    )  # fmt: skip
    def books(self, case, slot, fetching, in_yard):
        row, by = self.cases[case]
        row = Case.objects.visible_to(by).get(pk=row.pk)
        at = self._at(slot)
        wanted = Wanted(
            Kind.TALK, at, at + timedelta(hours=1), (by.id,), self.site, fetching=fetching,
            room=self.yard[case % 2] if in_yard else None,
        )  # fmt: skip
        try:
            with transaction.atomic():
                book(by=by, cases=[row], wanted=wanted, once=uuid4(), now=self.now)
        except Refused:
            pass
        self._look()

    @rule(number=st.integers(0, 50), slot=st.integers(0, 35))
    def moves(self, number, slot):
        coming, by = self._coming(number)
        if coming is None:
            return
        at = self._at(slot)
        wanted = Wanted(Kind.TALK, at, at + timedelta(hours=1), (by.id,), self.site)
        try:
            with transaction.atomic():
                seen = coming.appointment.version
                move(by=by, coming=coming, wanted=wanted, seen=seen, now=self.now)
        except Refused:
            pass
        self._look()

    @rule(number=st.integers(0, 50), minutes=st.sampled_from([15, 45, 120]))
    def overruns(self, number, minutes):
        coming, by = self._coming(number)
        if coming is None:
            return
        ends_at = coming.appointment.ends_at + timedelta(minutes=minutes)
        try:
            with transaction.atomic():
                overrun(by=by, coming=coming, ends_at=ends_at, now=coming.starts_at)
        except Refused:
            pass
        self._look()

    @rule(number=st.integers(0, 50))
    def calls_off(self, number):
        coming, by = self._coming(number)
        if coming is not None:
            seen = coming.appointment.version
            call_off(by=by, coming=coming, by_client=True, seen=seen, now=self.now)
        self._look()

    @rule(one=st.integers(0, 5), other=st.integers(0, 5))
    def turns_out_to_be_one_matter(self, one, other):
        """As the desk joins them: whatever stood in either matter stands in one now."""
        a, b = (Case.objects.opened().get(pk=self.cases[n][0].pk).matter_id for n in (one, other))
        Case.objects.opened().filter(matter=b).update(matter=a)
        self._look()

    @rule(pair=st.sampled_from([(0, 1), (2, 3), (1, 4), (3, 4)]), by_desk=st.booleans())
    def two_who_are_near_must_not_meet(self, pair, by_desk):
        (self.are_kept_apart if by_desk else self.turns_out_to_be_one_matter)(*pair)

    @rule(one=st.integers(0, 5), other=st.integers(0, 5))
    def are_kept_apart(self, one, other):
        if one != other:
            numbers = (self.cases[one][0].number, self.cases[other][0].number)
            vera = self.house.staff["vera"]
            keep_apart(by=vera, numbers=numbers, reason="Tilhold.", now=self.now)
        self._look()

    @rule(minutes=st.sampled_from([30, 60, 90]))
    def takes_longer_to_leave(self, minutes):
        site = Site.objects.get()
        save_site(
            by=self.house.staff["karen"], site=site, name=site.name, minutes_before=minutes,
            minutes_after=minutes, seen=site.version,
        )  # fmt: skip
        self._look()

    def _look(self):
        look_for_too_close(by=FRIRUM, now=self.now)
        told = {(row.appointment, row.other) for row in TooClose.objects.opened().waiting()}
        rooms = Room.objects.select_related("site", "entrance").in_bulk()
        found = stays()
        for stay in found:
            stay.appointment.room = rooms[stay.appointment.room_id]
        wrong = {
            (a.appointment_id, b.appointment_id)
            for a in found
            for b in found
            if a.case_id != b.case_id and must_part(a.case, b.case) and near(a, b)
        }
        assert wrong == told
        self._taken_once()

    def _taken_once(self):
        held = {}
        for claim in Claim.objects.order_by("holder", "starts_at"):
            last = held.get(claim.holder)
            assert last is None or last <= claim.starts_at
            held[claim.holder] = claim.ends_at


@pytest.mark.django_db
def test_after_any_events_no_two_opponents_are_near_or_a_task_says_so():
    class InTransaction(Appointments):
        def __init__(self):
            super().__init__()
            self._atomic = transaction.atomic()
            self._atomic.__enter__()

        def teardown(self):
            transaction.set_rollback(True)
            self._atomic.__exit__(None, None, None)

    few = connection.vendor != "sqlite"
    run_state_machine_as_test(
        InTransaction,
        settings=settings(
            max_examples=10 if few else 30,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
