"""Teams, who works on a case, a case opened for an hour, and who has opened one."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frirum.foundation.accounts.entries import people_in
from frirum.foundation.accounts.queries import workers_with
from frirum.foundation.accounts.sessions import is_fresh
from frirum.foundation.ui.dates import clock
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.roles import Role

from ..actions import (
    accept_glass,
    assign_worker,
    break_glass,
    change_team,
    let_back,
    question_glass,
    set_up_team,
)
from ..doors import case_door
from ..forms.glass import BreakGlassForm
from ..forms.teams import AllocateForm, TeamForm
from ..models import Case, Team
from ..queries import (
    glass_of,
    glass_to_review,
    leads,
    members_of,
    parts_of,
    posts_for,
    recusals_of,
    side_by_worker,
    team_rows,
)
from ..rules import may_allocate


@staff_door(break_glass)
def break_glass_page(request: ActorRequest) -> HttpResponse:
    """Whoever signed in long ago proves who they are first; what they wrote stays on the page."""
    form = BreakGlassForm(request.POST or None)
    fresh = is_fresh(request)
    again = f"{reverse('accounts:sign_in')}?{urlencode({'next': request.path})}"
    if not fresh and request.method != "POST":
        return redirect(again)
    if form.is_valid():
        if fresh:
            made = break_glass(by=request.actor, now=timezone.now(), **form.cleaned_data)
            told = _("The case is open to you until %(clock)s. The team's leader has been told.")
            messages.warning(request, told % {"clock": clock(made.until)})
            return redirect("desk:case", made.case_id)
        form.add_error(None, _("Sign in again in another tab, then send this again."))
    return page(request, "matters/break_glass.html", {"form": form, "again": again})


@staff_door(Permission.REVIEW_GLASS)
def glass(request: ActorRequest) -> HttpResponse:
    rows = glass_to_review(actor=request.actor, moment=timezone.now())
    showed(request, rows)
    return page(request, "matters/glass.html", {"rows": rows})


@case_door(Permission.REVIEW_GLASS)
@require_POST
def review(request: ActorRequest, case: Case, glass: UUID) -> HttpResponse:
    found = get_object_or_404(case.glass_breaks.visible_to(request.actor), pk=glass)
    decide = question_glass if request.POST.get("verdict") == "question" else accept_glass
    decide(by=request.actor, glass=found, now=timezone.now())
    return redirect("matters:glass")


@case_door(Permission.READ_CASE)
def access(request: ActorRequest, case: Case) -> HttpResponse:
    """People who were let in. Nonsense in the address shows the newest."""
    asked = request.GET.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else None
    found = people_in(root=case.pk, before=before)
    here = reverse("matters:access", args=[case.pk])
    actor = request.actor
    parts = parts_of(actor=actor, case=case)
    context = {
        "case": case,
        "standing": [part for part in parts if part.row.is_standing],
        "former": [part for part in parts if not part.row.is_standing],
        "recusals": recusals_of(actor=actor, case=case),
        "allocates": actor.may(Permission.ALLOCATE_CASE) and leads(actor, case.pk),
        "rows": found.rows,
        "openings": glass_of(actor=actor, case=case, moment=timezone.now()),
        "first_url": here if before else None,
        "older_url": found.older and f"{here}?{urlencode({'before': found.older})}",
    }
    return page(request, "matters/access.html", context)


@case_door(let_back)
@require_POST
def let_back_in(request: ActorRequest, case: Case, recusal: UUID) -> HttpResponse:
    found = get_object_or_404(case.recusals.visible_to(request.actor), pk=recusal)
    let_back(by=request.actor, recusal=found, now=timezone.now())
    return redirect("matters:access", case.pk)


@case_door(assign_worker)
def assign(request: ActorRequest, case: Case) -> HttpResponse:
    actor = request.actor
    standing = [
        part.row.worker for part in parts_of(actor=actor, case=case) if part.row.is_standing
    ]
    posts = posts_for(actor=actor, case=case)
    form = AllocateForm(request.POST or None, posts=posts, standing=standing, with_nobody=False)
    may = may_allocate(leads=leads(actor, case.pk))
    if form.is_valid():
        team, worker = form.cleaned_data["to"]
        assign_worker(by=actor, case=case, team=team, worker=worker, now=timezone.now())
        messages.success(request, _("Done. The new worker sees the case from now on."))
        return redirect("matters:access", case.pk)
    context = {"case": case, "form": form, "may_allocate": may}
    return page(request, "matters/assign.html", context)


@staff_door(Permission.MANAGE_ACCOUNTS)
def teams(request: ActorRequest) -> HttpResponse:
    rows = team_rows()
    showed(request, rows)
    return page(request, "matters/teams.html", {"rows": rows})


def _people_of_teams(but: Team | None = None) -> dict[str, Any]:
    """Whom a team may be made of, and on which side each of them is already."""
    workers = workers_with(Role.COUNSELLOR, Role.TEAM_LEADER)
    leaders = workers_with(Role.TEAM_LEADER)
    elsewhere = side_by_worker(workers, but=but)
    return {"workers": workers, "leaders": leaders, "elsewhere": elsewhere}


@staff_door(set_up_team)
def new_team(request: ActorRequest) -> HttpResponse:
    form = TeamForm(request.POST or None, **_people_of_teams())
    if form.is_valid():
        given = form.cleaned_data
        side, once = given["side"], given["once"]
        set_up_team(by=request.actor, side=side, once=once, **form.answers)
        messages.success(request, _("The team stands. Enquiries of its side can come to it now."))
        return redirect("matters:teams")
    return page(request, "matters/new_team.html", {"form": form})


@staff_door(change_team)
def team(request: ActorRequest, team: UUID) -> HttpResponse:
    row = get_object_or_404(Team, pk=team)
    people = _people_of_teams(but=row)
    form = TeamForm(request.POST or None, team=row, members=[*members_of(row)], **people)
    if form.is_valid() and not form.is_kept_already:
        version = form.cleaned_data["version"]
        change_team(by=request.actor, team=row, version=version, **form.answers)
    if form.is_valid():
        messages.success(request, _("The team is as you wrote it."))
        return redirect("matters:teams")
    return page(request, "matters/team.html", {"form": form, "team": row})
