"""The conflict desk's page for staff and volunteers who may know somebody in a file."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from frirum.casefile.matching.facts import FactKind
from frirum.casefile.matching.models import CERTAIN, Answer
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, root_door, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from ..actions import compare_staff_names, decide_staff_hit, leave_staff_hit
from ..conflicts import Known
from ..forms.staff import Choice, StaffHitForm
from ..models import StaffHit
from ..queries import in_same_matter, staff_hits, staff_of_hit
from .desk import _fact_words, _side_word

hit_door = root_door(StaffHit, "hit")


@staff_door(Permission.RESOLVE_HOLDS)
def staff(request: ActorRequest) -> HttpResponse:
    """What waits, most pressing first; below it what was decided, the newest first."""
    rows = staff_hits(actor=request.actor)
    showed(request, rows)
    told = staff_of_hit(rows)
    lines = [_line(row, told) for row in rows]
    context = {
        "waiting": [line for line in lines if not line["hit"].answer],
        "decided": [line for line in lines if line["hit"].answer],
    }
    return page(request, "intake/staff.html", context)


def _line(hit: StaffHit, told: dict[Any, Any]) -> dict[str, Any]:
    words = _fact_words()
    return {
        "hit": hit,
        "who": told[hit.pk],
        "days": (timezone.now() - hit.found_at).days,
        "agree": [words[FactKind(kind)] for kind in hit.agree],
        "differ": [words[FactKind(kind)] for kind in hit.differ],
        "side": _side_word(hit.other_side),
        "stance": _side_word(hit.other_stance),
        "is_same": hit.answer == Answer.SAME,
        "is_certain": hit.belief >= CERTAIN,
    }


def _page(
    request: ActorRequest, hit: StaffHit, form: StaffHitForm, known: Known | None = None
) -> HttpResponse:
    beside = 0 if hit.answer else len(in_same_matter(actor=request.actor, hit=hit))
    context = _line(hit, staff_of_hit([hit])) | {"form": form, "known": known, "beside": beside}
    return page(request, "intake/staff_hit.html", context)


@hit_door(Permission.RESOLVE_HOLDS)
def staff_hit(request: ActorRequest, hit: StaffHit) -> HttpResponse:
    """One pair; once it is decided: what was decided, by whom and why."""
    return _page(request, hit, StaffHitForm(answer=hit.answer))


@hit_door(compare_staff_names)
def staff_names(request: ActorRequest, hit: StaffHit) -> HttpResponse:
    """The name in the file only when asked for; each look stands in the ledger."""
    if request.method != "POST" or hit.answer:
        return redirect("intake:staff_hit", hit.pk)
    known = compare_staff_names(by=request.actor, hit=hit)
    return _page(request, hit, StaffHitForm(answer=hit.answer), known)


@hit_door(decide_staff_hit)
def decide_staff(request: ActorRequest, hit: StaffHit) -> HttpResponse:
    """A second press finds it decided, and is shown what was decided."""
    if request.method != "POST" or request.POST.get("choice") == hit.answer != "":
        return redirect("intake:staff_hit", hit.pk)
    form = StaffHitForm(request.POST, answer=hit.answer)
    if not form.is_valid():
        return _page(request, hit, form)
    by, now = request.actor, timezone.now()
    reason, choice = form.cleaned_data["reason"], form.cleaned_data["choice"]
    if choice == Choice.WAIT:
        leave_staff_hit(by=by, hit=hit, reason=reason, now=now)
    else:
        decide_staff_hit(by=by, hit=hit, answer=Answer(choice), reason=reason, now=now)
    return redirect("intake:staff")
