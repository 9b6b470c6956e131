"""What is asked about incidents and files. Forms parse; actions decide."""

from .exhibits import AttachForm, HandOverForm
from .incidents import CorrectForm, IncidentForm
from .log import FilterForm

__all__ = ["AttachForm", "CorrectForm", "FilterForm", "HandOverForm", "IncidentForm"]
