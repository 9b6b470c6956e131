"""May this consent be given so, and does a basis hold for what is to leave?"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from frirum.casefile.matching.facts import fold
from frirum.casefile.matters.models import Case
from frirum.foundation.country.chosen import legal_basis
from frirum.foundation.ui.dates import short_day
from frirum.foundation.wall.rulings import ALLOWED, Ruling

from .basis import Basis
from .kinds import Content, RecipientRole
from .models import Consent

LONGEST = timedelta(days=366)
SHORTEST_REASON = 20


def may_consent_in(case: Case) -> Ruling:
    if case.closed_at:
        return Ruling(_("The case is closed. Reopen it to write down a consent."))
    return ALLOWED


def may_last(*, given_on: date, expires_on: date, today: date) -> Ruling:
    """Never open-ended: what a client said once is asked again within a year."""
    if given_on > today:
        return Ruling(_("A consent can’t be given on a day that has not come yet."))
    if expires_on < given_on:
        return Ruling(_("The consent would end before it begins. Choose a later last day."))
    if expires_on - given_on > LONGEST:
        return Ruling(_("A consent lasts a year at most. Choose an earlier last day."))
    return ALLOWED


def may_withdraw(consent: Consent) -> Ruling:
    if consent.is_withdrawn:
        return Ruling(_("This consent was withdrawn already."))
    return ALLOWED


def consent_allows(
    consent: Consent | None,
    *,
    role: RecipientRole,
    recipient: str,
    contents: Iterable[Content],
    on: date,
) -> Ruling:
    """For this recipient, this extent, and this day."""
    if consent is None:
        return Ruling(_("This consent does not stand in the case. Choose another basis."))
    holds = _holds(consent, on)
    if not holds.allowed:
        return holds
    if consent.role != role or not _is_same(consent.recipient, recipient):
        return Ruling(
            _("This consent is for %(name)s. It does not let anybody else be told.")
            % {"name": consent.recipient}
        )
    beyond = [str(one.label) for one in contents if one not in consent.extent]
    if beyond:
        return Ruling(
            _("The client has not said yes to telling: %(what)s.")
            % {"what": ", ".join(sorted(beyond))}
        )
    return ALLOWED


def _holds(consent: Consent, on: date) -> Ruling:
    if consent.withdrawn_on:
        words = _("The client withdrew this consent on %(day)s. Nothing may be told on it.")
        return Ruling(words % {"day": short_day(consent.withdrawn_on)})
    if on > consent.expires_on:
        words = _("This consent ended on %(day)s. Ask the client anew before anything is told.")
        return Ruling(words % {"day": short_day(consent.expires_on)})
    if on < consent.given_on:
        return Ruling(_("This consent does not hold yet."))
    return ALLOWED


def law_allows(basis: Basis, *, role: RecipientRole) -> Ruling:
    """A basis of the country's list, with a reason why it holds here."""
    held = legal_basis(basis.law)
    if held is None:
        return Ruling(_("Choose on what basis it may leave: a consent, or the law."))
    if not held.allows(role):
        return Ruling(
            _("The law does not allow it to be told to this recipient on this basis: %(basis)s.")
            % {"basis": held.words}
        )
    if len(basis.reason.strip()) < SHORTEST_REASON:
        return Ruling(_("Write in at least 20 characters why the law allows it here."))
    return ALLOWED


def _is_same(named: str, recipient: str) -> bool:
    """The one is named in the other: "Østjyllands Politi" and "Kim Kvist, Østjyllands Politi"."""
    one, other = set(fold(named).split()), set(fold(recipient).split())
    return bool(one and other) and (one <= other or other <= one)
