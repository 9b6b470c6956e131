"""Who is involved, what was said, what became of it, and which orders hold."""

from .involved import AgencyContact, Coordination, Involvement
from .orders import Breach, Extension, Order, OrderQuerySet
from .proceedings import Proceeding, ProceedingStep

__all__ = [
    "AgencyContact",
    "Breach",
    "Coordination",
    "Extension",
    "Involvement",
    "Order",
    "OrderQuerySet",
    "Proceeding",
    "ProceedingStep",
]
