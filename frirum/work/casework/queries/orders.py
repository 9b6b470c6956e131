"""Orders: what holds, how long, whom it protects, what broke it; and what expires soon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from frirum.casefile.matters.models import Assignment, Case, Side
from frirum.casefile.people.kinds import PersonRole
from frirum.casefile.people.models import Person
from frirum.casefile.people.queries import people_of, twins_of
from frirum.foundation.wall.actors import Actor
from frirum.work.incidents.models import Incident
from frirum.work.incidents.wording import moment_of, title_of

from ..kinds import REMINDED_BEFORE
from ..models import Breach, Extension, Order

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order as it stands on one day."""

    order: Order
    on: date

    @property
    def holds(self) -> bool:
        return self.order.holds_on(self.on)

    @property
    def is_lifted(self) -> bool:
        return self.order.is_lifted_by(self.on)

    @property
    def is_to_come(self) -> bool:
        return self.order.first_day > self.on and not self.is_lifted

    @property
    def is_over(self) -> bool:
        return not (self.holds or self.is_to_come)

    @property
    def days_left(self) -> int:
        return self.order.days_left(self.on)

    @property
    def ends_soon(self) -> bool:
        return self.holds and self.order.last_day <= self.on + REMINDED_BEFORE


def order_rows(*, actor: Actor, case: Case, on: date) -> list[OrderRow]:
    """What holds or is to come, next to end first; then what is over, newest first."""
    rows = Order.objects.visible_to(actor).filter(case=case)
    along = [OrderRow(row, on) for row in rows.select_related("agency").order_by("last_day", "pk")]
    ahead = [row for row in along if not row.is_over]
    return ahead + [row for row in reversed(along) if row.is_over]


def orders_in_force(*, actor: Actor, case: Case, on: date) -> list[OrderRow]:
    """What holds on this day, next to end first; one read."""
    rows = Order.objects.visible_to(actor, of=[case.pk]).in_force(on)
    return [OrderRow(row, on) for row in rows.order_by("last_day", "pk")]


@dataclass(frozen=True, slots=True)
class ExpiringOrder:
    """One line of Today: which order, in which case, how many days it still holds."""

    order: Order
    case: Case
    days_left: int


def expiring_orders(*, actor: Actor, today: date, limit: int = _SHOWN) -> list[ExpiringOrder]:
    """Orders that end within four weeks, in the cases that this worker works on; one read."""
    mine = Assignment.objects.visible_to(actor).filter(worker=actor.worker_id, ended_at=None)
    soon = (
        Order.objects.visible_to(actor)
        .in_force(today)
        .filter(last_day__lte=today + REMINDED_BEFORE, case__in=mine.values("case"))
    )
    rows = soon.select_related("case").order_by("last_day", "pk")[:limit]
    return [ExpiringOrder(row, row.case, row.days_left(today)) for row in rows]


def protectable(case: Case, people: Iterable[Person]) -> list[Person]:
    """Whom an order of this case can protect: all but whom it is against."""
    against = PersonRole.CLIENT if case.side == Side.EXERCISING else PersonRole.OTHER_PARTY
    return [person for person in people if person.role != against]


def names_protected(*, actor: Actor, case: Case, order: Order) -> list[str]:
    """By name; somebody who turned out to be another is named as that one."""
    became = {twin.gone: twin.person_id for twin in twins_of(actor=actor, case=case)}
    ids = {became.get(one, one) for one in order.protects}
    return [one.full_name for one in people_of(actor=actor, case=case) if one.pk in ids]


def extensions_of(*, actor: Actor, order: Order) -> list[Extension]:
    rows = Extension.objects.visible_to(actor).filter(case=order.case_id, order=order)
    return list(rows.order_by("-last_day", "pk"))


@dataclass(frozen=True, slots=True)
class BreachRow:
    """An incident of the log in one line, linked to an order or not."""

    incident: Incident
    title: str
    when: str
    breach: Breach | None = None


def breach_rows(*, actor: Actor, order: Order) -> list[BreachRow]:
    """What broke this order, newest first."""
    rows = Breach.objects.visible_to(actor).filter(case=order.case_id, order=order)
    along = rows.select_related("incident").order_by("-incident__happened_at", "pk")
    return [_row(row.incident, row) for row in along]


def unlinked_breaches(*, actor: Actor, order: Order, linked: Iterable[UUID]) -> list[BreachRow]:
    """Incidents marked as a breach while the order was in force, and not linked to it yet."""
    rows = Incident.objects.visible_to(actor).filter(
        case=order.case_id, is_breach=True, day__gte=order.first_day, day__lte=order.last_day
    )
    fresh = rows.exclude(pk__in=list(linked))
    if order.lifted_on:
        fresh = fresh.filter(day__lt=order.lifted_on)
    return [_row(one) for one in fresh.newest_first()[:_SHOWN]]


def _row(incident: Any, breach: Breach | None = None) -> BreachRow:
    told = incident.told
    return BreachRow(incident, title_of(told), moment_of(told), breach)
