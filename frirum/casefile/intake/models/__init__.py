"""An enquiry, whom it names, and what was found out and decided before there is a case."""

from .desk import DeskDecision, PassedOn, StaffHit
from .enquiry import (
    Assessment,
    Enquiry,
    EnquiryRecusal,
    Knock,
    Party,
    SafetyCall,
    Visitation,
)

__all__ = [
    "Assessment",
    "DeskDecision",
    "Enquiry",
    "EnquiryRecusal",
    "Knock",
    "Party",
    "PassedOn",
    "SafetyCall",
    "StaffHit",
    "Visitation",
]
