"""One client that asks, waits for the answer, and asks again; every answer is checked."""

import http.client
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from .server import Server

WARM_UP = 20
REQUESTS = 200
# Other pages of a case, by what they are called, and where the product has them.
ROOMS = {
    "today": "desk:today",
    "risk": "safety:risk",
    "safety plan": "safety:plan",
    "casework": "casework:of_case",
    "consents": "consents:consents",
    "letters": "letters:letters",
    "what left": "outgoing:log",
}
_TOKEN = "a" * 32  # the cookie and the form agree, which is all that is asked


@dataclass(frozen=True)
class Pages:
    """What a system answers about itself: where its pages are, and what marks them."""

    cookie: str
    form_cookie: str
    listed: str
    week: str
    search: str
    searches_by_post: bool
    cases: list[str]
    rooms: dict[str, list[str]]  # other pages of the same cases, by what they are called
    create: list[str]
    create_form: dict[str, str]
    enquire: str
    enquire_form: dict[str, str]
    enquire_status: int
    leaders_cookie: str
    marks: dict[str, str]


@dataclass(frozen=True)
class Ask:
    """One request, and what its answer must be and hold."""

    path: str
    form: dict[str, str] | None
    status: int
    mark: str
    cookie: str = ""


@dataclass(frozen=True)
class Measured:
    """Milliseconds a request; `bad` are answers with another status or without their mark."""

    action: str
    requests: int
    p50: float
    p95: float
    cpu: float
    bytes: int
    bad: int


class Browser:
    """Keeps one connection open and one person signed in."""

    def __init__(self, port: int, pages: Pages) -> None:
        self.pages = pages
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def send(self, ask: Ask) -> tuple[int, bytes]:
        cookie = f"{ask.cookie or self.pages.cookie}; {self.pages.form_cookie}={_TOKEN}"
        headers, body = {"Cookie": cookie, "Accept-Language": "da"}, None
        if ask.form is not None:
            once = {"once": str(uuid4()), "csrfmiddlewaretoken": _TOKEN}
            body = urlencode(ask.form | once, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        method = "GET" if ask.form is None else "POST"
        self._connection.request(method, ask.path, body, headers)
        answer = self._connection.getresponse()
        return answer.status, answer.read()


def actions_of(pages: Pages, words: dict[str, str]) -> dict[str, Callable[[int], Ask]]:
    """Each measured action as its nth request. `words`: what is searched for, by kind."""

    def at(urls: list[str], number: int) -> str:
        return urls[number % len(urls)]

    def always(ask: Ask) -> Callable[[int], Ask]:
        return lambda _number: ask

    def search(kind: str) -> Callable[[int], Ask]:
        form = {"q": words[kind]}
        if pages.searches_by_post:
            return always(Ask(pages.search, form, 200, pages.marks["search"]))
        return always(Ask(f"{pages.search}?{urlencode(form)}", None, 200, pages.marks["search"]))

    return {
        "list": always(Ask(pages.listed, None, 200, pages.marks["list"])),
        "list of a leader": always(
            Ask(pages.listed, None, 200, pages.marks["list"], pages.leaders_cookie)
        ),
        "week of a calendar": always(Ask(pages.week, None, 200, pages.marks["week"])),
        "search, selective": search("selective"),
        "search, broad": search("broad"),
        "open": lambda number: Ask(at(pages.cases, number), None, 200, pages.marks["open"]),
        **{
            name: lambda number, urls=urls: Ask(at(urls, number), None, 200, pages.marks["open"])
            for name, urls in pages.rooms.items()
        },
        "create": lambda number: Ask(at(pages.create, number), pages.create_form, 302, ""),
        "conflict": always(Ask(pages.enquire, pages.enquire_form, pages.enquire_status, "")),
    }


def measure(server: Server, browser: Browser, action: str, ask: Callable[[int], Ask]) -> Measured:
    """The same action over and over: first some to warm up, then those that count."""
    for number in range(WARM_UP):
        browser.send(ask(number))
    taken, bad, size = [], 0, 0
    cpu_before = server.cpu_seconds()
    for number in range(REQUESTS):
        asked = ask(number)
        started = time.perf_counter()
        status, body = browser.send(asked)
        taken.append((time.perf_counter() - started) * 1000)
        bad += status != asked.status or asked.mark.encode() not in body
        size = max(size, len(body))
    cpu = (server.cpu_seconds() - cpu_before) * 1000 / REQUESTS
    return Measured(
        action=action,
        requests=REQUESTS,
        p50=statistics.median(taken),
        p95=percentile(taken, 95),
        cpu=cpu,
        bytes=size,
        bad=bad,
    )


def percentile(values: list[float], of_hundred: int) -> float:
    return sorted(values)[min(len(values) - 1, len(values) * of_hundred // 100)]


def mixed(browser: Browser, actions: dict[str, Callable[[int], Ask]], requests: int) -> int:
    """All actions in turn; how many were answered badly."""
    bad = 0
    asks: list[Any] = list(actions.values())
    for number in range(requests):
        asked = asks[number % len(asks)](number)
        bad += browser.send(asked)[0] != asked.status
    return bad
