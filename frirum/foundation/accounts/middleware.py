"""Puts the actor on the request, once: whoever this browser is signed in as at this moment."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from . import sessions
from .queries import actor_of

Next = Callable[[HttpRequest], HttpResponseBase]


def who_asks(get_response: Next) -> Next:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        held = sessions.find(request)
        request.user = held.user if held else AnonymousUser()
        request.sign_in = held  # type: ignore[attr-defined]
        request.actor = actor_of(request.user).for_one_request()  # type: ignore[attr-defined]
        return get_response(request)

    return middleware
