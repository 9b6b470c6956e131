"""Answers about the log, always for somebody."""

from .exhibits import ExhibitPage, custody_of, exhibit_page, exhibits_of
from .history import Wording, changes_between, wordings_of
from .known import KnownMessages, known_messages
from .log import Cursor, Filters, LogPage, LogRow, log_page, starred_count
from .panel import IncidentPanel, incident_panel
from .patterns import Pattern, pattern_of
from .threads import Thread, messages_of

__all__ = [
    "Cursor",
    "ExhibitPage",
    "Filters",
    "IncidentPanel",
    "KnownMessages",
    "LogPage",
    "LogRow",
    "Pattern",
    "Thread",
    "Wording",
    "changes_between",
    "custody_of",
    "exhibit_page",
    "exhibits_of",
    "incident_panel",
    "known_messages",
    "log_page",
    "messages_of",
    "pattern_of",
    "starred_count",
    "wordings_of",
]
