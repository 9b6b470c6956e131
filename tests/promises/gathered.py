"""A network meeting with everything in it."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.work.meetings.actions import add_topic, invite, plan_meeting, write_minutes
from frirum.work.meetings.facts import Guest, ToldMeeting, ToldTopic
from frirum.work.meetings.kinds import Audience

CANARIES = [
    "Kanariemoede", "Kanarielokale", "Kanarieadskilt", "Kanariegaest", "Kanariepunkt",
    "Kanarielovgrund", "Kanariereferat", "Kanariedeles",
]  # fmt: skip


def network_meeting(dorte: Any, case: Any, *, client: Any, now: Any) -> dict[str, UUID]:
    told = ToldMeeting(
        purpose="Kanariemoede", at=now + timedelta(days=3), minutes=60, place="Kanarielokale",
        coordinator=dorte.id, meets_other_side=True, kept_apart="Kanarieadskilt",
    )  # fmt: skip
    meeting = plan_meeting(by=dorte, case=case, told=told, once=uuid4(), now=now)
    guest = Guest(role=RecipientRole.MUNICIPALITY, who="Kanariegaest")
    invited = invite(by=dorte, meeting=meeting, guest=guest, once=uuid4(), now=now)
    client = Guest(role=RecipientRole.CLIENT, person=client)
    invite(by=dorte, meeting=meeting, guest=client, once=uuid4(), now=now)
    topic = add_topic(
        by=dorte, meeting=meeting, once=uuid4(), now=now,
        told=ToldTopic(
            content=Content.CHILDREN, words="Kanariepunkt", law="child_concern",
            law_reason="Kanarielovgrund",
        ),
    )  # fmt: skip
    for audience, text in (
        (Audience.HOUSE, "Kanariereferat"), (Audience.SHARED, "Kanariedeles"),
    ):  # fmt: skip
        write_minutes(
            by=dorte, meeting=meeting, audience=audience, text=text, topics=[topic.pk], now=now
        )
    return {"network_meeting": meeting.pk, "invited": invited.pk, "topic": topic.pk}
