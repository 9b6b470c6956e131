"""Letters of a case."""

from .letters import begin, letter, letters, send, versions

__all__ = ["begin", "letter", "letters", "send", "versions"]
