"""Alma's case, which the demo is told by, and Bo's own on the other side of the wall."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from frirum.casefile.matters.actions import set_phase
from frirum.casefile.matters.models import Case, PhaseKind
from frirum.casefile.people.actions import add_relation, add_way, agree_safe_contact, take_people
from frirum.casefile.people.facts import Identity, Newcomer
from frirum.casefile.people.kinds import Channel, PersonRole, RelationKind, WayKind
from frirum.casefile.people.models import Person
from frirum.casefile.people.safe import WEEKDAYS, Agreement
from frirum.foundation.wall.actors import Actor
from frirum.work.incidents.actions import store_incidents
from frirum.work.incidents.facts import Entry, Report, Told
from frirum.work.incidents.kinds import Precision, Reported, Source
from frirum.work.incidents.taxonomy import Behaviour

from .cast import House, open_almas_case, open_bos_case
from .pool import phone, texts

R, W = PersonRole, WayKind
ALMAS_PHONE, BOS_PHONE, MOTHERS_PHONE, SONJAS_PHONE = (phone(n) for n in (12, 34, 56, 78))
_WEEKS = 12


def alma(now: datetime) -> Identity:
    return Identity("Alma", "Birk", cover_name="Anna Lund", birth_date=birthday(now, 34, 71))


def cilie(now: datetime) -> Identity:
    return Identity("Cilie", "Birk", birth_date=birthday(now, 6, 140))


def bo(now: datetime) -> Identity:
    return Identity("Bo", "Brandt", birth_date=birthday(now, 38, 25))


def birthday(now: datetime, years: int, days_ago: int) -> date:
    """Of somebody who is so many years old, and became so this many days ago."""
    day = timezone.localdate(now) - timedelta(days=days_ago)
    return day.replace(year=day.year - years, day=min(day.day, 28))


def live_through(house: House, *, now: datetime) -> Case:
    """Fourteen weeks with the centre."""
    dorte = house.staff["dorte"]
    opened = now - timedelta(weeks=14)
    case = open_almas_case(house, now=opened)
    _people_of_alma(dorte, case, now=now, opened=opened)
    began = timezone.localdate(now) - timedelta(days=201)
    set_phase(by=dorte, case=case, kind=PhaseKind.ONGOING, since=began, now=opened)
    _safe_contact(dorte, case, now=now)
    _write_log(dorte, case, texts("alma"), now=now)
    return case


def _write_log(by: Actor, case: Case, lines: list[dict[str, Any]], *, now: datetime) -> None:
    """A sitting each week. What lies ahead of the hour the demo is built has not happened."""
    for week in range(_WEEKS + 1):
        log = [entry(line, now=now) for line in lines if line["w"] == week]
        told = [one for one in log if _over(one) < now]
        if told:
            written = max(map(_over, told)) + timedelta(minutes=50)
            store_incidents(by=by, case=case, entries=told, now=min(written, now))


def _people_of_alma(by: Actor, case: Case, *, now: datetime, opened: datetime) -> None:
    home = (W.ADDRESS, "Kaprifoliebakken Øst 9, Strandhule")
    newcomers = [
        Newcomer(R.CLIENT, alma(now), ways=((W.PHONE, ALMAS_PHONE), home)),
        Newcomer(
            R.OTHER_PARTY,
            bo(now),
            ways=((W.PHONE, BOS_PHONE), (W.HANDLE, "bo.brandt.86"), (W.PLATE, "ZZ 00 034"),
                  (W.ADDRESS, "Ulvehalestien 41, Nørre Fjelding")),
        ),
        Newcomer(R.CHILD, cilie(now), ways=((W.SCHOOL, "Vindlev Friskole, 0. klasse"),),
                 is_household=True),
        Newcomer(R.RELATIVE, Identity("Ruth", "Birk", birth_date=birthday(now, 63, 200)),
                 ways=((W.PHONE, MOTHERS_PHONE),)),
        Newcomer(R.COLLEAGUE, Identity("Sonja", "Trier"), ways=((W.PHONE, SONJAS_PHONE),
                 (W.WORKPLACE, "Kvistborg Bibliotek"))),
        # Told of at the first call, before anybody knew her last name: once too often.
        Newcomer(R.WITNESS, Identity("Sonja"), ways=((W.PHONE, SONJAS_PHONE),)),
    ]  # fmt: skip
    take_people(by=by, case=case, newcomers=newcomers, now=opened)
    rows = {one.role: one for one in Person.objects.visible_to(by).filter(case=case)}
    client, him, child = rows[R.CLIENT], rows[R.OTHER_PARTY], rows[R.CHILD]
    for person, other, kind in (
        (client, him, RelationKind.FORMER_PARTNER),
        (client, child, RelationKind.PARENT),
        (client, child, RelationKind.CUSTODY),
        (him, child, RelationKind.PARENT),
        (rows[R.RELATIVE], client, RelationKind.PARENT),
        (rows[R.COLLEAGUE], client, RelationKind.COLLEAGUE),
    ):
        add_relation(by=by, person=person, other=other, kind=kind, now=opened)
    add_way(
        by=by,
        person=client,
        kind=W.PHONE,
        value=phone(13),
        remark="Nyt nummer, som Bo ikke har",
        is_safe=True,
        now=now - timedelta(days=40),
    )


def _safe_contact(by: Actor, case: Case, *, now: datetime) -> None:
    asked = now - timedelta(days=12)
    agreement = Agreement(
        expires_on=timezone.localdate(asked) + timedelta(days=90),
        channels=frozenset({Channel.PHONE, Channel.SMS}),
        days=WEEKDAYS,
        from_time=time(9),
        to_time=time(14),
        sender_name="Anna fra biblioteket",
        code_word="regnjakke",
        seen_by="Cilie låner telefonen om eftermiddagen",
    )
    agree_safe_contact(by=by, case=case, agreement=agreement, now=asked)


def entry(line: dict[str, Any], *, now: datetime) -> Entry:
    """One line of Alma's log: week 0 to 12 (12 is this week), weekday, clock, and what."""
    at = _moment(line["w"], line["d"], line.get("t", "0.00"), now)
    ended = _moment(line["w"], line["d"], line["til"], now) if "til" in line else None
    report = Report(**line["report"], reported_on=at.date()) if "report" in line else Report()
    told = Told(
        happened_at=at,
        ended_at=ended,
        behaviours=frozenset(Behaviour(code) for code in line["b"].split()),
        account=line["text"],
        precision=Precision(line.get("precision", "exact" if "t" in line else "day")),
        count=line.get("count", 1),
        channel=line.get("ch", ""),
        effect=line.get("effect", ""),
        place_kind=line.get("place", "remote"),
        place_text=line.get("where", ""),
        witnesses=line.get("seen_by", ""),
        directed_at=line.get("at", "client"),
        is_via_others=line.get("via", False),
        is_breach=line.get("breach", False),
        reported=Reported.YES if report else Reported.NO,
        report=report,
    )
    source = Source(line.get("source", "client"))
    return Entry(told=told, source=source, is_starred=line.get("star", False))


def _over(one: Entry) -> datetime:
    return one.told.ended_at or one.told.happened_at


def _moment(week: int, weekday: int, clock: str, now: datetime) -> datetime:
    today = timezone.localdate(now)
    monday = today - timedelta(days=today.weekday(), weeks=_WEEKS - week)
    hour, minute = clock.split(".")
    local = datetime.combine(monday + timedelta(days=weekday), time(int(hour), int(minute)))
    return timezone.make_aware(local)


def tell_bos_side(house: House, almas_case: Case, *, now: datetime) -> Case:
    """Bo wants to change. What he may know of Alma is what he told himself; no place of hers."""
    emil = house.staff["emil"]
    opened = now - timedelta(weeks=5)
    case = open_bos_case(house, now=opened, matter=almas_case.matter)
    newcomers = [
        Newcomer(R.CLIENT, bo(now), ways=((W.PHONE, BOS_PHONE),
                 (W.ADDRESS, "Ulvehalestien 41, Nørre Fjelding"))),
        Newcomer(R.OTHER_PARTY, Identity("Alma", "Birk", birth_date=alma(now).birth_date),
                 ways=((W.PHONE, ALMAS_PHONE),)),
        Newcomer(R.CHILD, Identity("Cilie", "Birk", birth_date=cilie(now).birth_date)),
    ]  # fmt: skip
    take_people(by=emil, case=case, newcomers=newcomers, now=opened)
    rows = {one.role: one for one in Person.objects.visible_to(emil).filter(case=case)}
    former = RelationKind.FORMER_PARTNER
    add_relation(by=emil, person=rows[R.CLIENT], other=rows[R.OTHER_PARTY], kind=former, now=opened)
    child = rows[R.CHILD]
    add_relation(by=emil, person=rows[R.CLIENT], other=child, kind=RelationKind.PARENT, now=opened)
    began = timezone.localdate(now) - timedelta(days=201)
    set_phase(by=emil, case=case, kind=PhaseKind.ONGOING, since=began, now=opened)
    agreed = Agreement(
        expires_on=timezone.localdate(opened) + timedelta(days=90),
        channels=frozenset({Channel.PHONE, Channel.SMS}),
        may_leave_message=True,
    )
    agree_safe_contact(by=emil, case=case, agreement=agreed, now=opened)
    _write_log(emil, case, texts("bo"), now=now)
    return case
