"""What leaves a case, what colleagues read first, and what the conflict desk is asked."""

from .desk import answer, questions
from .releases import download, give, hand, log, read, release, take, to_read

__all__ = [
    "answer",
    "download",
    "give",
    "hand",
    "log",
    "questions",
    "read",
    "release",
    "take",
    "to_read",
]
