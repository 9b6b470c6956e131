"""Everything that changes what is known of authorities, reports and orders in a case."""

from .involved import end_involvement, involve, log_contact, set_coordinator
from .orders import (
    answer_breach,
    change_order,
    extend_order,
    lift_order,
    link_breaches,
    record_order,
    remind_of_orders,
    serve_order,
)
from .proceedings import say_informed, start_proceeding, strike_step, take_step

__all__ = [
    "answer_breach",
    "change_order",
    "end_involvement",
    "extend_order",
    "involve",
    "lift_order",
    "link_breaches",
    "log_contact",
    "record_order",
    "remind_of_orders",
    "say_informed",
    "serve_order",
    "set_coordinator",
    "start_proceeding",
    "strike_step",
    "take_step",
]
