"""What may happen to accounts, and how long a next try waits."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.roles import Role
from frirum.foundation.wall.rulings import ALLOWED, Ruling

GIVEN_ROLES = tuple(r for r in Role if r not in {Role.CLIENT, Role.SYSTEM, Role.PUBLIC})
USERNAME = r"^[a-zæøå0-9.-]{3,40}$"
FREE_TRIES = 4
LONGEST_WAIT = timedelta(minutes=1)
# A code has a million values only; whoever tries them has the password already.
LONGEST_WAIT_FOR_CODES = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)


def wait_after(failures: int, *, longest: timedelta) -> timedelta:
    """How long the next try waits: nothing at first, then 1, 2, 4 ... seconds, never for ever."""
    if failures <= FREE_TRIES:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - FREE_TRIES - 1, 20)), longest)


def may_remove_factor(*, factors_left: int) -> Ruling:
    if factors_left < 1:
        return Ruling(_("This is the only one. Add another first, then remove this one."))
    return ALLOWED


def may_change_account(*, by: Actor, worker: UUID) -> Ruling:
    if by.id == worker:
        return Ruling(_("Ask another administrator: nobody changes their own roles or access."))
    return ALLOWED


def may_hand_over(*, by: Actor, asked_by: UUID | None, worker: UUID) -> Ruling:
    if by.id == worker:
        return Ruling(_("A colleague has to hand over your code."))
    if by.id == asked_by:
        return Ruling(
            _("Somebody else has to hand over the code: two people make sure who it is for.")
        )
    return ALLOWED


def may_use_username(*, is_taken: bool) -> Ruling:
    if is_taken:
        return Ruling(_("Somebody has this sign-in name. Choose another."))
    return ALLOWED


def is_over(
    *, started_at: datetime, seen_at: datetime, now: datetime, idle: timedelta, longest: timedelta
) -> bool:
    """A sign-in ends by itself when nobody uses it, and after a working day at the latest."""
    return now - seen_at > idle or now - started_at > longest
