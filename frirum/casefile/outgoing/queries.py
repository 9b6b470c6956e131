"""What left a case; whom this case names on the other side."""

from frirum.casefile.matters.models import Case
from frirum.casefile.people.kinds import PersonRole
from frirum.casefile.people.queries import known_words
from frirum.foundation.wall.actors import Actor

from .models import Release

PAGE = 50


def releases_of(*, actor: Actor, case: Case, limit: int = PAGE) -> list[Release]:
    """Newest first."""
    seen = case.releases.visible_to(actor)
    return list(seen.order_by("-released_at", "pk")[:limit])


def opposing_names(*, actor: Actor, case: Case) -> list[str]:
    """The names that this case itself holds for people on the other side."""
    words = known_words(actor=actor, case=case)
    return [w.value for w in words if w.kind == "name" and w.role == PersonRole.OTHER_PARTY]
