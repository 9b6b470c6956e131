"""Tables of this room."""

from .plans import Measure, Plan, PlanVersion
from .risk import Assessment, InstrumentResult, ReviewCause

__all__ = ["Assessment", "InstrumentResult", "Measure", "Plan", "PlanVersion", "ReviewCause"]
