"""What a feed holds: that somebody is busy, and when. No kind, no place, no client, no reason."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from frirum.foundation.accounts.queries import actor_by_id
from frirum.foundation.vault.index import tag
from frirum.foundation.wall.permissions import Permission

from ..models import Claim, Feed

_BEHIND, _AHEAD = timedelta(days=14), timedelta(days=120)


def feed_of(secret: str) -> Feed | None:
    """The feed of this address. Guessed, revoked, or of somebody who left: none, all alike."""
    found = Feed.objects.filter(secret=tag("feed", secret), revoked_at=None).first()
    if found is None or not actor_by_id(found.worker).may(Permission.KEEP_HOURS):
        return None
    return found


def standing_feed(worker: UUID) -> Feed | None:
    return Feed.objects.filter(worker=worker, revoked_at=None).first()


def as_calendar(feed: Feed, *, now: datetime) -> bytes:
    """RFC 5545, in UTC, so that it needs no table of time zones."""
    from icalendar import Calendar  # noqa: PLC0415  (a third of a second that only feeds need)

    calendar = Calendar()
    calendar.add("prodid", "-//Frirum//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for event in _events(feed, now):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(feed: Feed, now: datetime) -> Iterator[Any]:
    from icalendar import Event  # noqa: PLC0415

    claims = Claim.objects.filter(
        holder=feed.worker, starts_at__gt=now - _BEHIND, starts_at__lt=now + _AHEAD
    )
    for claim in claims.order_by("starts_at", "pk"):
        event = Event()
        # Its own number, so that two feeds laid beside each other don't show who meets whom.
        event.add("uid", tag("feed event", str(feed.pk), str(claim.appointment_id)).hex())
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", claim.starts_at.astimezone(UTC))
        event.add("dtend", claim.ends_at.astimezone(UTC))
        event.add("summary", _("Busy"))
        event.add("class", "PRIVATE")
        event.add("transp", "OPAQUE")
        yield event
