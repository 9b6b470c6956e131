"""Before and after every view: has it a door, which headers, and what a person sees of an error."""

import errno
import logging
import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from .ledger import LedgerClosed
from .rulings import Refused

log = logging.getLogger("frirum.requests")
Next = Callable[[HttpRequest], HttpResponseBase]

_CLOSED_FEATURES = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), "
    "payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)"
)


def headers(get_response: Next) -> Next:
    """The full header set on every answer, errors and files included (S31)."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = _CLOSED_FEATURES
        response.headers["X-Frame-Options"] = "DENY"
        return response

    return middleware


def quiet_errors(get_response: Next) -> Next:
    """Outermost: an event, an id, a view name, a status. Never a path, a body, a name (S37)."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code >= 500:
            match = request.resolver_match
            view = match.view_name if match else "-"
            cause = getattr(request, "failed_with", "-")
            number = uuid.uuid4().hex[:8]
            log.error(
                "failed id=%s view=%s status=%s %s", number, view, response.status_code, cause
            )
        return response

    return middleware


_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class DoorMiddleware:
    """The third net: a view without a door is no page."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if not hasattr(view, "door"):
            log.critical("a view without a door was asked for: %s", view.__qualname__)
            raise PermissionDenied

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            context = {"sentence": error.sentence}
            return render(request, "ui/refused.html", context, status=409)
        request.failed_with = _where(error)  # type: ignore[attr-defined]
        if isinstance(error, LedgerClosed | OperationalError) or _finds_no_room(error):
            return render(request, "ui/unavailable.html", status=503)
        return None


def _finds_no_room(error: Exception) -> bool:
    return isinstance(error, OSError) and error.errno in _NO_ROOM


def _where(error: Exception) -> str:
    """The kind of error and our line it came from; not its text, which may quote a person."""
    place, trace = "", error.__traceback__
    while trace:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if name.startswith("frirum."):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"
