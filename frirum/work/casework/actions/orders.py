"""Orders: recorded, served, extended, lifted, broken; and the reminder before they expire."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from frirum.casefile.matters.models import Case
from frirum.casefile.tasks.models import Kind, Task
from frirum.foundation.ui.dates import day
from frirum.foundation.wall.actions import action
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.permissions import Permission
from frirum.work.incidents.models import Incident

from ..expiring import to_remind_of
from ..facts import ToldOrder
from ..models import Breach, Extension, Order
from ..rules import (
    may_answer,
    may_change_order,
    may_extend,
    may_lift,
    may_link,
    may_order,
    may_serve,
    may_stand_longer,
)
from ._working import _work_in

# A new order takes the police some weeks.
_ASKED_BEFORE = timedelta(days=14)


@action(Permission.DO_CASEWORK)
def record_order(
    *, by: Actor, case: Case, told: ToldOrder, now: datetime, once: UUID | None = None
) -> Order:
    """Write down an order as it was decided. The same `once` records one."""
    _work_in(by, case, now)
    once = once or uuid4()
    others = _orders(by, case)
    twin: Order | None = next((one for one in others if one.once == once), None)
    if twin:
        return twin
    may_order(told, others, today=timezone.localdate(now)).enforce()
    order = Order(case=case, once=once, added_at=now, added_by=by.id)
    order.write(told)
    order.save(force_insert=True)
    return order


@action(Permission.DO_CASEWORK)
def change_order(*, by: Actor, order: Order, told: ToldOrder, version: int, now: datetime) -> Order:
    """Correct what was written wrongly. An order that was given a later end is extended instead."""
    _work_in(by, order.case, now)
    others = [one for one in _orders(by, order.case) if one.pk != order.pk]
    may_order(told, others, today=timezone.localdate(now)).enforce()
    rows = Order.objects.visible_to(by).filter(pk=order.pk, version=version)
    taken = rows.update(version=version + 1)
    may_change_order(version, version if taken else version + 1).enforce()
    is_later = told.last_day != order.last_day
    order.write(told)
    order.version = version + 1
    order.reminded_on = None if is_later else order.reminded_on
    order.save()
    return order


@action(Permission.DO_CASEWORK)
def serve_order(*, by: Actor, order: Order, served_on: date, now: datetime) -> Order:
    """Whom it binds has been told of it (forkyndt)."""
    _work_in(by, order.case, now)
    may_serve(order.decided_on, served_on, today=timezone.localdate(now)).enforce()
    order.served_on = served_on
    order.save(update_fields=["served_on"])
    return order


@action(Permission.DO_CASEWORK)
def extend_order(
    *,
    by: Actor,
    order: Order,
    decided_on: date,
    last_day: date,
    now: datetime,
    journal_number: str = "",
) -> Order:
    """The same order lasts longer, by a decision of its own."""
    today = timezone.localdate(now)
    _work_in(by, order.case, now)
    may_extend(order, decided_on=decided_on, last_day=last_day, today=today).enforce()
    others = [one for one in _orders(by, order.case) if one.pk != order.pk]
    may_stand_longer(order, last_day, others).enforce()
    Extension.objects.create(
        case=order.case,
        order=order,
        decided_on=decided_on,
        former_last_day=order.last_day,
        last_day=last_day,
        journal_number=journal_number or None,
        added_at=now,
        added_by=by.id,
    )
    order.last_day, order.reminded_on = last_day, None
    order.save(update_fields=["last_day", "reminded_on"])
    return order


@action(Permission.DO_CASEWORK)
def lift_order(*, by: Actor, order: Order, lifted_on: date, why: str, now: datetime) -> Order:
    """It no longer holds from this day on, before its last day."""
    _work_in(by, order.case, now)
    may_lift(order, lifted_on=lifted_on, today=timezone.localdate(now)).enforce()
    order.lifted_on, order.lifted_why = lifted_on, why or None
    order.save(update_fields=["lifted_on", "lifted_why"])
    return order


@action(Permission.DO_CASEWORK)
def link_breaches(*, by: Actor, order: Order, incidents: Sequence[Incident], now: datetime) -> int:
    """These incidents of the log broke the order. Linking one twice links it once."""
    _work_in(by, order.case, now)
    rows, fresh = Breach.objects.visible_to(by).filter(case=order.case), 0
    for incident in incidents:
        may_link(order, incident.happened_at, is_breach=incident.is_breach).enforce()
        values = {"added_at": now, "added_by": by.id}
        fresh += rows.get_or_create(
            case=order.case, order=order, incident=incident, defaults=values
        )[1]
    return fresh


@action(Permission.DO_CASEWORK)
def answer_breach(
    *,
    by: Actor,
    breach: Breach,
    told_on: date | None,
    now: datetime,
    journal_number: str = "",
    answered_on: date | None = None,
    answer: str = "",
) -> Breach:
    """When the police were told of it, and what they answered."""
    _work_in(by, breach.case, now)
    today = timezone.localdate(now)
    may_answer(told_on=told_on, answered_on=answered_on, today=today).enforce()
    breach.told_on, breach.answered_on = told_on, answered_on
    breach.journal_number, breach.answer = journal_number or None, answer or None
    breach.save(update_fields=["told_on", "answered_on", "journal_number", "answer"])
    return breach


@action(Permission.RUN_HOUSEKEEPING)
def remind_of_orders(*, by: Actor, now: datetime) -> int:
    """A task in the case of each order that ends within four weeks, once for each last day."""
    today, made = timezone.localdate(now), 0
    for order in to_remind_of(today):
        words = {"order": order.word, "last": day(order.last_day)}
        Task.objects.create(
            case_id=order.case_id,
            kind=Kind.DEADLINE,
            title=_("%(order)s ends on %(last)s: ask the client and the police what follows")
            % words,
            due_on=max(today, order.last_day - _ASKED_BEFORE),
            added_at=now,
            once=uuid5(order.pk, str(order.last_day)),
        )
        order.reminded_on = today
        order.save(update_fields=["reminded_on"])
        made += 1
    return made


def _orders(by: Actor, case: Case) -> list[Order]:
    rows: list[Order] = list(Order.objects.visible_to(by).filter(case=case))
    for order in rows:
        order.case = case
    return rows
