"""Who stands in a case of the demo, how they may be contacted, and what they are to each other."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from frirum.casefile.matters.models import Case, Track
from frirum.casefile.people.actions import add_relation, agree_safe_contact, take_people
from frirum.casefile.people.facts import Identity, Newcomer
from frirum.casefile.people.kinds import Channel, PersonRole, RelationKind, WayKind
from frirum.casefile.people.models import Person
from frirum.casefile.people.safe import EVERY_DAY, NINETY_DAYS, WEEKDAYS, Agreement
from frirum.foundation.wall.actors import Actor

from .pool import Pool, Somebody

R, W = PersonRole, WayKind


@dataclass(frozen=True, slots=True)
class Circle:
    """The people of one case."""

    client: Somebody
    other: Somebody
    children: tuple[Somebody, ...] = ()
    supported: Somebody | None = None
    parent: Somebody | None = None
    tie: RelationKind = RelationKind.FORMER_PARTNER


def newcomer(
    role: PersonRole,
    one: Somebody,
    *,
    ways: tuple[tuple[WayKind, str], ...] = (),
    home: bool = False,
) -> Newcomer:
    identity = Identity(one.given_name, one.family_name, birth_date=one.born)
    return Newcomer(role, identity, ways=ways, is_household=home)


def _reachable(one: Somebody) -> tuple[tuple[WayKind, str], ...]:
    return ((W.PHONE, one.phone), (W.EMAIL, one.email), (W.ADDRESS, one.address))


def take_in(*, by: Actor, case: Case, circle: Circle, pool: Pool, now: datetime) -> None:
    """Everybody at once, then what the client is to the others."""
    people = [newcomer(R.CLIENT, circle.client, ways=_reachable(circle.client))]
    if case.track != Track.PROFESSIONAL:
        ways = ((W.PHONE, circle.other.phone), (W.HANDLE, circle.other.handle))
        people.append(newcomer(R.OTHER_PARTY, circle.other, ways=ways))
    for child in circle.children:
        school = ((W.SCHOOL, pool.one_of("schools")),)
        people.append(newcomer(R.CHILD, child, ways=school, home=True))
    if circle.supported:
        by_phone = ((W.PHONE, circle.supported.phone),)
        people.append(newcomer(R.SUPPORTED, circle.supported, ways=by_phone))
    if circle.parent:
        by_phone = ((W.PHONE, circle.parent.phone),)
        people.append(newcomer(R.RELATIVE, circle.parent, ways=by_phone, home=True))
    take_people(by=by, case=case, newcomers=people, now=now)
    _relate(by=by, case=case, circle=circle, now=now)


def _relate(*, by: Actor, case: Case, circle: Circle, now: datetime) -> None:
    rows: dict[str, list[Person]] = {}
    for person in Person.objects.visible_to(by).filter(case=case).order_by("created_at", "pk"):
        rows.setdefault(person.role, []).append(person)
    (client,) = rows[R.CLIENT]
    for other in rows.get(R.OTHER_PARTY, ()):
        kind = RelationKind.PARENT if case.track == Track.CHILD else circle.tie
        one, two = (other, client) if case.track == Track.CHILD else (client, other)
        add_relation(by=by, person=one, other=two, kind=kind, now=now)
    for child in rows.get(R.CHILD, ()):
        add_relation(by=by, person=client, other=child, kind=RelationKind.PARENT, now=now)
    for parent in rows.get(R.RELATIVE, ()):
        add_relation(by=by, person=parent, other=client, kind=RelationKind.CUSTODY, now=now)
    for close in rows.get(R.SUPPORTED, ()):
        kind = RelationKind.COLLEAGUE if case.track == Track.PROFESSIONAL else RelationKind.RELATIVE
        add_relation(by=by, person=client, other=close, kind=kind, now=now)


def agree(*, by: Actor, case: Case, rng: Random, today: date, now: datetime) -> None:
    """Most have a confirmed agreement, some an expired one, some were never asked."""
    drawn = rng.random()
    if drawn < 0.1:
        return
    asked = now if drawn < 0.22 else max(now, now + (today - now.date()) - timedelta(days=70))
    expires = today - timedelta(days=rng.randrange(3, 40)) if drawn < 0.22 else None
    agreement = agreement_drawn(rng, expires_on=expires or asked.date() + NINETY_DAYS)
    agree_safe_contact(by=by, case=case, agreement=agreement, now=asked)


def agreement_drawn(rng: Random, *, expires_on: date) -> Agreement:
    ways = rng.choice(
        [{Channel.PHONE}, {Channel.PHONE, Channel.SMS}, {Channel.PHONE, Channel.EMAIL},
         {Channel.EMAIL}, {Channel.SMS}, {Channel.PHONE, Channel.SMS, Channel.LETTER}]
    )  # fmt: skip
    hours = rng.choice(
        [(time(9), time(15)), (time(8), time(11)), (time(16), time(18)), (None, None)]
    )
    names = ["", "Anne fra biblioteket", "Klinikken", "Mette fra kurset", "Tandlægen"]
    seen = ["", "", "Kæresten låner telefonen", "Delt mail med et barn", "Lyser op på låst skærm"]
    return Agreement(
        expires_on=expires_on,
        channels=frozenset(ways),
        days=rng.choice([EVERY_DAY, WEEKDAYS, WEEKDAYS, frozenset({1, 3})]),
        from_time=hours[0],
        to_time=hours[1],
        may_leave_message=rng.random() < 0.2,
        sender_name=rng.choice(names),
        code_word=rng.choice(["", "", "blåmejse", "regnjakke", "kanelsnegl", "vindmølle"]),
        seen_by=rng.choice(seen),
    )
