"""The feed, groups, who waits, a week's plan, the house: pages of whoever keeps the calendar."""

from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from frirum.casefile.people.models import Person
from frirum.casefile.tasks.models import Task
from frirum.foundation.wall.rulings import Refused
from frirum.work.bookings.actions import book, move, note_attendance
from frirum.work.bookings.actions.feeds import make_feed
from frirum.work.bookings.actions.groups import join_group, start_group
from frirum.work.bookings.actions.house import add_room, go_away
from frirum.work.bookings.actions.waiting import ask_for_time
from frirum.work.bookings.models import (
    Appointment,
    Attendance,
    Claim,
    Coming,
    Feed,
    Kind,
    Proposal,
    Suggested,
    Wish,
)

pytestmark = pytest.mark.django_db


# ---- the feed ----


def test_a_feed_tells_when_somebody_is_busy_and_nothing_else(
    still, client_of, client, dorte, alma, almas_case, booked, at, now
):
    from icalendar import Calendar

    coming = booked(dorte, almas_case, at(0, 10))
    secret = make_feed(by=dorte, now=now).secret
    answer = client.get(reverse("bookings:read_feed", args=[secret]))
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["SUMMARY"] == "Optaget"
    assert event["CLASS"] == "PRIVATE"
    assert event.decoded("DTSTART") == at(0, 10)
    told = answer.content.decode()
    for word in ("Alma", "Samtale", "Nørregade", "Lokale", "Dorte", str(coming.appointment_id)):
        assert word not in told


def test_a_feed_guessed_revoked_or_of_nobody_is_the_same_404(client, dorte, now):
    first = make_feed(by=dorte, now=now).secret
    second = make_feed(by=dorte, now=now).secret  # ends the first
    said = [
        client.get(reverse("bookings:read_feed", args=[secret]))
        for secret in (first, "x", second[:-1], second.swapcase())
    ]
    assert {answer.status_code for answer in said} == {404}
    assert len({answer.content.partition(b"<main")[2] for answer in said}) == 1
    assert client.get(reverse("bookings:read_feed", args=[second])).status_code == 200
    assert second.encode() not in bytes(Feed.objects.get(revoked_at=None).secret)


# ---- groups, waiting, planning ----


def test_not_this_group_has_no_reason(
    still, dorte, almas_case, house, wants, at, now, client_of, karen, door
):
    add_room(by=karen, entrance=door, name="Stor", seats=12)
    group = start_group(by=dorte, name="Torsdagsgruppen", team=house.victim_team, places=8)
    wanted = wants(dorte, at(2, 10), kind=Kind.GROUP, group=group)  # the other side's day
    book(by=dorte, cases=[], wanted=wanted, once=uuid4(), now=now)
    url = reverse("bookings:join", args=[almas_case.pk])
    answer = client_of(dorte).post(url, {"group": str(group.pk)})
    assert answer.status_code == 409
    assert "Ikke denne gruppe" in answer.content.decode()


def test_members_of_a_group_come_to_all_its_dates(
    dorte, almas_case, house, wants, at, now, karen, door
):
    add_room(by=karen, entrance=door, name="Stor", seats=12)
    group = start_group(by=dorte, name="Torsdagsgruppen", team=house.victim_team, places=6)
    for day in (0, 7):
        wanted = wants(dorte, at(day, 10), kind=Kind.GROUP, group=group)
        book(by=dorte, cases=[], wanted=wanted, once=uuid4(), now=now)
    join_group(by=dorte, case=almas_case, group=group, now=now)
    assert Coming.objects.visible_to(dorte).count() == 2


def test_a_group_is_moved_by_those_who_lead_it(
    dorte, ida, almas_case, house, wants, at, now, karen, door
):
    add_room(by=karen, entrance=door, name="Stor", seats=12)
    group = start_group(by=ida, name="Torsdagsgruppen", team=house.victim_team, places=6)
    wanted = wants(ida, at(0, 10), kind=Kind.GROUP, group=group)
    book(by=ida, cases=[], wanted=wanted, once=uuid4(), now=now)
    join_group(by=dorte, case=almas_case, group=group, now=now)
    coming = Coming.objects.visible_to(dorte).get()
    with pytest.raises(Refused):
        move(by=dorte, coming=coming, wanted=wants(dorte, at(1, 10)), seen=1, now=now)
    assert Appointment.objects.get().starts_at == at(0, 10)


@pytest.fixture
def waits(dorte, almas_case, norregade, rooms, now):
    return ask_for_time(by=dorte, case=almas_case, worker=dorte.id, now=now)


def test_a_week_is_planned_from_who_waits_and_booked_when_accepted(
    still, client_of, karen, dorte, alma, waits, almas_case, run_jobs, at
):
    client = client_of(karen)
    client.post(reverse("bookings:plan_ask"), {"monday": f"{at(0, 0):%d-%m-%Y}"})
    assert not Coming.objects.visible_to(dorte).exists()
    run_jobs()
    page = client.get(reverse("bookings:plan")).content.decode()
    assert "Dorte Dahl" in page
    for word in ("Alma", almas_case.number, str(almas_case.pk)):
        assert word not in page
    proposal = Proposal.objects.get()
    client.post(reverse("bookings:plan_accept", args=[proposal.pk]))
    coming = Coming.objects.visible_to(dorte).get()
    assert coming.case_id == almas_case.pk
    assert not Wish.objects.visible_to(dorte).waiting().exists()
    assert "Giv klienten besked" in Task.objects.visible_to(dorte).get().title


def test_what_finds_no_place_is_told_in_a_word(still, client_of, karen, dorte, waits, run_jobs, at):
    go_away(by=dorte, worker=dorte.id, first_day=at(0, 0).date(), last_day=at(4, 0).date())
    client = client_of(karen)
    client.post(reverse("bookings:plan_ask"), {"monday": f"{at(0, 0):%d-%m-%Y}"})
    run_jobs()
    assert Suggested.objects.get().why_not == "worker"
    assert "ikke så lang en ledig tid" in client.get(reverse("bookings:plan")).content.decode()


def test_the_coordinator_knows_better(
    still, client_of, karen, dorte, alma, waits, run_jobs, at, rooms
):
    client = client_of(karen)
    client.post(reverse("bookings:plan_ask"), {"monday": f"{at(0, 0):%d-%m-%Y}"})
    run_jobs()
    line = Suggested.objects.get()
    typed = {"day": f"{at(3, 0):%d-%m-%Y}", "starts": "9.30", "room": str(rooms[1].pk)}
    client.post(reverse("bookings:plan_line", args=[line.pk]), typed)
    client.post(reverse("bookings:plan_accept", args=[line.proposal_id]))
    assert Appointment.objects.get().starts_at == at(3, 9, 30)
    assert Appointment.objects.get().room == rooms[1]


def test_planned_and_taken_meanwhile_stays_a_wish(
    still, client_of, karen, dorte, alma, waits, run_jobs, booked, almas_case, at, rooms
):
    client = client_of(karen)
    client.post(reverse("bookings:plan_ask"), {"monday": f"{at(0, 0):%d-%m-%Y}"})
    run_jobs()
    line = Suggested.objects.get()
    booked(dorte, almas_case, line.starts_at)
    client.post(reverse("bookings:plan_accept", args=[line.proposal_id]))
    line.refresh_from_db()
    assert (line.starts_at, line.why_not) == (None, "taken")
    assert Wish.objects.visible_to(dorte).waiting().count() == 1


def test_the_house_page_keeps_rooms_and_hours(still, client_of, karen, norregade, door, rooms):
    client = client_of(karen)
    site = reverse("bookings:site", args=[norregade.pk])
    typed = {"name": "Nørregade", "minutes_before": "60", "minutes_after": "60", "version": "1"}
    assert client.post(site, typed).status_code == 302
    assert client.post(site, typed).status_code == 409  # somebody changed it meanwhile
    again = client.post(reverse("bookings:site_new"), {**typed, "name": "nørregade"})
    assert again.status_code == 422
    room = {"room-name": "Ny", "room-seats": "3", "room-entrance": str(door.pk)}
    assert client.post(reverse("bookings:room", args=[norregade.pk]), room).status_code == 302


def test_hours_are_typed_as_people_write_them(client_of, dorte):
    client, url = client_of(dorte), reverse("bookings:hours", args=[dorte.id])
    assert client.post(url, {"day0": "9-12, 13-16.30", "languages": ["da"]}).status_code == 302
    page = client.get(url).content.decode()
    assert "09.00-12.00, 13.00-16.30" in page
    wrong = client.post(url, {"day0": "9-12, 11-15", "day1": "25-30"})
    assert wrong.status_code == 422
    assert "9-12, 11-15" in wrong.content.decode()


def test_who_covers_takes_the_time(client_of, dorte, ida, alma, almas_case, booked, at, now):
    coming = booked(dorte, almas_case, at(0, 10))
    days = {"first_day": at(0, 0).date(), "last_day": at(1, 0).date()}
    go_away(by=dorte, worker=dorte.id, cover=ida.id, **days)
    with time_machine.travel(now, tick=False):
        url = reverse("bookings:cover", args=[dorte.id, coming.appointment_id])
        assert client_of(dorte).post(url).status_code == 302
    assert Claim.objects.get(appointment=coming.appointment_id, is_room=False).holder == ida.id


def test_erased_with_the_case_its_times_are_free_again(
    dorte, ida, alma, almas_case, booked, at, django_capture_on_commit_callbacks
):
    from django.core.management import call_command

    booked(dorte, almas_case, at(0, 10))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("case", "erase", almas_case.number)
    assert not Appointment.objects.exists()
    assert not Person.objects.opened().exists()


def test_the_other_side_finds_no_page_of_it(still, client_of, emil, almas_case, booked, dorte, at):
    coming = booked(dorte, almas_case, at(0, 10))
    for name in ("appointment", "move", "off", "attendance", "longer", "reminder"):
        url = reverse(f"bookings:{name}", args=[almas_case.pk, coming.pk])
        assert client_of(emil).get(url).status_code == 404


def test_attendance_told_twice_makes_one_task(dorte, almas_case, booked, at):
    coming = booked(dorte, almas_case, at(0, 10))
    for said in (Attendance.NO_SHOW, Attendance.CAME, Attendance.NO_SHOW):
        note_attendance(by=dorte, coming=coming, attendance=said, now=at(0, 12))
    assert Task.objects.visible_to(dorte).count() == 1
