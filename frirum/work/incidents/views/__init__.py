"""The log, an incident, its proof, and the shape of it all."""

from .exhibits import attach, exhibit, exhibits, hand_out, hand_over, preview, verify
from .incidents import correct, history, incident, record, star, unstar
from .log import log
from .pattern import pattern

__all__ = [
    "attach",
    "correct",
    "exhibit",
    "exhibits",
    "hand_out",
    "hand_over",
    "history",
    "incident",
    "log",
    "pattern",
    "preview",
    "record",
    "star",
    "unstar",
    "verify",
]
