"""The only code of this room that changes anything."""

from .plans import (
    add_measure,
    change_measure,
    drop_measure,
    finish_measure,
    frame_plan,
    look_at_points,
    make_copy,
    reopen_measure,
)
from .reports import send_report
from .risk import assess, confirm_level, note_cause, record_result, send_back_level

__all__ = [
    "add_measure",
    "assess",
    "change_measure",
    "confirm_level",
    "drop_measure",
    "finish_measure",
    "frame_plan",
    "look_at_points",
    "make_copy",
    "note_cause",
    "record_result",
    "reopen_measure",
    "send_back_level",
    "send_report",
]
