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


def record_the_call(visit):
    page = visit.page
    visit.go("/henvendelser/ny/")
    visit.check()
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


def decide_and_open(visit, run_jobs):
    page = visit.page
    run_jobs()
    visit.go("/henvendelser/")
    visit.check()
    page.get_by_role("link", name="Alma Birk").first.click()
    visit.check()
    enquiry = page.url
    page.goto(f"{enquiry}vurdering/")
    for name, value in (
        ("pattern", "stalking"), ("ongoing", "yes"), ("danger_now", "no"),
        ("suicide", "no"), ("children", "yes"),
    ):  # fmt: skip
        tick(page, name, value)
    visit.check()
    send(page)
    page.goto(f"{enquiry}tilbud/")
    page.locator("main input[name=offer]").first.check()
    page.fill("[name=reasons]", "Ensidig og gentaget. Hun ønsker hjælp til at dokumentere.")
    visit.check()
    send(page)
    page.goto(f"{enquiry}sag/")
    page.locator("main input[name=client]").first.check()
    page.locator("[name=worker]").select_option(label="Dorte Dahl")
    visit.check()
    send(page)
    page.locator("a[href^='/sager/']:has-text('sag'), a:has-text('To the case')").last.click()
    page.wait_for_url("**/sager/**")
    return page.url.split("/sager/")[1][:36]


def read_in_the_phone(visit, run_jobs, case):
    page = visit.page
    visit.go(f"/sager/{case}/haendelser/import/")
    visit.check()
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


def look_at_log_and_pattern(visit, case):
    for path in (
        f"/sager/{case}/", f"/sager/{case}/haendelser/", f"/sager/{case}/haendelser/moenster/",
        f"/sager/{case}/personer/", f"/sager/{case}/haendelser/ny/",
    ):  # fmt: skip
        visit.go(path)
        visit.check()
        visit.narrow_check()
    visit.go(f"/sager/{case}/haendelser/")
    visit.page.locator("ol.timeline .event a").first.click()
    visit.check()


@pytest.mark.parametrize("language", ["da", "en"])
def test_from_a_call_to_a_bundle(house, visit, run_jobs, clear_checks, language, tmp_path):
    visit.speak(language)
    visit.sign_in("freja")
    visit.check()
    record_the_call(visit)
    case = decide_and_open(visit, run_jobs)
    visit.sign_in("dorte")
    read_in_the_phone(visit, run_jobs, case)
    look_at_log_and_pattern(visit, case)
    bundle = make_the_bundle(visit, run_jobs, case)
    verify_as_the_officer_does(bundle, tmp_path)


def make_the_bundle(visit, run_jobs, case):
    page = visit.page
    visit.go(f"/sager/{case}/haendelser/politi/nyt/")
    visit.check()
    send(page)
    visit.check()
    page.fill("[name=recipient]", "Politiassistent Holm, Østjylland")
    send(page)
    run_jobs()
    page.reload()
    visit.check()
    with page.expect_download() as download:
        page.locator("main .panel a[href*='/udleveret/']").first.click()
    return Path(download.value.path()).read_bytes()


def verify_as_the_officer_does(bundle, folder):
    zipfile.ZipFile(io.BytesIO(bundle)).extractall(folder)
    done = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"rapport\.pdf: OK", done.stdout)
