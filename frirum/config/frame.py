"""What every page's frame needs: navigation by permission, who is signed in, language, colours."""

import functools
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frirum.casefile.matters.models import Case
from frirum.foundation.ui.addresses import address
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.roles import ROLE_WORDS
from frirum.work.desk.queries import case_frame

# Label, page, icon, the permission that shows it.
_NAVIGATION = (
    (gettext_lazy("Today"), "desk:today", "house", Permission.USE_HOUSE),
    (gettext_lazy("Calendar"), "bookings:calendar", "calendar", Permission.READ_CALENDAR),
    (gettext_lazy("Cases"), "desk:cases", "folder", Permission.READ_CASE),
    (gettext_lazy("Enquiries"), "intake:list", "inbox", Permission.READ_ENQUIRIES),
    (gettext_lazy("Tasks"), "tasks:mine", "list-checks", Permission.READ_CASE),
    (gettext_lazy("Before it leaves"), "outgoing:to_read", "send", Permission.SECOND_READ),
    (gettext_lazy("Agencies"), "agencies:register", "book-open", Permission.KEEP_AGENCIES),
    (gettext_lazy("Conflict desk"), "intake:holds", "scale", Permission.RESOLVE_HOLDS),
    (gettext_lazy("Kept apart"), "bookings:apart", "shield-check", Permission.RESOLVE_HOLDS),
    (gettext_lazy("Words going out"), "outgoing:questions", "send", Permission.CLEAR_LEAVING),
    (gettext_lazy("Warnings"), "matters:crossings", "siren", Permission.DECIDE_CROSSINGS),
    (gettext_lazy("Out of the ordinary"), "matters:oversight", "shield-alert", Permission.OVERSEE),
    (gettext_lazy("Ledger"), "accounts:ledger", "history", Permission.READ_LEDGER),
    (gettext_lazy("Staff and volunteers"), "accounts:people", "users", Permission.MANAGE_ACCOUNTS),
    (gettext_lazy("Teams"), "matters:teams", "heart-handshake", Permission.MANAGE_ACCOUNTS),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    context: dict[str, Any] = {
        "is_demo": settings.DEMO,
        "home_url": "/",
        "return_to": request.get_full_path(),
        "color_scheme": _scheme(request),
        "scheme_url": address("accounts:colours"),
        "language_url": address("accounts:language"),
        "footer_line": _("Frirum. What you see here is confidential."),
    }
    if actor is None or not actor.is_signed_in:
        return context
    here = request.resolver_match.view_name if request.resolver_match else ""
    context["navigation"] = [
        (label, address(page), icon, _is_under(here, page, request), None)
        for label, page, icon, needed in _NAVIGATION
        if actor.may(needed)
    ]
    context |= {
        "actor": actor,
        "person_name": actor.name,
        "person_roles": ", ".join(str(ROLE_WORDS[role]) for role in sorted(actor.roles)),
        "account_url": address("accounts:mine"),
        "relations_url": address("matters:relations"),
        "sign_out_url": address("accounts:sign_out"),
    }
    case = getattr(request, "root", None)
    if isinstance(case, Case):
        # A template calls it when it first needs it; what htmx asks for often does not.
        context["case_frame"] = functools.cache(
            lambda: case_frame(actor=actor, case=case, here=here, now=timezone.now())
        )
    if actor.may(Permission.READ_CASE):
        context["search_url"] = address("desk:search")
    return context


def _is_under(here: str, page: str, request: HttpRequest) -> bool:
    """The page itself; and for the calendar all of its pages that are of no case."""
    if here == page or (page == "agencies:register" and here.startswith("agencies:")):
        return True
    is_calendars = here.startswith("bookings:") and here != "bookings:apart"
    return page == "bookings:calendar" and is_calendars and not hasattr(request, "root")


def _scheme(request: HttpRequest) -> str:
    chosen = request.COOKIES.get("farver", "auto")
    return chosen if chosen in ("light", "dark") else "auto"
