"""Something in every table of the calendar: a talk on a site, a group, a wish, a plan."""

from datetime import time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from frirum.demo.cast import user_id
from frirum.foundation.accounts.queries import actor_by_id
from frirum.foundation.wall.rulings import Refused
from frirum.work.bookings.actions import book
from frirum.work.bookings.actions.feeds import make_feed
from frirum.work.bookings.actions.groups import join_group, start_group
from frirum.work.bookings.actions.house import add_room, go_away, keep_hours, open_site
from frirum.work.bookings.actions.planning import ask_for_plan
from frirum.work.bookings.actions.waiting import ask_for_time
from frirum.work.bookings.facts import ForClient, Wanted
from frirum.work.bookings.models import Arrival, Coming, Kind, Room, Site, Suggested, Wish
from frirum.work.bookings.moments import local, monday_of


def appointments(dorte: Any, case: Any, now: Any) -> dict[str, UUID]:
    karen, team = actor_by_id(user_id("karen")), case.assignments.visible_to(dorte).get().team
    site, room = furnished(team.site)
    week = [(day, time(7), time(20)) for day in range(6)]
    keep_hours(by=dorte, worker=dorte.id, hours=week, languages="da,en")
    monday = monday_of(timezone.localdate(now)) + timedelta(days=7)
    made = _talk(dorte, case, site, monday, now)
    meeting = _meeting(dorte, monday, now)
    group = start_group(by=dorte, name="Torsdagsgruppen", team=team, places=8)
    place = join_group(by=dorte, case=case, group=group, now=now)
    wish = ask_for_time(by=dorte, case=case, worker=dorte.id, note="Kanarieventer", now=now)
    days = {"first_day": monday + timedelta(days=21), "last_day": monday + timedelta(days=25)}
    away = go_away(by=dorte, worker=dorte.id, cover=user_id("ida"), **days)
    make_feed(by=dorte, now=now)
    proposal = ask_for_plan(by=karen, monday=monday, now=now)
    line = _line(proposal, wish)
    arrival = Arrival.objects.visible_to(dorte).get(subject=case.pk)
    return {
        "coming": Coming.objects.visible_to(dorte).get(appointment=made).pk, "site": site.pk,
        "room": room.pk, "meeting": meeting.pk, "appointment": meeting.pk, "group": group.pk,
        "place": place.pk, "wish": wish.pk, "away": away.pk, "proposal": proposal.pk,
        "line": line.pk, "arrival": arrival.pk,
    }  # fmt: skip


def furnished(name: str) -> tuple[Site, Room]:
    """A place with a room, once: the house is the same whoever comes to it."""
    karen = actor_by_id(user_id("karen"))
    site = Site.objects.filter(name=name).first() or open_site(by=karen, name=name)
    room = Room.objects.filter(site=site).first()
    return site, room or add_room(
        by=karen, entrance=site.entrances.get(), name="Lokale 1", seats=12
    )


def _talk(dorte: Any, case: Any, site: Any, monday: Any, now: Any) -> Any:
    """At the first time that is available: some are given to nobody, by lot."""
    told = ForClient(note="Kanarieaftale", place="Kanariemoedested")
    for day in range(5):
        for hour in (9, 14):
            starts_at = local(monday + timedelta(days=day), time(hour))
            ends_at = starts_at + timedelta(hours=1)
            wanted = Wanted(Kind.TALK, starts_at, ends_at, (dorte.id,), site)
            try:
                return book(by=dorte, cases=[case], wanted=wanted, told=told, once=uuid4(), now=now)
            except Refused:
                continue
    raise AssertionError


def _meeting(dorte: Any, monday: Any, now: Any) -> Any:
    starts_at = local(monday, time(7, 30))
    wanted = Wanted(Kind.INTERNAL, starts_at, starts_at + timedelta(minutes=30), (dorte.id,))
    return book(by=dorte, cases=[], wanted=wanted, once=uuid4(), now=now)


def _line(proposal: Any, wish: Wish) -> Suggested:
    return Suggested.objects.create(
        proposal=proposal, wish=wish.pk, worker=wish.worker, kind=wish.kind, minutes=60
    )
