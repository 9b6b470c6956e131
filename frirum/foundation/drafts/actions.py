"""Keeping a draft, throwing it away, sweeping out old ones."""

from datetime import datetime
from typing import Any

from frirum.foundation.vault import keys
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.models import WalledModel
from frirum.foundation.wall.permissions import Permission

from .models import KEPT, Draft


def _is_new(draft: Draft) -> bool:
    return draft.is_new


@action(Permission.USE_HOUSE, noted=_is_new)
def save_draft(
    *, by: Actor, page: str, root: WalledModel | None, fields: dict[str, list[Any]], now: datetime
) -> Draft:
    """Keep what is typed so far in the form at `page`; `root` is the case or enquiry it is about.

    The ledger has an entry when a draft is started, none for each pause in writing.
    """
    if root is None:
        keys.ensure(by.worker_id, Compartment.HOUSE)
    saved = {"fields": fields, "saved_at": now}
    draft, _was_made = Draft.objects.update_or_create(
        author=by.worker_id,
        page=page,
        defaults=saved,
        create_defaults={**saved, "root": root.pk if root else None, "started_at": now},
    )
    return draft


@action(Permission.USE_HOUSE, noted=bool)
def drop_draft(*, by: Actor, page: str) -> int:
    """The form was sent, or its draft is not wanted. Says how many went: one or none."""
    gone, _each = Draft.objects.filter(author=by.worker_id, page=page).delete()
    return gone


@action(Permission.RUN_HOUSEKEEPING)
def sweep_drafts(*, by: Actor, now: datetime) -> int:
    """Delete what nobody has gone on with for thirty days."""
    gone, _each = Draft.objects.filter(saved_at__lt=now - KEPT).delete()
    return gone
