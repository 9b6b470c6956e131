"""By keyboard alone, and without any script: the house can be worked in both ways."""

import pytest

from frirum.work.incidents.imports import synthetic

from .conftest import Visit
from .test_main_job import by_law, clear_checks, send  # noqa: F401

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("house"),
]

HELD = """
(() => {
  const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
  const drawn = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 ||
    s.boxShadow !== 'none';
  const tile = e.closest('.option, .tick');
  return {
    tag: e.tagName, name: e.name || '', type: e.type || '', href: e.getAttribute('href') || '',
    words: (e.innerText || e.value || '').trim(), visible: r.width > 0 && r.height > 0,
    in_view: r.bottom > 0 && r.top < innerHeight, ring: drawn || !!tile,
  };
})()
"""
REACHABLE = """
[...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(e =>
  e.type !== 'hidden' && e.checkVisibility({visibilityProperty: true}) && !e.closest('[inert]') &&
  !e.disabled && e.tabIndex >= 0 && !(e.type === 'radio' && e !== (
    document.querySelector(`[name="${e.name}"]:checked`) ||
    document.querySelector(`[name="${e.name}"]`)))).length
"""


class Keys:
    """A person who uses only the keyboard."""

    def __init__(self, page):
        self.page = page

    def held(self):
        return self.page.evaluate(HELD)

    def tab_to(self, most=160, **wanted):
        """Go on with Tab until the thing is held; every stop on the way must be seen."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            held = self.held()
            if held["tag"] == "BODY":
                continue
            assert held["visible"], f"focus is nowhere: {held}"
            assert held["in_view"], f"focus is out of sight: {held}"
            assert held["ring"], f"focus cannot be seen: {held}"
            if all(value in held[key] for key, value in wanted.items()):
                return held
        raise AssertionError(f"{wanted} cannot be reached with Tab on {self.page.url}")

    def write(self, text, **wanted):
        self.tab_to(**wanted)
        self.page.keyboard.type(text)

    def press(self, key="Enter", **wanted):
        self.tab_to(**wanted)
        self.page.keyboard.press(key)


@pytest.fixture
def keys(page):
    return Keys(page)


def stop_count(page):
    """How many stops Tab makes on a page, and whether each of them could be seen."""
    keys, seen = Keys(page), 0
    for _ in range(400):
        page.keyboard.press("Tab")
        held = keys.held()
        if held["tag"] == "BODY":
            break
        assert held["visible"], held
        assert held["in_view"], held
        assert held["ring"], f"no ring on {page.url}: {held}"
        seen += 1
    return seen


def test_tab_reaches_everything_and_the_focus_is_always_seen(visit, almas_case):
    visit.sign_in("dorte")
    case = f"/sager/{almas_case.pk}/"
    for path in (
        "/", "/sager/", case, f"{case}haendelser/", f"{case}haendelser/ny/", f"{case}personer/",
        f"{case}personer/sikker-kontakt/", f"/opgaver/{almas_case.pk}/", "/henvendelser/ny/",
        "/konto/", "/hjaelp/",
    ):  # fmt: skip
        visit.go(path)
        wanted = visit.page.evaluate(REACHABLE)
        assert stop_count(visit.page) >= wanted, path


def test_the_skip_link_is_first_and_leads_past_the_menu(visit, keys):
    visit.sign_in("dorte")
    visit.go("/sager/")
    visit.page.keyboard.press("Tab")
    assert keys.held()["href"] == "#main"
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.id") == "main"
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.closest('main') !== null")


def test_a_menu_closes_with_escape_and_gives_the_focus_back(visit, keys):
    visit.sign_in("dorte")
    keys.press(tag="SUMMARY", words="Dorte Dahl")
    menu = visit.page.locator("details.menu")
    assert menu.get_attribute("open") is not None
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert keys.held()["tag"] == "SUMMARY"


def test_a_dialog_keeps_the_focus_until_it_closes_and_gives_it_back(visit, keys):
    visit.sign_in("dorte")
    visit.go("/dele/")
    opener = visit.page.locator("[data-dialog]").first
    opener.focus()
    visit.page.keyboard.press("Enter")
    for _ in range(12):
        visit.page.keyboard.press("Tab")
        inside = "document.activeElement.closest('dialog') !== null || !document.hasFocus()"
        assert visit.page.evaluate(f"{inside} || document.activeElement === document.body")
    visit.page.keyboard.press("Escape")
    assert visit.page.evaluate("document.querySelector('dialog[open]')") is None
    assert visit.page.evaluate("document.activeElement.hasAttribute('data-dialog')")


def test_a_call_is_written_down_and_an_incident_recorded_by_keyboard_alone(
    visit, keys, almas_case, clear_checks  # noqa: F811
):  # fmt: skip
    page = visit.page
    visit.sign_in("dorte")
    keys.press(tag="A", href="/henvendelser/")
    page.wait_for_url("**/henvendelser/")
    keys.press(tag="A", href="/henvendelser/ny/")
    page.wait_for_url("**/henvendelser/ny/")
    keys.press(key="Space", name="safe_now")
    keys.press(key="Space", name="caller_role")
    keys.write("Alma Birk", name="name")
    keys.write("Han ringer hver nat.", name="summary")
    keys.press(tag="BUTTON", type="submit", words="Gem, og gå videre")
    page.wait_for_url("**/personer/")
    keys.write("Bo", name="given_name")
    keys.press(tag="BUTTON", words="Det var alle")
    page.wait_for_url("**/modtaget/")
    visit.go(f"/sager/{almas_case.pk}/")
    keys.press(tag="A", href="/haendelser/ny/")
    page.wait_for_url("**/haendelser/ny/")
    keys.press(key="Space", name="behaviours")
    keys.write("241126", name="day")
    keys.write("Ringede seks gange i træk.", name="account")
    keys.press(tag="BUTTON", words="Gem hændelsen")
    page.wait_for_url(lambda url: not url.endswith("/ny/"))
    assert page.get_by_text("Ringede seks gange i træk.").count() >= 1


@pytest.fixture
def plain_visit(browser, live_server, settings):
    """A browser that runs no script at all."""
    settings.DEMO = True
    context = browser.new_context(java_script_enabled=False, locale="da-DK")
    visit = Visit(context.new_page(), live_server.url)
    yield visit
    context.close()


def test_the_main_job_runs_without_any_script(plain_visit, run_jobs, almas_case):
    page, case = plain_visit.page, f"/sager/{almas_case.pk}/"
    plain_visit.sign_in("dorte")
    plain_visit.go(f"{case}haendelser/import/")
    export = {"name": "sms.xml", "mimeType": "text/xml", "buffer": synthetic.sms_backup(60)}
    page.set_input_files("[name=file]", export)
    send(page)
    run_jobs()
    page.reload()
    page.locator("main input[type=checkbox][name=parties]").first.check()
    send(page)
    run_jobs()
    page.reload()
    send(page)
    run_jobs()
    plain_visit.go(f"{case}haendelser/")
    assert page.locator("ol.timeline .event").count() > 0
    plain_visit.go(f"{case}haendelser/politi/nyt/")
    page.fill("[name=client]", "Alma Birk")
    page.fill("[name=other_party]", "Bo Krogh")
    send(page)
    page.fill("[name=recipient]", "Politiassistent Holm, Østjylland")
    by_law(page)
    send(page)
    run_jobs()
    page.reload()
    page.locator("main .panel a[href*='/udleveret/']").first.click()
    assert page.locator("main h2").count() > 0


def test_a_page_on_a_phone_begins_at_its_top_with_its_own_tab_in_sight(visit, almas_case):
    visit.page.set_viewport_size({"width": 390, "height": 320})
    visit.sign_in("dorte")
    visit.go(f"/sager/{almas_case.pk}/adgang/")
    tab = visit.page.locator(".tabs [aria-current]").bounding_box()
    assert visit.page.evaluate("scrollY") == 0
    assert tab["x"] >= 0
    assert tab["x"] + tab["width"] <= 390
