"""A case by its number, whoever's it is, for deeds of Frirum itself on the command line."""

from uuid import UUID

from frirum.foundation.wall import whole_case
from frirum.foundation.wall.peephole import behind_the_wall

from .models import Case

_NUMBER = "finds a case by its number, from the command line"


def root_named(written: str) -> UUID | None:
    """The id of the case with this number, or this very id when a case or enquiry bears it."""
    cases = behind_the_wall(Case, reason=_NUMBER)
    case: UUID | None = cases.filter(number=written.upper()).values_list("pk", flat=True).first()
    if case:
        return case
    try:
        root = UUID(written)
    except ValueError:
        return None
    return root if whole_case.is_held(root) else None
