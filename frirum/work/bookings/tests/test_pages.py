"""The pages as people use them: what is typed is kept, what is refused says why, or nothing."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from frirum.casefile.people.actions import add_person, agree_safe_contact
from frirum.casefile.people.identity import Identity
from frirum.casefile.people.kinds import Channel, PersonRole
from frirum.casefile.people.models import Person
from frirum.casefile.people.safe import Agreement
from frirum.casefile.tasks.models import Task
from frirum.work.bookings.actions import book, note_attendance
from frirum.work.bookings.actions.feeds import make_feed
from frirum.work.bookings.actions.groups import join_group, start_group
from frirum.work.bookings.actions.house import add_room, go_away
from frirum.work.bookings.actions.waiting import ask_for_time
from frirum.work.bookings.models import (
    Appointment,
    Arrival,
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


def form(at, worker, place, **other):
    return {
        "once": str(uuid4()), "kind": "talk", "day": f"{at:%d-%m-%Y}", "starts": f"{at:%H.%M}",
        "minutes": "60", "workers": [str(worker.id)], "site": str(place.pk), "times": "1",
        "weeks": "1", **other,
    }  # fmt: skip


def test_booking_from_the_case(still, client_of, dorte, alma, almas_case, norregade, rooms, at):
    client = client_of(dorte)
    url = reverse("bookings:new", args=[almas_case.pk])
    offered = client.get(url).content.decode()
    assert offered.count('name="slot"') == 6
    answer = client.post(url, form(at(0, 10), dorte, norregade, note="Om næste uge"))
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert "Samtale" in page
    calendar = client.get(reverse("bookings:calendar") + f"?fra={at(0, 0):%Y-%m-%d}")
    assert "Alma B." in calendar.content.decode()


def test_a_time_taken_from_the_offer_keeps_what_is_typed(
    still, client_of, dorte, alma, almas_case, norregade, rooms, at
):
    client = client_of(dorte)
    url = reverse("bookings:new", args=[almas_case.pk])
    slot = re.search(r'name="slot" value="([^"]+)"', client.get(url).content.decode())[1]
    typed = form(at(0, 10), dorte, norregade, note="Husk brevet", day="", starts="", slot=slot)
    page = client.post(url, typed).content.decode()
    assert "Husk brevet" in page
    assert f'value="{slot[8:10]}-{slot[5:7]}-{slot[:4]}"' in page
    assert "error-summary" not in page


def test_a_time_that_is_not_free_is_a_sentence_and_nothing_is_lost(
    still, client_of, dorte, alma, almas_case, norregade, booked, at
):
    booked(dorte, almas_case, at(0, 10))
    url = reverse("bookings:new", args=[almas_case.pk])
    answer = client_of(dorte).post(url, form(at(0, 10), dorte, norregade, note="Om næste uge"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Dorte Dahl har noget andet" in page
    assert "Om næste uge" in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"day": "28-3-2027", "starts": "2.30"}, "Urene stilles"),
        ({"day": "1-11-2026"}, "forbi"),
        ({"day": "31-2-2027"}, "ingen sådan dag|findes"),
        ({"workers": []}, "Vælg, hvem fra huset"),
        ({"site": ""}, "Vælg, hvor klienten"),
        ({"minutes": "999"}, "Vælg|gyldig"),
    ],
)
def test_what_cannot_be_is_told_by_the_field(
    still, client_of, dorte, alma, almas_case, norregade, rooms, at, typed, told
):
    url = reverse("bookings:new", args=[almas_case.pk])
    answer = client_of(dorte).post(url, form(at(0, 10), dorte, norregade, **typed))
    assert answer.status_code == 422
    assert not Appointment.objects.exists()


def test_a_course_books_what_is_free_and_says_what_is_not(
    still, client_of, dorte, alma, almas_case, norregade, booked, at
):
    booked(dorte, almas_case, at(7, 10))
    client = client_of(dorte)
    typed = form(at(0, 10), dorte, norregade, times="4")
    answer = client.post(reverse("bookings:new", args=[almas_case.pk]), typed, follow=True)
    page = answer.content.decode()
    assert "3 aftaler lavet" in page
    assert "Dorte Dahl har noget andet" in page


def test_what_is_dragged_opens_the_form_that_does_the_same(
    still, client_of, dorte, alma, almas_case, norregade, booked, at
):
    coming = booked(dorte, almas_case, at(0, 10))
    url = reverse("bookings:move", args=[almas_case.pk, coming.pk])
    client = client_of(dorte)
    page = client.get(url, {"start": f"{at(1, 14):%Y-%m-%dT%H:%M}"}).content.decode()
    assert f'value="{at(1, 14):%d-%m-%Y}"' in page
    assert 'value="14.00"' in page
    typed = {**form(at(1, 14), dorte, norregade), "version": "1"}
    assert client.post(url, typed).status_code == 302
    assert Appointment.objects.get().starts_at == at(1, 14)


def test_nonsense_in_the_address_of_a_calendar_shows_ones_own_week(client_of, dorte, rooms):
    client = client_of(dorte)
    for asked in ("vis=x", "fra=2026-99-99", f"vis={uuid4()}", "fra=&dag=?"):
        assert client.get(reverse("bookings:calendar") + f"?{asked}").status_code == 200


def test_to_others_of_the_side_an_appointment_is_busy(
    still, client_of, dorte, ida, alma, almas_case, booked, at
):
    coming = booked(dorte, almas_case, at(0, 10))
    for who in (dorte.id, coming.appointment.room_id, coming.appointment.site_id):
        url = reverse("bookings:calendar") + f"?vis={who}&fra={at(0, 0):%Y-%m-%d}"
        page = client_of(ida).get(url).content.decode()
        assert "Optaget" in page
        for word in ("Alma", "Samtale", almas_case.number, str(coming.pk), str(almas_case.pk)):
            assert word not in page


def test_the_calendars_of_the_other_side_are_not_on_the_list(client_of, dorte, emil, rooms):
    page = client_of(dorte).get(reverse("bookings:calendar")).content.decode()
    assert "Emil Eriksen" not in page
    assert "Ida Iversen" in page
    other = client_of(dorte).get(reverse("bookings:calendar") + f"?vis={emil.id}")
    assert "Emil Eriksen" not in other.content.decode()


def test_the_reception_sees_the_name_agreed_for_the_door_on_the_day(
    client_of, rosa, dorte, alma, almas_case, booked, at, now
):
    booked(dorte, almas_case, at(0, 10))
    door, client = reverse("bookings:door"), client_of(rosa)
    with time_machine.travel(at(0, 8), tick=False):
        page = client_of(rosa).get(door).content.decode()
        assert "Anna" in page
        for word in ("Alma", "Birk", "Samtale", almas_case.number):
            assert word not in page
        arrival = Arrival.objects.visible_to(rosa).get()
        client = client_of(rosa)
        client.post(reverse("bookings:came", args=[arrival.pk]))
        assert "Er her" in client.get(door).content.decode()
        client.post(reverse("bookings:left", args=[arrival.pk]))
        assert "Er gået" in client.get(door).content.decode()
    with time_machine.travel(at(1, 8), tick=False):
        assert "Anna" not in client_of(rosa).get(door).content.decode()
        assert not Arrival.objects.visible_to(rosa).exists()


def test_who_did_not_come_is_a_task_for_today(client_of, dorte, alma, almas_case, booked, at):
    coming = booked(dorte, almas_case, at(0, 10))
    with time_machine.travel(at(0, 11), tick=False):
        client = client_of(dorte)
        url = reverse("bookings:attendance", args=[almas_case.pk, coming.pk])
        for _ in range(2):
            client.post(url, {"attendance": "no_show"})
        task = Task.objects.visible_to(dorte).get()
    assert (task.kind, task.due_on) == ("safety", at(0, 11).date())
    assert Coming.objects.visible_to(dorte).get().attendance == Attendance.NO_SHOW


def test_before_it_begins_nobody_came_or_did_not(still, client_of, dorte, almas_case, booked, at):
    coming = booked(dorte, almas_case, at(0, 10))
    url = reverse("bookings:attendance", args=[almas_case.pk, coming.pk])
    assert client_of(dorte).post(url, {"attendance": "no_show"}).status_code == 409
    assert not Task.objects.visible_to(dorte).exists()


# ---- reminders ----


@pytest.fixture
def agreed(dorte, almas_case, now):
    agreement = Agreement(
        channels=frozenset({Channel.SMS}), expires_on=now.date() + timedelta(days=90)
    )
    return agree_safe_contact(by=dorte, case=almas_case, agreement=agreement, now=now)


def test_only_ways_agreed_as_safe_can_be_chosen_and_none_by_default(
    still, client_of, dorte, alma, almas_case, agreed, booked, at
):
    coming = booked(dorte, almas_case, at(0, 10))
    assert coming.remind_by == ""
    url = reverse("bookings:reminder", args=[almas_case.pk, coming.pk])
    client = client_of(dorte)
    assert client.post(url, {"remind_by": "email", "remind_days": "1"}).status_code == 422
    assert client.post(url, {"remind_by": "sms", "remind_days": "1"}).status_code == 302
    with time_machine.travel(at(-1, 9), tick=False):
        page = client_of(dorte).get(reverse("bookings:due")).content.decode()
    assert "Alma Birk" in page
    assert reverse("bookings:reminded", args=[almas_case.pk, coming.pk]) in page


def test_what_is_not_safe_any_more_is_not_done_on_the_day(
    client_of, dorte, alma, almas_case, agreed, booked, at, now
):
    coming = booked(dorte, almas_case, at(0, 10))
    Coming.objects.opened().filter(pk=coming.pk).update(remind_by="sms")
    none = Agreement(channels=frozenset(), expires_on=now.date() + timedelta(days=90))
    agree_safe_contact(by=dorte, case=almas_case, agreement=none, seen=agreed.pk, now=now)
    with time_machine.travel(at(-1, 9), tick=False):
        page = client_of(dorte).get(reverse("bookings:due")).content.decode()
    assert "Ikke nu" in page
    assert reverse("bookings:reminded", args=[almas_case.pk, coming.pk]) not in page


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
