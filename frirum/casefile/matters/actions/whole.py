"""A case or enquiry whole: made unreadable for ever, or told to whoever asks what we hold."""

from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.http import Http404

from frirum.foundation.wall import whole_case
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..models import Matter


@action(Permission.ERASE_CASE)
def erase_case(*, by: Actor, root: UUID) -> int:
    """Make a case or enquiry unreadable for ever, in every room. Says how many rows went.

    Takes an id, as Frirum itself sees no case. The ledger stays, and still follows.
    """
    if not whole_case.is_held(root):
        raise Http404
    return whole_case.erase(root, by=by)


@action(Permission.EXPORT_CASE)
def export_case(*, by: Actor, root: UUID) -> whole_case.Held:
    """All that is held of a case or enquiry, for an answer to somebody who asks what we hold.

    It stays in the house: what is made of it leaves through `outgoing.release()`.
    """
    if not whole_case.is_held(root):
        raise Http404
    return whole_case.export(root)


@action(Permission.ERASE_CASE)
def forget_matter(*, by: Actor, matter: UUID) -> int:
    """With the last case or enquiry of a matter goes the matter, and who stood in it.

    Until then the wall remembers: whoever knows what was told on one side never sees the other.
    """
    try:
        with transaction.atomic():
            return Matter.objects.filter(pk=matter).delete()[0]
    except ProtectedError:
        return 0
