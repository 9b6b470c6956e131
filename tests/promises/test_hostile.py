"""Whatever is sent: no page breaks, nothing is told, each answer has its headers (S31, S37)."""

import itertools
import os
import random
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DataError, connection
from django.test import Client
from django.urls import reverse

from tests.slow.test_everything_is_entered import breaking

from .catalogue import addresses
from .world import CANARIES

pytestmark = pytest.mark.promise

LEAVES = ("accounts:sign_out", "accounts:end_all_devices")


def dealt(things, each):
    """A few of these to every page in turn, so that each page has some and each thing its turn.

    In full, every page has all of them.
    """
    if os.environ.get("FRIRUM_FULL"):
        return itertools.repeat(list(things))
    cards = itertools.cycle(things)
    return iter(lambda: [next(cards) for _ in range(each)], None)


def browser(client):
    client.raise_request_exception = False
    return client


def pages_of(world):
    return [(name, url) for name, _, url in addresses(world.ids) if name not in LEAVES]


HELD = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
}


def missing(answer):
    policy = answer.headers.get("Content-Security-Policy", "")
    lacking = [name for name, word in HELD.items() if word not in answer.headers.get(name, "")]
    is_closed = "default-src 'none'" in policy or "sandbox" in policy
    loose = "unsafe-inline" in policy or "unsafe-eval" in policy
    return lacking if is_closed and not loose else [*lacking, "Content-Security-Policy"]


def test_s31_the_full_header_set_is_on_every_answer(world, client_of, dorte, run_jobs):
    """Pages, forms, downloads, redirects, and what is not there; by each method."""
    run_jobs()
    client, wrong, kinds = browser(client_of(dorte)), [], set()
    others = dealt(["head", "options", "delete"], 1)
    for name, url in pages_of(world):
        for method in ("get", "post", *next(others)):
            answer = getattr(client, method)(url)
            kinds.add(answer.status_code)
            if missing(answer):
                wrong.append((name, method, answer.status_code, missing(answer)))
    assert wrong == []
    assert kinds >= {200, 302, 404, 405, 409, 422}


def test_s31_errors_and_files_carry_them_too(world, client_of, dorte):
    client = browser(client_of(dorte))
    case = f"/sager/{world.case.pk}/"
    forged = Client(enforce_csrf_checks=True)
    with connection.execute_wrapper(breaking("SELECT", "incidents_incident")):
        broken = client.get(f"{case}haendelser/")
    answers = [
        (500, broken),
        (404, client.get("/findes-ikke/")),
        (404, client.get("/", headers={"host": "evil.example"})),
        (403, forged.post("/konto/log-ind/", {"username": "x"})),
        (302, Client().get(case)),
    ]
    file = client.get("/static/ui/base.css")
    assert [answer.status_code for _, answer in answers] == [status for status, _ in answers]
    assert [missing(answer) for _, answer in answers] == [[]] * len(answers)
    assert (file.status_code, missing(file)) == (200, ["Cache-Control"])  # it may be kept
    file.close()


def test_s31_the_cookies_are_for_this_house_alone(world, client_of, dorte):
    client = client_of(dorte)
    client.get("/")
    for name, morsel in client.cookies.items():
        if morsel.get("httponly"):
            assert (name, morsel["samesite"]) == (name, "Lax")
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_HTTPONLY


NONSENSE = [
    {},
    {"q": "\x00'\";--<script>", "once": "x", "version": "x", "next": "https://example.org",
     "draft": "drop", "kind": "' OR 1=1 --", "page": "\r\nSet-Cookie: a=b"},
    {"given_name": "x" * 100_000, "happened_on": "31-31-31", "status": "☃", "count": "9" * 400,
     "version": "-1", "age": "1e999", "once": "00000000-0000-0000-0000-00000000000g"},
    {"since": "0000-00-00", "day": "31-02-2026", "clock": "99.99", "before": "_", "page": "-1",
     "account": "\x1b[31m\u202e\ufeff", "uploads": "no file", "parties": "[[[", "offer": "{}"},
]  # fmt: skip


def test_s37_no_page_breaks_whatever_is_typed(world, client_of, house):
    broken = []
    for who, each in (("dorte", 2), ("vera", 1), ("asta", 1)):
        client, cards = browser(client_of(house.staff[who])), dealt(NONSENSE, each)
        for (name, url), hand in zip(pages_of(world), cards, strict=False):
            for data in hand:
                codes = (client.post(url, data).status_code, client.get(url, data).status_code)
                if max(codes) >= 500:
                    broken.append((who, name, codes))
    assert broken == []


IDS = ["x", "0" * 36, "../../etc/passwd", "%00", "%2e%2e", "☃", "'", "{}", "1" * 3_000, "-",
       "00000000-0000-0000-0000-000000000000"]  # fmt: skip


def test_s37_no_address_breaks_however_its_ids_are_written(world, client_of, dorte):
    client, broken, cards = browser(client_of(dorte)), [], dealt(IDS, 2)
    held = [str(pk) for name, pk in world.ids.items() if name != "page"]
    for name, url in pages_of(world):
        for pk in (pk for pk in held if pk in url):
            for bad in next(cards):
                answer = client.get(url.replace(pk, bad))
                if answer.status_code >= 500:
                    broken.append((name, bad[:20]))
    assert broken == []


BODIES = {
    "not UTF-8": (b"given_name=\xff\xfe\xc3\x28&q=%ff%fe", "application/x-www-form-urlencoded"),
    "says UTF-16": (b"\xff\xfeq\x00", "application/x-www-form-urlencoded; charset=utf-16"),
    "an unknown alphabet": (b"q=x", "application/x-www-form-urlencoded; charset=klingon"),
    "JSON": (b'{"q": [[[[', "application/json"),
    "parts without an edge": (b"--x\r\nnothing", "multipart/form-data"),
    "parts cut short": (
        b'--x\r\nContent-Disposition: form-data; name="uploads"; filename="../a\x00.jpg"\r\n\r\n',
        "multipart/form-data; boundary=x",
    ),
    "a thousand fields": (b"&".join(b"a%d=1" % n for n in range(1_500)),
                          "application/x-www-form-urlencoded"),
    "XML": (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "text/xml"),
}  # fmt: skip


def test_s37_no_page_breaks_whatever_the_body_is(world, client_of, dorte):
    client, broken = browser(client_of(dorte)), []
    for (name, url), kinds in zip(pages_of(world), dealt(BODIES, 2), strict=False):
        for kind in {"not UTF-8", *kinds}:
            body, content_type = BODIES[kind]
            if client.generic("POST", url, body, content_type=content_type).status_code >= 500:
                broken.append((name, kind))
    assert broken == []


HEADERS = {
    "HTTP_ACCEPT_LANGUAGE": "xx;q=9,\x00", "HTTP_COOKIE": "frirum=%00%ff; sprog=../x; =; a",
    "HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://[::1",
    "HTTP_USER_AGENT": "\xff" * 900,
    "HTTP_RANGE": "bytes=-1-x", "HTTP_IF_NONE_MATCH": '"\xff', "HTTP_REFERER": "javascript:x",
    "HTTP_IF_MODIFIED_SINCE": "yesterday", "HTTP_X_FORWARDED_FOR": "'; DROP",
    "REMOTE_ADDR": "nowhere",
    "HTTP_HX_HISTORY_RESTORE_REQUEST": "x", "HTTP_CONTENT_LENGTH": "-1", "CONTENT_LENGTH": "x",
    "HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE", "HTTP_X_FORWARDED_PROTO": "https,http",
}  # fmt: skip


def test_s37_no_page_breaks_whatever_the_headers_are(world, client_of, dorte):
    broken = [
        (name, header)
        for client in (browser(client_of(dorte)), browser(Client()))
        for (name, url), some in zip(pages_of(world), dealt(HEADERS, 2), strict=False)
        for header in some
        if client.get(url, **{header: HEADERS[header]}).status_code >= 500
    ]
    assert broken == []


METHODS = ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"]


def test_s37_no_page_breaks_whatever_the_method_is(world, client_of, dorte):
    client = browser(client_of(dorte))
    broken = [
        (name, method)
        for (name, url), methods in zip(pages_of(world), dealt(METHODS, 2), strict=False)
        for method in methods
        if client.generic(method, url, b"x").status_code >= 500
    ]
    assert broken == []


def test_s37_random_forms_break_nothing(world, client_of, dorte):
    """Fields that the pages really have, filled in by chance."""
    chance, broken = random.Random(37), []
    values = ["", "x", "0", "-1", "true", str(uuid4()), "24-12-2026", "9999-99-99", "\ud7ff\x07",
              "☃" * 40, "1" * 30, "on", "other", "client", "22.14", "2026-11-25T10:00"]  # fmt: skip
    client = browser(client_of(dorte))
    for name, url in pages_of(world):
        form = (client.get(url).context or {}).get("form")
        for _ in range(3 if form is not None else 0):
            filled = {field: chance.choice(values) for field in form.fields}
            if client.post(url, filled).status_code >= 500:
                broken.append((name, filled))
    assert broken == []


def test_s37_what_breaks_tells_nobody_anything(world, client_of, dorte, caplog):
    """A fault of the storage that quotes a person: neither the answer nor the log repeats it."""

    def quoting(execute, sql, params, many, context):
        if '"incidents_incident"' in sql:
            raise DataError("Kanariealma, kanarievej 7, SELECT secret")
        return execute(sql, params, many, context)

    client = browser(client_of(dorte))
    url = reverse("incidents:log", args=[world.case.pk])
    with connection.execute_wrapper(quoting):
        answer = client.get(url)
    shown = answer.content.decode()
    ours = "\n".join(r.getMessage() for r in caplog.records if r.name.startswith("frirum"))
    assert answer.status_code == 500
    for text in (shown, ours):
        for word in (*CANARIES, "SELECT", "Traceback", "DataError: ", str(world.case.pk), url):
            assert word.casefold() not in text.casefold()
    assert "failed id=" in ours
    assert "view=incidents:log" in ours


def test_s37_the_log_prints_no_path_and_no_exception_text():
    """Django's own loggers name paths; they have no handler that prints."""
    loggers = settings.LOGGING["loggers"]
    for name in ("django.request", "django.security"):
        assert loggers[name] == {"handlers": ["silence"], "propagate": False}
    assert not settings.DEBUG
