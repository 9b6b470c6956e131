"""Forms of this room. They parse and validate, and save nothing."""

from .plans import CopyOrder, FrameForm, MeasureForm, PointsForm
from .risk import AssessForm, CauseForm, DecideForm, InstrumentForm

__all__ = [
    "AssessForm",
    "CauseForm",
    "CopyOrder",
    "DecideForm",
    "FrameForm",
    "InstrumentForm",
    "MeasureForm",
    "PointsForm",
]
