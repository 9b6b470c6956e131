"""Matter, side, team, case, assignment; what crosses the wall. No person's name stands here."""

from .apart import STEPPED_ASIDE_PLAIN, DeclaredRelation, Recusal, SteppedAside
from .crossings import Basis, Crossing, CrossingState, Danger, Delivery, ForWhom, HouseWarning
from .handing import HandOver, HandOverState
from .shield import Shield
from .skeleton import (
    CASE_NUMBER,
    MOVES,
    OPPOSES,
    Assignment,
    Case,
    GlassBreak,
    GlassReason,
    Matter,
    Membership,
    Phase,
    PhaseKind,
    Side,
    Status,
    Team,
    Track,
    new_case_number,
)
from .stood import Stood

__all__ = [
    "CASE_NUMBER",
    "MOVES",
    "OPPOSES",
    "STEPPED_ASIDE_PLAIN",
    "Assignment",
    "Basis",
    "Case",
    "Crossing",
    "CrossingState",
    "Danger",
    "DeclaredRelation",
    "Delivery",
    "ForWhom",
    "GlassBreak",
    "GlassReason",
    "HandOver",
    "HandOverState",
    "HouseWarning",
    "Matter",
    "Membership",
    "Phase",
    "PhaseKind",
    "Recusal",
    "Shield",
    "Side",
    "Status",
    "SteppedAside",
    "Stood",
    "Team",
    "Track",
    "new_case_number",
]
