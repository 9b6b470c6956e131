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
def visit(live_server, page, context, settings):
    """Walk the house: sign in as one of the cast, go somewhere, and be checked at each stop."""

    settings.DEMO = True

    class Visit:
        def __init__(self):
            self.page = page
            self.stops = []
            page.set_default_timeout(10_000)
            page.on("console", self._console)
            page.on("pageerror", lambda error: self.stops.append(f"script: {error}"))

        def _console(self, message):
            if message.type == "error" and "Failed to load resource" not in message.text:
                self.stops.append(f"console: {message.text}")

        def speak(self, language):
            cookie = {"name": "sprog", "value": language, "url": live_server.url}
            context.add_cookies([cookie])

        def sign_in(self, who):
            page.goto(f"{live_server.url}/demo/")
            page.locator(f"form:has(input[value={who}]) button").click()
            page.wait_for_url(f"{live_server.url}/")

        def go(self, path):
            page.goto(f"{live_server.url}{path}")

        def check(self):
            """No axe finding, no sideways scroll, no script error, nothing kept in the browser."""
            page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.evaluate(
                "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map("
                "v => [v.id, v.nodes.map(n => n.html.slice(0, 160))]))"
            )
            assert found == [], f"{page.url}: {json.dumps(found, indent=1, ensure_ascii=False)}"
            assert self.stops == [], page.url
            wide = page.evaluate(TOO_WIDE)
            assert wide == [], f"{page.url} scrolls sideways: {wide}"
            assert page.evaluate("sessionStorage.length + localStorage.length") == 0

        def narrow_check(self):
            page.set_viewport_size({"width": 320, "height": 800})
            self.check()
            page.set_viewport_size({"width": 1280, "height": 900})

    return Visit()
