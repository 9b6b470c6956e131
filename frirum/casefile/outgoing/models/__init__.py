"""What leaves, who else must say yes to it, and what the conflict desk is asked."""

from .approvals import Approval, DeskQuestion, Need, Word
from .releases import MAY_GET, Kind, Release, Stand

__all__ = [
    "MAY_GET",
    "Approval",
    "DeskQuestion",
    "Kind",
    "Need",
    "Release",
    "Stand",
    "Word",
]
