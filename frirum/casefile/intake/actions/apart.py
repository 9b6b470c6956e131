"""Stepping aside from an enquiry, as one knows somebody it names; being let back."""

from datetime import datetime

from frirum.casefile.matters.rules import may_let_back, may_step_aside
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..models import Enquiry, EnquiryRecusal
from ..queries import is_seen_beside


@action(Permission.STEP_ASIDE)
def step_aside_from_enquiry(*, by: Actor, enquiry: Enquiry, now: datetime) -> EnquiryRecusal:
    """I know somebody here. From the next request this enquiry is not there for them, nor is the
    case that it may become."""
    may_step_aside(is_seen_by_another=is_seen_beside(actor=by, enquiry=enquiry)).enforce()
    made: EnquiryRecusal = EnquiryRecusal.objects.create(
        enquiry=enquiry, worker=by.id, stepped_at=now
    )
    return made


@action(Permission.ALLOCATE_CASE)
def let_back_to_enquiry(*, by: Actor, recusal: EnquiryRecusal, now: datetime) -> EnquiryRecusal:
    """The leader of the team has talked with them, and they may see it again."""
    leads = recusal.enquiry.team.leader == by.id
    may_let_back(by=by, row=recusal, leads=leads).enforce()
    recusal.let_back_at, recusal.let_back_by = now, by.id
    recusal.save(update_fields=["let_back_at", "let_back_by"])
    return recusal
