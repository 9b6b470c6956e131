"""How dangerous it is judged to be, what is due, and the plan."""

from .due import DueReview, due_reviews, waiting_for_leader
from .risk import (
    RiskLevel,
    causes_of,
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
    "DueReview",
    "RiskLevel",
    "causes_of",
    "due_reviews",
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
