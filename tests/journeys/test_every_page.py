"""Every page of the URL map in a real browser: both languages, light and dark, wide and narrow."""

import io
import json

import pytest
from PIL import Image

from frirum.work.incidents.actions import attach_file
from tests.promises.catalogue import addresses
from tests.promises.world import build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Each page is looked at by the first of these who sees it; None has not signed in.
WHO = (None, "dorte", "freja", "vera", "asta", "hans")
# What every one of them sees in another shape.
FOR_EACH = {"desk:today"}
# More pages than this stand in the map; fewer looked at means that the sweep broke.
AT_LEAST = 60
REFUSED_AT_LEAST = 12


@pytest.fixture
def world(almas_case, dorte, freja, now, run_jobs):
    made = build(dorte=dorte, freja=freja, case=almas_case, now=now)
    incident = almas_case.incidents.visible_to(dorte).get(pk=made.ids["incident"])
    picture = attach_file(
        by=dorte, case=almas_case, incident=incident, name="skærmbillede.png",
        chunks=[_wide_picture()], received_from="Alma", now=now,
    )  # fmt: skip
    made.ids["exhibit"] = picture.pk
    run_jobs()
    return made


def _wide_picture():
    out = io.BytesIO()
    Image.new("RGB", (1600, 900), "#30424a").save(out, "PNG")
    return out.getvalue()


def pages_seen(visit, world, part=""):
    """Address by address what somebody may open that holds `part`, signed in as that somebody."""
    found = set()
    for who in WHO:
        if who:
            visit.sign_in(who)
        for name, _, url in addresses(world.ids):
            status, text = (0, "") if name in found else visit.answer(url)
            if status in {200, 405} and name not in FOR_EACH:
                found.add(name)
            if status == 200 and part in text:
                yield url


@pytest.mark.parametrize("language", ["da", "en"])
def test_axe_finds_nothing_on_any_page(visit, world, language):
    visit.speak(language)
    looked_at, wrong = 0, []
    for url in pages_seen(visit, world):
        looked_at += 1
        visit.go(url)
        try:
            visit.check()
            visit.dark_check()
            visit.narrow_check()
        except AssertionError as fault:
            wrong.append(str(fault))
            visit.stops.clear()
            visit.page.set_viewport_size({"width": 1280, "height": 900})
    assert wrong == [], "\n".join(wrong)
    assert looked_at >= AT_LEAST


def test_every_refused_form_says_so_where_one_looks(visit, world):
    """Sent empty, a form answers with a summary that has the focus and leads to each field."""
    refused, wrong = [], []
    for url in pages_seen(visit, world, part='class="ds-field'):
        visit.go(url)
        if visit.page.locator(f"{FORM} .ds-field").count() == 0:
            continue
        with visit.page.expect_navigation():
            visit.page.evaluate(EMPTIED)
        if visit.page.locator(".error-summary").count() == 0:
            continue
        refused.append(url)
        try:
            visit.check()
            assert (
                visit.page.evaluate("document.activeElement.className").find("error-summary") > -1
            )
            assert visit.page.evaluate(LOST_LINKS) == []
        except AssertionError as fault:
            wrong.append(f"{url}: {fault}")
            visit.stops.clear()
    assert wrong == [], "\n".join(wrong)
    assert len(refused) >= REFUSED_AT_LEAST, json.dumps(refused)


# A passkey's form asks the device, not the house.
FORM = "main form[method=post]:not([data-passkey])"
EMPTIED = """
const form = document.querySelector('FORM:has(.ds-field)');
for (const field of form.elements) {
  if (/^(text|search|tel|email|password|date|time|number)$/.test(field.type) ||
      field.tagName === 'TEXTAREA') field.value = '';
  if (/^(checkbox|radio)$/.test(field.type)) field.checked = false;
}
form.noValidate = true;
form.requestSubmit();
""".replace("FORM", FORM)
LOST_LINKS = """
[...document.querySelectorAll('.error-summary a')].map(a => a.getAttribute('href'))
  .filter(href => !document.getElementById(href.slice(1)))
"""
