"""What was sent and tried in a case, and the ways by which the client may be written to."""

from datetime import datetime

from django.utils import timezone

from frirum.casefile.matters.models import Case
from frirum.casefile.people.kinds import Channel, PersonRole, WayKind
from frirum.casefile.people.models import ContactWay
from frirum.casefile.people.queries import known_words, safe_contact_of
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.rulings import Ruling

from ..models import ContactAttempt, Message
from ..rules import may_send_to_client

PAGE = 50
_CHANNELS = {
    WayKind.PHONE: (Channel.SMS,),
    WayKind.EMAIL: (Channel.EMAIL,),
}


def messages_of(*, actor: Actor, case: Case, limit: int = PAGE) -> list[Message]:
    """Newest first, with where each stands."""
    held = Message.objects.visible_to(actor).filter(case=case).select_related("release")
    return list(held.order_by("-written_at", "pk")[:limit])


def attempts_of(
    *, actor: Actor, case: Case, message: Message | None = None, limit: int = PAGE
) -> list[ContactAttempt]:
    """Every try, newest first; of one message, or of the whole case."""
    held = ContactAttempt.objects.visible_to(actor).filter(case=case)
    if message:
        held = held.filter(message=message)
    return list(held.order_by("-at", "pk")[:limit])


def ways_to_write(*, actor: Actor, case: Case) -> list[tuple[ContactWay, Channel]]:
    """The client's own numbers and addresses that hold, each with how it may be written to."""
    ways = ContactWay.objects.visible_to(actor).filter(
        case=case, person__role=PersonRole.CLIENT, is_current=True
    )
    return [
        (way, channel)
        for way in ways.order_by("-is_safe", "-created_at", "pk")
        for channel in _CHANNELS.get(WayKind(way.kind), ())
    ]


def addresses_of_the_case(*, actor: Actor, case: Case) -> list[str]:
    """Mail addresses of everybody in it but professionals."""
    return [
        word.value
        for word in known_words(actor=actor, case=case)
        if word.kind == WayKind.EMAIL and word.role != PersonRole.PROFESSIONAL
    ]


def may_write_to(
    *,
    actor: Actor,
    case: Case,
    way: ContactWay,
    channel: Channel,
    is_neutral: bool,
    now: datetime,
) -> Ruling:
    """By what is agreed on this day."""
    today = timezone.localdate(now)
    return may_send_to_client(
        safe_contact_of(actor=actor, case=case, on=today).agreement,
        channel,
        on=today,
        is_current=way.is_current,
        is_safe=way.is_safe,
        is_neutral=is_neutral,
    )
