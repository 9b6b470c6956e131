"""What asks for a person first today: how many, how urgent, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frirum.casefile.intake.choices import SafeNow, State
from frirum.casefile.intake.models import Enquiry, StaffHit
from frirum.casefile.intake.queries import waiting_staff_hits
from frirum.casefile.matching.queries import open_holds
from frirum.casefile.matters.queries import (
    asked_of,
    late_in_house,
    waiting_for,
    waits_for_desk,
)
from frirum.casefile.outgoing.queries.desk import count_of_questions
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.work.bookings.queries.apart import count_to_part
from frirum.work.bookings.queries.due import unsaid


@dataclass(frozen=True, slots=True)
class Call:
    """One line of "First of all": what waits, and the page where it is seen to."""

    icon: str
    words: str
    url: str
    is_urgent: bool = False


def first_of_all(*, actor: Actor, late: int, now: datetime) -> list[Call]:
    """The urgent ones on top. `late`: how many of this person's own tasks are overdue."""
    calls = list(_warnings(actor, now)) if actor.may(Permission.WARN_ACROSS) else []
    if actor.may(Permission.DECIDE_CROSSINGS):
        calls += _crossings(*waits_for_desk(actor=actor))
    if actor.may(Permission.READ_ENQUIRIES):
        calls += _enquiries(actor, timezone.localdate(now))
    if actor.may(Permission.RESOLVE_HOLDS):
        calls += _holds(len(open_holds(actor=actor)))
        calls += _staff(waiting_staff_hits(actor=actor))
    if actor.may(Permission.BOOK):
        calls += _unsaid(len(unsaid(actor=actor, now=now)))
    if actor.may(Permission.CLEAR_LEAVING):
        calls += _words_leaving(count_of_questions(actor=actor))
    if actor.may(Permission.KEEP_APART):
        calls += _too_close(*count_to_part(actor=actor, now=now))
    if actor.may(Permission.OVERSEE):
        calls += _oversight(late_in_house(actor=actor, moment=now))
    if actor.may(Permission.READ_CASE):
        calls += _handed_over(actor)
    calls += _tasks(late)
    return sorted(calls, key=lambda call: not call.is_urgent)


def _warnings(actor: Actor, now: datetime) -> Iterator[Call]:
    """Danger to life comes before everything else, a line for each case."""
    waiting = waiting_for(actor=actor, moment=now)
    lines = (
        (waiting.unread, _("Warning from the house in case %(number)s: read it and confirm")),
        (waiting.unanswered, _("Warning in case %(number)s: write what was done")),
    )
    for cases, words in lines:
        for case, number in cases:
            at = reverse("matters:danger", args=[case])
            yield Call("siren", words % {"number": number}, at, is_urgent=True)
    for case in waiting.sent_back:
        words = _("The conflict desk sent your warning back: write it anew")
        yield Call("rotate-ccw", words, reverse("matters:danger", args=[case]), is_urgent=True)
    for case, number in waiting.to_review:
        words = _("Warning in case %(number)s: was enough done?") % {"number": number}
        at = reverse("matters:danger", args=[case])
        yield Call("shield-alert", words, at, is_urgent=waiting.is_late)


def _crossings(count: int, asking: int) -> Iterator[Call]:
    if count:
        words = ngettext(
            "%(count)s warning about danger to life to decide now",
            "%(count)s warnings about danger to life to decide now",
            count,
        )
        yield Call("siren", words % {"count": count}, reverse("matters:crossings"), is_urgent=True)
    if asking:
        words = ngettext(
            "%(count)s approved warning may have somebody to go to now",
            "%(count)s approved warnings may have somebody to go to now",
            asking,
        )
        yield Call("siren", words % {"count": asking}, reverse("matters:crossings"), is_urgent=True)


def _oversight(count: int) -> Iterator[Call]:
    if count:
        words = ngettext(
            "%(count)s unusual deed is overdue for review",
            "%(count)s unusual deeds are overdue for review",
            count,
        )
        at = reverse("matters:oversight")
        yield Call("shield-alert", words % {"count": count}, at, is_urgent=True)


def _enquiries(actor: Actor, today: date) -> Iterator[Call]:
    """One read, whatever the number of enquiries."""
    is_new, is_acute = Q(state=State.NEW), Q(safe_now=SafeNow.NO)
    is_due = Q(state=State.WAITING, call_due_on__lte=today)
    counts = Enquiry.objects.visible_to(actor).aggregate(
        acute=Count("pk", filter=is_new & is_acute),
        new=Count("pk", filter=is_new & ~is_acute),
        due=Count("pk", filter=is_due),
    )
    acute, new, due = counts["acute"], counts["new"], counts["due"]
    here = reverse("intake:list")
    if acute:
        words = ngettext(
            "%(count)s new enquiry with acute danger",
            "%(count)s new enquiries with acute danger",
            acute,
        )
        yield Call("siren", words % {"count": acute}, here, is_urgent=True)
    if due:
        words = ngettext(
            "%(count)s safety call to make now", "%(count)s safety calls to make now", due
        )
        yield Call("phone", words % {"count": due}, reverse("intake:waiting"), is_urgent=True)
    if new:
        words = ngettext(
            "%(count)s new enquiry to go through", "%(count)s new enquiries to go through", new
        )
        yield Call("inbox", words % {"count": new}, here)


def _holds(count: int) -> Iterator[Call]:
    if count:
        words = ngettext(
            "%(count)s possible conflict to decide", "%(count)s possible conflicts to decide", count
        )
        yield Call("scale", words % {"count": count}, reverse("intake:holds"))


def _staff(waiting: list[StaffHit]) -> Iterator[Call]:
    """Urgent when one of them works in that matter, and sees it until the desk decides."""
    if waiting:
        words = ngettext(
            "%(count)s of the house may know somebody in a file",
            "%(count)s of the house may know somebody in a file",
            len(waiting),
        )
        urgent = any(hit.works_there and not hit.decided_at for hit in waiting)
        at = reverse("intake:staff")
        yield Call("users", words % {"count": len(waiting)}, at, is_urgent=urgent)


def _unsaid(count: int) -> Iterator[Call]:
    if count:
        words = ngettext(
            "%(count)s appointment is over: say whether they came",
            "%(count)s appointments are over: say whether they came",
            count,
        )
        yield Call("user", words % {"count": count}, reverse("bookings:due"))


def _words_leaving(count: int) -> Iterator[Call]:
    if count:
        words = ngettext(
            "%(count)s text wants to leave with words its case does not know",
            "%(count)s texts want to leave with words their cases do not know",
            count,
        )
        yield Call("send", words % {"count": count}, reverse("outgoing:questions"))


def _handed_over(actor: Actor) -> Iterator[Call]:
    """A question without sight of the case: its number, and who asks."""
    for one in asked_of(actor=actor):
        words = _("%(name)s asks you to take over a case") % {"name": one.asked_by}
        yield Call("heart-handshake", words, reverse("tasks:asked", args=[one.row.pk]))


def _too_close(count: int, soon: int) -> Iterator[Call]:
    if count:
        words = ngettext(
            "%(count)s pair of appointments is too close together",
            "%(count)s pairs of appointments are too close together",
            count,
        )
        at = reverse("bookings:house")
        yield Call("shield-alert", words % {"count": count}, at, is_urgent=bool(soon))


def _tasks(late: int) -> Iterator[Call]:
    if late:
        words = ngettext(
            "%(count)s of your tasks is overdue", "%(count)s of your tasks are overdue", late
        )
        yield Call("circle-alert", words % {"count": late}, reverse("tasks:mine"), is_urgent=True)
