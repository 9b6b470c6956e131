"""Pages of this room."""

from .plans import (
    copy,
    drop,
    finish,
    frame,
    measure,
    measure_new,
    plan,
    points,
    reopen,
    version,
    versions,
)
from .reports import report
from .risk import assessment, cause, decide, instrument, judge, risk, waiting

__all__ = [
    "assessment",
    "cause",
    "copy",
    "decide",
    "drop",
    "finish",
    "frame",
    "instrument",
    "judge",
    "measure",
    "measure_new",
    "plan",
    "points",
    "reopen",
    "report",
    "risk",
    "version",
    "versions",
    "waiting",
]
