"""Words in order as one long text: as objects in sets they would take twenty times the memory."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable

_END = b"\n"
_LEAST_SINCE = 512
# Comes after every word that begins alike; no word holds it.
_AFTER = b"\xff"


class Ordered:
    """A set of words that answers which of them begin alike.

    Words that came since it was put in order are few, and are looked through one by one. What is
    there is never changed but replaced, as another thread may be reading it.
    """

    def __init__(self) -> None:
        self._held = b"", array("I", [0])
        self._since: frozenset[str] = frozenset()

    def put(self, words: Iterable[str]) -> None:
        """Words that are not there yet."""
        since = self._since.union(words)
        if len(since) > max(_LEAST_SINCE, len(self._held[1]) // 16):
            self._held = _in_order({*self._held[0].decode().split("\n")[:-1], *since})
            since = frozenset()
        self._since = since

    def take_out(self, word: str) -> None:
        """A word that stands in the text stays there until it is ordered anew."""
        self._since -= {word}

    def beginning_with(self, start: str) -> list[str]:
        """Also those that were taken out since; who asks knows which are there."""
        text, starts = self._held
        begins = start.encode()
        first, after = _place(text, starts, begins), _place(text, starts, begins + _AFTER)
        found = [word for word in self._since if word.startswith(start)]
        if first < after:
            found += text[starts[first] : starts[after] - 1].decode().split("\n")
        return found


def _in_order(words: set[str]) -> tuple[bytes, "array[int]"]:
    """One text of all, and where each begins, with the end at the end."""
    spelt = sorted(word.encode() for word in words)
    starts = array("I", [0])
    for word in spelt:
        starts.append(starts[-1] + len(word) + 1)
    return b"".join(word + _END for word in spelt), starts


def _place(text: bytes, starts: "array[int]", word: bytes) -> int:
    return bisect_left(
        range(len(starts) - 1), word, key=lambda at: text[starts[at] : starts[at + 1] - 1]
    )
