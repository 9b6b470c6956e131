"""Where the floor's pages are."""

from typing import Any

from django.contrib.auth.models import User
from django.urls import reverse

from bench.house import cookie_with, session_of
from bench.load import ROOMS

from .models import Case

WORKER, LEADER = "worker1", "worker0"


def _cookie_of(username: str) -> str:
    return cookie_with(session_of(User.objects.get(username=username)))


def pages() -> dict[str, Any]:
    mine = Case.objects.filter(worker__username=WORKER, is_open=True).order_by("-touched_at")[:50]
    cases = [reverse("case", args=[case.pk]) for case in mine]
    return {
        "cookie": _cookie_of(WORKER),
        "leaders_cookie": _cookie_of(LEADER),
        "form_cookie": "csrftoken",
        "listed": reverse("cases"),
        "week": reverse("cases"),  # a page of fifty rows, as goal 1 takes it
        "search": reverse("search"),
        "searches_by_post": False,
        "cases": cases,
        "rooms": dict.fromkeys(ROOMS, cases),  # goal 2 takes them all as the opening of a case
        "create": [reverse("add_contact", args=[case.pk]) for case in mine],
        "create_form": {"at": "2026-11-20 12:30", "kind": "sms", "text": "Skrev tre gange. " * 8},
        "enquire": reverse("enquire"),
        "enquire_form": {
            "name": "Agnes Brandt",
            "phone": "20000007",
            "other_name": "Birk Zkov",
            "other_phone": "20000021",
        },
        "enquire_status": 200,
        "marks": {
            "list": "Mine sager",
            "search": "</a></td>",
            "open": "<table>",
            "week": "Mine sager",
        },
    }
