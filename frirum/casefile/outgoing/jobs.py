"""Sending what may leave, when the client's agreement lets it, once."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.people.kinds import Channel
from frirum.casefile.people.models import ContactWay
from frirum.casefile.people.queries import safe_contact_of
from frirum.foundation.jobs.queue import Running, job, order
from frirum.foundation.vault import files
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.rulings import Ruling

from .actions.sending import SEND_JOB, begin_sending, end_sending, stop_message
from .gateways import Envelope, Trouble, gateway_for
from .models import Message, MessageState, Outcome, Stand
from .queries.releases import may_leave_on
from .queries.sending import may_write_to

_WHILE_OTHERS_DECIDE = timedelta(minutes=5)
_PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720)]
_OUTCOMES = {
    None: Outcome.SENT,
    Trouble.LATER: Outcome.LATER,
    Trouble.REFUSED: Outcome.REFUSED,
    Trouble.UNSURE: Outcome.UNSURE,
}


@job(SEND_JOB)
def send_message(*, by: Actor, running: Running, message: str) -> None:  # noqa: ARG001 - the queue hands it over
    """For whoever wrote it and still sees the case. It may be called twice, and sends once."""
    now = timezone.now()
    rows = Message.objects.visible_to(by).select_related("release", "case")
    found = rows.filter(pk=UUID(message)).first()
    if found is None or found.state not in (MessageState.WAITING, MessageState.SENDING):
        return
    if found.release.stand == Stand.STOPPED:
        words = _("It may not leave: somebody who was asked said no.")
        stop_message(by=by, message=found, sentence=words, now=now)
    elif found.release.stand == Stand.WAITING:
        _try_again(by, found, _WHILE_OTHERS_DECIDE)
    elif not (ruling := _may_now(by, found, now)).allowed:
        stop_message(by=by, message=found, sentence=str(ruling.refusal), now=now)
    elif (opens := _opens_at(by, found, now)) > now:
        _try_again(by, found, opens - now)
    else:
        _send(by, found)


def _may_now(by: Actor, message: Message, now: datetime) -> Ruling:
    """What is agreed at this very moment. An address that was changed since is dead."""
    basis = may_leave_on(actor=by, release=message.release, now=now)
    if message.way is None or not basis.allowed:
        return basis
    ways = ContactWay.objects.visible_to(by).filter(case=message.case_id)
    way = ways.filter(pk=message.way).first()
    if way is None or way.value != message.address:
        return Ruling(_("This number or address was changed since. Write a new message."))
    channel = Channel(message.channel)
    return may_write_to(
        actor=by,
        case=message.case,
        way=way,
        channel=channel,
        is_neutral=message.is_neutral,
        now=now,
    )


def _opens_at(by: Actor, message: Message, now: datetime) -> datetime:
    if message.way is None:
        return now
    note = safe_contact_of(actor=by, case=message.case, on=timezone.localdate(now))
    return note.agreement.lets_write_at(timezone.localtime(now)) if note.agreement else now


def _send(by: Actor, message: Message) -> None:
    gateway = gateway_for(Channel(message.channel))
    if gateway is None:
        words = _("The house has no way to send this by machine yet. Tell whoever runs Frirum.")
        stop_message(by=by, message=message, sentence=words, now=timezone.now())
        return
    attempt = begin_sending(by=by, message=message, now=timezone.now())
    if attempt is None:
        return
    handed = gateway.send(_envelope(message))
    outcome = _OUTCOMES[handed.trouble]
    held = end_sending(by=by, attempt=attempt, outcome=outcome, now=timezone.now())
    if held.state == MessageState.WAITING:
        _try_again(by, held, _PAUSES[min(held.tries, len(_PAUSES)) - 1])


def _envelope(message: Message) -> Envelope:
    release = message.release
    if release.file is None:
        return Envelope(message.address, message.subject, message.body)
    return Envelope(
        address=message.address,
        subject=message.subject,
        text=message.body,
        file_name=release.file_name,
        content=b"".join(files.read(release.file)),
    )


def _try_again(by: Actor, message: Message, pause: timedelta) -> None:
    order(SEND_JOB, by=by, root=message.case_id, delay=pause, message=message.pk)
