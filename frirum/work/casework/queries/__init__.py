"""Answers about authorities, reports and orders of a case, always for somebody."""

from .involved import (
    ContactRow,
    Coordinator,
    contact_rows,
    contactable,
    contacts_of,
    coordinator_of,
    involvements_of,
)
from .numbers import JournalNumber, journal_numbers
from .orders import (
    BreachRow,
    ExpiringOrder,
    OrderRow,
    breach_rows,
    expiring_orders,
    extensions_of,
    names_protected,
    order_rows,
    orders_in_force,
    protectable,
    unlinked_breaches,
)
from .proceedings import StepRow, proceedings_of, step_rows

__all__ = [
    "BreachRow",
    "ContactRow",
    "Coordinator",
    "ExpiringOrder",
    "JournalNumber",
    "OrderRow",
    "StepRow",
    "breach_rows",
    "contact_rows",
    "contactable",
    "contacts_of",
    "coordinator_of",
    "expiring_orders",
    "extensions_of",
    "involvements_of",
    "journal_numbers",
    "names_protected",
    "order_rows",
    "orders_in_force",
    "proceedings_of",
    "protectable",
    "step_rows",
    "unlinked_breaches",
]
