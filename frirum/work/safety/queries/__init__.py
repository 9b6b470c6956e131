"""How dangerous it is judged to be, what is due, and the plan."""

from .due import DueReview, due_reviews, waiting_for_leader
from .risk import (
    RiskLevel,
    RiskPanel,
    causes_of,
    has_open_risk,
    history_of,
    levels_of,
    results_of,
    risk_of,
    risk_panel,
)

__all__ = [
    "DueReview",
    "RiskLevel",
    "RiskPanel",
    "causes_of",
    "due_reviews",
    "has_open_risk",
    "history_of",
    "levels_of",
    "results_of",
    "risk_of",
    "risk_panel",
    "waiting_for_leader",
]
