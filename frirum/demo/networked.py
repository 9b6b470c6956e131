"""Two network meetings about Alma's case: one that was held, one that is ahead."""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from frirum.casefile.consents.kinds import Content
from frirum.casefile.matters.models import Case
from frirum.casefile.tasks.actions import add_task
from frirum.foundation.wall.actors import Actor
from frirum.work.meetings.actions import (
    add_topic,
    hold_meeting,
    invite,
    plan_meeting,
    write_minutes,
)
from frirum.work.meetings.facts import ToldMeeting, ToldTopic
from frirum.work.meetings.kinds import Audience
from frirum.work.meetings.models import Meeting
from frirum.work.meetings.queries import guests_for

_SHARED = """# Aftalt
- Alma får faste dagvagter til og med marts.
- Kommunen finder pasning de to aftener, hun har holdpligt.
- Vi mødes igen om tre uger og ser, om det hjælper."""
_HOUSE = """Alma var tavs i begyndelsen og talte til sidst mere end nogen anden.
Hun vil helst ikke have, at flere får at vide, hvor hun arbejder."""


def meet_about_alma(dorte: Actor, case: Case, *, now: datetime) -> None:
    _held(dorte, case, now - timedelta(days=12), now)
    told = ToldMeeting(
        purpose="Ro om Cilie, mens sagen er i retten",
        at=_at(now + timedelta(days=6), 10),
        minutes=60,
        place="Kommunens mødelokale",
        coordinator=dorte.id,
        meets_other_side=True,
        kept_apart=(
            "Vi har bedt om to møder. Kommunen mødes med Alma for sig kl. 10 og med faren en anden "
            "dag. Ruth følger hende ind ad bagindgangen."
        ),
    )
    meeting = _planned(dorte, case, told, now)
    _tell(dorte, meeting, Content.CHILDREN, "Hvordan Cilie har det", now)
    _tell(dorte, meeting, Content.RISK, "Hvorfor vi vurderer risikoen som alvorlig", now)


def _held(dorte: Actor, case: Case, day: datetime, now: datetime) -> None:
    told = ToldMeeting(
        purpose="Hjælp til vagter og pasning",
        at=_at(day, 13),
        minutes=45,
        place="Kommunens mødelokale",
        coordinator=dorte.id,
    )
    before = day - timedelta(days=10)
    meeting = _planned(dorte, case, told, before)
    topic = _tell(dorte, meeting, Content.STATEMENT, "Hvad hun har brug for", before)
    came = [one.pk for one in meeting.invited.visible_to(dorte)]
    hold_meeting(by=dorte, meeting=meeting, came=came, now=day)
    for audience, text in ((Audience.HOUSE, _HOUSE), (Audience.SHARED, _SHARED)):
        write_minutes(
            by=dorte, meeting=meeting, audience=audience, text=text, topics=[topic], now=day
        )
    add_task(
        by=dorte,
        case=case,
        title="Pasning de to aftener er på plads",
        outside="Mads Mørk, Aarhus Kommune",
        due_on=timezone.localdate(now + timedelta(days=4)),
        now=day,
    )


def _planned(dorte: Actor, case: Case, told: ToldMeeting, now: datetime) -> Meeting:
    meeting = plan_meeting(by=dorte, case=case, told=told, once=uuid4(), now=now)
    for guest in guests_for(actor=dorte, case=case).values():
        if guest.words == "Alma Birk" or "Mads Mørk" in guest.words:
            invite(by=dorte, meeting=meeting, guest=guest, once=uuid4(), now=now)
    return meeting


def _tell(dorte: Actor, meeting: Meeting, content: Content, words: str, now: datetime) -> UUID:
    told = ToldTopic(content=content, words=words)
    return add_topic(by=dorte, meeting=meeting, told=told, once=uuid4(), now=now).pk


def _at(day: datetime, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(day), time(hour)))
