"""Where the product's pages are, for one counsellor and the leader of her team."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from bench.house import cookie_of
from frirum.casefile.matters.models import Case
from frirum.foundation.accounts.models import User
from frirum.foundation.accounts.queries import actor_of

WORKER = "worker1"
CREATE = "incidents:record"
CREATE_FORM = {
    "behaviours": "messages",
    "day": "i går",
    "clock": "12.30",
    "count": "3",
    "channel": "sms",
    "account": "Skrev tre gange. " * 8,
    "directed_at": "client",
    "reported": "no",
}


def pages() -> dict[str, Any]:
    actor = actor_of(User.objects.get(username=WORKER))
    cases = Case.objects.visible_to(actor).ongoing().order_by("-touched_at")[:50]
    mine = list(cases.values_list("pk", flat=True))
    return {
        "cookie": cookie_of(WORKER),
        "leaders_cookie": cookie_of("worker0"),
        "form_cookie": settings.CSRF_COOKIE_NAME,
        "listed": reverse("desk:cases"),
        "search": reverse("desk:search"),
        "searches_by_post": True,
        "cases": [reverse("desk:case", args=[pk]) for pk in mine],
        "create": [reverse(CREATE, args=[pk]) for pk in mine],
        "create_form": CREATE_FORM,
        "enquire": reverse("intake:record"),
        "enquire_form": {
            "safe_now": "yes",
            "caller_role": "exposed",
            "name": "Agnes Brandt",
            "phone": "20 00 00 07",
            "channels": "phone",
            "channel": "call",
            "agreed": "nothing",
            "summary": "Ringede om natten. " * 8,
        },
        "enquire_status": 302,
        "marks": {"list": "row-link", "search": "row-link", "open": "</main>"},
    }
