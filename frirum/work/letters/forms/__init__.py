"""What is asked to begin a letter, to change it, and to send it."""

from .letters import BeginForm, LetterForm, SendForm

__all__ = ["BeginForm", "LetterForm", "SendForm"]
