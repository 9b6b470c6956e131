"""The log, what it was made of, and its proof."""

from .bundles import Bundle, BundleState
from .exhibits import CustodyEvent, Exhibit
from .imports import ImportState, PhoneImport
from .incidents import Incident, IncidentMessage, IncidentQuerySet, IncidentVersion
from .uploads import Upload

__all__ = [
    "Bundle",
    "BundleState",
    "CustodyEvent",
    "Exhibit",
    "ImportState",
    "Incident",
    "IncidentMessage",
    "IncidentQuerySet",
    "IncidentVersion",
    "PhoneImport",
    "Upload",
]
