"""What stands on every page about a case: how dangerous it is, what asks for a new judgement, which
orders are in force. Three rooms' rows of plain columns, in one read.
"""

from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, CharField, F, Value

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.sight import rows_under
from frirum.work.casework.models import Order
from frirum.work.casework.queries import OrderRow
from frirum.work.safety.kinds import Cause
from frirum.work.safety.queries import (
    OpenCause,
    RiskLevel,
    judgement_that_holds,
    level_in,
    open_causes,
)

_COLUMNS = ("what", "code", "first", "second", "third", "fourth", "text", "flag", "pk")
_RISK, _CAUSE, _ORDER = "risk", "cause", "order"


@dataclass(frozen=True, slots=True)
class Marks:
    """`causes` and `orders` are next due first; an order has its plain columns alone."""

    risk: RiskLevel | None
    causes: list[OpenCause]
    orders: list[OrderRow]


def marks_of(*, actor: Actor, case: Case, today: date) -> Marks:
    risk, causes, orders = None, [], []
    for what, code, *days, text, flag, pk in rows_under(actor, case.pk, ("marks",), _marks):
        first, second, third, fourth = days
        if what == _RISK:
            risk = level_in((code, first, second, text, flag), today=today)
        elif what == _CAUSE:
            causes.append(OpenCause(Cause(code), first, second))
        else:
            order = Order(
                pk=pk, kind=code, first_day=first, last_day=second, served_on=third,
                lifted_on=fourth,
            )  # fmt: skip
            orders.append(OrderRow(order, today))
    return Marks(
        risk=risk,
        causes=sorted(causes, key=attrgetter("due_on")),
        orders=sorted((row for row in orders if row.holds), key=attrgetter("order.last_day")),
    )


def _marks(actor: Actor, case: UUID, _now: datetime) -> Any:
    orders = Order.objects.visible_to(actor, of=[case])
    held = judgement_that_holds(actor, case)
    rows = _told(held, _RISK, "level", "assessed_on", "due_on", text="stand", flag="has_breach")
    causes = _told(open_causes(actor, case), _CAUSE, "kind", "happens_on", "due_on")
    days = ("first_day", "last_day", "served_on", "lifted_on")
    return rows.union(causes, _told(orders, _ORDER, "kind", *days), all=True)


def _told(rows: Any, what: str, code: str, *days: str, text: str = "", flag: str = "") -> Any:
    """The rows of one room in the columns that all three share."""
    first, second, third, fourth = days if len(days) == 4 else days * 2
    told = {
        "what": Value(what, CharField()),
        "code": F(code),
        "first": F(first),
        "second": F(second),
        "third": F(third),
        "fourth": F(fourth),
        "text": F(text or code),
        "flag": F(flag) if flag else Value(value=False, output_field=BooleanField()),
    }
    return rows.order_by().annotate(**told).values_list(*_COLUMNS)
