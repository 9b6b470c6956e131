"""Everything that changes the log and its exhibits."""

from .exhibits import (
    attach_file,
    hand_out_originals,
    hand_over_exhibit,
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
from .uploads import add_part, begin_upload, drop_upload, sweep_uploads

__all__ = [
    "add_part",
    "attach_file",
    "begin_upload",
    "correct_incident",
    "drop_upload",
    "hand_out_originals",
    "hand_over_exhibit",
    "record_incident",
    "star_incident",
    "store_incidents",
    "store_preview",
    "sweep_uploads",
    "unstar_incident",
    "verify_exhibit",
]
