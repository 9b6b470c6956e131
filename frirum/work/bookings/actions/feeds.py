"""A worker's calendar as a feed that another calendar programme reads."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from frirum.foundation.vault.index import tag
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..models import Feed


@dataclass(frozen=True, slots=True)
class NewFeed:
    """The secret of its address is shown once and kept nowhere."""

    feed: Feed
    secret: str


def _mark(secret: str) -> bytes:
    return tag("feed", secret)


@action(Permission.KEEP_HOURS)
def make_feed(*, by: Actor, now: datetime) -> NewFeed:
    """One at a time: a new one ends the one before."""
    end_feeds(by=by, now=now)
    secret = secrets.token_urlsafe(32)
    feed = Feed.objects.create(worker=by.worker_id, secret=_mark(secret), made_at=now)
    return NewFeed(feed, secret)


@action(Permission.KEEP_HOURS)
def end_feeds(*, by: Actor, now: datetime) -> int:
    """Whoever holds the address reads nothing any more, from the next request on."""
    held = Feed.objects.filter(worker=by.worker_id, revoked_at=None)
    return held.update(revoked_at=now)
