"""The way in and the way out."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from frirum.foundation.ui.pages import page
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.doors import ActorRequest, public_door

from .. import actions, queries, sessions
from ..forms import CodeForm, PasskeyForm, PasswordForm, SignInForm, WelcomeForm
from ..models import Way
from ..queries import Proof
from ..rules import LONGEST_WAIT_FOR_CODES


def _going_to(request: ActorRequest) -> str:
    """Where the person was going; only ever a page of this house."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here, secure = {request.get_host()}, request.is_secure()
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=here, require_https=secure):
        return wanted
    return settings.LOGIN_REDIRECT_URL


_WRONG = gettext_lazy("The code does not fit. Wait for the next one and try again.")
_USED = gettext_lazy("This code was used already. Wait for the next one, then sign in.")


def _wait(seconds: int) -> str:
    return ngettext(
        "Too many tries. Wait %(seconds)s second, then try again. A passkey works at once.",
        "Too many tries. Wait %(seconds)s seconds, then try again. A passkey works at once.",
        seconds,
    ) % {"seconds": seconds}


@public_door
def sign_in(request: ActorRequest) -> HttpResponse:
    form, going_to = SignInForm(request.POST or None), _going_to(request)
    if sessions.is_fresh(request):
        return redirect(going_to)
    if form.is_valid():
        now = timezone.now()
        key = queries.name_key(form.cleaned_data["username"])
        if seconds := queries.seconds_to_wait(key, now=now):
            form.add_error(None, _wait(seconds))
        elif user := queries.user_with(**form.cleaned_data):
            sessions.begin(request, user, going_to)
            return redirect("accounts:second_step")
        else:
            actions.fail_sign_in(by=Actor.public(), key=key, now=now)
            form.add_error(
                None, _("Name and password do not belong together. Check both and try again.")
            )
    context = {
        "form": form,
        "next": going_to,
        "goes_on": going_to != settings.LOGIN_REDIRECT_URL,
        "again": request.actor.is_signed_in,
    }
    return page(request, "accounts/sign_in.html", context)


@public_door
@require_POST
def challenge(request: ActorRequest) -> JsonResponse:
    """The question for a passkey: any of ours, or one of the person half way in."""
    from .. import passkeys  # noqa: PLC0415 - much to load, for what few pages need

    half = sessions.half_of(request) if request.POST.get("half") else None
    return JsonResponse(passkeys.ask_for_known(request, half.user if half else None))


@public_door
@require_POST
def sign_in_by_passkey(request: ActorRequest) -> HttpResponse:
    """A passkey alone is enough: having it, and the finger, face or code it asked for."""
    from .. import passkeys  # noqa: PLC0415 - much to load, for what few pages need

    form, half = PasskeyForm(request.POST), sessions.half_of(request)
    half = half if request.POST.get("half") else None
    answer = form.cleaned_data["credential"] if form.is_valid() else None
    shown = passkeys.read_known(request, answer, half.user if half else None)
    if shown is None:
        actions.fail_sign_in(by=Actor.public(), now=timezone.now())
        context = {"form": SignInForm(), "next": _going_to(request), "passkey_unknown": True}
        return page(request, "accounts/sign_in.html", context, status=422)
    going_to = half.next if half else _going_to(request)
    way = Way.BOTH if half else Way.PASSKEY
    proof = Proof(way, factor=shown.factor, counter=shown.counter)
    sessions.enter(request, shown.factor.user, proof)
    return redirect(going_to)


@public_door
def second_step(request: ActorRequest) -> HttpResponse:
    half = sessions.half_of(request)
    if half is None:
        return redirect("accounts:sign_in")
    kinds = set(half.user.factors.values_list("kind", flat=True))
    if not kinds:
        return redirect("accounts:enrol")
    form, now = CodeForm(request.POST or None), timezone.now()
    if form.is_valid():
        key = queries.codes_key(half.user)
        if seconds := queries.seconds_to_wait(key, now=now):
            form.add_error(None, _wait(seconds))
        else:
            typed = form.cleaned_data["code"]
            proof = queries.proof_by_code(user=half.user, typed=typed, now=now)
            if proof and not proof.was_shown_before:
                sessions.enter(request, half.user, proof)
                return redirect(half.next)
            longest = LONGEST_WAIT_FOR_CODES
            actions.fail_sign_in(by=Actor.public(), key=key, longest=longest, now=now)
            form.add_error("code", _USED if proof else _WRONG)
    return page(request, "accounts/second_step.html", {"form": form, "kinds": kinds})


@public_door
@require_POST
def sign_out(request: ActorRequest) -> HttpResponseBase:
    if held := sessions.current(request):
        actions.sign_out(by=request.actor, ended=held.pk, now=timezone.now())
    request.session.flush()
    return redirect("accounts:sign_in")


@public_door
def welcome(request: ActorRequest) -> HttpResponse:
    form = WelcomeForm(request.POST or None)
    if form.is_valid():
        now = timezone.now()
        if invitation := queries.invitation_with(typed=form.cleaned_data["code"], now=now):
            sessions.begin(request, invitation.user, settings.LOGIN_REDIRECT_URL, invitation)
            return redirect("accounts:first_password")
        actions.fail_sign_in(by=Actor.public(), now=now)
        form.add_error(
            "code",
            _("The code does not count, or no longer. Check it, or ask for a new one."),
        )
    return page(request, "accounts/welcome.html", {"form": form})


@public_door
def first_password(request: ActorRequest) -> HttpResponse:
    invitation = sessions.invitation_of(request)
    if invitation is None:
        return redirect("accounts:welcome")
    user = invitation.user
    form = PasswordForm(request.POST or None, user=user)
    if form.is_valid():
        actions.accept_invitation(
            by=queries.actor_of(user),
            invitation=invitation,
            password=form.cleaned_data["password"],
            now=timezone.now(),
        )
        sessions.begin(request, user, settings.LOGIN_REDIRECT_URL)
        return redirect("accounts:enrol")
    return page(request, "accounts/first_password.html", {"form": form, "worker": user})
