"""Where the floor's pages are."""

from typing import Any

from django.urls import reverse

from bench.house import cookie_of

from .models import Case

WORKER = "worker1"


def pages() -> dict[str, Any]:
    mine = Case.objects.filter(worker__username=WORKER, is_open=True).order_by("-touched_at")[:50]
    return {
        "cookie": cookie_of(WORKER),
        "leaders_cookie": cookie_of("worker0"),
        "form_cookie": "csrftoken",
        "listed": reverse("cases"),
        "search": reverse("search"),
        "searches_by_post": False,
        "cases": [reverse("case", args=[case.pk]) for case in mine],
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
        "marks": {"list": "Mine sager", "search": "</a></td>", "open": "<table>"},
    }
