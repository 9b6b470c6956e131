"""Enquiries in every state, from an hour old to one that became a case."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from frirum.casefile.intake import actions
from frirum.casefile.intake.choices import (
    Agreed,
    CallerRole,
    Channel,
    CloseTo,
    Days,
    Gate,
    Offer,
    PartyRole,
    Reached,
    SafeNow,
)
from frirum.casefile.intake.facts import ContactWish, PartyFacts, Told
from frirum.casefile.intake.models import Enquiry
from frirum.casefile.intake.queries import parties_of
from frirum.casefile.intake.rules import side_of, usual_track
from frirum.casefile.matters.models import Side
from frirum.foundation.wall.actors import Actor

from .alma import ALMAS_PHONE, BOS_PHONE, alma, bo
from .cases import Desk, Opened
from .pool import Pool, Somebody, texts

_SPACE = UUID("c1a2f9de-38ab-4b0e-8f0a-5d0b9b6a7e10")
_NETWORK = b"demo"
_WISH = ContactWish(
    channels=("phone", "sms"),
    days=Days.WEEKDAYS.value,
    from_time=time(9),
    to_time=time(15),
    sender_name="Anne fra biblioteket",
)
DECIDED = {"waiting", "offered", "opened"}
UNDECIDED = {"new", "checking", "bo", "desk", "anew"}


@dataclass(frozen=True, slots=True)
class Asked:
    """An enquiry with the line it was made from and who goes on with it."""

    enquiry: Enquiry
    line: dict[str, Any]
    desk: Desk


class Switchboard:
    """Takes the calls of the demo and goes on with them as far as each line says."""

    def __init__(
        self, pool: Pool, desks: dict[str, Desk], now: datetime, others: list[Opened]
    ) -> None:
        self.pool, self.desks, self.now = pool, desks, now
        self.rng: Random = pool.rng
        self._exposed = iter([o for o in others if o.plan.track == "victim"][::-1])

    def take(self, *, small: bool, checking: bool) -> list[Asked]:
        """Those still being checked are taken last, when all other checks are answered."""
        lines = [
            (number, line)
            for number, line in enumerate(texts("enquiries"))
            if (line.get("small") or not small) and (line["end"] == "checking") == checking
        ]
        return [self._take_one(number, line) for number, line in lines]

    def _take_one(self, number: int, line: dict[str, Any]) -> Asked:
        told = self._told(line)
        desk = self._desk(told)
        at = self.now - timedelta(hours=line["hours"], minutes=self.rng.randrange(50))
        parties, once = self._parties(line, told), uuid5(_SPACE, str(number))
        if told.contact.may_contact:
            told = replace(told, contact=replace(told.contact, phone=parties[0].phone))
        enquiry: Enquiry | None
        if told.channel == Channel.WEB:
            actions.submit_enquiry(
                by=Actor.public(), told=told, parties=parties, once=once, network=_NETWORK, now=at
            )
            enquiry = Enquiry.objects.visible_to(desk.leader).get(once=once)
        else:
            enquiry = actions.record_enquiry(
                by=desk.leader, told=told, parties=parties, once=once, received_at=at, now=at
            )
        assert enquiry is not None  # noqa: S101
        return Asked(enquiry, line, desk)

    def _told(self, line: dict[str, Any]) -> Told:
        return Told(
            caller_role=CallerRole(line["role"]),
            channel=Channel(line.get("channel", "call")),
            close_to=CloseTo(line.get("close_to", "exposed")),
            safe_now=SafeNow(line["safe"]),
            themes=tuple(line["themes"]),
            municipality=self.pool.one_of("municipalities"),
            summary=line["summary"],
            agreed=Agreed(line["agreed"]),
            contact=_WISH if line["agreed"] != "nothing" else ContactWish(),
        )

    def _desk(self, told: Told) -> Desk:
        if told.caller_role == CallerRole.YOUNG:
            return self.desks["children"]
        is_exercising = side_of(told.caller_role, told.close_to) == Side.EXERCISING
        return self.desks["exercising" if is_exercising else "exposed"]

    def _parties(self, line: dict[str, Any], told: Told) -> list[PartyFacts]:
        if line["end"] == "bo":
            him, her = bo(self.now), alma(self.now)
            return [
                PartyFacts("caller", him.given_name, him.family_name, him.birth_date,
                           phone=BOS_PHONE, town="Nørre Fjelding"),
                PartyFacts("other_party", her.given_name, her.family_name, her.birth_date,
                           phone=ALMAS_PHONE, relation="Min tidligere kone"),
            ]  # fmt: skip
        if line["end"] == "anew":
            return [_as_caller(next(self._exposed).plan.circle.client)]
        if line["end"] == "desk":
            return self._known_here(told)
        ages = (13, 18) if told.caller_role == CallerRole.YOUNG else (22, 60)
        caller = self.pool.adult(is_woman=self.rng.random() < 0.7, ages=ages)
        other = self.pool.adult(is_woman=not caller.is_woman)
        role = PartyRole.OTHER_PARTY.value
        named = PartyFacts(role, other.given_name, other.family_name, phone=other.phone)
        return [_as_caller(caller), named]

    def _known_here(self, told: Told) -> list[PartyFacts]:
        """Somebody whose counterpart has a case on the other side."""
        circle = next(self._exposed).plan.circle
        him, her = circle.other, circle.client
        if told.caller_role == CallerRole.RELATIVE:
            caller = self.pool.adult(is_woman=True)
            return [_as_caller(caller), _as("supported", him), _as("other_party", her)]
        return [_as_caller(him), _as("other_party", her)]

    def go_on(self, asked: list[Asked]) -> None:
        """As far as each line says; every one of them is checked by now."""
        for one in asked:
            if one.line["end"] not in UNDECIDED:
                for step in (self._assess, self._decide, self._follow):
                    step(one)

    def _assess(self, asked: Asked) -> None:
        line = asked.line
        answers = {
            "pattern": line["pattern"],
            "ongoing": "yes" if line["end"] != "closed" else "no",
            "since": line["since"],
            "danger_now": "no",
            "suicide": "unknown",
            "children": line.get("children", "no"),
            "network": "Familien ved det og hjælper med at skrive ned.",
            "others": "Egen læge. Politiet har fået besked." if "police" in line["themes"] else "",
            "options": "Log fra i dag, en aftale om tegn med naboen, ring 112 ved fare.",
        }
        at = self._later(asked, hours=3)
        actions.assess_enquiry(
            by=asked.desk.leader, enquiry=asked.enquiry, answers=answers, version=0, now=at
        )

    def _decide(self, asked: Asked) -> None:
        line, at = asked.line, self._later(asked, hours=30)
        by, enquiry, reasons = asked.desk.leader, asked.enquiry, line.get("reasons", "")
        if line["end"] in DECIDED:
            actions.decide_offer(
                by=by,
                enquiry=enquiry,
                offer=Offer(line["offer"]),
                reasons=reasons,
                gate=[gate.value for gate in Gate] if line["offer"] == "perpetrator" else [],
                is_waiting=line["end"] == "waiting",
                now=at,
            )
        if line["end"] == "referred":
            to = line["refer_to"]
            actions.refer_elsewhere(by=by, enquiry=enquiry, refer_to=to, reasons=reasons, now=at)
        if line["end"] == "closed":
            actions.close_enquiry(by=by, enquiry=enquiry, reasons=reasons, now=at)

    def _follow(self, asked: Asked) -> None:
        for number, (reached, note) in enumerate(asked.line.get("calls", ())):
            actions.record_safety_call(
                by=asked.desk.leader,
                enquiry=asked.enquiry,
                reached=Reached(reached),
                note=note,
                once=uuid5(_SPACE, f"{asked.enquiry.once} {number}"),
                now=self._later(asked, hours=30 + 13 * 24 * (number + 1)),
            )
        if asked.line["end"] == "opened":
            self._open(asked)

    def _open(self, asked: Asked) -> None:
        leader, enquiry = asked.desk.leader, asked.enquiry
        caller = next(
            party
            for party in parties_of(actor=leader, enquiry=enquiry)
            if party.role == PartyRole.CALLER
        )
        actions.open_enquiry(
            by=leader,
            enquiry=enquiry,
            client=caller,
            track=usual_track(enquiry.caller_role, enquiry.side),
            worker=asked.desk.workers[-1].id,
            now=self._later(asked, hours=60),
        )

    def _later(self, asked: Asked, *, hours: int) -> datetime:
        return min(asked.enquiry.received_at + timedelta(hours=hours), self.now)


def undecided(asked: list[Asked]) -> Iterator[UUID]:
    """Which checks the desk has not come to yet."""
    yield from (one.enquiry.pk for one in asked if one.line["end"] in {"bo", "desk", "anew"})


def _as(role: str, one: Somebody) -> PartyFacts:
    return PartyFacts(role, one.given_name, one.family_name, one.born, phone=one.phone)


def _as_caller(one: Somebody) -> PartyFacts:
    town = one.address.rpartition(", ")[2]
    return PartyFacts(
        "caller", one.given_name, one.family_name, one.born, phone=one.phone, town=town
    )
