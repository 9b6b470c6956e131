"""Who looked and who changed, for the data protection officer. No names of clients, no text."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from .. import entries
from ..forms import LedgerFilter


@staff_door(Permission.READ_LEDGER)
def ledger(request: ActorRequest) -> HttpResponse:
    form = LedgerFilter(request.GET or None, staff=entries.staff_names())
    wanted = form.cleaned_data if form.is_valid() else {}
    found = entries.ledger_page(**wanted)
    showed(request, found.rows)
    here = reverse("accounts:ledger")
    kept = {name: value for name, value in request.GET.items() if value and name in wanted}
    kept.pop("before", None)
    context = {
        "form": form,
        "filters": [field for field in form if field.name != "before"],
        "rows": found.rows,
        "chain": entries.chain_state(),
        "is_filtered": bool(kept),
        "first_url": f"{here}?{urlencode(kept)}" if wanted.get("before") else None,
        "older_url": found.older and f"{here}?{urlencode({**kept, 'before': found.older})}",
    }
    return page(request, "accounts/ledger.html", context, fragment="rows")
