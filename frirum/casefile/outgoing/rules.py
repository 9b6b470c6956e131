"""May this leave, and may this recipient have it?"""

from collections.abc import Iterable, Set
from datetime import date

from django.utils.translation import gettext as _

from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.matching.facts import fold
from frirum.casefile.people.kinds import Channel
from frirum.casefile.people.rules import may_contact
from frirum.casefile.people.safe import Agreement
from frirum.foundation.wall.rulings import ALLOWED, Ruling

from .models import MAY_GET, Outcome, Stand

_MIN_LETTERS = 2


def may_get(role: RecipientRole, contents: Iterable[Content]) -> Ruling:
    """By kind of recipient and declared content; never by what anybody else's case holds."""
    declared = frozenset(contents)
    if not declared:
        return Ruling(_("Say what the file holds before it leaves."))
    kept = sorted(str(Content(code).label) for code in declared - MAY_GET[role])
    if kept:
        return Ruling(
            _("This recipient can't get: %(what)s. Leave it out and make the file again.")
            % {"what": ", ".join(kept)}
        )
    return ALLOWED


def may_receive(recipient: str, opposing_names: Iterable[str]) -> Ruling:
    """Compares with the names this case itself holds on the other side, and with nothing else."""
    words = _words(recipient)
    if not words:
        return Ruling(_("Write the name of the person who gets it. Nothing leaves without a name."))
    if any(_is_same_person(words, _words(name)) for name in opposing_names):
        return Ruling(
            _(
                "This name stands in the case as somebody on the other side. "
                "Check whom it goes to, and choose another recipient."
            )
        )
    return ALLOWED


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in fold(text).split() if len(word) >= _MIN_LETTERS)


def _is_same_person(recipient: Set[str], named: Set[str]) -> bool:
    """A part of the full name, or the full name and more. A lone first name must be equal."""
    return recipient <= named or (len(named) > 1 and named <= recipient)


def may_send_to_client(
    agreement: Agreement | None,
    channel: Channel,
    *,
    on: date,
    is_current: bool,
    is_safe: bool,
    is_neutral: bool,
) -> Ruling:
    """Asked when it is written, and again at the very moment of sending."""
    allowed = may_contact(agreement, channel, on=on)
    if not allowed.allowed or agreement is None:
        return allowed
    if not is_current:
        return Ruling(
            _("This number or address no longer holds, so nothing is sent to it. Choose another.")
        )
    if not is_safe:
        return Ruling(_("The client has not said that this number or address is safe to use."))
    if not is_neutral and channel == Channel.SMS:
        return Ruling(_("A text message holds one of the neutral texts, and nothing else."))
    if not is_neutral and agreement.seen_by:
        return Ruling(
            _("Others see what comes in here. Only one of the neutral texts may be sent.")
        )
    return ALLOWED


def may_send_again(state: str) -> Ruling:
    if state not in ("failed", "perhaps"):
        return Ruling(_("It is not waiting for you: it was sent, or is about to be."))
    return ALLOWED


def may_call_be_kept(outcome: str, *, was_known: bool) -> Ruling:
    """Nobody is spoken with as the client who was not known as the client."""
    if outcome == Outcome.SPOKE and not was_known:
        return Ruling(
            _("Ask for the code word first. Without it say “wrong number”, and choose that.")
        )
    return ALLOWED


def may_mail_to(address: str, *, of_the_case: Iterable[str]) -> Ruling:
    """An agency's address; never one that belongs to somebody in the case."""
    if "@" not in address or any(sign in address for sign in ",; \n"):
        return Ruling(_("Write one e-mail address. A second person gets a mail of their own."))
    if address.casefold() in {one.casefold() for one in of_the_case}:
        return Ruling(
            _("This address belongs to somebody in the case. Write the agency’s own address.")
        )
    return ALLOWED


_MOST_ASKED_A_DAY = 20
_SHORTEST_REASON = 20


def may_ask_again(asked_today: int) -> Ruling:
    """Nobody finds out by trying what the house knows."""
    if asked_today >= _MOST_ASKED_A_DAY:
        return Ruling(
            _(
                "You have asked the conflict desk %(count)s times today. Your text is kept: ask "
                "again tomorrow, or let a colleague ask."
            )
            % {"count": asked_today}
        )
    return ALLOWED


def may_hand_out(stand: str) -> Ruling:
    if stand == Stand.WAITING:
        return Ruling(_("Somebody else has not answered yet. It can't leave before."))
    if stand == Stand.STOPPED:
        return Ruling(_("It was stopped. Change the text, and ask anew."))
    return ALLOWED


def may_take_back(stand: str) -> Ruling:
    if stand == Stand.LEFT:
        return Ruling(_("It has left already, so it can't be taken back."))
    return ALLOWED


def may_give_reason(*, reason: str, is_waited_for: bool) -> Ruling:
    if not is_waited_for:
        return Ruling(_("A colleague has been asked already."))
    if len(reason.strip()) < _SHORTEST_REASON:
        return Ruling(
            _("Write why it must leave with these words, in a sentence that a colleague can judge.")
        )
    return ALLOWED


def may_answer(*, is_open: bool, is_own: bool) -> Ruling:
    if is_own:
        return Ruling(_("Somebody else than the writer has to say yes to this."))
    if not is_open:
        return Ruling(_("Somebody has answered this already."))
    return ALLOWED
