"""Is the ledger whole? What is known, and the order to walk all of it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from frirum.foundation.accounts.entries import chain_state
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, staff_door
from frirum.foundation.wall.permissions import Permission

from .actions import order_ledger_check
from .queries import last_ledger_check, ledger_check_under_way


@staff_door(Permission.READ_LEDGER)
def chain(request: ActorRequest) -> HttpResponse:
    context = {
        "chain": chain_state(),
        "under_way": ledger_check_under_way(),
        "last": last_ledger_check(),
    }
    return page(request, "jobs/chain.html", context, fragment="check")


@staff_door(order_ledger_check)
@require_POST
def check_ledger(request: ActorRequest) -> HttpResponse:
    order_ledger_check(by=request.actor)
    return redirect("jobs:chain")
