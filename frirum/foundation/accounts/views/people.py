"""The people of the house, for those who look after accounts. No case in sight."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, showed, staff_door
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.roles import ROLE_WORDS, Role

from .. import actions, queries
from ..forms import InvitationForm, RoleForm
from ..models import User
from ..rules import GIVEN_ROLES, may_change_account, may_use_username
from .account import code_context


@staff_door(Permission.MANAGE_ACCOUNTS)
def people(request: ActorRequest) -> HttpResponse:
    after = request.GET.get("after", "").replace("\0", "")
    found = queries.people_of_house(after=after)
    rows, more = found[: queries.PAGE], len(found) > queries.PAGE
    showed(request, rows)
    context = {
        "rows": rows,
        "first_url": "?" if after else None,
        "older_url": f"?{urlencode({'after': rows[-1].username})}" if more else None,
    }
    return page(request, "accounts/people.html", context)


@staff_door(actions.invite_worker)
def invite(request: ActorRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        ruling = may_use_username(is_taken=queries.is_taken(form.cleaned_data["username"]))
        if ruling.allowed:
            now = timezone.now()
            worker, code = actions.invite_worker(by=request.actor, now=now, **form.cleaned_data)
            return _show_code(request, worker, code)
        form.add_error("username", str(ruling.refusal))
    return page(request, "accounts/invite.html", {"form": form})


def _show_code(request: ActorRequest, worker: User, code: str) -> HttpResponse:
    return page(request, "accounts/code.html", code_context(request, worker, code))


@staff_door(Permission.MANAGE_ACCOUNTS)
def person(request: ActorRequest, worker: UUID) -> HttpResponse:
    found, now = queries.worker_or_404(worker), timezone.now()
    held = [Role(role) for role in found.roles]
    context = {
        "worker": found,
        "has_started": found.has_usable_password() or found.sign_ins.exists(),
        "roles": [(role.value, ROLE_WORDS[role]) for role in held],
        "other_roles": [(r.value, ROLE_WORDS[r]) for r in GIVEN_ROLES if r not in held],
        "factors": list(found.factors.order_by("added_at", "pk")),
        "devices": list(queries.live_sign_ins(found.pk, now=now)[: queries.PAGE]),
        "may_change": may_change_account(by=request.actor, worker=found.pk),
        "waits": any(item.user_id == found.pk for item in queries.new_starts_waiting()),
    }
    return page(request, "accounts/person.html", context)


@staff_door(actions.renew_invitation)
@require_POST
def renew(request: ActorRequest, worker: UUID) -> HttpResponse:
    found, now = queries.worker_or_404(worker), timezone.now()
    code = actions.renew_invitation(by=request.actor, worker=found, now=now)
    return _show_code(request, found, code)


@staff_door(actions.ask_for_new_start)
@require_POST
def ask_for_new_start(request: ActorRequest, worker: UUID) -> HttpResponse:
    found, now = queries.worker_or_404(worker), timezone.now()
    actions.ask_for_new_start(by=request.actor, worker=found, now=now)
    messages.info(
        request,
        _("Now a team leader, a director or another administrator hands over the code."),
    )
    return redirect("accounts:person", worker)


@staff_door(actions.give_role)
@require_POST
def give_role(request: ActorRequest, worker: UUID) -> HttpResponse:
    form = RoleForm(request.POST)
    if form.is_valid():
        found = queries.worker_or_404(worker)
        actions.give_role(by=request.actor, worker=found, role=form.cleaned_data["role"])
    return redirect("accounts:person", worker)


@staff_door(actions.take_role)
@require_POST
def take_role(request: ActorRequest, worker: UUID) -> HttpResponse:
    form = RoleForm(request.POST)
    if form.is_valid():
        found = queries.worker_or_404(worker)
        actions.take_role(by=request.actor, worker=found, role=form.cleaned_data["role"])
    return redirect("accounts:person", worker)


@staff_door(actions.end_sign_ins)
@require_POST
def end_sign_ins(request: ActorRequest, worker: UUID) -> HttpResponse:
    found = queries.worker_or_404(worker)
    actions.end_sign_ins(by=request.actor, worker=found, now=timezone.now())
    messages.success(request, _("Signed out of every browser."))
    return redirect("accounts:person", worker)


@staff_door(actions.deactivate)
@require_POST
def deactivate(request: ActorRequest, worker: UUID) -> HttpResponse:
    found = queries.worker_or_404(worker)
    actions.deactivate(by=request.actor, worker=found, now=timezone.now())
    return redirect("accounts:person", worker)


@staff_door(actions.reactivate)
@require_POST
def reactivate(request: ActorRequest, worker: UUID) -> HttpResponse:
    actions.reactivate(by=request.actor, worker=queries.worker_or_404(worker))
    return redirect("accounts:person", worker)
