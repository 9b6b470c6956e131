"""For whoever asks for help without an account. Nothing is kept in their browser."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt

from frirum.foundation.ui.pages import page
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.doors import ActorRequest, public_door

from ..actions import submit_enquiry
from ..forms.public import HelpForm, ReferralForm
from ..queries import has_knocked_enough, network_tag


def _page(
    request: ActorRequest, template: str, context: dict[str, Any], status: int | None = None
) -> HttpResponse:
    """Without the cookie that guards forms: nobody is signed in here, so it would guard nothing."""
    spoken = _spoken(request)
    other = next(code for code, _name in settings.LANGUAGES if code != spoken)
    with override(spoken):
        told = {"code": other, "name": dict(settings.LANGUAGES)[other], "url": f"?sprog={other}"}
        values = {**context, "other_language": told, "language_url": "", "spoken": spoken}
        answer = page(request, template, values, status=status)
    request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
    return answer


def _spoken(request: ActorRequest) -> str:
    """The language of the address, so that no cookie has to remember it."""
    asked = request.GET.get("sprog") or get_language() or settings.LANGUAGE_CODE
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _go_on(request: ActorRequest, name: str) -> HttpResponse:
    return redirect(f"{reverse(name)}?sprog={_spoken(request)}")


def _send(request: ActorRequest, form: HelpForm | ReferralForm) -> bool:
    """False when this network has sent too much within the hour."""
    now, network = timezone.now(), network_tag(request.META.get("REMOTE_ADDR", ""))
    if has_knocked_enough(network=network, now=now):
        return False
    once: UUID = form.cleaned_data["once"]
    if not form.is_trapped:
        submit_enquiry(
            by=Actor.public(),
            told=form.told(),
            parties=form.parties(),
            once=once,
            network=network,
            now=now,
        )
    return True


@csrf_exempt
@public_door
def ask(request: ActorRequest) -> HttpResponse:
    form = HelpForm(request.POST or None)
    if form.is_valid():
        if _send(request, form):
            return _go_on(request, "help:asked")
        return _page(request, "intake/ask.html", {"form": form, "is_full": True}, status=429)
    return _page(request, "intake/ask.html", {"form": form, "is_full": False})


@public_door
def asked(request: ActorRequest) -> HttpResponse:
    return _page(request, "intake/asked.html", {})


@csrf_exempt
@public_door
def refer(request: ActorRequest) -> HttpResponse:
    form = ReferralForm(request.POST or None)
    if form.is_valid():
        if _send(request, form):
            return _go_on(request, "help:referred")
        return _page(request, "intake/referral.html", {"form": form, "is_full": True}, status=429)
    return _page(request, "intake/referral.html", {"form": form, "is_full": False})


@public_door
def referred(request: ActorRequest) -> HttpResponse:
    return _page(request, "intake/referred.html", {})
