"""The conflict desk: what waits, and one hold."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frirum.casefile.matching.facts import FactKind
from frirum.casefile.matching.models import MOST_FITTING, Check
from frirum.casefile.matching.queries import Pair, comparison
from frirum.casefile.matters.models import Side, Team
from frirum.casefile.matters.queries import TeamChoice, team_choices
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.ui.pages import page
from frirum.foundation.ui.turning import PAGE_ROWS, Turn
from frirum.foundation.wall.doors import ActorRequest, root_door, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from ..actions import compare_names, decide_hold, wait_for_more
from ..choices import DeskOutcome
from ..forms.desk import HoldForm, WaitForm
from ..queries import decisions_about, waiting_for_more
from ..queue import desk_queue
from ..rules import outcomes_for

check_door = root_door(Check, "check")
_HOURS_A_DAY = 24


def _fact_words() -> dict[FactKind, str]:
    return {
        FactKind.PHONE: _("Phone"),
        FactKind.EMAIL: _("E-mail"),
        FactKind.CPR: _("Civil registration number"),
        FactKind.HANDLE: _("Profile name"),
        FactKind.PLATE: _("Number plate"),
        FactKind.NAME: _("Name"),
        FactKind.BIRTH: _("Birth date or age"),
        FactKind.ADDRESS: _("Address"),
    }


def _likeness(pair: Pair) -> str:
    """How likely it is one person, in words: a figure would be taken for more than it is."""
    if pair.finding.is_certain:
        return _("Most likely the same person")
    if pair.finding.is_household:
        return _("Another person, it seems, with the same number or home")
    return _("Perhaps the same person")


def _fits(pair: Pair) -> str:
    """That a name alone says little, and what to ask for. Nothing where more could be compared."""
    if not pair.fits:
        return ""
    if pair.fits >= MOST_FITTING:
        return _("The name alone fits ten people or more: ask for age, town or street.")
    words = ngettext(
        "The name alone fits %(count)s person: ask for age, town or street.",
        "The name alone fits %(count)s people: ask for age, town or street.",
        pair.fits,
    )
    return words % {"count": pair.fits}


def _side_word(code: str) -> str:
    return str(Side(code).label) if code else ""


@staff_door(Permission.RESOLVE_HOLDS)
def holds(request: ActorRequest) -> HttpResponse:
    now, turn = timezone.now(), Turn.asked(request)
    queue = desk_queue(actor=request.actor, now=now, turn=turn)
    shown = queue[:PAGE_ROWS]
    showed(request, [one.hold for one in shown])
    rows = [
        {
            "queued": one,
            "age": _age(now - one.since),
            "pairs": len(one.hold.pairs),
            "facts": sorted({_fact_words()[f] for pair in one.hold.pairs for f in pair.agree}),
        }
        for one in shown
    ]
    context = {"rows": rows, **turn.urls(queue)}
    return page(request, "intake/holds.html", context, fragment="rows")


def _age(waited: timedelta) -> str:
    """How long it has lain with the desk, in days, or in hours on the first day."""
    hours = int(waited.total_seconds() // 3600)
    if hours >= _HOURS_A_DAY:
        days = hours // _HOURS_A_DAY
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    if hours:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    return _("just now")


def _teams(pairs: list[Pair]) -> list[TeamChoice]:
    """Teams of the file's own side: no other team can take it."""
    return team_choices({pair.finding.our_side for pair in pairs} - {Side.NEUTRAL.value})


def _pair_rows(pairs: list[Pair], form: HoldForm, names: dict[Any, Any]) -> list[dict[str, Any]]:
    words = _fact_words()
    return [
        {
            "likeness": _likeness(pair),
            "likeness_color": "danger" if pair.finding.is_certain else "neutral",
            "fits": _fits(pair),
            "is_same_side": pair.finding.is_same_side,
            "agree": [words[fact] for fact in pair.agree],
            "differ": [words[fact] for fact in pair.differ],
            "our_side": _side_word(pair.finding.our_side),
            "other_side": _side_word(pair.finding.other_side),
            "our_stance": _side_word(pair.finding.our_stance),
            "other_stance": _side_word(pair.finding.other_stance),
            "ours": names.get(pair.finding.our_holder),
            "other": names.get(pair.finding.other_holder),
            "field": form[f"pair-{pair.finding.pk}"],
        }
        for pair in pairs
    ]


def _earlier(request: ActorRequest, check: Check) -> list[dict[str, Any]]:
    earlier = decisions_about(actor=request.actor, subject=check.subject)
    by = names_of(row.decided_by for row in earlier)
    return [{"row": row, "by": by.get(row.decided_by)} for row in earlier]  # type: ignore[arg-type]


def _page(
    request: ActorRequest,
    check: Check,
    form: HoldForm,
    names: Any,
    wait_form: WaitForm | None = None,
) -> HttpResponse:
    pairs = comparison(actor=request.actor, check=check)
    context = {
        "check": check,
        "rows": _pair_rows(pairs, form, names),
        "form": form,
        "can_belong": DeskOutcome.BELONGS in form.outcomes,
        "can_refer": DeskOutcome.REFER in form.outcomes,
        "are_names_shown": bool(names),
        "earlier": _earlier(request, check),
        "wait_form": wait_form or WaitForm(),
        "waits": waiting_for_more(actor=request.actor, checks=[check]).get(check.pk),
    }
    return page(request, "intake/hold.html", context)


def _form(request: ActorRequest, check: Check, data: Any = None) -> HoldForm:
    pairs = comparison(actor=request.actor, check=check)
    start = {} if pairs else {"outcome": DeskOutcome.DIFFERENT}
    found = [pair.finding.pk for pair in pairs]
    outcomes = outcomes_for(
        is_of_case=check.is_of_case,
        has_pairs=bool(pairs),
        has_client=any(pair.finding.is_same_side for pair in pairs),
    )
    return HoldForm(data, pairs=found, teams=_teams(pairs), outcomes=outcomes, initial=start)


@check_door(Permission.RESOLVE_HOLDS)
def hold(request: ActorRequest, check: Check) -> HttpResponse:
    """One hold. Once it is decided: what was decided, and by whom."""
    if not check.is_held:
        context = {"check": check, "earlier": _earlier(request, check)}
        return page(request, "intake/hold_over.html", context)
    return _page(request, check, _form(request, check), {})


@check_door(compare_names)
def names(request: ActorRequest, check: Check) -> HttpResponse:
    """Names only when asked for; each look stands in the ledger."""
    if request.method != "POST" or not check.is_held:
        return redirect("intake:hold", check.pk)
    shown = compare_names(by=request.actor, check=check)
    return _page(request, check, _form(request, check), shown)


@check_door(decide_hold)
def decide(request: ActorRequest, check: Check) -> HttpResponse:
    """A second press finds it decided, and is shown what was decided."""
    if not check.is_held:
        return redirect("intake:hold", check.pk)
    form = _form(request, check, request.POST or None)
    if form.is_valid():
        values = form.cleaned_data
        team = Team.objects.filter(pk=values["team"]).first() if values.get("team") else None
        decide_hold(
            by=request.actor,
            check=check,
            answers=form.answers(),
            outcome=DeskOutcome(values["outcome"]),
            team=team,
            reason=values["reason"],
            now=timezone.now(),
        )
        return redirect("intake:holds")
    is_looking = "names_shown" in request.POST
    shown = compare_names(by=request.actor, check=check) if is_looking else {}
    return _page(request, check, form, shown)


@check_door(wait_for_more)
def wait(request: ActorRequest, check: Check) -> HttpResponse:
    """A second press finds it waiting, and that is what was wanted."""
    is_waiting = bool(waiting_for_more(actor=request.actor, checks=[check]))
    if request.method != "POST" or not check.is_held or is_waiting:
        return redirect("intake:hold", check.pk)
    form = WaitForm(request.POST)
    if form.is_valid():
        wait_for_more(by=request.actor, check=check, now=timezone.now(), **form.cleaned_data)
        return redirect("intake:holds")
    return _page(request, check, _form(request, check), {}, form)
