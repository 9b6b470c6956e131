"""A large file is on its way: the network breaks, the sign-in ends, a form has a fault."""

import re

import pytest
from playwright.sync_api import expect

from frirum.foundation.vault.files import PART
from frirum.work.incidents.models import Exhibit, Upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FILM = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * (PART // 128)


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "Film fra døren.mp4"
    path.write_bytes(FILM)
    return path


@pytest.fixture
def at_the_form(visit, almas_case):
    visit.speak("da")
    visit.sign_in("dorte")
    visit.go(f"/sager/{almas_case.pk}/haendelser/ny/")
    return visit.page


def stand(page):
    return page.locator("[data-sending] li small")


def record(page):
    page.locator("main form .ds-button:not([data-variant])").last.click()


def test_a_film_of_several_parts_goes_on_after_a_lost_network(
    at_the_form, visit, context, film, dorte
):
    page, sent = at_the_form, []

    def break_second(route):
        sent.append(route.request.url)
        route.abort() if len(sent) == 2 else route.continue_()

    page.route(re.compile(r"filer/[0-9a-f-]+/\?start="), break_second)
    page.set_input_files("[name=uploads]", film)
    expect(stand(page)).to_contain_text("Ingen forbindelse")
    expect(stand(page)).to_contain_text("Modtaget og forseglet")
    assert [url.split("start=")[1] for url in sent] == ["0", str(PART), str(PART), str(2 * PART)]
    visit.check()
    visit.narrow_check()

    page.locator("[name=behaviours][value=threats]").check()
    page.fill("[name=account]", "Han filmede døren.")
    page.fill("[name=day]", "aldrig")
    record(page)
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("[data-sending] li")).to_contain_text("Film fra døren.mp4")
    visit.check()
    page.fill("[name=day]", "i går")
    record(page)
    page.wait_for_url(re.compile(r"haendelser/[0-9a-f-]{36}/$"))
    exhibit = Exhibit.objects.visible_to(dorte).get()
    assert (exhibit.size, exhibit.name) == (len(FILM), "Film fra døren.mp4")
    assert not Upload.objects.exists()


def test_the_button_waits_for_the_file_and_a_refused_one_says_why(
    at_the_form, visit, film, tmp_path, dorte
):
    page = at_the_form
    packed = tmp_path / "alt.zip"
    packed.write_bytes(b"PK\x03\x04" + bytes(600))
    page.set_input_files("[name=uploads]", packed)
    expect(stand(page)).to_contain_text("Pakkede filer")
    visit.check()
    page.get_by_role("button", name="Fjern alt.zip").click()
    expect(page.locator("[data-sending] li")).to_have_count(0)
    page.locator("[name=behaviours][value=threats]").check()
    page.fill("[name=day]", "i går")
    page.fill("[name=account]", "Han filmede døren.")
    page.set_input_files("[name=uploads]", film)
    record(page)
    page.wait_for_url(re.compile(r"haendelser/[0-9a-f-]{36}/$"))
    assert Exhibit.objects.visible_to(dorte).get().size == len(FILM)


def test_signing_in_again_in_another_tab_lets_it_go_on(at_the_form, context, live_server, film):
    page = at_the_form
    cookies = [one for one in context.cookies() if one["name"] == "sprog"]
    context.clear_cookies()
    context.add_cookies(cookies)
    page.set_input_files("[name=uploads]", film)
    expect(stand(page)).to_contain_text("Log ind igen i et andet faneblad")
    other = context.new_page()
    other.goto(f"{live_server.url}/demo/")
    other.locator("form:has(input[value=dorte]) button").click()
    other.wait_for_url(f"{live_server.url}/")
    other.close()
    expect(stand(page)).to_contain_text("Modtaget og forseglet")
