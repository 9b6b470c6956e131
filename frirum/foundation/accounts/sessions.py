"""One browser's way in: half proven, signed in, seen, gone.

A sign-in is a row of its own. The cookie leads to it and nothing else does, so that ending the
row ends the sign-in at the next request, whatever the browser still holds.
"""

import functools
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone

from frirum.foundation.wall.written import MARK, Written, write

from .actions import sign_in
from .models import Invitation, SignIn, User, Way
from .queries import Proof, actor_of, open_invitations
from .rules import is_over

_HALF = "half-proven"
_HALF_LASTS = timedelta(minutes=15)
_FRESH_LASTS = timedelta(minutes=15)
_SEEN_EVERY = timedelta(minutes=1)

# Browsers call themselves by each other's names as well, so the order matters.
_BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


@dataclass(frozen=True, slots=True)
class Half:
    """Somebody who proved the first half: a password, or an invitation just accepted."""

    user: User
    next: str


def fingerprint(session_key: str) -> bytes:
    """The session keys themselves are not kept beside the names of their owners."""
    return hashlib.sha256(session_key.encode()).digest()


def device_words(agent: str) -> str:
    """Family of browser and system. Nothing of what the browser calls itself is kept."""
    found = [
        next((name for mark, name in known.items() if mark in agent), "")
        for known in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, found))


def begin(
    request: HttpRequest, user: User, going_to: str, invitation: Invitation | None = None
) -> None:
    """Remember for a quarter of an hour that the first half is proven.

    With an invitation it is not: the person has a password to choose first.
    """
    if not current(request):
        request.session.cycle_key()
    request.session[_HALF] = {
        "user": str(user.pk),
        "invitation": str(invitation.pk) if invitation else None,
        "at": timezone.now().timestamp(),
        "next": going_to,
    }


def _held(request: HttpRequest) -> dict[str, Any]:
    held: dict[str, Any] = request.session.get(_HALF) or {}
    is_old = timezone.now().timestamp() - held.get("at", 0) > _HALF_LASTS.total_seconds()
    return {} if is_old else held


def half_of(request: HttpRequest) -> Half | None:
    held = _held(request)
    if not held or held["invitation"]:
        return None
    user = User.objects.filter(pk=UUID(held["user"]), is_active=True).first()
    return Half(user, held["next"]) if user else None


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The invitation this browser showed the code of, while it is still good."""
    if pk := _held(request).get("invitation"):
        return open_invitations(now=timezone.now()).filter(pk=UUID(pk)).first()
    return None


def enter(request: HttpRequest, user: User, proof: Proof) -> None:
    """Use up the proof, enter it in the ledger, and sign this browser in."""
    now = timezone.now()
    sign_in(by=actor_of(user), proof=proof, replaces=current(request), now=now)
    request.session.flush()
    login(request, user)
    _remember(request, user, proof.way)


def sign_in_demo(request: HttpRequest, user: User) -> None:
    """Sign in as one of the cast, from the demo's front page and nowhere else."""
    if not settings.DEMO:
        raise PermissionDenied
    enter(request, user, Proof(Way.DEMO))


def _remember(request: HttpRequest, user: User, way: Way) -> None:
    """The row without which the session counts for nothing."""
    now = timezone.now()
    SignIn.objects.create(
        user=user,
        session=fingerprint(str(request.session.session_key)),
        way=way,
        device=device_words(request.META.get("HTTP_USER_AGENT", "")),
        started_at=now,
        seen_at=now,
    )


def current(request: HttpRequest) -> SignIn | None:
    return getattr(request, "sign_in", None)


def is_fresh(request: HttpRequest) -> bool:
    """Whether this person showed a factor a moment ago: asked before factors are changed."""
    held = current(request)
    return held is not None and timezone.now() - held.started_at < _FRESH_LASTS


def find(request: HttpRequest) -> SignIn | None:
    """The sign-in this browser's cookie leads to, marked as seen; None when it is over."""
    key = request.session.session_key
    if not key:
        return None
    held: SignIn | None = _of_session().first({MARK: fingerprint(key)})
    return held if held and _still_counts(held, timezone.now()) else None


@functools.cache
def _of_session() -> Written:
    """The sign-in of a session with its user: every page asks for it, so it is written out once."""
    rows = SignIn.objects.filter(session=MARK, ended_at=None, user__is_active=True)
    return write(lambda: rows.select_related("user"))


def _still_counts(held: SignIn, now: datetime) -> bool:
    if is_over(
        started_at=held.started_at,
        seen_at=held.seen_at,
        now=now,
        idle=timedelta(minutes=settings.IDLE_LIMIT_MINUTES),
        longest=timedelta(seconds=settings.SESSION_COOKIE_AGE),
    ):
        SignIn.objects.filter(pk=held.pk).update(ended_at=now)
        return False
    if now - held.seen_at >= _SEEN_EVERY:
        SignIn.objects.filter(pk=held.pk).update(seen_at=now)
    return True
