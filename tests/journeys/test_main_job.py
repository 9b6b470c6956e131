"""The centre's main job, clicked through: from a call to a bundle an officer can verify."""

import io
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from frirum.casefile.matching import chance
from frirum.work.incidents.imports import synthetic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Nobody(chance.random.Random):
    """The check draws none of the clear ones for the desk."""

    def randrange(self, *args):
        return 1

    def uniform(self, *args):
        return 0.0


@pytest.fixture
def clear_checks(monkeypatch):
    monkeypatch.setattr(chance, "source", Nobody())


def tick(page, name, value):
    page.locator(f"main input[name={name}][value={value}]").check()


def send(page):
    """The form's own button: what happens next is written on it."""
    page.locator("main form .ds-button:not([data-variant])").last.click()
    page.wait_for_load_state()


def follow(visit, end):
    """Press a link that is to be seen, whatever its words, and look at where it leads."""
    visit.page.locator(f"a[href$='{end}']:visible").first.click()
    visit.page.wait_for_url(f"**{end}")
    visit.check()


def record_the_call(visit):
    page = visit.page
    follow(visit, "/henvendelser/")
    follow(visit, "/henvendelser/ny/")
    tick(page, "safe_now", "yes")
    tick(page, "caller_role", "exposed")
    page.fill("[name=name]", "Alma Birk")
    page.fill("[name=summary]", "Tidligere kæreste ringer og skriver hver nat.")
    page.fill("[name=phone]", "20 00 00 11")
    send(page)
    page.wait_for_url("**/personer/")
    visit.check()
    page.locator("[name=role]").select_option("other_party")
    page.fill("[name=given_name]", "Bo")
    page.fill("[name=family_name]", "Krogh")
    page.fill("main [name=phone]", "20 00 00 22")
    page.locator("main button[value=done]").click()
    page.wait_for_url("**/modtaget/")
    visit.check()


def write_to_us(visit):
    """The public form, with nobody signed in."""
    page = visit.page
    visit.go("/hjaelp/")
    visit.check()
    tick(page, "channels", "phone")
    page.fill("[name=phone]", "20 00 00 11")
    tick(page, "caller_role", "exposed")
    page.fill("[name=name]", "Alma Birk")
    page.fill("[name=summary]", "Han skriver hver nat.")
    page.locator("details:has([name=other_name]) summary").click()
    page.fill("[name=other_name]", "Bo Krogh")
    page.fill("[name=other_phone]", "20 00 00 22")
    page.locator("main .acts button").click()
    page.wait_for_url("**/tak/**")
    visit.check()


def decide_and_open(visit, run_jobs):
    """From the list of enquiries to a case, once the conflict check has answered."""
    page = visit.page
    follow(visit, "/henvendelser/")
    assert page.locator("main").get_by_text(re.compile("Undersøges|Being examined")).count() == 1
    run_jobs()
    page.reload()
    assert page.locator("main").get_by_text(re.compile("^(Klar|Ready)$")).count() == 1
    page.get_by_role("link", name="Alma Birk").first.click()
    page.wait_for_url(re.compile("/henvendelser/[0-9a-f-]{36}/$"))
    visit.check()
    follow(visit, "/vurdering/")
    for name, value in (
        ("pattern", "stalking"), ("ongoing", "yes"), ("danger_now", "no"),
        ("suicide", "no"), ("children", "yes"),
    ):  # fmt: skip
        tick(page, name, value)
    send(page)
    follow(visit, "/tilbud/")
    page.locator("main input[name=offer]").first.check()
    page.fill("[name=reasons]", "Ensidig og gentaget. Hun ønsker hjælp til at dokumentere.")
    send(page)
    follow(visit, "/sag/")
    page.locator("main input[name=client]").first.check()
    page.locator("[name=worker]").select_option(label="Dorte Dahl")
    send(page)
    page.locator("main .panel a[href^='/sager/']").first.click()
    page.wait_for_url("**/sager/**")
    visit.check()
    return page.url.split("/sager/")[1][:36]


def read_in_the_phone(visit, run_jobs):
    """From the case's own page; the log has grown when it is over."""
    page = visit.page
    page.get_by_role("link", name="Alma Birk").first.click()
    page.wait_for_url("**/sager/**")
    follow(visit, "/haendelser/import/")
    export = {
        "name": "sms.xml", "mimeType": "text/xml",
        "buffer": synthetic.sms_backup(300),
    }  # fmt: skip
    page.set_input_files("[name=file]", export)
    page.locator("[data-sending] input[name=sent]").wait_for(state="attached")
    send(page)
    page.wait_for_url(re.compile(r"import/[0-9a-f-]{36}/$"))
    run_jobs()
    page.reload()
    visit.check()
    page.locator("main input[type=checkbox][name=parties]").first.check()
    send(page)
    run_jobs()
    page.reload()
    visit.check()
    send(page)
    run_jobs()
    page.reload()
    visit.check()
    stored = int(page.locator("main .big b").inner_text())
    follow(visit, "/haendelser/")
    assert page.locator("ol.timeline .event").count() == min(stored, 50) > 0


def look_at_log_and_pattern(visit):
    page = visit.page
    visit.narrow_check()
    page.locator("ol.timeline .event a").first.click()
    page.wait_for_url(re.compile("/haendelser/[0-9a-f-]{36}/$"))
    visit.check()
    follow(visit, "/haendelser/moenster/")
    assert page.locator("figure.chart .bar-rect").count() > 0
    assert page.locator("main table").first.locator("td.num").count() > 0
    for end in (
        "/personer/",
        "/adgang/",
        "/breve/",
        "/udleveret/",
        "/haendelser/",
        "/haendelser/politi/",
    ):
        visit.narrow_check()
        follow(visit, end)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("first", ["call", "web"])
def test_from_a_call_to_a_bundle(visit, house, run_jobs, clear_checks, language, first, tmp_path):
    visit.speak(language)
    if first == "web":
        write_to_us(visit)
    visit.sign_in("freja")
    visit.check()
    if first == "call":
        record_the_call(visit)
    decide_and_open(visit, run_jobs)
    visit.sign_in("dorte")
    read_in_the_phone(visit, run_jobs)
    look_at_log_and_pattern(visit)
    bundle = make_the_bundle(visit, run_jobs)
    verify_as_the_officer_does(bundle, tmp_path)


def make_the_bundle(visit, run_jobs):
    page = visit.page
    follow(visit, "/haendelser/politi/nyt/")
    send(page)
    visit.check()
    page.fill("[name=recipient]", "Politiassistent Holm, Østjylland")
    by_law(page)
    send(page)
    run_jobs()
    page.reload()
    visit.check()
    here = page.url
    let_it_leave(visit)
    visit.sign_in("dorte")
    page.goto(here)
    page.locator("main .panel a[href*='/udleveret/']").first.click()
    page.wait_for_url("**/udleveret/**")
    visit.check()
    page.locator("main form[action$='/ud/'] button").click()
    page.wait_for_load_state()
    with page.expect_download() as download:
        page.locator("main a[href$='/fil/']").first.click()
    return Path(download.value.path()).read_bytes()


def by_law(page):
    """The basis on which it leaves, and why."""
    page.select_option("[name=basis_code]", "law:crime_work")
    page.fill("[name=basis_reason]", "Politiet har bedt om materialet til sagen.")


def let_it_leave(visit):
    """The conflict desk says yes to words that the case does not know, Freja to the pictures."""
    page = visit.page
    visit.sign_in("vera")
    follow(visit, "/udgaaende/ord/")
    while (yes := page.locator("main button[value=passes]")).count():
        yes.first.click()
        page.wait_for_load_state()
    visit.sign_in("freja")
    follow(visit, "/udgaaende/")
    while (one := page.locator("main .panel").first.locator("a.row-link")).count():
        one.first.click()
        page.wait_for_load_state()
        visit.check()
        tick(page, "answer", "passes")
        page.locator("main form[action*='/svar/'] button").click()
        page.wait_for_load_state()
        visit.go("/udgaaende/")


def verify_as_the_officer_does(bundle, folder):
    zipfile.ZipFile(io.BytesIO(bundle)).extractall(folder)
    done = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"rapport\.pdf: OK", done.stdout)
