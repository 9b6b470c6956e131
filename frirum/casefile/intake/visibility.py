"""Who sees which enquiry.

Before there is a case: the members and the leader of the team it lies with, less anybody who ever
stood on an opposing case of the matter it was joined to, and anybody who stepped aside from it.
Afterwards: whoever sees the case.
"""

from datetime import datetime

from django.db.models import Q

from frirum.casefile.matters.models import Case, Membership, Team
from frirum.casefile.matters.visibility import of_own_matters, opposed_to
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.foundation.wall.sight import sight_of, within

from .models import DeskDecision, Enquiry, EnquiryRecusal, PassedOn, StaffHit


@sight_of(Enquiry)
def enquiries_visible_to(actor: Actor, _now: datetime) -> Q:
    if not actor.is_signed_in:
        return Q(pk__in=[])
    teams = Q(team__in=Membership.objects.filter(worker=actor.worker_id).values("team")) | Q(
        team__in=Team.objects.filter(leader=actor.id).values("pk")
    )
    left = EnquiryRecusal.objects.opened().filter(worker=actor.worker_id, let_back_at=None)
    apart = Q(pk__in=left.values("enquiry"))
    return (Q(case=None) & teams & ~opposed_to(actor) & ~apart) | within("case", Case, actor)


@sight_of(PassedOn)
def passed_on_visible_to(actor: Actor, _now: datetime) -> Q:
    """The team it lay with. It says nothing but that another takes it on."""
    if not actor.is_signed_in:
        return Q(pk__in=[])
    return Q(team__in=Membership.objects.filter(worker=actor.worker_id).values("team"))


@sight_of(DeskDecision)
def decisions_visible_to(actor: Actor, _now: datetime) -> Q:
    return Q() if actor.may(Permission.RESOLVE_HOLDS) else Q(pk__in=[])


@sight_of(StaffHit)
def staff_hits_visible_to(actor: Actor, _now: datetime) -> Q:
    """The desk sees all but those about themselves, and of matters in which they ever worked."""
    if actor.may(Permission.RUN_CHECKS):
        return Q()
    if not actor.may(Permission.RESOLVE_HOLDS):
        return Q(pk__in=[])
    own = within("root", Enquiry, actor) | of_own_matters(actor, path="root")
    return ~Q(worker=actor.worker_id) & ~own
