"""How dangerous it is judged to be, what is due, and the plan."""

from .due import DuePlan, DueReview, due_plans, due_reviews, waiting_for_leader
from .risk import (
    OpenCause,
    RiskLevel,
    causes_of,
    encounters_of,
    has_open_risk,
    history_of,
    judgement_that_holds,
    level_in,
    levels_of,
    open_causes,
    results_of,
    risk_of,
)

__all__ = [
    "DuePlan",
    "DueReview",
    "OpenCause",
    "RiskLevel",
    "causes_of",
    "due_plans",
    "due_reviews",
    "encounters_of",
    "has_open_risk",
    "history_of",
    "judgement_that_holds",
    "level_in",
    "levels_of",
    "open_causes",
    "results_of",
    "risk_of",
    "waiting_for_leader",
]
