"""Letters, and how each was written before."""

from .letters import Letter, LetterVersion

__all__ = ["Letter", "LetterVersion"]
