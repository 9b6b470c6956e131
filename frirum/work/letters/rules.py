"""May a letter be begun, changed, sent?"""

from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.rulings import ALLOWED, Ruling

DOTS = "………"


def may_write_in(case: Case) -> Ruling:
    if case.closed_at:
        return Ruling(_("The case is closed. Reopen it to write a letter from it."))
    return ALLOWED


def may_change(*, is_draft: bool, version: int, seen: int) -> Ruling:
    """`seen` is the version that its writer had before them."""
    if not is_draft:
        return Ruling(_("This letter is on its way. Take it back to go on writing."))
    if version != seen:
        return Ruling(
            _("Somebody has changed the letter meanwhile. Your text is kept below: compare them.")
        )
    return ALLOWED


def may_ask(*, is_draft: bool, body: str) -> Ruling:
    if not is_draft:
        return Ruling(_("This letter is on its way already."))
    if not body.strip():
        return Ruling(_("The letter is empty. Write it first."))
    if DOTS in body or "\n- (" in f"\n{body}":
        return Ruling(
            _("The letter has places that are not filled in: dots, or lines in brackets.")
        )
    return ALLOWED
