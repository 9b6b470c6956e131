"""A warning from Bo's therapist to Alma's counsellor: by keyboard, checked at each stop."""

import re

import pytest
from playwright.sync_api import expect

from frirum.casefile.matters.models import Crossing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "Gå ikke alene hjem torsdag. Bed nogen følge dig."


def checked(visit):
    visit.check()
    visit.dark_check()
    visit.narrow_check()


def chosen(page, name, value):
    page.locator(f"[name={name}][value={value}]").focus()
    page.keyboard.press("Space")


def test_a_warning_is_written_approved_read_and_acted_on(visit, almas_case, bos_case, emil):
    page = visit.page
    visit.speak("da")
    visit.sign_in("emil")
    visit.go(f"/sager/{bos_case.pk}/")
    page.get_by_role("link", name="Fare for liv").click()
    expect(page.get_by_role("link", name="Ring 112")).to_have_attribute("href", "tel:112")
    checked(visit)
    chosen(page, "danger", "plan")
    page.fill("[name=reason]", "Han sagde i dag, at han vil vente på hende torsdag.")
    page.fill("[name=words]", "Ring til hende på 22 33 44 55")
    chosen(page, "basis", "crime")
    page.locator("[name=is_read]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("main [role=alert], main .ds-error-summary").first).to_be_visible()
    assert not Crossing.objects.visible_to(emil).exists()
    checked(visit)
    page.fill("[name=words]", WORDS)
    page.get_by_role("button", name="Send til habilitetsskranken").click()
    expect(page.locator("#written")).to_contain_text("Hos habilitetsskranken")
    checked(visit)

    visit.sign_in("vera")
    page.get_by_role("link", name=re.compile("varsel om fare for liv skal afgøres nu")).click()
    checked(visit)
    page.get_by_role("link", name=re.compile("En plan")).click()
    checked(visit)
    page.get_by_role("button", name=re.compile("Godkend")).click()
    expect(page.locator("main")).to_contain_text("Varslet, ikke bekræftet")
    checked(visit)

    visit.sign_in("dorte")
    page.get_by_role("link", name=re.compile("Varsel fra huset i sag")).click()
    expect(page.locator("main")).to_contain_text(WORDS)
    checked(visit)
    page.get_by_role("button", name=re.compile("Jeg har læst det")).click()
    page.fill("[name=deed]", "Ringede til hende. Hendes søster henter hende.")
    page.get_by_role("button", name="Gem, hvad der blev gjort").click()
    expect(page.locator("main")).to_contain_text("Gjort af Dorte Dahl")
    checked(visit)

    visit.sign_in("hans")
    visit.go("/sager/tilsyn/")
    expect(page.locator("main")).to_contain_text("Varslet, bekræftet og handlet på")
    expect(page.locator("main")).not_to_contain_text(WORDS)
    checked(visit)
