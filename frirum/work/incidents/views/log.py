"""The log, filtered and paged."""

from django.http import HttpResponse, QueryDict

from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, searched, showed
from frirum.foundation.wall.permissions import Permission

from ..forms import FilterForm
from ..queries import Cursor, log_page
from ..queries.imports import unfinished_imports
from ..rules import may_record_in


@case_door(Permission.READ_CASE)
def log(request: ActorRequest, case: Case) -> HttpResponse:
    form = FilterForm(request.GET or None)
    form.is_valid()
    filters = form.filters
    said = form.cleaned_data if form.is_bound else {}
    found = log_page(
        actor=request.actor,
        case=case,
        filters=filters,
        older_than=said.get("older"),
        newer_than=said.get("newer"),
    )
    showed(request, found.rows)
    if filters.words:
        searched(request, filters.words)
    context = {
        "case": case,
        "form": form,
        "filters": filters,
        "found": found,
        "older_url": _turn(request.GET, "older", found.older),
        "newer_url": _turn(request.GET, "newer", found.newer),
        "may_record": may_record_in(case),
        "unfinished": unfinished_imports(actor=request.actor, case=case),
    }
    return page(request, "incidents/log.html", context, fragment="rows", status=200)


def _turn(asked: QueryDict, direction: str, cursor: Cursor | None) -> str | None:
    """The same filters, one page on."""
    if cursor is None:
        return None
    kept = asked.copy()
    for name in ("older", "newer"):
        kept.pop(name, None)
    kept[direction] = str(cursor)
    return f"?{kept.urlencode()}"
