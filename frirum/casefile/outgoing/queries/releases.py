"""What left a case; whom this case names on the other side."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.consents.queries import may_tell
from frirum.casefile.matters.models import Case
from frirum.casefile.people.kinds import PersonRole
from frirum.casefile.people.queries import known_words
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.rulings import Ruling

from ..models import Approval, Need, Release, Stand
from ..models.approvals import Answer

PAGE = 50


def releases_of(*, actor: Actor, case: Case, limit: int = PAGE) -> list[Release]:
    """Newest first."""
    seen = case.releases.visible_to(actor)
    return list(seen.order_by(F("released_at").desc(nulls_first=True), "-asked_at", "pk")[:limit])


def asked_today(*, actor: Actor, now: datetime) -> int:
    """How many times this worker has asked the conflict desk since midnight."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    asked = Approval.objects.visible_to(actor).filter(asked_by=actor.worker_id, need=Need.DESK)
    return int(asked.filter(asked_at__gte=midnight).count())


def approvals_of(*, actor: Actor, release: Release) -> list[Approval]:
    """What is needed from others, and what they said."""
    held = release.approvals.visible_to(actor)
    return list(held.order_by("need", "pk"))


def to_read(*, actor: Actor, limit: int = PAGE) -> list[Approval]:
    """What colleagues want to send, and this worker may read: oldest first."""
    waiting = Approval.objects.visible_to(actor).filter(
        answer=Answer.OPEN, need__in=(Need.READER, Need.OVERRIDE), asked_at__isnull=False
    )
    others = waiting.exclude(asked_by=actor.worker_id).filter(release__stand=Stand.WAITING)
    return list(others.select_related("release", "case").order_by("asked_at", "pk")[:limit])


def waiting_releases(*, actor: Actor, limit: int = PAGE) -> list[Release]:
    """What this worker wants to send that may leave now, or lacks a reason: oldest first."""
    mine = Release.objects.visible_to(actor).filter(asked_by=actor.worker_id)
    standing = mine.filter(stand__in=(Stand.WAITING, Stand.READY))
    return list(standing.select_related("case").order_by("asked_at", "pk")[:limit])


def opposing_names(*, actor: Actor, case: Case) -> list[str]:
    """The names that this case itself holds for people on the other side."""
    words = known_words(actor=actor, case=case)
    return [w.value for w in words if w.kind == "name" and w.role == PersonRole.OTHER_PARTY]


def may_leave_on(*, actor: Actor, release: Release, now: datetime) -> Ruling:
    """Does the basis still hold, on which it was to leave?"""
    return may_tell(
        actor=actor,
        case=release.case,
        basis=release.basis,
        role=RecipientRole(release.recipient_role),
        recipient=release.recipient,
        contents=[Content(code) for code in release.contents],
        on=timezone.localdate(now),
    )
