"""A case that only those named see: its leader says so, and why."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.foundation.accounts.queries import names_of
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest

from ..actions import shield_case, unshield_case
from ..doors import case_door
from ..forms.glass import ShieldForm
from ..models import Case
from ..queries import leads, shields_of
from ..rules import may_shield


@case_door(shield_case)
def shield(request: ActorRequest, case: Case) -> HttpResponse:
    """One page raises and lifts it; a second press finds it done."""
    rows = shields_of(actor=request.actor, case=case)
    standing = next((row for row in rows if row.is_standing), None)
    form = ShieldForm(request.POST or None, is_standing=standing is not None)
    wants = "lift" if standing else "raise"
    if form.is_valid() and request.POST.get("wants") == wants:
        act = unshield_case if standing else shield_case
        act(by=request.actor, case=case, now=timezone.now(), reason=form.cleaned_data["reason"])
        done = _("It can be opened for an hour again.") if standing else _("Done.")
        messages.success(request, done)
        return redirect("matters:shield", case.pk)
    names = names_of(who for row in rows for who in (row.raised_by, row.lifted_by))
    context = {
        "case": case,
        "form": form,
        "wants": wants,
        "standing": standing,
        "may_shield": may_shield(leads=leads(request.actor, case.pk), is_wanted=True),
        "rows": [
            {
                "row": row,
                "by": names.get(row.raised_by),
                "lifted_by": names.get(row.lifted_by or row.pk),
            }
            for row in rows
        ],
    }
    return page(request, "matters/shield.html", context)
