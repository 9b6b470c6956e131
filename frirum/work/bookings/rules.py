"""May this be booked, moved, called off? Nothing here says that an opponent comes."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Case
from frirum.foundation.ui.dates import clock, short_day
from frirum.foundation.wall.rulings import ALLOWED, Ruling

from .facts import Wanted
from .models import ON_SITE, Appointment, Away, Coming, Hours, Kind, Room
from .moments import does_not_exist, happens_twice, holiday

LONGEST = timedelta(hours=10)
FAR = timedelta(days=400)


def not_available() -> Ruling:
    """One sentence, whatever the reason."""
    return Ruling(_("This time is not available. Choose another."))


def may_book_in(case: Case) -> Ruling:
    if case.is_closed:
        return Ruling(_("The case is closed. Reopen it to book appointments."))
    return ALLOWED


def may_be_at(starts_at: datetime, ends_at: datetime, now: datetime) -> Ruling:
    """A time that a clock here shows once, to come, and not too long."""
    for moment in (timezone.localtime(starts_at), timezone.localtime(ends_at)):
        if does_not_exist(moment) or happens_twice(moment):
            return Ruling(
                _("The clocks change that night between 2 and 3. Choose a time outside that hour.")
            )
    if ends_at <= starts_at:
        return Ruling(_("It has to end after it begins."))
    if starts_at < now - timedelta(minutes=15):
        return Ruling(_("That time has passed. Choose one to come."))
    if ends_at - starts_at > LONGEST:
        return Ruling(_("An appointment lasts at most ten hours. Look at the times again."))
    if starts_at > now + FAR:
        return Ruling(_("That is more than a year away. Look at the date again."))
    return ALLOWED


def may_have(wanted: Wanted) -> Ruling:
    """What belongs together: a kind to which the client comes has a place to come to."""
    if not wanted.workers:
        return Ruling(_("Somebody of the house has to be there. Choose who."))
    if wanted.kind in ON_SITE - {Kind.NETWORK} and wanted.site is None:
        return Ruling(_("Choose where the client comes to."))
    if wanted.room and wanted.site and wanted.room.site_id != wanted.site.pk:
        return Ruling(_("That room is at another place. Choose a room of this one."))
    return ALLOWED


def may_work_then(
    name: str, wanted: Wanted, hours: Sequence[Hours], away: Iterable[Away]
) -> Ruling:
    """`hours`: all of the worker's; one who has told none works whenever they are booked."""
    starts, ends = timezone.localtime(wanted.starts_at), timezone.localtime(wanted.ends_at)
    if any(one.first_day <= starts.date() <= one.last_day for one in away):
        return Ruling(
            _("%(name)s is away that day. Choose another day or somebody else.") % {"name": name}
        )
    of_day = [one for one in hours if one.weekday == starts.weekday()]
    if not hours or any(one.covers(starts.time(), ends.time()) for one in of_day):
        return ALLOWED
    if not of_day:
        return Ruling(_("%(name)s does not work that day of the week.") % {"name": name})
    told = ", ".join(f"{clock(one.from_time)}–{clock(one.to_time)}" for one in of_day)
    return Ruling(
        _("%(name)s works %(hours)s that day. Choose a time within it, or change the hours.")
        % {"name": name, "hours": told}
    )


def is_taken(name: str) -> Ruling:
    return Ruling(_("%(name)s has something else then.") % {"name": name})


def may_use(room: Room, wanted: Wanted) -> Ruling:
    if room.is_closed_on(timezone.localdate(wanted.starts_at)):
        day = short_day(room.closed_from)
        return Ruling(
            _("%(room)s can't be used from %(day)s on. Choose another room.")
            % {"room": room.name, "day": day}
        )
    return ALLOWED


def may_change(appointment: Appointment, seen: int) -> Ruling:
    if appointment.is_cancelled:
        return Ruling(_("The appointment has been called off already."))
    if appointment.version != seen:
        return Ruling(_("Somebody changed this appointment meanwhile. Look at it again."))
    return ALLOWED


def may_move(*, is_group: bool, leads: bool) -> Ruling:
    """A group is moved by those who lead it; all else by whoever sees the case."""
    if is_group and not leads:
        return Ruling(_("A group is moved by those who lead it. Ask them."))
    return ALLOWED


def may_note_attendance(coming: Coming, now: datetime) -> Ruling:
    if coming.starts_at > now:
        return Ruling(_("The appointment has not begun yet."))
    return ALLOWED


def may_overrun(appointment: Appointment, ends_at: datetime, now: datetime) -> Ruling:
    if not appointment.starts_at <= now:
        return Ruling(_("It has not begun yet. Move it instead."))
    if ends_at <= appointment.ends_at or ends_at - appointment.starts_at > LONGEST:
        return Ruling(_("Write a later time on the same day."))
    return ALLOWED


def may_save_site(held: int, seen: int) -> Ruling:
    if held == seen:
        return ALLOWED
    return Ruling(_("Somebody changed this place meanwhile. Open it again and see what changed."))


def may_keep_hours(hours: Sequence[tuple[int, time, time]]) -> Ruling:
    """Two spans of one day may follow each other, not overlap."""
    for first, second in zip(sorted(hours), sorted(hours)[1:], strict=False):
        if first[0] == second[0] and second[1] < first[2]:
            return Ruling(
                _("Two of the times overlap: %(one)s and %(other)s. Make them one, or move one.")
                % {"one": _span(first), "other": _span(second)}
            )
    return ALLOWED


def _span(hours: tuple[int, time, time]) -> str:
    return f"{clock(hours[1])}–{clock(hours[2])}"


def may_remind(channel: str, allowed: Iterable[str]) -> Ruling:
    """Only by what is agreed as safe; by nothing unless somebody asked for it."""
    if not channel or channel in set(allowed):
        return ALLOWED
    return Ruling(_("That way is not agreed as safe with the client. Choose another, or none."))


def may_join(*, is_there: bool, is_full: bool) -> Ruling:
    """One answer for everything about the others: who asks learns nothing of them."""
    if is_there:
        return Ruling(_("The client is in this group already."))
    if is_full:
        return Ruling(_("The group is full."))
    return ALLOWED


def not_this_group() -> Ruling:
    return Ruling(_("Not this group. Choose another."))


def is_a_holiday(wanted: Wanted) -> str:
    return holiday(timezone.localdate(wanted.starts_at))


def may_plan(monday: date, today: date) -> Ruling:
    if monday.weekday() != 0 or monday + timedelta(days=6) < today:
        return Ruling(_("Choose a week that is not over."))
    return ALLOWED


def may_wait(*, weekdays: str, from_time: time | None, to_time: time | None) -> Ruling:
    if not weekdays:
        return Ruling(_("Choose at least one day on which the client can come."))
    if from_time and to_time and to_time <= from_time:
        return Ruling(_("The latest time has to be after the earliest."))
    return ALLOWED
