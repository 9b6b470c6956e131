"""How many statements an action takes, and whether more rows make it take more."""

import functools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.db import connection
from django.http.cookie import SimpleCookie
from django.test import Client
from django.urls import reverse

from bench import pages
from bench.filling import STEPS, username_of_step
from bench.load import ROOMS
from frirum.casefile.matters.models import Case
from frirum.foundation.accounts.models import User
from frirum.foundation.accounts.queries import actor_of
from frirum.foundation.vault import fields, keys

_WARM = 2
_PAGES = 40

Ask = Callable[[], Any]


def count() -> dict[str, list[int]]:
    """Statements of each action at every step of rows; with keys in memory, as they mostly are."""
    found: dict[str, list[int]] = {}
    for many in STEPS:
        for action, ask in _actions(many).items():
            for _ in range(_WARM):
                ask()
            with counted() as statements:
                answer = ask()
            if answer.status_code != (302 if action == "create" else 200):
                raise SystemExit(f"{action} was answered with {answer.status_code}")
            found.setdefault(action, []).append(len(statements))
    return found


def _actions(many: int) -> dict[str, Ask]:
    """On the page of a worker with so many cases, and a case with so many incidents."""
    username = username_of_step(many)
    actor = actor_of(User.objects.get(username=username))
    newest = Case.objects.visible_to(actor).order_by("-touched_at").first()
    browser = browser_of(username)
    create = reverse(pages.CREATE, args=[newest.pk])

    def write() -> Any:
        return browser.post(create, {**pages.CREATE_FORM, "once": str(uuid4())})

    return {
        "list": functools.partial(browser.get, reverse("desk:cases")),
        "open": functools.partial(browser.get, reverse("desk:case", args=[newest.pk])),
        **{
            room: functools.partial(browser.get, pages.address_of(room, newest.pk))
            for room in ROOMS
        },
        "create": write,
        "search": functools.partial(browser.post, reverse("desk:search"), {"q": "sen"}),
    }


def browser_of(username: str) -> Client:
    browser = Client(headers={"host": "127.0.0.1"})
    browser.cookies = SimpleCookie(pages.cookie_of(username))
    return browser


@contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield statements


class _Watch:
    """CPU time spent inside some functions, however deep they call each other."""

    def __init__(self) -> None:
        self.spent, self._depth = 0.0, 0

    def over(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._depth += 1
            started = time.thread_time()
            try:
                return function(*args, **kwargs)
            finally:
                self._depth -= 1
                if not self._depth:
                    self.spent += time.thread_time() - started

        return timed


def share_of_unsealing() -> dict[str, dict[str, float]]:
    """Of a page's CPU time: opening values and fetching keys. `cold`: no key was in memory."""
    watch = _Watch()
    fields.SealedField.open = watch.over(fields.SealedField.open)  # type: ignore[method-assign]
    keys.warm = watch.over(keys.warm)
    username = username_of_step(50)
    actor, browser = actor_of(User.objects.get(username=username)), browser_of(username)
    newest = Case.objects.visible_to(actor).order_by("-touched_at").first()
    asked = {
        "list": reverse("desk:cases"),
        "open": reverse("desk:case", args=[newest.pk]),
        **{room: pages.address_of(room, newest.pk) for room in ROOMS},
    }
    return {
        action: {
            "warm": _share(watch, browser, path, is_cold=False),
            "cold": _share(watch, browser, path, is_cold=True),
        }
        for action, path in asked.items()
    }


def _share(watch: _Watch, browser: Client, path: str, *, is_cold: bool) -> float:
    browser.get(path)
    watch.spent, whole = 0.0, 0.0
    for _ in range(_PAGES):
        if is_cold:
            keys.forget()
        started = time.thread_time()
        browser.get(path)
        whole += time.thread_time() - started
    return watch.spent / whole
