"""A case opened for an hour, the look at it afterwards, and who has opened a case."""

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
from frirum.foundation.accounts.sessions import is_fresh
from frirum.foundation.ui.dates import clock
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from .actions import accept_glass, break_glass, question_glass
from .doors import case_door
from .forms import BreakGlassForm
from .models import Case
from .queries import glass_of, glass_to_review


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
    context = {
        "case": case,
        "rows": found.rows,
        "openings": glass_of(actor=request.actor, case=case, moment=timezone.now()),
        "first_url": here if before else None,
        "older_url": found.older and f"{here}?{urlencode({'before': found.older})}",
    }
    return page(request, "matters/access.html", context)
