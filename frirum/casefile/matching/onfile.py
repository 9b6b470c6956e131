"""What is on file, opened for one piece of the room's own work: people, keys, vocabulary.

Each opening is one entry in the ledger, and asking costs the same reads whatever is found.
"""

import functools
import operator
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from struct import unpack
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import Q

from frirum.foundation.vault import keys
from frirum.foundation.vault.index import tag
from frirum.foundation.wall.peephole import behind_the_wall

from .likeness.keys import RARE, Key, tokens_of
from .likeness.profile import Profile
from .likeness.vocabulary import Vocabulary, counts_of
from .models import Bearer, MatchKey, WordCount

# A key that very many bear tells little: so many of them are read, and no more.
MOST_BEARERS = 1_000
# A single word is a key only while so few bear it; of a common one the hash would tell the name.
MOST_BEARERS_OF_A_WORD = 5
# So many may be written at once, each taking itself for the fifth.
_AT_ONCE = 4
_HALF = 8
_AT_A_TIME = 2_000
_SPANS_AT_A_TIME = 100
_ALL = b"\xff" * _HALF


def half_of(key: Key) -> bytes:
    """The eight bytes that stand for a key."""
    return tag(*key)[:_HALF]


def alias_of(holder: UUID) -> int:
    """The number by which keys name a person; without the index's key it leads to nobody."""
    return int.from_bytes(tag("alias", str(holder))[:_HALF], "big") >> 1


def id_of(key: Key, alias: int) -> UUID:
    """The id of the row that says: whoever has this alias bears this key."""
    return UUID(bytes=half_of(key) + alias.to_bytes(_HALF, "big"))


def span_of(key: Key) -> tuple[UUID, UUID]:
    """First and last id that rows of this key may have."""
    half = half_of(key)
    return UUID(bytes=half + bytes(_HALF)), UUID(bytes=half + _ALL)


def rare_keys(one: Profile) -> list[Key]:
    return [Key(RARE, word) for word in tokens_of(one).told]


class Known(NamedTuple):
    """A person on file, opened."""

    holder: UUID
    root: UUID
    side: str
    stance: str
    alias: int
    profile: Profile


class _Sealed(NamedTuple):
    """A sealed value with what opens it, without making an object of its row."""

    pk: UUID
    root: UUID

    def vault_owner(self) -> UUID:
        return self.root


@dataclass
class _Memory:
    """The vocabulary as this process knows it, and the rows it was summed up from."""

    parts: set[Any] = field(default_factory=set)
    words: Vocabulary = field(default_factory=Vocabulary)
    lock: threading.Lock = field(default_factory=threading.Lock)


_memory = _Memory()


class OnFile:
    """Everybody known, for the check alone. `reason` stands in the ledger.

    `is_even`: the same reads are made whatever is found, so that their number tells nothing.
    """

    def __init__(self, *, reason: str, is_even: bool = True) -> None:
        self._is_even = is_even
        self._bearers = behind_the_wall(Bearer, reason=reason)
        self._keys = behind_the_wall(MatchKey, reason=reason)
        self._parts = behind_the_wall(WordCount, reason=reason)

    def rows_of(self, root: UUID) -> Any:
        """The people of one case or enquiry, for the action that moves or drops them."""
        return self._bearers.filter(root=root)

    def rows_for(self, holders: Iterable[UUID]) -> dict[UUID, Bearer]:
        """Those of these people that are known already, held until the action is over."""
        rows = self._bearers.select_for_update().filter(pk__in=list(holders))
        return {row.pk: row for row in rows}

    def keys_with(self, ids: Iterable[UUID]) -> Any:
        return self._keys.filter(pk__in=list(ids))

    def keys_within(self, key: Key) -> Any:
        """Every row of one key, whoever bears it."""
        return self._keys.filter(pk__range=span_of(key))

    def rows_within(self, some: Sequence[Key], *, of: Sequence[Key]) -> Iterator[Any]:
        """Every row of some of these keys, to be taken out. It asks about all, so that whoever
        writes one down cannot tell by the time how many bear it (S13)."""
        gone = set(some)
        spans = [span_of(key if key in gone else Key("", key.parts)) for key in of]
        for at in range(0, len(spans), _SPANS_AT_A_TIME):
            within = [Q(pk__range=span) for span in spans[at : at + _SPANS_AT_A_TIME]]
            yield self._keys.filter(functools.reduce(operator.or_, within))

    def parts(self) -> Any:
        """The rows of the vocabulary, for the action that joins them."""
        return self._parts

    def vocabulary(self) -> Vocabulary:
        """As it is now. Rows that other processes wrote are added; joined ones are read anew."""
        with _memory.lock:
            there = _parts_there()
            if not _memory.parts <= there:
                _memory.parts, _memory.words = set(), Vocabulary()
            unread = there - _memory.parts
            if unread:
                for part in self._parts.filter(pk__in=unread):
                    _memory.words.add(Counter(part.sealed_counts))
                _memory.parts = there
            return _memory.words

    def people_of(self, root: UUID) -> list[Known]:
        rows = self._bearers.filter(root=root).values_list(*_COLUMNS)
        return list(self._opened(list(rows)))

    def people(self, aliases: Iterable[int]) -> dict[int, Known]:
        """Those with these aliases."""
        return {one.alias: one for one in self._opened(_rows_with([-1, *aliases]))}

    def _opened(self, rows: Sequence[Any]) -> Iterator[Known]:
        """One more key is fetched than is needed, so that the same read is made for nobody."""
        column = Bearer._meta.get_field("sealed_profile")
        keys.warm([*{row[1] for row in rows}, *([uuid4()] if self._is_even else [])])
        for pk, root, side, stance, alias, sealed in rows:
            text = column.open(_Sealed(pk, root), sealed)
            yield Known(pk, root, side, stance, alias, Profile.from_text(text))

    def bearers(self, asked: Sequence[Key]) -> list[Sequence[int]]:
        """For each key, the aliases of those who bear it, at most `MOST_BEARERS`: one read."""
        halves = [half_of(key) for key in asked or [Key("", "nobody")]]
        found = _read(list(dict.fromkeys(halves)))
        return [found.get(half, ()) for half in halves]


# One text however many keys are asked for, which a database works out once; and in the order of
# the key, so that no planner thinks of reading the whole table instead.
_OF_SQLITE = """
WITH RECURSIVE place(at) AS (SELECT 1 UNION ALL SELECT at + 16 FROM place WHERE at + 16 < %s)
SELECT substr(%s, at, 8), (SELECT group_concat(hex(substr(id, 9)), '') FROM (
    SELECT id FROM matching_matchkey
    WHERE id BETWEEN substr(%s, at, 16) AND substr(%s, at, 16) ORDER BY id LIMIT %s))
FROM place"""
# OFFSET 0, so that the ends of a key are worked out once and not for each row that is compared.
_OF_POSTGRES = """
SELECT half, (SELECT string_agg(encode(substring(uuid_send(id) FROM 9), 'hex'), '') FROM (
    SELECT id FROM matching_matchkey WHERE id BETWEEN low AND high ORDER BY id LIMIT %s) AS borne)
FROM (
    SELECT half, (half || %s)::uuid AS low, (half || %s)::uuid AS high
    FROM unnest(string_to_array(%s, ',')) AS half OFFSET 0
) AS asked"""


def _read(halves: Sequence[bytes]) -> dict[bytes, Sequence[int]]:
    """The query sets of Django know no limit per key; hence the one statement in words."""
    ends = bytes(_HALF), _ALL
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            asked = ",".join([half.hex() for half in halves])
            cursor.execute(_OF_POSTGRES, [MOST_BEARERS, *(end.hex() for end in ends), asked])
            rows = [(bytes.fromhex(half), aliases) for half, aliases in cursor.fetchall()]
        else:
            low, high = (b"".join([half + end for half in halves]) for end in ends)
            cursor.execute(_OF_SQLITE, [len(low), low, low, high, MOST_BEARERS])
            rows = cursor.fetchall()
    return {half: _numbers(aliases) for half, aliases in rows if aliases}


def _parts_there() -> set[Any]:
    """The ids of the rows of the vocabulary, as the database has them; asked at every check."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM matching_wordcount")
        return {pk for (pk,) in cursor.fetchall()}


_COLUMNS = ("pk", "root", "side", "stance", "alias", "sealed_profile")


def _rows_with(aliases: Sequence[int]) -> list[Any]:
    """As `values_list` of these columns answers, which takes twice as long to word the question."""
    places = ", ".join(["%s"] * len(aliases))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, root, side, stance, alias, sealed_profile "  # noqa: S608 - places alone
            f"FROM matching_bearer WHERE alias IN ({places})",
            aliases,
        )
        rows: list[Any] = cursor.fetchall()
    if connection.vendor == "postgresql":
        return rows
    return [(UUID(bytes=pk), UUID(bytes=root), *rest) for pk, root, *rest in rows]


def _numbers(digits: str) -> Sequence[int]:
    return unpack(f">{len(digits) // 16}Q", bytes.fromhex(digits))


def gains(before: Mapping[UUID, Profile], after: Mapping[UUID, Profile]) -> dict[str, int]:
    """What the vocabulary gains, or loses, when these people are known as `after`."""
    counts = counts_of(after.values())
    counts.subtract(counts_of(before.values()))
    return {word: many for word, many in sorted(counts.items()) if many}


def rare_among(
    words: Vocabulary,
    before: Mapping[UUID, Profile],
    after: Mapping[UUID, Profile],
    gained: Mapping[str, int],
) -> tuple[dict[UUID, set[Key]], list[Key]]:
    """Single words that are keys now, by holder; and those that too many bear from now on."""
    rare: dict[UUID, set[Key]] = {}
    common: dict[Key, None] = {}
    for holder, profile in after.items():
        had = set(rare_keys(before.get(holder, Profile())))
        for key in rare_keys(profile):
            bore = words.bearers.get(key.parts, 0)
            if bore + gained.get(key.parts, 0) <= MOST_BEARERS_OF_A_WORD:
                rare.setdefault(holder, set()).add(key)
            elif key not in had and bore <= MOST_BEARERS_OF_A_WORD + _AT_ONCE:
                common[key] = None
    return rare, list(common)
