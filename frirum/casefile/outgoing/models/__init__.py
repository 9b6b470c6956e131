"""What leaves, who else must say yes to it, and what the conflict desk is asked."""

from .approvals import Approval, DeskQuestion, Need, Word
from .messages import ContactAttempt, Message, MessageState, Outcome
from .releases import MAY_GET, Kind, Release, Stand

__all__ = [
    "MAY_GET",
    "Approval",
    "ContactAttempt",
    "DeskQuestion",
    "Kind",
    "Message",
    "MessageState",
    "Need",
    "Outcome",
    "Release",
    "Stand",
    "Word",
]
