import hashlib
import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.test import RequestFactory
from django.utils import translation

from frirum.foundation.ui import views
from frirum.foundation.ui.gallery import ICON_NAMES, everything
from frirum.foundation.ui.pages import page

ROOM = Path(__file__).resolve().parents[1]
STATIC = ROOM / "static" / "ui"
ROOT = ROOM.parents[2]
PARTS = [
    "panel", "timeline", "rows", "empty", "error-summary", "safety", "meter", "kv",
    "chart", "pager", "notice", "note", "progress", "steps", "tabs", "date-chip",
]  # fmt: skip


class OneField(forms.Form):
    name = forms.CharField()


@pytest.fixture
def request_(rf: RequestFactory):
    request = rf.get("/")
    request.htmx = False
    request._messages = []
    return request


@pytest.fixture(params=["da", "en"])
def language(request):
    with translation.override(request.param):
        yield request.param


def test_the_gallery_shows_every_component_in_both_languages(request_, language):
    html = views.gallery(request_).content.decode()
    assert f'<html lang="{language}"' in html
    for part in PARTS:
        assert re.search(rf'class="[^"]*\b{part}\b', html), part


def test_no_page_carries_inline_scripts_or_styles(request_, language):
    for shown in ("ui/gallery.html", "ui/case_sample.html", "ui/expired_form.html"):
        html = page(request_, shown, everything()).content.decode()
        assert "style=" not in html
        assert not re.search(r"\son[a-z]+=", html)
        assert not re.search(r"<script(?![^>]*\ssrc=)", html)


def test_the_danish_gallery_holds_no_english_text(request_):
    with translation.override("da"):
        danish = views.gallery(request_).content.decode()
    for english in ("Safe contact", "Nothing recorded", "(optional)", "Sign out", "Newer", "Count"):
        assert english not in danish


def test_a_form_with_errors_answers_422(request_):
    assert page(request_, "ui/page.html", {"sample": OneField({})}).status_code == 422
    assert page(request_, "ui/page.html", {"sample": OneField()}).status_code == 200
    assert page(request_, "ui/page.html", {"sample": OneField({"name": "A"})}).status_code == 200


def test_htmx_gets_the_named_part_only(request_, tmp_path, settings):
    template = "{% load partials %}whole {% partialdef rows inline %}rows{% endpartialdef %}"
    (tmp_path / "sample.html").write_text(template, encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path], "APP_DIRS": False}]
    settings.TEMPLATES[0]["OPTIONS"] = {
        "builtins": ["template_partials.templatetags.partials"],
        "loaders": [
            ("template_partials.loader.Loader", ["django.template.loaders.filesystem.Loader"])
        ],
    }
    assert page(request_, "sample.html", fragment="rows").content == b"whole rows"
    request_.htmx = SimpleNamespace(history_restore_request=False)
    assert page(request_, "sample.html", fragment="rows").content == b"rows"
    assert page(request_, "sample.html").content == b"whole rows"


def test_the_frame_tells_htmx_to_keep_and_evaluate_nothing(request_):
    html = page(request_, "ui/page.html").content.decode()
    config = re.search(r"name=\"htmx-config\" content='([^']+)'", html)[1]
    assert json.loads(config) == {
        "allowEval": False,
        "includeIndicatorStyles": False,
        "historyCacheSize": 0,
        "selfRequestsOnly": True,
    }


@pytest.mark.parametrize("name", ["refused", "not_found", "unavailable", "broken", "expired_form"])
def test_a_page_that_stops_somebody_says_what_to_do(request_, language, name):
    html = page(request_, f"ui/{name}.html").content.decode()
    assert '<a class="ds-button"' in html


def test_every_icon_asked_for_is_in_the_sprite():
    held = set(re.findall(r'<symbol id="([a-z0-9-]+)"', (STATIC / "icons.svg").read_text("utf-8")))
    assert held == set(ICON_NAMES.split())
    asked = set()
    for path in ROOT.glob("frirum/**/templates/**/*.html"):
        asked |= set(re.findall(r"{% icon \"([a-z0-9-]+)\"", path.read_text("utf-8")))
    assert asked <= held


def test_vendored_files_are_the_ones_that_were_written_down():
    for entry in json.loads((ROOT / "tools" / "vendor.json").read_text("utf-8")):
        content = (ROOT / entry["file"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["file"]


def test_nothing_static_reaches_for_another_host():
    for path in STATIC.iterdir():
        if path.suffix in {".css", ".js"}:
            text = path.read_text("utf-8").replace("http://www.w3.org/", "")
            assert not re.search(r"url\([\"']?https?:|@import|sourceMappingURL", text), path.name


def test_our_own_script_stays_small_and_stores_nothing():
    script = (STATIC / "frirum.js").read_text("utf-8")
    assert len(script.encode()) < 5000
    for forbidden in ("localStorage", "sessionStorage", "indexedDB", "eval(", "document.cookie"):
        assert forbidden not in script


def test_s28_a_post_of_gigabytes_is_answered_before_it_is_read(client):
    class Body:
        """What a browser is still sending."""

        was_read = 0

        def read(self, length=-1):
            self.was_read += length
            return b"x" * length

        readline = read

    for length, most in ((3 * 1024**3, 0), (120 * 1024**2, 121 * 1024**2)):
        body = Body()
        answer = client.generic(
            "POST", "/konto/log-ind/", CONTENT_LENGTH=str(length),
            content_type="multipart/form-data; boundary=x", **{"wsgi.input": body},
        )  # fmt: skip
        assert answer.status_code == 413
        assert "50 MB" in answer.content.decode()
        assert answer["Connection"] == "close"
        assert body.was_read <= most
