"""A site with rooms, and working hours, for the cast."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from frirum.casefile.people.actions import add_person
from frirum.casefile.people.identity import Identity
from frirum.casefile.people.kinds import PersonRole
from frirum.foundation.wall.actors import Actor
from frirum.work.bookings.actions import book
from frirum.work.bookings.actions.house import add_room, open_site
from frirum.work.bookings.facts import Wanted
from frirum.work.bookings.models import Coming, Entrance, Kind
from frirum.work.bookings.moments import local


@pytest.fixture
def karen(house):
    return house.staff["karen"]


@pytest.fixture
def rosa(house):
    return house.staff["rosa"]


@pytest.fixture
def norregade(house, karen):
    """Where both sides' teams meet their clients, on days of their own."""
    return open_site(by=karen, name="Nørregade")


@pytest.fixture
def door(norregade):
    return Entrance.objects.get(site=norregade)


@pytest.fixture
def rooms(karen, door):
    return [add_room(by=karen, entrance=door, name=f"Lokale {n}", seats=3) for n in (1, 2, 3)]


@pytest.fixture
def monday(now):
    """The next Monday: the exposed side's team is at the site."""
    today = timezone.localdate(now)
    return today + timedelta(days=7 - today.weekday())


@pytest.fixture
def at(monday):
    """A moment of that week: `at(0, 10)` is Monday at ten."""

    def moment(weekday, hour, minute=0):
        return local(monday + timedelta(days=weekday), time(hour, minute))

    return moment


@pytest.fixture
def wants(norregade, rooms, at):
    """A talk of an hour on the site, as somebody would ask for it."""

    def wanted(worker, starts_at, *, minutes=60, **other):
        ends_at = starts_at + timedelta(minutes=minutes)
        given = {"kind": Kind.TALK, "site": norregade, **other}
        return Wanted(starts_at=starts_at, ends_at=ends_at, workers=(worker.id,), **given)

    return wanted


@pytest.fixture
def booked(wants, now):
    """Book a talk, and hand over who comes."""

    def books(by, case, starts_at, **other):
        wanted = wants(by, starts_at, **other)
        made = book(by=by, cases=[case], wanted=wanted, once=uuid4(), now=now)
        return Coming.objects.visible_to(by).get(appointment=made, case=case)

    return books


@pytest.fixture
def alma(dorte, almas_case, now):
    return add_person(
        by=dorte, case=almas_case, role=PersonRole.CLIENT, now=now,
        identity=Identity("Alma", "Birk", cover_name="Anna"),
    )  # fmt: skip


@pytest.fixture
def still(now):
    with time_machine.travel(now, tick=False):
        yield


@pytest.fixture
def frirum():
    return Actor.system("a test")


@pytest.fixture(autouse=True)
def nothing_given_to_nobody(monkeypatch):
    """One half day in twenty is nobody's. Tests of that say so; the others are not surprised."""
    monkeypatch.setattr("frirum.work.bookings.division._ONE_IN", 1 << 40)
