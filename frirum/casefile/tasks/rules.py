"""May this task be added or finished?"""

from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.rulings import ALLOWED, Ruling


def may_add_to(case: Case) -> Ruling:
    if case.is_closed:
        return Ruling(_("The case is closed. Reopen it to plan new tasks."))
    return ALLOWED


def may_change(*, held: int, seen: int) -> Ruling:
    """Two who change the same task: the second looks first."""
    if held != seen:
        return Ruling(_("Somebody changed this task meanwhile. Look at it again, then change it."))
    return ALLOWED
