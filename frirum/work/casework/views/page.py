"""The work with authorities on one page: who has a part, what became of it, what holds."""

from django.http import HttpResponse
from django.utils import timezone

from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case, Side
from frirum.foundation.ui.pages import page
from frirum.foundation.ui.turning import PAGE_ROWS, Turn
from frirum.foundation.wall.doors import ActorRequest, showed
from frirum.foundation.wall.permissions import Permission

from ..queries import (
    contact_rows,
    contacts_of,
    coordinator_of,
    involvements_of,
    order_rows,
    proceedings_of,
)
from ..rules import may_work_in

_NEWEST = 5


@case_door(Permission.READ_CASE)
def of_case(request: ActorRequest, case: Case) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()
    contacts = list(contacts_of(actor=actor, case=case)[: _NEWEST + 1])
    context = {
        "case": case,
        "coordinator": coordinator_of(actor=actor, case=case),
        "involved": involvements_of(actor=actor, case=case),
        "proceedings": proceedings_of(actor=actor, case=case),
        "orders": order_rows(actor=actor, case=case, on=today),
        "contacts": contact_rows(contacts[:_NEWEST]),
        "has_more_contacts": len(contacts) > _NEWEST,
        "may_work": may_work_in(case),
        "is_exercising": case.side == Side.EXERCISING,
        "today": today,
    }
    return page(request, "casework/of_case.html", context)


@case_door(Permission.READ_CASE)
def contacts(request: ActorRequest, case: Case) -> HttpResponse:
    turn = Turn.asked(request)
    rows = turn.cut(contacts_of(actor=request.actor, case=case))
    shown = contact_rows(rows[:PAGE_ROWS])
    showed(request, shown)
    context = {"case": case, "rows": shown, "may_work": may_work_in(case), **turn.urls(rows)}
    return page(request, "casework/contacts.html", context, fragment="rows")
