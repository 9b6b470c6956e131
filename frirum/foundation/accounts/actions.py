"""Every change to who may sign in, with what, from where, and as what."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.roles import Role
from frirum.foundation.wall.rulings import Refused

from . import onetime
from .models import Factor, FactorKind, Invitation, RecoveryCode, SignIn, Slowdown, User
from .queries import Proof, codes_key, name_key
from .rules import (
    FORGOTTEN_AFTER,
    GIVEN_ROLES,
    LONGEST_WAIT,
    may_change_account,
    may_hand_over,
    may_remove_factor,
    may_use_username,
    wait_after,
)

RECOVERY_CODES = 10
KEPT_AFTER_END = timedelta(days=30)


_USED = {
    FactorKind.APP: _("This code was used already. Wait for the next one, then sign in."),
    FactorKind.PASSKEY: _(
        "This passkey may have been copied: it counts less than it should. Sign in another way, "
        "remove it, and tell whoever looks after accounts."
    ),
}


def _me(by: Actor) -> UUID:
    if by.id is None:
        raise Http404
    return by.id


@action(Permission.SIGN_IN)
def fail_sign_in(
    *, by: Actor, now: datetime, key: bytes | None = None, longest: timedelta = LONGEST_WAIT
) -> None:
    """Somebody did not get in. The next try under this key waits a little longer."""
    if key is None:
        return
    row, _made = Slowdown.objects.get_or_create(
        key=key, defaults={"failed_at": now, "waits_until": now}
    )
    row = Slowdown.objects.select_for_update().get(pk=row.pk)
    row.failures = 1 if now - row.failed_at > FORGOTTEN_AFTER else row.failures + 1
    row.failed_at, row.waits_until = now, now + wait_after(row.failures, longest=longest)
    row.save()


@action(Permission.USE_HOUSE)
def sign_in(*, by: Actor, proof: Proof, replaces: SignIn | None, now: datetime) -> None:
    """Use up what was shown, and forget the failures before it."""
    _use_up(proof, now)
    user = User.objects.get(pk=_me(by))
    Slowdown.objects.filter(key__in=[name_key(user.username), codes_key(user)]).delete()
    if replaces:
        SignIn.objects.filter(pk=replaces.pk).update(ended_at=now)


def _use_up(proof: Proof, now: datetime) -> None:
    if proof.factor:
        factor = Factor.objects.filter(pk=proof.factor.pk)
        # Passkeys that live on several devices do not count: they always say 0.
        if proof.counter or proof.factor.counter:
            factor = factor.filter(counter__lt=proof.counter)
        if not factor.update(counter=proof.counter, used_at=now):
            raise Refused(_USED[FactorKind(proof.factor.kind)])
    if proof.recovery_code:
        gone, _each = RecoveryCode.objects.filter(pk=proof.recovery_code.pk).delete()
        if not gone:
            raise Refused(_("This recovery code was used already. Take the next one."))


@action(Permission.USE_HOUSE)
def sign_out(*, by: Actor, ended: UUID, now: datetime) -> None:
    """End one of one's own sign-ins: this browser's, or another's from the list."""
    SignIn.objects.filter(user_id=_me(by), pk=ended, ended_at=None).update(ended_at=now)


@action(Permission.USE_HOUSE)
def sign_out_everywhere(*, by: Actor, now: datetime) -> int:
    """End all of one's own sign-ins, this browser's included."""
    return SignIn.objects.filter(user_id=_me(by), ended_at=None).update(ended_at=now)


@action(Permission.USE_HOUSE)
def change_password(*, by: Actor, password: str, kept: SignIn | None, now: datetime) -> None:
    """Set a new password. Every other browser has to sign in again with it."""
    user = User.objects.get(pk=_me(by))
    user.set_password(password)
    user.save(update_fields=["password"])
    others = SignIn.objects.filter(user=user, ended_at=None)
    (others.exclude(pk=kept.pk) if kept else others).update(ended_at=now)


@action(Permission.USE_HOUSE)
def add_passkey(*, by: Actor, public: bytes, name: str, now: datetime) -> Factor:
    """Keep the public half of a passkey the browser has just made."""
    return Factor.objects.create(
        user_id=_me(by), kind=FactorKind.PASSKEY, name=name, public=public, added_at=now
    )


@action(Permission.USE_HOUSE)
def add_app(*, by: Actor, secret: str, counter: int, now: datetime) -> Factor:
    """Keep the secret an app shows codes for. `counter` is the step of the code just shown."""
    keys.ensure(_me(by), Compartment.HOUSE)
    Factor.objects.filter(user_id=_me(by), kind=FactorKind.APP).delete()
    return Factor.objects.create(
        user_id=_me(by), kind=FactorKind.APP, secret=secret, counter=counter, added_at=now
    )


@action(Permission.USE_HOUSE)
def remove_factor(*, by: Actor, factor: UUID) -> None:
    """Take away one of one's own factors, never the last."""
    others = Factor.objects.filter(user_id=_me(by)).exclude(pk=factor)
    may_remove_factor(factors_left=others.count()).enforce()
    Factor.objects.filter(user_id=_me(by), pk=factor).delete()


@action(Permission.USE_HOUSE)
def draw_recovery_codes(*, by: Actor) -> list[str]:
    """Ten new codes, to be shown once; the old ones no longer count."""
    codes = [onetime.draw_code() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user_id=_me(by)).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user_id=_me(by), code=onetime.code_tag("recovery", code)) for code in codes
    )
    return codes


@action(Permission.MANAGE_ACCOUNTS)
def invite_worker(
    *, by: Actor, username: str, name: str, title: str, roles: list[Role], now: datetime
) -> tuple[User, str]:
    """Make an account nobody can sign in to yet, and the code to hand over in person."""
    may_use_username(is_taken=User.objects.filter(username=username).exists()).enforce()
    user = User(username=username, name=name, title=title, roles=_worker_roles(roles))
    user.set_unusable_password()
    user.save()
    return user, _draw_invitation(user, by, now)


@action(Permission.MANAGE_ACCOUNTS)
def renew_invitation(*, by: Actor, worker: User, now: datetime) -> str:
    """A new code for somebody who has not used the first; the old one no longer counts."""
    if worker.has_usable_password():
        raise Refused(_("This person has signed in before. Ask for a new start instead."))
    Invitation.objects.filter(user=worker, used_at=None).delete()
    return _draw_invitation(worker, by, now)


@action(Permission.MANAGE_ACCOUNTS)
def ask_for_new_start(*, by: Actor, worker: User, now: datetime) -> None:
    """Somebody lost password or factors. A second person has to hand over the code."""
    may_change_account(by=by, worker=worker.pk).enforce()
    Invitation.objects.filter(user=worker, used_at=None).delete()
    Invitation.objects.create(user=worker, asked_by=by.id, asked_at=now)


@action(Permission.VOUCH)
def hand_over_new_start(*, by: Actor, invitation: UUID, now: datetime) -> tuple[User, str]:
    """The code for a new start that somebody else asked for, to hand over in person."""
    waiting = Invitation.objects.select_for_update().select_related("user")
    asked = waiting.filter(pk=invitation, code=None, used_at=None).first()
    if asked is None:
        raise Refused(_("This new start was handed over already. Ask for another if it is needed."))
    may_hand_over(by=by, asked_by=asked.asked_by, worker=asked.user_id).enforce()
    return asked.user, _set_code(asked, now)


def _draw_invitation(user: User, by: Actor, now: datetime) -> str:
    return _set_code(Invitation(user=user, asked_by=by.id, asked_at=now), now)


def _set_code(invitation: Invitation, now: datetime) -> str:
    code = onetime.draw_code()
    invitation.code = onetime.code_tag("invitation", code)
    invitation.expires_at = now + timedelta(minutes=settings.HANDOVER_MINUTES)
    invitation.save()
    return code


@action(Permission.USE_HOUSE)
def accept_invitation(*, by: Actor, invitation: Invitation, password: str, now: datetime) -> None:
    """The newcomer sets a password. Old factors and sign-ins of a new start end with it."""
    used = Invitation.objects.filter(pk=invitation.pk, user_id=_me(by), used_at=None)
    if not used.filter(expires_at__gt=now).update(used_at=now, code=None):
        raise Refused(_("The code no longer counts. Ask for a new one."))
    user = User.objects.get(pk=_me(by))
    user.set_password(password)
    user.save(update_fields=["password"])
    user.factors.all().delete()
    user.recovery_codes.all().delete()
    SignIn.objects.filter(user=user, ended_at=None).update(ended_at=now)


@action(Permission.MANAGE_ACCOUNTS)
def give_role(*, by: Actor, worker: User, role: Role) -> None:
    """The person may do what the role may, from the next request on."""
    may_change_account(by=by, worker=worker.pk).enforce()
    worker.roles = sorted({*worker.roles, *_worker_roles([role])})
    worker.save(update_fields=["roles"])


@action(Permission.MANAGE_ACCOUNTS)
def take_role(*, by: Actor, worker: User, role: Role) -> None:
    """The person may no longer do what the role may, from the next request on."""
    may_change_account(by=by, worker=worker.pk).enforce()
    worker.roles = [kept for kept in worker.roles if kept != role.value]
    worker.save(update_fields=["roles"])


def _worker_roles(roles: list[Role]) -> list[str]:
    return sorted(role.value for role in roles if role in GIVEN_ROLES)


@action(Permission.MANAGE_ACCOUNTS)
def end_sign_ins(*, by: Actor, worker: User, now: datetime) -> int:
    """Sign a person out of every browser, such as when a laptop is lost."""
    return SignIn.objects.filter(user=worker, ended_at=None).update(ended_at=now)


@action(Permission.MANAGE_ACCOUNTS)
def deactivate(*, by: Actor, worker: User, now: datetime) -> None:
    """Close an account, for good or for a while. Counts from the person's next request."""
    may_change_account(by=by, worker=worker.pk).enforce()
    worker.is_active = False
    worker.save(update_fields=["is_active"])
    SignIn.objects.filter(user=worker, ended_at=None).update(ended_at=now)
    Invitation.objects.filter(user=worker, used_at=None).delete()


@action(Permission.MANAGE_ACCOUNTS)
def reactivate(*, by: Actor, worker: User) -> None:
    """Open an account again, with the password and factors it had."""
    may_change_account(by=by, worker=worker.pk).enforce()
    worker.is_active = True
    worker.save(update_fields=["is_active"])


@action(Permission.RUN_HOUSEKEEPING)
def sweep_sign_ins(*, by: Actor, now: datetime) -> int:
    """Forget what has passed: ended sign-ins after a month, old codes and failures after a day."""
    limit = now - KEPT_AFTER_END
    Session.objects.filter(expire_date__lt=now).delete()
    gone, _each = SignIn.objects.filter(seen_at__lt=limit).delete()
    Invitation.objects.filter(expires_at__lt=limit).delete()
    Slowdown.objects.filter(failed_at__lt=now - FORGOTTEN_AFTER).delete()
    return gone
