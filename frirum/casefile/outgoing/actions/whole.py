"""Letting go of what the conflict desk was asked about a case, with the keys it was sealed by."""

from uuid import UUID

from frirum.foundation.vault import keys
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..behind import questions_about


@action(Permission.ERASE_CASE)
def forget_questions(*, by: Actor, root: UUID) -> int:
    """Frirum itself, when a case is erased whole. Says how many rows."""
    asked = questions_about(root)
    for question in asked:
        keys.shred(question.pk)
        question.delete()
    return len(asked)
