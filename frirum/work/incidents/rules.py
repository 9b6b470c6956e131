"""May this be recorded, corrected, starred, taken in?"""

from datetime import datetime

from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Case
from frirum.foundation.vault.files import PART
from frirum.foundation.wall.rulings import ALLOWED, Ruling

from .facts import Told
from .kinds import Precision
from .models import Exhibit, Incident
from .previews.kinds import EMPTY, Kind, Treatment

MOST_STARRED = 5
LARGEST_FILE = 2 * 1024**3


def may_record_in(case: Case) -> Ruling:
    if case.is_closed:
        return Ruling(_("The case is closed. Reopen it to record incidents."))
    return ALLOWED


def may_be_told(told: Told, *, now: datetime) -> Ruling:
    if told.happened_at > now or (told.ended_at is not None and told.ended_at > now):
        return Ruling(_("This lies in the future. Check the day and the time."))
    if told.ended_at is not None and told.ended_at < told.happened_at:
        return Ruling(_("It ends before it starts. Check the days and the times."))
    if told.precision == Precision.PERIOD and told.ended_at is None:
        return Ruling(_("A period needs its last day."))
    if not told.behaviours:
        return Ruling(_("Say what was done. Choose “Something else” if nothing fits."))
    return ALLOWED


def may_correct(incident: Incident, case: Case, *, version: int) -> Ruling:
    """Whoever corrects must have seen the newest wording."""
    if not may_record_in(case).allowed:
        return may_record_in(case)
    if version != incident.version:
        return Ruling(
            _(
                "Somebody else corrected this incident meanwhile. "
                "Open it again and see what changed."
            )
        )
    return ALLOWED


def may_star(case: Case, *, starred: int) -> Ruling:
    if not may_record_in(case).allowed:
        return may_record_in(case)
    if starred >= MOST_STARRED:
        return Ruling(
            _(
                "Five incidents are starred already. Take the star off one of them first: "
                "three to five typical examples say more than many."
            )
        )
    return ALLOWED


def may_take_in(case: Case, kind: Kind) -> Ruling:
    if not may_record_in(case).allowed:
        return may_record_in(case)
    return Ruling(kind.refusal()) if kind.treatment is Treatment.REFUSED else ALLOWED


def may_send(size: int) -> Ruling:
    if size < 1:
        return Ruling(EMPTY.refusal())
    if size > LARGEST_FILE:
        return Ruling(
            _(
                "The file is larger than 2 GB and was not sent. Cut a film into shorter pieces, "
                "or make the phone's export of a shorter time."
            )
        )
    return ALLOWED


def may_add_part(start: int, length: int, size: int) -> Ruling:
    """Parts are all of one length, but the last."""
    if length != min(PART, size - start):
        return Ruling(_("This part of the file did not come whole. Send it again."))
    return ALLOWED


def may_hand_over(exhibit: Exhibit) -> Ruling:
    """Files that may run code leave too: they are evidence. The page says so before."""
    if not exhibit.sha256:
        return Ruling(_("This exhibit has no checksum yet. Wait until it is stored."))
    return ALLOWED


def may_make_bundle(*, has_log: bool) -> Ruling:
    """A closed case's log may go to the police too."""
    if not has_log:
        return Ruling(_("There is no incident to hand over yet. Record or import some first."))
    return ALLOWED
