"""One's own account: factors, codes, password, devices, language, colours."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from frirum.foundation.ui.pages import page
from frirum.foundation.wall.doors import ActorRequest, public_door, staff_door
from frirum.foundation.wall.permissions import Permission

from .. import actions, onetime, queries, sessions
from ..forms import AppForm, PasskeyForm, PasswordForm
from ..models import FactorKind, User, Way
from ..pictures import Squares, squares_of
from ..queries import Proof
from ..rules import may_hand_over, may_remove_factor

_A_YEAR = 365 * 24 * 60 * 60
_CHOICES = {"light", "dark", "auto"}


def _prove_again(request: ActorRequest) -> HttpResponse:
    there = urlencode({"next": request.get_full_path()})
    return redirect(f"{reverse('accounts:sign_in')}?{there}")


def _who_adds(request: ActorRequest) -> User | None:
    """Whose factor is added: somebody who showed one a moment ago, or who has none at all.

    A password alone never adds a factor to an account that has one.
    """
    if (held := sessions.current(request)) and sessions.is_fresh(request):
        return held.user
    half = sessions.half_of(request)
    return half.user if half and not half.user.factors.exists() else None


def _added(request: ActorRequest, user: User) -> HttpResponse:
    """A first factor completes the sign-in; a further one leads back to the account."""
    if sessions.current(request):
        messages.success(request, _("Added. You can use it from the next sign-in on."))
        return redirect("accounts:mine")
    sessions.enter(request, user, Proof(Way.FIRST))
    return redirect("accounts:recovery_codes")


@public_door
def enrol(request: ActorRequest) -> HttpResponse:
    user = _who_adds(request)
    if user is None:
        return _prove_again(request)
    context = {"form": PasskeyForm(), "is_first": not user.factors.exists()}
    return page(request, "accounts/enrol.html", context)


@public_door
@require_POST
def new_challenge(request: ActorRequest) -> HttpResponseBase:
    from .. import passkeys  # noqa: PLC0415 - much to load, for what few pages need

    user = _who_adds(request)
    if user is None:
        return _prove_again(request)
    return JsonResponse(passkeys.ask_for_new(request, user))


@public_door
@require_POST
def add_passkey(request: ActorRequest) -> HttpResponse:
    from .. import passkeys  # noqa: PLC0415 - much to load, for what few pages need

    user, form = _who_adds(request), PasskeyForm(request.POST)
    if user is None:
        return _prove_again(request)
    answer = form.cleaned_data["credential"] if form.is_valid() else None
    public = passkeys.read_new(request, answer)
    if public is None:
        context = {"form": PasskeyForm(), "is_first": not user.factors.exists(), "failed": True}
        return page(request, "accounts/enrol.html", context, status=422)
    name = form.cleaned_data["name"] or sessions.device_words(request.headers.get("User-Agent", ""))
    by, now = queries.actor_of(user), timezone.now()
    actions.add_passkey(by=by, public=public, name=name, now=now)
    return _added(request, user)


@public_door
def add_app(request: ActorRequest) -> HttpResponse:
    user = _who_adds(request)
    if user is None:
        return _prove_again(request)
    form = AppForm(request.POST or None, user=user)
    if form.is_valid() and form.counter:
        actions.add_app(
            by=queries.actor_of(user),
            secret=form.drawn,
            counter=form.counter,
            now=timezone.now(),
        )
        return _added(request, user)
    picture: Squares = squares_of(onetime.address_for_app(form.drawn, user.username))
    spelled = " ".join(form.drawn[at : at + 4] for at in range(0, len(form.drawn), 4))
    context = {"form": form, "picture": picture, "spelled": spelled}
    return page(request, "accounts/add_app.html", context)


@staff_door(actions.remove_factor)
@require_POST
def remove_factor(request: ActorRequest, factor: UUID) -> HttpResponse:
    if not sessions.is_fresh(request):
        return _prove_first(request)
    actions.remove_factor(by=request.actor, factor=factor)
    messages.success(request, _("Removed. It opens nothing any more."))
    return redirect("accounts:mine")


def _prove_first(request: ActorRequest) -> HttpResponse:
    """A post cannot be taken up again afterwards, so the way back is the account page."""
    messages.info(request, _("Sign in again first: this changes how you get in."))
    there = urlencode({"next": reverse("accounts:mine")})
    return redirect(f"{reverse('accounts:sign_in')}?{there}")


@staff_door(actions.draw_recovery_codes)
def recovery_codes(request: ActorRequest) -> HttpResponse:
    """A post shows ten new codes, once; reading the page again shows none."""
    held = sessions.current(request)
    if held is None or not sessions.is_fresh(request):
        return _prove_again(request)
    codes: list[str] = []
    if request.method == "POST":
        codes = actions.draw_recovery_codes(by=request.actor)
    context = {"codes": codes, "has_codes": held.user.recovery_codes.exists()}
    return page(request, "accounts/recovery_codes.html", context)


@staff_door(Permission.USE_HOUSE)
def mine(request: ActorRequest) -> HttpResponse:
    held, now = sessions.current(request), timezone.now()
    if held is None:
        return _prove_again(request)
    factors = list(held.user.factors.order_by("added_at", "pk"))
    context: dict[str, Any] = {
        "worker": held.user,
        "factors": factors,
        "may_remove": may_remove_factor(factors_left=len(factors) - 1),
        "has_one_passkey": sum(f.kind == FactorKind.PASSKEY for f in factors) == 1,
        "codes_left": held.user.recovery_codes.count(),
        "here": held,
        "devices": list(queries.live_sign_ins(held.user_id, now=now)[: queries.PAGE]),
        "idle_minutes": settings.IDLE_LIMIT_MINUTES,
        "idle_hours": settings.IDLE_LIMIT_MINUTES // 60,
    }
    if request.actor.may(Permission.VOUCH):
        waiting = queries.new_starts_waiting()
        context["waiting"] = waiting
        context["asked_by"] = queries.names_of(item.asked_by for item in waiting)
    return page(request, "accounts/mine.html", context)


@staff_door(actions.change_password)
def password(request: ActorRequest) -> HttpResponse:
    held = sessions.current(request)
    if held is None or not sessions.is_fresh(request):
        return _prove_again(request)
    form = PasswordForm(request.POST or None, user=held.user)
    if form.is_valid():
        new = form.cleaned_data["password"]
        actions.change_password(by=request.actor, password=new, kept=held, now=timezone.now())
        messages.success(request, _("The password is changed. Other browsers are signed out."))
        return redirect("accounts:mine")
    return page(request, "accounts/password.html", {"form": form})


@staff_door(actions.sign_out)
@require_POST
def end_device(request: ActorRequest, sign_in: UUID) -> HttpResponse:
    actions.sign_out(by=request.actor, ended=sign_in, now=timezone.now())
    return redirect("accounts:mine")


@staff_door(actions.sign_out_everywhere)
@require_POST
def end_all_devices(request: ActorRequest) -> HttpResponse:
    actions.sign_out_everywhere(by=request.actor, now=timezone.now())
    request.session.flush()
    return redirect("accounts:sign_in")


def code_context(request: ActorRequest, worker: User, code: str) -> dict[str, Any]:
    """What the page that shows a code tells, the way to the welcome page included."""
    return {
        "worker": worker,
        "code": code,
        "minutes": settings.HANDOVER_MINUTES,
        "welcome_url": request.build_absolute_uri(reverse("accounts:welcome")),
    }


@staff_door(actions.hand_over_new_start)
def hand_over(request: ActorRequest, invitation: UUID) -> HttpResponse:
    """A second person sees who it is for, then gets the code, once."""
    if request.method == "POST":
        worker, code = actions.hand_over_new_start(
            by=request.actor, invitation=invitation, now=timezone.now()
        )
        return page(request, "accounts/code.html", code_context(request, worker, code))
    asked = next((i for i in queries.new_starts_waiting() if i.pk == invitation), None)
    if asked is None:
        return redirect("accounts:mine")
    may = may_hand_over(by=request.actor, asked_by=asked.asked_by, worker=asked.user_id)
    return page(request, "accounts/hand_over.html", {"asked": asked, "may_hand_over": may})


def _back(request: ActorRequest) -> HttpResponse:
    wanted = request.POST.get("next", "")
    here = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(wanted, here, require_https=request.is_secure())
    return redirect(wanted if safe else "/")


def _with_cookie(answer: HttpResponse, name: str, value: str) -> HttpResponse:
    secure = settings.SESSION_COOKIE_SECURE
    answer.set_cookie(name, value, _A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return answer


@public_door
@require_POST
def language(request: ActorRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        return _back(request)
    return _with_cookie(_back(request), settings.LANGUAGE_COOKIE_NAME, chosen)


@public_door
@require_POST
def colours(request: ActorRequest) -> HttpResponse:
    chosen = request.POST.get("scheme", "")
    return _with_cookie(_back(request), "farver", chosen if chosen in _CHOICES else "auto")
