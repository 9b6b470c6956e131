"""What waits for the conflict desk, and what it said last."""

from frirum.foundation.wall.actors import Actor

from ..models import DeskQuestion
from ..models.approvals import Answer

PAGE = 50


def questions(*, actor: Actor, limit: int = PAGE) -> list[DeskQuestion]:
    """Open ones in matters that this person has no part in, oldest first."""
    waiting = DeskQuestion.objects.visible_to(actor).filter(answer=Answer.OPEN)
    return list(waiting.order_by("asked_at", "pk")[:limit])


def answered(*, actor: Actor, limit: int = 10) -> list[DeskQuestion]:
    """The last ones, newest first."""
    done = DeskQuestion.objects.visible_to(actor).exclude(answer=Answer.OPEN)
    return list(done.order_by("-decided_at", "pk")[:limit])


def count_of_questions(*, actor: Actor) -> int:
    return int(DeskQuestion.objects.visible_to(actor).filter(answer=Answer.OPEN).count())
