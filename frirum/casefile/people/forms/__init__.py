"""What is asked about people and safe contact."""

from .contact import SafeContactForm, WayForm
from .people import EndForm, MergeForm, PersonForm, RelationForm, TwinForm

__all__ = [
    "EndForm",
    "MergeForm",
    "PersonForm",
    "RelationForm",
    "SafeContactForm",
    "TwinForm",
    "WayForm",
]
