"""From a user to an actor; who proves to be whom; who the house's people are."""

import functools
import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, get_hasher, make_password
from django.db.models import Case, Exists, Max, OuterRef, QuerySet, When
from django.shortcuts import get_object_or_404

from frirum.foundation.vault.index import tag
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.roles import Role

from . import onetime
from .models import Factor, FactorKind, Invitation, RecoveryCode, SignIn, Slowdown, User, Way

PAGE = 50


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody showed besides a password, found right and not yet used up."""

    way: Way
    factor: Factor | None = None
    counter: int = 0
    recovery_code: RecoveryCode | None = None

    @property
    def was_shown_before(self) -> bool:
        """A code of the app that counted once, or one older than it."""
        is_app = self.factor is not None and self.factor.kind == FactorKind.APP
        return is_app and self.factor is not None and self.counter <= self.factor.counter


def actor_of(user: Any) -> Actor:
    """Who acts when this user asks; the public when nobody is signed in."""
    if not user.is_authenticated or not user.is_active:
        return Actor.public()
    return Actor(id=user.pk, name=user.name, roles=frozenset(Role(role) for role in user.roles))


def actor_by_id(user_id: UUID) -> Actor:
    """The actor of a job that was asked for earlier; roles as they are now."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return actor_of(user) if user else Actor.public()


_NAMES_KEPT_SECONDS = 60.0
_names: dict[UUID, tuple[float, str]] = {}


def names_of(user_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names of workers by id, in one read; a house's few names are kept in mind for a minute."""
    now = time.monotonic()
    wanted = {user_id for user_id in user_ids if user_id}
    unknown = [pk for pk in wanted if _names.get(pk, (0.0, ""))[0] < now]
    if unknown:
        until = now + _NAMES_KEPT_SECONDS
        found = User.objects.filter(pk__in=unknown).values_list("pk", "name")
        _names.update({pk: (until, name) for pk, name in found})
    return {pk: _names[pk][1] for pk in wanted if pk in _names}


def active_names(user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of those of these workers whose account is open, by id, sorted by name."""
    found = User.objects.filter(pk__in=set(user_ids), is_active=True)
    return dict(found.order_by("name", "pk").values_list("pk", "name"))


def workers_with(*roles: Role) -> dict[UUID, str]:
    """Names of all open accounts that have one of these roles, by id, sorted by name."""
    active = User.objects.filter(is_active=True).order_by("name", "pk")
    wanted = {role.value for role in roles}
    return {user.pk: user.name for user in active if wanted & set(user.roles)}


@functools.cache
def _nobodys_password(hasher: str) -> str:
    """Made once with the hasher in use, so that checking it costs what checking a real one does."""
    return make_password("nobody has this password", hasher=hasher)


def user_with(*, username: str, password: str) -> User | None:
    """The user with this name and password.

    Does the same work when there is no such user: the database always looks at every name and
    always hands over one row, and a password is always checked against a hash.
    """
    is_named = Case(When(username=username, then=0), default=1)
    user = User.objects.order_by(is_named)[:1].first()
    may = (
        user is not None
        and user.username == username
        and user.is_active
        and user.has_usable_password()
    )
    stand_in = _nobodys_password(get_hasher().algorithm)
    fits = check_password(password, user.password if user and may else stand_in)
    return user if fits and may else None


def name_key(username: str) -> bytes:
    """Under what the tries of a name are counted, whether anybody has it or not."""
    return tag("password", username)


def codes_key(user: User) -> bytes:
    return tag("second factor", str(user.pk))


def seconds_to_wait(key: bytes, *, now: datetime) -> int:
    """How long until the next try counts; 0 when it may be now."""
    found = Slowdown.objects.filter(key=key, waits_until__gt=now).first()
    return math.ceil((found.waits_until - now).total_seconds()) if found else 0


def proof_by_code(*, user: User, typed: str, now: datetime) -> Proof | None:
    """A code from the app, or one of the recovery codes; None when it is neither."""
    digits = typed.replace(" ", "")
    if len(digits) == onetime.DIGITS and digits.isascii() and digits.isdigit():
        app = user.factors.filter(kind=FactorKind.APP).first()
        if app is None:
            return None
        step = onetime.step_of(app.secret, digits, moment=now.timestamp())
        return Proof(Way.APP, factor=app, counter=step) if step else None
    code = user.recovery_codes.filter(code=onetime.code_tag("recovery", typed)).first()
    return Proof(Way.RECOVERY, recovery_code=code) if code else None


def open_invitations(*, now: datetime) -> "QuerySet[Invitation]":
    """Invitations whose code is still good."""
    good = Invitation.objects.filter(used_at=None, expires_at__gt=now, user__is_active=True)
    return good.exclude(code=None).select_related("user")


def invitation_with(*, typed: str, now: datetime) -> Invitation | None:
    """The invitation this code belongs to, if it is still good."""
    code = onetime.code_tag("invitation", typed)
    return open_invitations(now=now).filter(code=code).first()


def new_starts_waiting() -> list[Invitation]:
    """New starts that were asked for and that a second person has not handed over yet."""
    waiting = Invitation.objects.filter(code=None, used_at=None).select_related("user")
    return list(waiting.order_by("asked_at", "pk")[:PAGE])


def live_sign_ins(user_id: UUID, *, now: datetime) -> "QuerySet[SignIn]":
    """Browsers signed in now as this user, the latest used first."""
    return SignIn.objects.filter(
        user_id=user_id,
        ended_at=None,
        seen_at__gt=now - timedelta(minutes=settings.IDLE_LIMIT_MINUTES),
        started_at__gt=now - timedelta(seconds=settings.SESSION_COOKIE_AGE),
    ).order_by("-seen_at", "pk")


def people_of_house(*, after: str = "") -> list[User]:
    """A page of workers by sign-in name, and one more when more follow; with when last seen."""
    people = User.objects.exclude(roles=[Role.CLIENT.value])
    people = people.filter(username__gt=after).annotate(
        seen_at=Max("sign_ins__seen_at"),
        has_code=Exists(Invitation.objects.filter(user=OuterRef("pk"), used_at=None)),
    )
    return list(people.order_by("username", "pk")[: PAGE + 1])


def worker_or_404(pk: UUID) -> User:
    """A worker of the house by id."""
    return get_object_or_404(User.objects.exclude(roles=[Role.CLIENT.value]), pk=pk)


def is_taken(username: str) -> bool:
    return User.objects.filter(username=username).exists()


def invited_administrator() -> User | None:
    """An administrator who was invited and has not chosen a password yet."""
    waiting = User.objects.filter(is_active=True).order_by("pk")
    return next(
        (
            user
            for user in waiting
            if Role.ADMINISTRATOR.value in user.roles and not user.has_usable_password()
        ),
        None,
    )


def has_administrator() -> bool:
    """Whether anybody who can sign in looks after accounts."""
    active = User.objects.filter(is_active=True)
    return any(
        Role.ADMINISTRATOR.value in user.roles and user.has_usable_password() for user in active
    )
