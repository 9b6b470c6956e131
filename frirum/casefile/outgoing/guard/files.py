"""What a file says, read in the house when we made it and apart when a stranger did."""

import json
from dataclasses import dataclass

from frirum.foundation.apart.launch import Apart, Gone, Program

_READER = Program("frirum.casefile.outgoing.guard.reader.main", cpu=40)
_SECONDS, _SILENCE = 60.0, 45.0
_MOST_SAID = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Said:
    """Texts with the code of where each stands; `is_whole` only if all could be read by machine."""

    pieces: tuple[tuple[str, str], ...]
    is_whole: bool


_NOTHING = Said((), is_whole=False)


def read_own(content: bytes) -> Said:
    """A file that Frirum made itself. What reads it is loaded with the first one."""
    from .reader.kinds import Unreadable, said_in  # noqa: PLC0415

    try:
        return _told(said_in(content))
    except Unreadable:
        return _NOTHING


def read_strangers(content: bytes) -> Said:
    """A file that came from outside: whatever it does to its reader, we hear texts or nothing."""
    try:
        with Apart(_READER, seconds=_SECONDS, silence=_SILENCE) as child:
            child.send(content, is_last=True)
            heard = json.loads(child.rest(_MOST_SAID))
    except (Gone, ValueError):
        return _NOTHING
    return _told([(str(where), str(text)) for where, text in heard])


def _told(pieces: list[tuple[str, str]]) -> Said:
    """What stands at places of one sort is one text: many details are looked for in each."""
    texts: dict[str, list[str]] = {}
    for where, text in pieces:
        if text.strip():
            texts.setdefault(where, []).append(text)
    joined = tuple((where, "\n".join(held)) for where, held in texts.items())
    return Said(joined, is_whole=all(where != "picture" for where, _text in pieces))
