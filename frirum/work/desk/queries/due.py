"""What is due in one's cases, from every room, as lines of one shape. A source is one line here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.consents.queries import expiring_consents
from frirum.casefile.matters.models import Case
from frirum.casefile.outgoing.models import Stand
from frirum.casefile.outgoing.queries.releases import to_read, waiting_releases
from frirum.casefile.people.queries import client_names
from frirum.foundation.ui.addresses import address
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.work.casework.queries import expiring_orders
from frirum.work.letters.queries import my_drafts
from frirum.work.meetings.queries import due_meetings
from frirum.work.safety.queries import due_plans, due_reviews, waiting_for_leader

SHOWN = 8


@dataclass(frozen=True, slots=True)
class DueRow:
    """One line: what it is, in whose case, by when. `client` is filled in for all at once."""

    icon: str
    words: str
    case: Case
    url: str
    day: date | None = None
    is_late: bool = False
    client: str = ""


def due_rows(*, actor: Actor, today: date) -> list[DueRow]:
    """Reviews, meetings, orders and consents, next due first."""
    rows = [
        *_reviews(actor, today),
        *_meetings(actor, today),
        *_orders(actor, today),
        *_consents(actor, today),
    ]
    return sorted(rows, key=lambda row: (not row.is_late, row.day or today))[:SHOWN]


def letter_rows(*, actor: Actor) -> list[DueRow]:
    """What one reads for a colleague, what of one's own may leave, and drafts."""
    rows = [*_to_read(actor), *_on_their_way(actor), *_drafts(actor)]
    return rows[:SHOWN]


def with_clients(actor: Actor, *lists: list[DueRow]) -> list[list[DueRow]]:
    """The same lists with the clients' names, in one read for all of them."""
    cases = {row.case.pk for rows in lists for row in rows}
    names = client_names(actor=actor, cases=cases) if cases else {}
    return [[replace(row, client=names.get(row.case.pk, "")) for row in rows] for rows in lists]


def _reviews(actor: Actor, today: date) -> Iterator[DueRow]:
    for one in due_reviews(actor=actor, today=today, limit=SHOWN):
        words = _("Judge the risk anew") if one.level else _("Judge the risk for the first time")
        if one.has_new_breach:
            words = _("Judge the risk anew: an order was broken")
        at = address("safety:risk", one.case.pk)
        yield DueRow("shield-alert", words, one.case, at, one.due_on, one.is_overdue)
    for plan in due_plans(actor=actor, today=today, limit=SHOWN):
        words = _("Go through the safety plan")
        at = address("safety:plan", plan.case.pk)
        yield DueRow("list-checks", words, plan.case, at, plan.due_on, plan.due_on < today)
    if actor.may(Permission.CONFIRM_RISK):
        for held in waiting_for_leader(actor=actor, limit=SHOWN):
            at = address("safety:risk", held.case.pk)
            words = _("A raised risk waits for your word")
            yield DueRow("shield-alert", words, held.case, at, today, is_late=True)


def _meetings(actor: Actor, today: date) -> Iterator[DueRow]:
    for one in due_meetings(actor=actor, today=today, limit=SHOWN):
        day = timezone.localdate(one.at)
        words = _("Meeting: %(purpose)s") % {"purpose": one.purpose}
        if day < today:
            words = _("Write down how the meeting went: %(purpose)s") % {"purpose": one.purpose}
        at = address("meetings:meeting", one.case.pk, one.pk)
        yield DueRow("users", words, one.case, at, day, day < today)


def _orders(actor: Actor, today: date) -> Iterator[DueRow]:
    for one in expiring_orders(actor=actor, today=today, limit=SHOWN):
        words = _("%(order)s ends") % {"order": one.order.word}
        at = address("casework:order", one.case.pk, one.order.pk)
        yield DueRow("gavel", words, one.case, at, one.order.last_day)


def _consents(actor: Actor, today: date) -> Iterator[DueRow]:
    for one in expiring_consents(actor=actor, today=today, limit=SHOWN):
        words = _("Consent for %(name)s ends") % {"name": one.recipient}
        at = address("consents:consents", one.case.pk)
        yield DueRow("file-check", words, one.case, at, one.expires_on)


def _to_read(actor: Actor) -> Iterator[DueRow]:
    for one in to_read(actor=actor, limit=SHOWN):
        words = _("For you to read: %(kind)s") % {"kind": one.release.get_kind_display()}
        at = address("outgoing:release", one.case.pk, one.release_id)
        yield DueRow("eye", words, one.case, at)


def _on_their_way(actor: Actor) -> Iterator[DueRow]:
    for one in waiting_releases(actor=actor, limit=SHOWN):
        if one.stand == Stand.READY:
            words = _("May leave: %(kind)s for %(name)s")
        else:
            words = _("Waits for somebody: %(kind)s for %(name)s")
        at = address("outgoing:release", one.case.pk, one.pk)
        told = {"kind": one.get_kind_display(), "name": one.recipient}
        yield DueRow("send", words % told, one.case, at)


def _drafts(actor: Actor) -> Iterator[DueRow]:
    for one in my_drafts(actor=actor, limit=SHOWN):
        words = _("Draft: %(subject)s") % {"subject": one.subject}
        yield DueRow("pencil", words, one.case, address("letters:letter", one.case.pk, one.pk))
