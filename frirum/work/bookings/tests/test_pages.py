"""The pages as people use them: what is typed is kept, what is refused says why, or nothing."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from frirum.casefile.people.actions import agree_safe_contact
from frirum.casefile.people.kinds import Channel
from frirum.casefile.people.safe import Agreement
from frirum.casefile.tasks.models import Task
from frirum.foundation.wall.rulings import Refused
from frirum.work.bookings.actions.attending import set_reminder
from frirum.work.bookings.models import (
    Appointment,
    Arrival,
    Attendance,
    Coming,
)

pytestmark = pytest.mark.django_db


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


def test_a_way_that_is_not_agreed_is_refused_by_the_deed_too(dorte, almas_case, booked, at):
    coming = booked(dorte, almas_case, at(0, 10))
    with pytest.raises(Refused):
        set_reminder(
            by=dorte, coming=coming, remind_by="email", remind_days=1, allowed=frozenset({"sms"})
        )


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
