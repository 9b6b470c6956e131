"""What is booked, and what there is to book."""

from .apart import Bond, KeptApart, Stay, TooClose
from .appointments import (
    ICONS,
    NOT_COMING,
    ON_SITE,
    Appointment,
    Arrival,
    ArrivalState,
    Attendance,
    Claim,
    Coming,
    Kind,
)
from .house import Away, AwayKind, Entrance, Feed, Group, GroupPlace, Hours, Room, Sheet, Site, Turn
from .plans import PlanState, Proposal, Suggested, WhyNot
from .wishes import Urgency, Wish

__all__ = [
    "ICONS",
    "NOT_COMING",
    "ON_SITE",
    "Appointment",
    "Arrival",
    "ArrivalState",
    "Attendance",
    "Away",
    "AwayKind",
    "Bond",
    "Claim",
    "Coming",
    "Entrance",
    "Feed",
    "Group",
    "GroupPlace",
    "Hours",
    "KeptApart",
    "Kind",
    "PlanState",
    "Proposal",
    "Room",
    "Sheet",
    "Site",
    "Stay",
    "Suggested",
    "TooClose",
    "Turn",
    "Urgency",
    "WhyNot",
    "Wish",
]
