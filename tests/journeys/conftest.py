"""A real browser on the real pages: Danish or English, with an accessibility check at each stop."""

import json
import os
from pathlib import Path

import pytest

from tools.browser import find_browser

AXE = Path(__file__).parent / "axe.min.js"
TOO_WIDE = """
var held = e => e && (getComputedStyle(e).overflowX != 'visible' || held(e.parentElement));
document.documentElement.scrollWidth <= innerWidth + 1 ? [] :
  [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !held(e.parentElement))
  .slice(0, 3).map(e => e.outerHTML.slice(0, 200))
"""
FAINT = """
axe.run(document, {resultTypes: ['violations'], runOnly: ['color-contrast']}).then(r =>
  r.violations.flatMap(v => v.nodes.map(n => n.html.slice(0, 160))))
"""
# Django looks whether an event loop runs in this thread; the browser's driver keeps one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser_type_launch_args():
    found = find_browser()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("No browser was found. Install Chromium, or name one in E2E_BROWSER.")
        pytest.skip("No browser was found. Install Chromium, or name one in E2E_BROWSER.")
    return {
        "executable_path": found,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


class Visit:
    """Walks the house and is checked at each stop."""

    def __init__(self, page, url):
        self.page = page
        self.url = url
        self.stops = []
        self.page.set_default_timeout(10_000)
        self.page.add_init_script(path=AXE)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.stops.append(f"script: {error}"))

    def _console(self, message):
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.stops.append(f"console: {message.text}")

    def speak(self, language):
        cookie = {"name": "sprog", "value": language, "url": self.url}
        self.page.context.add_cookies([cookie])

    def sign_in(self, who):
        self.page.goto(f"{self.url}/demo/")
        self.page.locator(f"form:has(input[value={who}]) button").click()
        self.page.wait_for_url(f"{self.url}/")

    def go(self, path):
        self.page.goto(f"{self.url}{path}")

    def answer(self, path):
        """Status and text of a page for the signed-in person; a file is no page: 0."""
        answer = self.page.request.get(f"{self.url}{path}", max_redirects=0)
        is_page = "text/html" in answer.headers.get("content-type", "")
        status = answer.status if is_page or answer.status != 200 else 0
        return status, answer.text() if is_page else ""

    def check(self):
        """No axe finding, no sideways scroll, no script error, nothing kept in the browser."""
        found = self.page.evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map("
            "v => [v.id, v.nodes.map(n => n.html.slice(0, 160))]))"
        )
        assert found == [], f"{self.page.url}: {json.dumps(found, indent=1, ensure_ascii=False)}"
        assert self.stops == [], self.page.url
        wide = self.page.evaluate(TOO_WIDE)
        assert wide == [], f"{self.page.url} scrolls sideways: {wide}"
        assert self.page.evaluate("sessionStorage.length + localStorage.length") == 0

    def dark_check(self):
        """The same page in dark colours, as a device that asks for them shows it."""
        self.page.emulate_media(color_scheme="dark")
        found = self.page.evaluate(FAINT)
        self.page.emulate_media(color_scheme="light")
        assert found == [], f"{self.page.url} in the dark: {found}"

    def narrow_check(self):
        """320 pixels: nothing scrolls sideways, nothing lies over anything else."""
        self.page.set_viewport_size({"width": 320, "height": 800})
        wide = self.page.evaluate(TOO_WIDE)
        self.page.set_viewport_size({"width": 1280, "height": 900})
        assert wide == [], f"{self.page.url} scrolls sideways at 320: {wide}"


@pytest.fixture
def run_jobs(run_jobs, page):
    """Jobs run in this process, on a database in memory, where whoever reads while another writes
    is turned away. So the page's own questions wait meanwhile; a house of real files needs no such
    thing."""

    def run():
        page.route("**/*", lambda route: route.continue_())
        page.wait_for_timeout(300)  # for what was asked already
        try:
            return run_jobs()
        finally:
            page.unroute("**/*")

    return run


@pytest.fixture
def visit(live_server, page, settings):
    """Walk the house: sign in as one of the cast, go somewhere, and be checked at each stop."""
    settings.DEMO = True
    return Visit(page, live_server.url)
