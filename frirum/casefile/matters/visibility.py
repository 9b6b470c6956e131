"""Who sees which case. The most reviewed lines of the product.

Visible: assigned to it, or leading the team that stands with it, or broke glass for it this hour;
and never assigned to an opposing case of the same matter, nor let in there by glass. The second
half, the wall, beats all of the first.
"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.sight import reach_of, sight_of

from .models import OPPOSES, Assignment, Case, GlassBreak, Team


def _grants(actor: Actor) -> "list[QuerySet[Assignment]]":
    """The rows that let this actor in: their own, their teams', their broken glass."""
    standing = Assignment.objects.opened().filter(ended_at=None)
    led = Team.objects.filter(leader=actor.worker_id).values("pk")
    glass = GlassBreak.objects.opened().filter(worker=actor.worker_id, until__gt=timezone.now())
    return [standing.filter(worker=actor.worker_id), standing.filter(team__in=led), glass]


def opposed_to(actor: Actor) -> Q:
    """Cases that oppose one where this actor ever stood, or that they ever opened by glass."""
    stood = Assignment.objects.opened().filter(worker=actor.worker_id)
    looked = GlassBreak.objects.opened().filter(worker=actor.worker_id)
    across = Q(pk__in=[])
    for side, opposed in OPPOSES.items():
        for ever in (stood, looked) if opposed else ():
            matters = ever.filter(case__side__in=opposed).values("case__matter")
            across |= Q(side=side, matter__in=matters)
    return across


@sight_of(Case)
def cases_visible_to(actor: Actor) -> Q:
    if not actor.is_signed_in:
        return Q(pk__in=[])
    let_in = Q()
    for grants in _grants(actor):
        let_in |= Q(pk__in=grants.values("case"))
    return let_in & ~opposed_to(actor)


@reach_of(Case)
def case_for(actor: Actor, pk: UUID) -> Case | None:
    """The same rule for one id, asked from the actor's grants before the case is touched (S8)."""
    if not actor.is_signed_in:
        return None
    mine, led, glass = (g.filter(case=pk).values("case") for g in _grants(actor))
    if not mine.union(led, glass, all=True)[:1]:
        return None
    seen: Case | None = Case.objects.opened().filter(pk=pk).exclude(opposed_to(actor)).first()
    return seen
