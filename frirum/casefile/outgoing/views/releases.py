"""What left a case, what is in the way of what is to leave, and the file itself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frirum.casefile.consents.kinds import Content
from frirum.casefile.consents.queries import basis_words
from frirum.casefile.matters.doors import case_door
from frirum.casefile.matters.models import Case
from frirum.foundation.accounts.queries import names_of
from frirum.foundation.drafts.keeping import keeps_draft, restore
from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door
from frirum.foundation.wall.permissions import Permission

from ..actions import answer_approval, give_reason, hand_out, take_back
from ..downloads import as_download
from ..forms.approvals import AnswerForm, ReasonForm
from ..models import Approval, Release, Stand
from ..queries import releases as ask


@case_door(Permission.READ_CASE)
def log(request: ActorRequest, case: Case) -> HttpResponse:
    releases = ask.releases_of(actor=request.actor, case=case)
    showed(request, releases)
    names = names_of(one.released_by or one.asked_by for one in releases)
    held = {one.pk: one.basis for one in releases}
    bases = basis_words(held, actor=request.actor, case=case)
    rows = [
        {
            "release": one,
            "by": names.get(one.released_by or one.asked_by),  # type: ignore[arg-type]
            "contents": [Content(code).label for code in one.contents],
            "basis": bases.get(one.pk, ""),
        }
        for one in releases
    ]
    return page(request, "outgoing/log.html", {"case": case, "rows": rows})


def _release(request: ActorRequest, case: Case, pk: UUID) -> Release:
    found: Release = get_object_or_404(case.releases.visible_to(request.actor), pk=pk)
    found.case = case
    return found


def _approval(request: ActorRequest, case: Case, release: UUID, need: str) -> Approval:
    rows = Approval.objects.visible_to(request.actor).filter(case=case, release=release)
    found: Approval = get_object_or_404(rows, need=need)
    return found


@case_door(Permission.READ_CASE)
def release(request: ActorRequest, case: Case, release: UUID) -> HttpResponse:
    """Where it stands, what was found in it, and what this reader may do about it."""
    return _page(request, _release(request, case, release))


def _page(request: ActorRequest, found: Release, **more: Any) -> HttpResponse:
    actor = request.actor
    approvals = ask.approvals_of(actor=actor, release=found)
    names = names_of([found.asked_by, *(one.decided_by for one in approvals)])
    is_mine = found.asked_by == actor.worker_id
    context = {
        "case": found.case,
        "release": found,
        "contents": [Content(code).label for code in found.contents],
        "basis": basis_words({found.pk: found.basis}, actor=actor, case=found.case).get(found.pk),
        "maker": names.get(found.asked_by) if found.asked_by else "",
        "approvals": [(one, names.get(one.decided_by)) for one in approvals],  # type: ignore[arg-type]
        "lacks_reason": next((one for one in approvals if one.waits_for_reason), None),
        "to_answer": [] if is_mine else [one for one in approvals if _is_for_reader(one)],
        "is_mine": is_mine,
        "hand_url": reverse(_hands_out(found), args=[found.case_id, found.pk]),
        "reason_form": ReasonForm(),
        "answer_form": AnswerForm(),
        "draft": None,
    }
    return page(request, "outgoing/release.html", context | more)


def _hands_out(release: Release) -> str:
    """Where it is handed out: originals are, in the room that writes it into their custody."""
    return "incidents:hand_out" if release.made_of else "outgoing:hand"


def _is_for_reader(one: Approval) -> bool:
    return one.is_open and one.asked_at is not None and one.need != "desk"


@case_door(give_reason)
@keeps_draft
@require_POST
def give(request: ActorRequest, case: Case, release: UUID) -> HttpResponse:
    found, form = _release(request, case, release), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, reason_form=form, draft=restore(request, form))
    asked = _approval(request, case, release, "override")
    give_reason(
        by=request.actor, approval=asked, reason=form.cleaned_data["reason"], now=timezone.now()
    )
    return redirect("outgoing:release", case.pk, release)


@case_door(answer_approval)
@require_POST
def read(request: ActorRequest, case: Case, release: UUID, need: str) -> HttpResponse:
    found, form = _release(request, case, release), AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, answer_form=form, at=need)
    answer_approval(
        by=request.actor,
        approval=_approval(request, case, release, need),
        passes=form.passes,
        remark=form.cleaned_data["remark"],
        now=timezone.now(),
    )
    messages.success(request, _("Your answer stands with it."))
    return redirect("outgoing:release", case.pk, release)


@case_door(hand_out)
@require_POST
def hand(request: ActorRequest, case: Case, release: UUID) -> HttpResponse:
    found = _release(request, case, release)
    if found.made_of:
        raise Http404
    hand_out(by=request.actor, release=found, now=timezone.now())
    return redirect("outgoing:release", case.pk, release)


@case_door(take_back)
@require_POST
def take(request: ActorRequest, case: Case, release: UUID) -> HttpResponse:
    take_back(by=request.actor, release=_release(request, case, release), now=timezone.now())
    return redirect("outgoing:release", case.pk, release)


@case_door(Permission.LET_OUT)
def download(request: ActorRequest, case: Case, release: UUID) -> StreamingHttpResponse:
    """Only what has left, as its row says to whom."""
    found = _release(request, case, release)
    if found.stand != Stand.LEFT or found.file is None:
        raise Http404
    return as_download(found)


@staff_door(Permission.SECOND_READ)
def to_read(request: ActorRequest) -> HttpResponse:
    """What colleagues want to send and this worker may say yes to; and one's own that waits."""
    rows = ask.to_read(actor=request.actor)
    mine = ask.waiting_releases(actor=request.actor)
    showed(request, [*rows, *mine])
    names = names_of(one.asked_by for one in rows)
    context = {"rows": [(one, names.get(one.asked_by)) for one in rows], "mine": mine}
    return page(request, "outgoing/to_read.html", context)
