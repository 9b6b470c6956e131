"""How dangerous it is judged to be in the made-up centre, and Alma's safety plan."""

from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from uuid import uuid4

from django.utils import timezone

from frirum.casefile.matters.models import Case, Side, Status
from frirum.casefile.tasks.actions import finish_task
from frirum.casefile.tasks.queries import tasks_of
from frirum.foundation.wall.actors import Actor
from frirum.work.safety.actions import (
    add_measure,
    assess,
    confirm_level,
    finish_measure,
    frame_plan,
    look_at_points,
    note_cause,
    record_result,
)
from frirum.work.safety.domains import CopyForm, Domain
from frirum.work.safety.facts import Frame, Judged, PointState, Precaution, Result
from frirum.work.safety.kinds import Cause, Concern, Level, Tool

from .cases import Opened
from .cast import House
from .pool import phone, texts

_THIS_WEEK = 12


def judge_all(house: House, almas_case: Case, others: list[Opened], *, now: datetime) -> None:
    """Alma's history, and a judgement in most of the other cases; some of them overdue."""
    _almas(house, almas_case, now=now)
    plan_for_alma(house.staff["dorte"], almas_case, now=now)
    rng = Random(_THIS_WEEK)
    for one in others:
        is_own = one.plan.side != Side.NEUTRAL and one.plan.status == Status.OPEN
        if is_own and rng.random() < 0.85:
            _judge_one(one, rng, now=now)


def _at(week: int, weekday: int, now: datetime) -> datetime:
    """Half past eight that day; never after `now`."""
    today = timezone.localdate(now)
    monday = today - timedelta(days=today.weekday(), weeks=_THIS_WEEK - week)
    day = monday + timedelta(days=weekday)
    return min(timezone.make_aware(datetime.combine(day, time(8, 30))), now)


def _almas(house: House, case: Case, *, now: datetime) -> None:
    dorte, freja = house.staff["dorte"], house.staff["freja"]
    note_cause(
        by=dorte, case=case, kind=Cause.POLICE, happens_on=timezone.localdate(_at(9, 0, now)),
        note="Afhøres om brikken og om brud på tilholdet.", once=uuid4(), now=_at(9, 0, now),
    )  # fmt: skip
    asked = [one for one in tasks_of(actor=dorte, case=case) if one.added_at == _at(9, 0, now)]
    for told in asked:  # Alma was told the same morning
        finish_task(by=dorte, task=told, now=_at(9, 0, now))
    result = Result(
        tool=Tool.SASH, used_on=timezone.localdate(_at(5, 3, now)), concern=Concern.HIGH,
        judgement="Peger på fuld vurdering: vedholdende, kender hendes færden, tidligere samlever.",
    )  # fmt: skip
    record_result(by=dorte, case=case, result=result, once=uuid4(), now=_at(5, 3, now))
    for one in texts("safety")["alma"]:
        at = _at(one["w"], one["d"], now)
        day = timezone.localdate(at)
        judged = Judged(
            level=Level(one["level"]),
            assessed_on=day,
            review_on=day + timedelta(weeks=8),
            flags=frozenset(Cause(code) for code in one["flags"].split()),
            **{name: one[name] for name in ("scenarios", "reasons", "measures")},
        )
        made = assess(by=dorte, case=case, judged=judged, once=uuid4(), now=at)
        if one["confirmed"]:
            confirm_level(by=freja, assessment=made, now=at + timedelta(hours=4))
    court = timezone.localdate(now) + timedelta(days=11)
    note_cause(
        by=dorte, case=case, kind=Cause.COURT, happens_on=court,
        note="Retsmøde om brud på tilholdet. De er indkaldt til samme formiddag.",
        once=uuid4(), now=now,
    )  # fmt: skip


def plan_for_alma(by: Actor, case: Case, *, now: datetime) -> None:
    for line in texts("safety")["plan"]:
        _measure(by, case, line, now)
    frame = Frame(
        contacts=f"112\nRuth (mor): {phone(56)}\nSonja (kollega): {phone(78)}",
        code_word="regnjakke",
        copy_form=CopyForm.PAPER,
        copy_said="Må ligge i skabet på biblioteket. Ikke hjemme, ikke i tasken.",
        review_on=timezone.localdate(now) + timedelta(days=5),
    )
    frame_plan(by=by, case=case, frame=frame, now=now)
    held = texts("safety")["points"].items()
    points = {code: PointState(stand, note=note) for code, (stand, note) in held}
    look_at_points(by=by, case=case, points=points, now=now)


def _measure(by: Actor, case: Case, line: dict[str, Any], now: datetime) -> None:
    at = now - timedelta(weeks=line["weeks"], hours=2)
    day, today = timezone.localdate(at), timezone.localdate(now)
    due_on = day + timedelta(days=line["days"])
    precaution = Precaution(
        domain=Domain(line["in"]),
        text=line["text"],
        owner=line["who"],
        due_on=due_on,
        review_on=due_on + timedelta(weeks=8) if line["done"] else None,
    )
    made = add_measure(
        by=by, case=case, precaution=precaution, once=uuid4(), now=at, decided_on=day
    )
    if line["done"]:
        finish_measure(by=by, measure=made, done_on=min(due_on, today), now=now)


def _judge_one(one: Opened, rng: Random, *, now: datetime) -> None:
    """One or two judgements; the last some weeks old, now and then too old."""
    held = texts("safety")
    level = rng.choice((Level.LOW, Level.LOW, Level.MODERATE, Level.MODERATE, Level.HIGH))
    age = (now - one.plan.opened).days
    ages = sorted({min(age, rng.randrange(60, 120)), min(age, rng.randrange(1, 62))}, reverse=True)
    for number, days in enumerate(ages):
        at = now - timedelta(days=days, hours=1)
        day = timezone.localdate(at)
        is_last = number == len(ages) - 1
        judged = Judged(
            level=level if is_last else Level.MODERATE,
            assessed_on=day,
            review_on=day + timedelta(weeks=8),
            scenarios=rng.choice(held["scenarios"]),
            reasons=rng.choice(held["reasons"]),
            measures=rng.choice(held["done"]),
            flags=frozenset({Cause.OWN_FEAR} if level == Level.HIGH and is_last else ()),
        )
        made = assess(by=one.worker, case=one.case, judged=judged, once=uuid4(), now=at)
        if made.stand == "waits" and rng.random() < 0.8:
            confirm_level(
                by=one.plan.desk.leader, assessment=made, now=min(at + timedelta(hours=5), now)
            )
