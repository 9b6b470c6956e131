"""Sending by machine: written, asked to leave, sent once; and every try written down."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.matters.models import Case
from frirum.casefile.people.kinds import Channel
from frirum.casefile.people.models import ContactWay
from frirum.casefile.people.queries import client_of
from frirum.foundation.jobs.queue import order
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission

from ..models import ContactAttempt, Kind, Message, MessageState, Outcome, Release, Stand
from ..neutral import SUBJECT
from ..parcels import Parcel, Piece
from ..queries.sending import addresses_of_the_case, may_write_to
from ..rules import may_call_be_kept, may_mail_to, may_send_again, may_take_back
from .leaving import ask_to_leave, hand_out

SEND_JOB = "outgoing.send_message"


@action(Permission.LET_OUT)
def write_message(
    *,
    by: Actor,
    case: Case,
    way: ContactWay,
    channel: Channel,
    text: str,
    is_neutral: bool,
    once: UUID,
    now: datetime,
) -> Message:
    """To the client, by a way agreed as safe. What is clean is sent as soon as it may be."""
    may_write_to(
        actor=by, case=case, way=way, channel=channel, is_neutral=is_neutral, now=now
    ).enforce()
    parcel = _to_client(by, case, text)
    release = ask_to_leave(by=by, case=case, parcel=parcel, once=once, now=now)
    twin: Message | None = Message.objects.visible_to(by).filter(release=release).first()
    return twin or _ordered(
        by,
        Message(
            case=case,
            release=release,
            channel=channel,
            address=way.value,
            way=way.pk,
            subject=str(SUBJECT),
            body=text,
            is_neutral=is_neutral,
            written_by=by.id,
            written_at=now,
        ),
    )


def _to_client(by: Actor, case: Case, text: str) -> Parcel:
    client = client_of(actor=by, case=case)
    return Parcel(
        kind=Kind.MESSAGE,
        role=RecipientRole.CLIENT,
        recipient=client.full_name if client else "",
        contents=frozenset({Content.STATEMENT}),
        pieces=(Piece(_("Text"), text),),
    )


def _ordered(by: Actor, message: Message) -> Message:
    """Written down, and its sending ordered in the same transaction."""
    message.save(force_insert=True)
    order(SEND_JOB, by=by, root=message.case_id, message=message.pk)
    return message


@action(Permission.LET_OUT)
def mail_release(*, by: Actor, release: Release, address: str, now: datetime) -> Message:
    """A letter as a file, by mail to an agency. Its subject is the same neutral word for all."""
    case = release.case
    may_mail_to(address, of_the_case=addresses_of_the_case(actor=by, case=case)).enforce()
    twin: Message | None = Message.objects.visible_to(by).filter(release=release).first()
    if twin:
        return twin
    if release.stand == Stand.LEFT:
        may_take_back(release.stand).enforce()
    return _ordered(
        by,
        Message(
            case=case,
            release=release,
            channel=Channel.EMAIL,
            address=address,
            subject=str(SUBJECT),
            written_by=by.id,
            written_at=now,
        ),
    )


@action(Permission.LET_OUT)
def begin_sending(*, by: Actor, message: Message, now: datetime) -> ContactAttempt | None:
    """Written down, and committed, before the line is opened: a machine that dies leaves a trace.

    None when it is not waiting any more. What was begun and never ended is perhaps sent, and a
    person decides.
    """
    held = _held(by, message)
    if held.state == MessageState.SENDING:
        _end(held, MessageState.PERHAPS, _("It broke off while it was being sent."))
        return None
    if held.state != MessageState.WAITING or held.release.stand != Stand.READY:
        return None
    held.state, held.tries = MessageState.SENDING, held.tries + 1
    held.save(update_fields=["state", "tries"])
    made: ContactAttempt = ContactAttempt.objects.create(
        case=held.case,
        message=held,
        channel=held.channel,
        outcome=Outcome.STARTED,
        at=now,
        by=by.id,
    )
    return made


@action(Permission.LET_OUT)
def end_sending(*, by: Actor, attempt: ContactAttempt, outcome: Outcome, now: datetime) -> Message:
    """How it ended. What went out has left, as its release says."""
    held = _held(by, attempt.message)  # type: ignore[arg-type]
    attempt.outcome = outcome
    attempt.save(update_fields=["outcome"])
    if outcome == Outcome.SENT:
        hand_out(by=by, release=held.release, now=now)
        held.state, held.sent_at, held.fault = MessageState.SENT, now, ""
        held.save(update_fields=["state", "sent_at", "fault"])
    elif outcome == Outcome.REFUSED:
        _end(held, MessageState.FAILED, _("The other end refused it. Is the address right?"))
    elif outcome == Outcome.UNSURE:
        _end(held, MessageState.PERHAPS, _("The line broke off while it was being sent."))
    elif held.tries >= MOST_TRIES:
        _end(held, MessageState.FAILED, _("The other end could not be reached for a day."))
    else:
        _end(held, MessageState.WAITING, _("The other end can’t be reached now."))
    return held


MOST_TRIES = 8


@action(Permission.LET_OUT)
def stop_message(*, by: Actor, message: Message, sentence: str, now: datetime) -> Message:
    """It is not sent any more; the sentence says why."""
    held = _held(by, message)
    if held.state in (MessageState.SENT, MessageState.STOPPED):
        return held
    _end(held, MessageState.STOPPED, sentence)
    return held


@action(Permission.LET_OUT)
def send_again(*, by: Actor, message: Message, now: datetime) -> Message:
    """A person has decided that it is to be tried once more."""
    held = _held(by, message)
    may_send_again(held.state).enforce()
    held.state, held.tries, held.fault = MessageState.WAITING, 0, ""
    held.save(update_fields=["state", "tries", "fault"])
    order(SEND_JOB, by=by, root=held.case_id, message=held.pk)
    return held


@action(Permission.KEEP_CASE)
def log_call(
    *,
    by: Actor,
    case: Case,
    outcome: Outcome,
    was_known: bool | None,
    remark: str,
    once: UUID,
    now: datetime,
) -> ContactAttempt:
    """A call that was made by hand, and whether it was the client who answered."""
    may_call_be_kept(outcome, was_known=bool(was_known)).enforce()
    twins = ContactAttempt.objects.visible_to(by).filter(case=case, once=once)
    made: ContactAttempt = twins.first() or ContactAttempt.objects.create(
        case=case,
        channel=Channel.PHONE,
        outcome=outcome,
        was_known=was_known,
        remark=remark,
        at=now,
        by=by.id,
        once=once,
    )
    return made


def _end(message: Message, state: MessageState, sentence: str) -> None:
    message.state, message.fault = state, sentence
    message.save(update_fields=["state", "fault"])


def _held(by: Actor, message: Message) -> Message:
    rows = Message.objects.visible_to(by).select_related("release", "case")
    held: Message = rows.select_for_update(of=("self",)).get(pk=message.pk)
    return held
