"""The look behind the wall: whom do the people of one case or enquiry agree with elsewhere?"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from frirum.foundation.wall.peephole import behind_the_wall

from .models import Check, Decision, Finding, MatchKey, both_ways
from .rules import conflicts, is_settled

_REASON = "compares facts behind the wall"
_COLUMNS = ("holder", "root", "side", "stance", "kind", "tag")


@dataclass
class _Known:
    """One holder with all its tags."""

    holder: UUID
    root: UUID
    side: str
    stance: str
    tags: dict[bytes, str] = field(default_factory=dict)

    @property
    def kinds(self) -> set[str]:
        return set(self.tags.values())


def keys_of(root: UUID, *, reason: str) -> Any:
    """The keys of one case or enquiry, for the action that moves or drops them."""
    return behind_the_wall(MatchKey, reason=reason).filter(root=root)


def find(check: Check, *, now: datetime) -> list[Finding]:
    """What agrees and conflicts, or one line that nothing does.

    The same three reads whatever there is to find: our keys, all keys of those who share one,
    and what the desk decided before.
    """
    keys = behind_the_wall(MatchKey, reason=_REASON)
    ours = _holders(keys.filter(root=check.subject))
    tags = keys.filter(root=check.subject).values("tag")
    sharing = keys.filter(tag__in=tags).exclude(root=check.subject).values("holder")
    others = _holders(keys.filter(holder__in=sharing).exclude(root=check.subject))
    settled = _decided(keys.filter(root=check.subject).values("holder"))
    found = [pair for pair in _pairs(ours, others, check, now) if not _is_settled(pair, settled)]
    return found or [Finding(check_id=check.pk, our_root=check.subject, found_at=now)]


def _holders(keys: Any) -> list[_Known]:
    known: dict[UUID, _Known] = {}
    for holder, root, side, stance, kind, tag in keys.values_list(*_COLUMNS):
        one = known.setdefault(holder, _Known(holder, root, side, stance))
        one.tags[bytes(tag)] = kind
    return list(known.values())


def _pairs(
    ours: list[_Known], others: list[_Known], check: Check, now: datetime
) -> Iterator[Finding]:
    bearers = defaultdict(list)
    for one in ours:
        for tag in one.tags:
            bearers[tag].append(one)
    for other in others:
        met = {one.holder: one for tag in other.tags for one in bearers.get(tag, ())}
        yield from (_finding(our, other, check, now) for our in met.values() if _oppose(our, other))


def _oppose(our: _Known, other: _Known) -> bool:
    return conflicts(
        side=our.side,
        stance=our.stance,
        other_side=other.side,
        other_stance=other.stance,
    )


def _finding(our: _Known, other: _Known, check: Check, now: datetime) -> Finding:
    shared = our.tags.keys() & other.tags.keys()
    agree = {our.tags[tag] for tag in shared}
    return Finding(
        check_id=check.pk,
        our_holder=our.holder,
        our_root=our.root,
        our_side=our.side,
        our_stance=our.stance,
        other_holder=other.holder,
        other_root=other.root,
        other_side=other.side,
        other_stance=other.stance,
        agree=sorted(agree),
        differ=sorted((our.kinds & other.kinds) - agree),
        agreement=hashlib.sha256(b"".join(sorted(shared))).digest(),
        found_at=now,
    )


def _decided(holders: object) -> dict[tuple[UUID, UUID], tuple[str, bytes]]:
    decisions = behind_the_wall(Decision, reason=_REASON)
    rows = decisions.filter(low__in=holders) | decisions.filter(high__in=holders)
    return {
        (low, high): (answer, bytes(agreement))
        for low, high, answer, agreement in rows.values_list("low", "high", "answer", "agreement")
    }


def _is_settled(pair: Finding, decided: dict[tuple[UUID, UUID], tuple[str, bytes]]) -> bool:
    before = decided.get(both_ways(pair.our_holder, pair.other_holder))
    return before is not None and is_settled(*before, bytes(pair.agreement))
