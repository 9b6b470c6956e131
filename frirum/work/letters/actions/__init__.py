"""Writing a letter, and asking for it to leave."""

from .letters import begin_letter, change_letter, send_letter

__all__ = ["begin_letter", "change_letter", "send_letter"]
