"""The calendar in a browser: booked from what is offered, dragged, moved by keyboard, let in."""

import re
from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from frirum.casefile.people.actions import add_person
from frirum.casefile.people.identity import Identity
from frirum.casefile.people.kinds import PersonRole
from frirum.work.bookings.actions.house import add_room, keep_hours, open_site
from frirum.work.bookings.models import Appointment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def furnished(house, dorte, almas_case, monkeypatch):
    """The place where Dorte's team meets its clients, on every day; none of the other side's."""
    monkeypatch.setattr("frirum.work.bookings.division._ONE_IN", 1 << 40)
    for team in (house.victim_team, house.perpetrator_team):
        team.days = "01234" if team == house.victim_team else ""
        team.save()
    karen = house.staff["karen"]
    site = open_site(by=karen, name="Nørregade")
    for name in ("Havestuen", "Loftet"):
        add_room(by=karen, entrance=site.entrances.get(), name=name, seats=3)
    hours = [(day, time(8), time(17)) for day in range(5)]
    keep_hours(by=dorte, worker=dorte.id, hours=hours, languages="da")
    add_person(
        by=dorte, case=almas_case, role=PersonRole.CLIENT, now=timezone.now(),
        identity=Identity("Alma", "Birk", cover_name="Anna"),
    )  # fmt: skip


def checked(visit):
    visit.check()
    visit.dark_check()
    visit.narrow_check()


@pytest.mark.usefixtures("furnished")
def test_a_talk_is_booked_dragged_and_moved_by_keyboard(visit, almas_case):
    page = visit.page
    page.set_viewport_size({"width": 1280, "height": 900})
    visit.speak("da")
    visit.sign_in("dorte")
    visit.go("/kalender/")
    checked(visit)
    page.get_by_role("link", name="Ny aftale").click()
    checked(visit)
    page.get_by_role("link", name="Alma Birk").click()
    checked(visit)
    page.locator("[name=note]").evaluate("e => { e.closest('details').open = true }")
    page.fill("[name=note]", "Om næste uge")
    page.locator("[name=slot]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[name=day]")).not_to_have_value("")
    expect(page.locator("[name=note]")).to_have_value("Om næste uge")
    page.get_by_role("button", name="Lav aftalen").click()
    expect(page.locator("main")).to_contain_text("Samtale")
    checked(visit)

    booked = Appointment.objects.get()
    at = timezone.localtime(booked.starts_at)
    visit.go(f"/kalender/?fra={at:%Y-%m-%d}")
    expect(page.locator(".appt a")).to_have_count(1)
    checked(visit)
    drag_down(page, page.locator(".appt a"), rows=8 if at.hour < 12 else -8)
    expect(page).to_have_url(re.compile("/flyt/"))
    moved = at + timedelta(hours=2 if at.hour < 12 else -2)
    expect(page.locator("[name=starts]")).to_have_value(f"{moved.hour}.{moved.minute:02}")
    checked(visit)
    page.locator("[name=minutes]").focus()
    page.get_by_role("button", name="Flyt den").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text(f"kl. {moved.hour}.{moved.minute:02}")
    booked.refresh_from_db()
    assert timezone.localtime(booked.starts_at) == moved
    checked(visit)


def drag_down(page, item, *, rows):
    """By so many quarters of an hour."""
    box = item.bounding_box()
    row = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.cal .slots')).gridAutoRows)"
    )
    x, y = box["x"] + 30, box["y"] + 5
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + rows * row / 2, steps=4)
    page.mouse.move(x, y + rows * row, steps=4)
    page.mouse.up()


@pytest.mark.usefixtures("furnished")
def test_the_coordinator_and_the_door(visit):
    page = visit.page
    visit.speak("da")
    visit.sign_in("karen")
    for path in ("/kalender/", "/kalender/huset/", "/kalender/plan/", "/kalender/huset/nyt-sted/"):
        visit.go(path)
        checked(visit)
    page.go_back()
    visit.sign_in("rosa")
    visit.go("/kalender/dagens/")
    expect(page.locator("main")).to_contain_text("Ingen ventes i dag")
    checked(visit)
