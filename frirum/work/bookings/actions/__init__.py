"""What people do with the calendar."""

from .attending import note_arrival, note_attendance, note_left
from .booking import book, call_off, move, overrun
from .series import book_series

__all__ = [
    "book",
    "book_series",
    "call_off",
    "move",
    "note_arrival",
    "note_attendance",
    "note_left",
    "overrun",
]
