"""May this be written in the register?"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from frirum.foundation.wall.rulings import ALLOWED, Ruling

from .facts import ListedFacts


def may_be_listed(facts: ListedFacts, taken: Iterable[str]) -> Ruling:
    """`taken`: names that stand already, of the same kind or at the same agency."""
    wanted = facts.name.casefold().split()
    if any(name.casefold().split() == wanted for name in taken):
        return Ruling(_("This name is in the register already. Search for it, and correct it."))
    if facts.call_back and not facts.found_in:
        return Ruling(
            _(
                "Write where the number to call back on was looked up. The number that somebody "
                "called from, or gave on the phone, does not count."
            )
        )
    return ALLOWED


def may_change_listed(version: int, current: int, ended_on: date | None) -> Ruling:
    if ended_on is not None:
        return Ruling(_("This is no longer in use. Take it into use again to correct it."))
    if version != current:
        return Ruling(_("Somebody changed this meanwhile. Open it again and see what changed."))
    return ALLOWED


def may_add_people(ended_on: date | None) -> Ruling:
    if ended_on is not None:
        return Ruling(_("This agency is no longer in use. Take it into use again to add people."))
    return ALLOWED


def may_confirm(call_back: str) -> Ruling:
    if not call_back:
        return Ruling(_("There is no directory number yet. Look it up and write it down first."))
    return ALLOWED
