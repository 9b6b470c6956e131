"""Everything that changes the log and its exhibits."""

from .exhibits import (
    attach_file,
    hand_over_exhibit,
    note_custody,
    store_preview,
    verify_exhibit,
)
from .incidents import (
    correct_incident,
    record_incident,
    star_incident,
    store_incidents,
    unstar_incident,
)

__all__ = [
    "attach_file",
    "correct_incident",
    "hand_over_exhibit",
    "note_custody",
    "record_incident",
    "star_incident",
    "store_incidents",
    "store_preview",
    "unstar_incident",
    "verify_exhibit",
]
