"""Where the product's pages are, for one counsellor and the leader of her team."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from bench.house import cookie_with, session_of
from bench.load import ROOMS
from frirum.casefile.matters.models import Case
from frirum.foundation.accounts.models import SignIn, User, Way
from frirum.foundation.accounts.queries import actor_of
from frirum.foundation.accounts.sessions import fingerprint

WORKER, LEADER = "worker1", "worker0"
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


def cookie_of(username: str) -> str:
    """Somebody signed in a moment ago, as if with a password and a code."""
    user, now = User.objects.get(username=username), timezone.now()
    key = session_of(user)
    mark = fingerprint(key)
    if not SignIn.objects.filter(session=mark).exists():
        SignIn.objects.create(user=user, session=mark, way=Way.APP, started_at=now, seen_at=now)
    return cookie_with(key)


def address_of(room: str, case: object) -> str:
    return reverse(ROOMS[room], args=[] if room == "today" else [case])


def pages() -> dict[str, Any]:
    actor = actor_of(User.objects.get(username=WORKER))
    cases = Case.objects.visible_to(actor).ongoing().order_by("-touched_at")[:50]
    mine = list(cases.values_list("pk", flat=True))
    return {
        "cookie": cookie_of(WORKER),
        "leaders_cookie": cookie_of(LEADER),
        "form_cookie": settings.CSRF_COOKIE_NAME,
        "listed": reverse("desk:cases"),
        "week": reverse("bookings:calendar"),
        "search": reverse("desk:search"),
        "searches_by_post": True,
        "cases": [reverse("desk:case", args=[pk]) for pk in mine],
        "rooms": {room: [address_of(room, pk) for pk in mine] for room in ROOMS},
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
        "marks": {"list": "row-link", "search": "row-link", "open": "</main>", "week": "data-move"},
    }
