"""What is done with something that leaves: asked for, let out, answered, taken back."""

from .approving import answer_approval, answer_question, give_reason
from .leaving import ask_to_leave, hand_out, take_back

__all__ = [
    "answer_approval",
    "answer_question",
    "ask_to_leave",
    "give_reason",
    "hand_out",
    "take_back",
]
