"""Nothing typed is lost: not to a reload, not to a dead network, not to a sign-in that ended."""

import re

import pytest
from playwright.sync_api import expect

from frirum.foundation.drafts.models import Draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ACCOUNT = "[name=account]"


def state(page):
    return page.locator("[data-draft-state]")


def saved(page):
    expect(state(page)).to_have_text(re.compile(r"Kladde gemt kl\. \d+\.\d\d"))


@pytest.fixture
def at_the_form(visit, almas_case):
    visit.speak("da")
    visit.sign_in("dorte")
    visit.go(f"/sager/{almas_case.pk}/haendelser/ny/")
    return visit.page


def test_what_is_typed_is_there_after_a_reload_and_gone_when_it_is_sent(at_the_form, visit):
    page = at_the_form
    page.fill(ACCOUNT, "Han stod ved skolen.")
    page.locator("[name=behaviours][value=threats]").check()
    saved(page)
    page.reload()
    expect(page.locator(ACCOUNT)).to_have_value("Han stod ved skolen.")
    expect(page.locator("[name=behaviours][value=threats]")).to_be_checked()
    expect(page.locator("main .notice").first).to_contain_text("Du har en kladde fra i dag kl.")
    visit.check()
    visit.narrow_check()
    page.fill("[name=day]", "i går")
    page.locator("main form .ds-button:not([data-variant])").last.click()
    page.wait_for_url(re.compile(r"haendelser/[0-9a-f-]{36}/$"))
    assert not Draft.objects.exists()


def test_without_a_network_the_text_stays_and_is_saved_when_it_is_back(at_the_form, context):
    page = at_the_form
    page.fill(ACCOUNT, "Først dette")
    saved(page)
    context.set_offline(True)
    page.fill(ACCOUNT, "Først dette, så mere")
    expect(state(page)).to_have_text("Ikke gemt endnu: ingen forbindelse. Teksten bliver her.")
    page.locator("main form .ds-button:not([data-variant])").last.click()
    expect(page.locator(ACCOUNT)).to_have_value("Først dette, så mere")
    context.set_offline(False)
    saved(page)
    page.reload()
    expect(page.locator(ACCOUNT)).to_have_value("Først dette, så mere")


def test_after_signing_in_again_in_another_tab_the_page_goes_on(
    at_the_form, context, live_server, visit
):
    page = at_the_form
    page.fill(ACCOUNT, "Før pausen")
    saved(page)
    cookies = [one for one in context.cookies() if one["name"] == "sprog"]
    context.clear_cookies()
    context.add_cookies(cookies)
    page.fill(ACCOUNT, "Før pausen og efter")
    expect(state(page)).to_contain_text("Log ind igen i et andet faneblad")
    other = context.new_page()
    other.goto(f"{live_server.url}/demo/")
    other.locator("form:has(input[value=dorte]) button").click()
    other.wait_for_url(f"{live_server.url}/")
    other.close()
    page.locator(ACCOUNT).press("End")
    page.keyboard.type(".")
    saved(page)
    page.locator("[name=behaviours][value=threats]").check()
    page.fill("[name=day]", "i går")
    page.locator("main form .ds-button:not([data-variant])").last.click()
    page.wait_for_url(re.compile(r"haendelser/[0-9a-f-]{36}/$"))
    visit.check()


def test_a_draft_is_kept_by_hand_and_thrown_away(visit, house):
    page = visit.page
    visit.speak("da")
    visit.sign_in("freja")
    visit.go("/henvendelser/ny/")
    page.fill("[name=summary]", "Ringer igen i morgen")
    page.get_by_role("button", name="Gem kladde").click()
    expect(page.locator("main .notice").first).to_contain_text("Du har en kladde")
    expect(page.locator("[name=summary]")).to_have_value("Ringer igen i morgen")
    visit.check()
    page.get_by_role("button", name="Smid kladden væk").click()
    expect(page.locator("[name=summary]")).to_have_value("")
