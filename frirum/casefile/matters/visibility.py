"""Who sees which case. The most reviewed lines of the product.

Visible: assigned to it, or leading the team that stands with it, or broke glass for it this hour;
and never let in, in whichever of these ways, to an opposing case of the same matter. The second
half, the wall, beats all of the first, and outlives the cases: `Stood` remembers. Nor does anybody
see a case from which they stepped aside.

A message across the wall gives nobody sight. Its writer's side reads what was written, the conflict
desk what it decides about; a warning follows the case it lies in.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.sight import (
    moment_for,
    once_written,
    reach_of,
    sight_of,
    stand_in_for,
    within,
)
from frirum.foundation.wall.written import ROW, WHEN, WHO, Written

from .models import (
    OPPOSES,
    Assignment,
    Case,
    Crossing,
    Delivery,
    GlassBreak,
    HandOver,
    HandOverState,
    Recusal,
    Side,
    Stood,
    Team,
)


def _grants(actor: Actor, now: datetime) -> "list[QuerySet[Assignment]]":
    """The rows that let this actor in: their own, their teams', their broken glass."""
    standing = Assignment.objects.opened().filter(ended_at=None)
    glass = GlassBreak.objects.opened().filter(worker=actor.worker_id, until__gt=now)
    # From the teams on, never from the case: of one that is not seen no row is read (S8).
    led = standing.filter(team__in=Team.objects.filter(leader=actor.worker_id).values("pk"))
    return [standing.filter(worker=actor.worker_id), led, glass]


def _once(about: str, actor: Actor, now: datetime, ask: Callable[[Actor], Any]) -> RawSQL:
    """A set of the rule, written out once for everybody with these roles."""
    reader = stand_in_for(actor)
    written = once_written((Case, about), actor, lambda: ask(reader))
    return written.as_set({WHO: actor.worker_id, WHEN: now})


def opposed_to(actor: Actor) -> Q:
    """Cases that oppose one where this actor ever stood, be it erased since."""
    across = Q(pk__in=[])
    for side, opposed in OPPOSES.items():
        if opposed:
            matters = _once(f"across from {side}", actor, WHEN, partial(_matters, opposed))
            across |= Q(side=side) & Q(matter__in=matters)  # the set only where the side says so
    return across


def _matters(sides: frozenset[str], actor: Actor) -> "QuerySet[Any]":
    """Matters in which this actor ever stood on one of these sides."""
    stood = Stood.objects.opened().filter(worker=actor.worker_id, side__in=sides)
    return stood.values("matter")  # type: ignore[no-any-return]


def _stands_against(actor: Actor) -> Q:
    """The same wall asked of one case: did they ever stand on the other side of its matter? For one
    id this reads one row, where the sets above read all the actor ever worked on."""
    across = Q(pk__in=[])
    stood = Stood.objects.opened().filter(worker=actor.worker_id, matter=OuterRef("matter"))
    for side, opposed in OPPOSES.items():
        if opposed:
            across |= Q(Exists(stood.filter(side__in=opposed)), side=side)
    return across


@sight_of(Case, is_flat=True)
def cases_visible_to(actor: Actor, now: datetime) -> Q:
    if not actor.is_signed_in:
        return Q(pk__in=[])
    left = _once("stepped aside", actor, WHEN, _left)
    return Q(pk__in=_once("grants", actor, now, _granted)) & ~opposed_to(actor) & ~Q(pk__in=left)


def _left(actor: Actor) -> "QuerySet[Any]":
    """Cases from which this actor stepped aside, and was not let back."""
    apart = Recusal.objects.opened().filter(worker=actor.worker_id, let_back_at=None)
    return apart.values("case")  # type: ignore[no-any-return]


def _granted(actor: Actor) -> "QuerySet[Any]":
    mine, led, glass = (grants.values("case") for grants in _grants(actor, WHEN))
    return mine.union(led, glass, all=True)


def _let_in(actor: Actor) -> Written:
    """Whether any grant of the actor's names this case. Asked before the case is touched (S8)."""
    reader = stand_in_for(actor)

    def ask() -> "QuerySet[Any]":
        mine, led, glass = (g.filter(case=ROW).values("case") for g in _grants(reader, WHEN))
        return mine.union(led, glass, all=True)[:1]

    return once_written((Case, "let in"), actor, ask)


def _not_across(actor: Actor) -> Written:
    """The case, unless the wall stands before it or the actor stepped aside from it."""
    reader = stand_in_for(actor)

    def ask() -> "QuerySet[Any]":
        left = Exists(_left(reader).filter(case=OuterRef("pk")))
        return Case.objects.opened().filter(pk=ROW).exclude(_stands_against(reader) | Q(left))  # type: ignore[no-any-return]

    return once_written((Case, "not across"), actor, ask)


@reach_of(Case)
def case_for(actor: Actor, pk: UUID) -> Case | None:
    """The same rule for one id: the row when it is seen. Grants are asked before the case (S8)."""
    asked = {WHO: actor.worker_id, WHEN: moment_for(actor), ROW: pk}
    if not actor.is_signed_in or not _let_in(actor).finds_any(asked):
        return None
    row: Case | None = _not_across(actor).first(asked)
    return row


def of_own_matters(actor: Actor, *, path: str = "subject") -> Q:
    """Rows whose `path` is a case of a matter in which this actor ever stood, on any side."""
    cases = _once("of one's own matters", actor, WHEN, _cases_of_own_matters)
    return Q(**{f"{path}__in": cases})


def _cases_of_own_matters(actor: Actor) -> "QuerySet[Any]":
    matters = _matters(frozenset(Side.values), actor)
    return Case.objects.opened().filter(matter__in=matters).values("pk")  # type: ignore[no-any-return]


@sight_of(HandOver)
def hand_overs_visible_to(actor: Actor, _now: datetime) -> Q:
    """Whoever sees the case; and the one who is asked, while they are, unless they ever stood on
    the other side or stepped aside: then they hear nothing of it."""
    if not actor.is_signed_in:
        return Q(pk__in=[])
    opposed = Case.objects.opened().filter(opposed_to(actor)).values("pk")
    asked = Q(worker=actor.worker_id, state=HandOverState.ASKED)
    kept_out = Q(subject__in=opposed) | Q(subject__in=_left(actor))
    return within("subject", Case, actor) | (asked & ~kept_out)


@sight_of(Stood)
def memory_visible_to(_actor: Actor, _now: datetime) -> Q:
    """Nobody's: beside each other, two rows would join both sides."""
    return Q(pk__in=[])


@sight_of(Crossing)
def crossings_visible_to(actor: Actor, _now: datetime) -> Q:
    """Whoever sees the case sees what was written in it; the desk all but its own matters."""
    if not actor.is_signed_in:
        return Q(pk__in=[])
    seen = within("subject", Case, actor)
    if actor.may(Permission.DECIDE_CROSSINGS):
        seen |= ~of_own_matters(actor)
    return seen


def left_to_nobody(at_desk: Iterable[UUID]) -> Q:
    """Messages that each of these, all who are at the desk, wrote or may not see (above)."""
    nobody = Q()
    for worker in at_desk:
        stood = Stood.objects.opened().filter(worker=worker).values("matter")
        cases = Case.objects.opened().filter(matter__in=stood).values("pk")
        nobody &= Q(written_by=worker) | Q(subject__in=cases)
    return nobody


@sight_of(Delivery)
def deliveries_visible_to(actor: Actor, _now: datetime) -> Q:
    """Never the writer's side, nor the receiver's, nor whoever ever stood on either."""
    may = actor.may(Permission.DECIDE_CROSSINGS) or actor.may(Permission.OVERSEE)
    return ~of_own_matters(actor) if actor.is_signed_in and may else Q(pk__in=[])
