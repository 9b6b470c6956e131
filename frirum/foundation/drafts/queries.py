"""What somebody had typed."""

from frirum.foundation.wall.actors import Actor

from .models import Draft


def draft_of(*, actor: Actor, page: str) -> Draft | None:
    """The actor's own draft of the form at this address. Nobody asks for another's."""
    return Draft.objects.filter(author=actor.worker_id, page=page).first()


def has_draft(*, actor: Actor, page: str) -> bool:
    """Most forms are sent before there is a draft, and then nothing needs to be written."""
    return Draft.objects.filter(author=actor.worker_id, page=page).exists()
