"""The look behind the wall: whom do the people of one case or enquiry agree with elsewhere?"""

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from frirum.foundation.wall.peephole import behind_the_wall

from .facts import FactKind
from .likeness.engine import Candidate, Likely, believed, likeliest, told_by
from .likeness.evidence import compared
from .likeness.keys import CPR, DOOR, EMAIL, HANDLE, PHONE, PLATE, keys_of
from .likeness.profile import Profile
from .likeness.vocabulary import Vocabulary
from .likeness.weights import weights_for
from .likeness.widening import Asked, questions
from .models import (
    LIKELY,
    MOST_FITTING,
    MOST_SHOWN,
    WORTH_A_LOOK,
    Bearer,
    Check,
    Decision,
    Finding,
    both_ways,
)
from .onfile import Known, OnFile, half_of
from .rules import conflicts, is_client_anew, is_settled

# Among so many, two files that speak of one human share the belief in them.
_RIVALS = 12


class Match(NamedTuple):
    """Somebody known elsewhere, and how likely it is the one who was asked about.

    `shares`: they have a number, an address of the net or a home that few others have.
    """

    known: Known
    candidate: Candidate
    shares: bool

    @property
    def is_worth_a_look(self) -> bool:
        """A false name does not hide a phone, and a household may be a conflict too."""
        return self.shares or self.candidate.posterior >= WORTH_A_LOOK

    @property
    def is_likely(self) -> bool:
        return self.candidate.posterior >= LIKELY


class Look:
    """One look behind the wall, for one check or for many: what it opens stands in the ledger."""

    def __init__(self, *, reason: str) -> None:
        self._on_file = OnFile(reason=reason)
        self._decisions = behind_the_wall(Decision, reason=reason)
        self._clients = behind_the_wall(Bearer, reason=reason)

    def find(self, check: Check, *, now: datetime) -> list[Finding]:
        """What agrees and conflicts, or one line that nothing does.

        The same reads whatever there is to find: our people, the vocabulary, the keys, whoever
        bears them, and what the desk decided before.
        """
        ours = self._on_file.people_of(check.subject)
        ourselves = {one.alias for one in ours}
        matches = asked_of(self._on_file, [one.profile for one in ours], but=ourselves)
        settled = self._decided([one.holder for one in ours])
        clients = self._clients_among(ours, matches)
        found = [
            _finding(one, match, check, now, fits)
            for one, some in zip(ours, matches, strict=True)
            for fits in [fitting(some)]
            for match in some
            if (match.is_worth_a_look and _oppose(one, match.known))
            or (match.is_likely and _is_client_anew(one, match.known, clients))
        ]
        unsettled = (pair for pair in found if not _is_settled(pair, settled))
        return list(_most_telling(unsettled)) or [
            Finding(check_id=check.pk, our_root=check.subject, found_at=now)
        ]

    def _clients_among(
        self, ours: Sequence[Known], matches: Sequence[Sequence[Match]]
    ) -> dict[UUID, str]:
        """Who of all these is a client. One id more is asked for, so that it is always asked."""
        holders = {uuid4(), *(one.holder for one in ours)}
        holders |= {match.known.holder for some in matches for match in some}
        rows = self._clients.filter(pk__in=holders).exclude(client_of="")
        return dict(rows.values_list("pk", "client_of"))

    def _decided(self, holders: Sequence[UUID]) -> dict[tuple[UUID, UUID], tuple[str, bytes]]:
        rows = self._decisions.filter(low__in=holders) | self._decisions.filter(high__in=holders)
        columns = rows.values_list("low", "high", "answer", "agreement")
        return {(low, high): (answer, bytes(agreed)) for low, high, answer, agreed in columns}


def asked_of(
    on_file: OnFile,
    people: Sequence[Profile],
    *,
    but: Iterable[int] = (),
    are_humans: bool = False,
) -> list[list[Match]]:
    """For each of these people, who on file they may be, most likely first. Two reads for all.

    `are_humans`: nobody is on file twice, so each shares the belief with all the others.
    """
    words = on_file.vocabulary()
    asked = [questions(one, words) for one in people]
    bearers = iter(on_file.bearers([each.key for some in asked for each in some]))
    left_out = set(but)
    best, sharing = [], []
    for some in asked:
        borne = [[a for a in next(bearers) if a not in left_out] for _ in some]
        best.append(likeliest(some, borne, words.people))
        sharing.append(_sharing(some, borne))
    known = on_file.people({alias for likely in best for alias in likely})
    found = []
    for one, likely, few in zip(people, best, sharing, strict=True):
        there = {alias: known[alias] for alias in likely if alias in known}
        ranked = _believed(one, there, likely, words, are_humans=are_humans)
        found.append([
            Match(there[each.bearer], each, each.bearer in few and _shares(each))
            for each in ranked
        ])  # fmt: skip
    return found


# What few share and whose agreement tells of a household, if not of one person.
_OF_A_HOUSEHOLD = (PHONE, EMAIL, HANDLE, PLATE, CPR, DOOR)
_FEW = 8
_SHARED = frozenset({
    "phone same", "email same", "email local", "handle same", "plate same", "cpr same",
})  # fmt: skip


def _sharing(asked: Sequence[Asked], borne: Sequence[Sequence[int]]) -> set[int]:
    """A number that very many have, as the centre's own, joins nobody."""
    return {
        alias
        for question, some in zip(asked, borne, strict=True)
        if question.key.kind in _OF_A_HOUSEHOLD and not question.slips and len(some) <= _FEW
        for alias in some
    }


def _shares(candidate: Candidate) -> bool:
    told = {name for name, _ in candidate.features}
    return bool(told & _SHARED) or told >= {"street door", "area same"}


def _believed(
    one: Profile,
    people: Mapping[int, Known],
    likely: Likely,
    words: Vocabulary,
    *,
    are_humans: bool,
) -> list[Candidate]:
    weights = weights_for(words.people)
    ranked = believed(
        [(a, compared(one, known.profile, words) + likely[a]) for a, known in people.items()],
        weights,
    )
    return ranked if are_humans else _shared(ranked, people, likely, words, weights)


def _shared(
    ranked: Sequence[Candidate],
    people: Mapping[int, Known],
    likely: Likely,
    words: Vocabulary,
    weights: Mapping[str, float],
) -> list[Candidate]:
    """One human stands in several files: these are no rivals, and belief in one is in all."""

    def is_one(one: int, other: int) -> bool:
        """More likely one than not, were these two alone in the world."""
        told = compared(people[one].profile, people[other].profile, words)
        # A key of which the question made as much in both is the same key.
        told += [shared for shared in likely[one] if shared in likely[other]]
        return told_by(told, weights) > 0

    top, rest = ranked[:_RIVALS], list(ranked[_RIVALS:])
    beliefs = []
    for one in top:
        twins = [
            other.posterior
            for other in top
            if other is not one and is_one(one.bearer, other.bearer)
        ]
        beliefs.append(min(1.0, one.posterior + sum(twins)))
    told = [
        each._replace(posterior=belief, score=_log_odds(belief) if belief > each.posterior else
                      each.score)
        for each, belief in zip(top, beliefs, strict=True)
    ]  # fmt: skip
    return sorted(told + rest, key=lambda each: (-each.score, each.bearer))


def _log_odds(belief: float) -> float:
    return math.log(max(belief, 1e-12) / max(1.0 - belief, 1e-12))


def _is_client_anew(our: Known, other: Known, clients: Mapping[UUID, str]) -> bool:
    return is_client_anew(
        side=our.side,
        client_of=clients.get(our.holder, ""),
        other_side=other.side,
        other_client_of=clients.get(other.holder, ""),
    )


def _oppose(our: Known, other: Known) -> bool:
    return conflicts(
        side=our.side,
        stance=our.stance,
        other_side=other.side,
        other_stance=other.stance,
    )


def fitting(matches: Iterable[Match]) -> int:
    """How many on file the name alone fits, at most `MOST_FITTING`: an age, town or street would
    tell which of them, if any, is meant."""
    return min(MOST_FITTING, sum(_is_name_alone(*_compared(match)) for match in matches))


def _is_name_alone(agree: set[FactKind], differ: set[FactKind]) -> bool:
    return agree == {FactKind.NAME} and not differ


def _compared(match: Match) -> tuple[set[FactKind], set[FactKind]]:
    return _kinds({name for name, _ in match.candidate.features})


def _most_telling(found: Iterable[Finding]) -> Iterator[Finding]:
    """The likeliest of each of our people."""
    shown: Counter[UUID | None] = Counter()
    for pair in sorted(found, key=lambda one: -one.belief):
        shown[pair.our_holder] += 1
        if shown[pair.our_holder] <= MOST_SHOWN:
            yield pair


def _finding(our: Known, match: Match, check: Check, now: datetime, fits: int) -> Finding:
    other, told = match.known, match.candidate
    agree, differ = _compared(match)
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
        differ=sorted(differ - agree),
        agreement=_agreement(our, other),
        belief=told.posterior,
        fits=fits if _is_name_alone(agree, differ) else 0,
        found_at=now,
    )


# Which levels of which features say that a kind of fact agrees, and which that it differs.
_AGREES = {
    FactKind.NAME: ("given same", "given sound", "given other", "given slip", "given part",
                    "family same", "family sound", "family other", "family slip", "former same",
                    "former sound", "middle same", "middle sound"),
    FactKind.BIRTH: ("born same", "born swapped", "born slip", "born year", "born year 1"),
    FactKind.PHONE: ("phone same", "phone slip"),
    FactKind.EMAIL: ("email same", "email local", "email slip", "email local slip"),
    FactKind.HANDLE: ("handle same", "handle slip"),
    FactKind.PLATE: ("plate same", "plate slip"),
    FactKind.CPR: ("cpr same", "cpr slip"),
    FactKind.ADDRESS: ("street door", "street door slip", "street same", "area same"),
}  # fmt: skip
_DIFFERS = {
    FactKind.NAME: ("given differ", "family differ"),
    FactKind.BIRTH: ("born differ", "born years differ", "born near year", "born years 5",
                     "born same year", "born month", "born day in year"),
    FactKind.PHONE: ("phone differ",), FactKind.EMAIL: ("email differ",),
    FactKind.HANDLE: ("handle differ",), FactKind.PLATE: ("plate differ",),
    FactKind.CPR: ("cpr differ",), FactKind.ADDRESS: ("area differ", "street differ"),
}  # fmt: skip


def _kinds(levels: set[str]) -> tuple[set[FactKind], set[FactKind]]:
    """Kinds that agree and kinds that differ. A name of which one part differs does not agree."""
    agree = {kind for kind, names in _AGREES.items() if levels.intersection(names)}
    differ = {kind for kind, names in _DIFFERS.items() if levels.intersection(names)}
    return agree - (differ & {FactKind.NAME}), differ


def _agreement(one: Known, other: Known) -> bytes:
    """Changes when more agrees: the keys both bear, and how far each kind of fact agrees.

    The same whichever of the two was asked about, and whoever else is on file meanwhile: what was
    decided is not asked again from the other end.
    """
    first, second = (each.profile for each in sorted((one, other), key=lambda it: str(it.holder)))
    shared = sorted(half_of(key) for key in set(keys_of(first)) & set(keys_of(second)))
    levels = {name for name, _ in compared(first, second, Vocabulary())}
    agreeing = sorted(level for names in _AGREES.values() for level in names if level in levels)
    return hashlib.sha256(b"".join([*shared, " ".join(agreeing).encode()])).digest()


def _is_settled(pair: Finding, decided: dict[tuple[UUID, UUID], tuple[str, bytes]]) -> bool:
    before = decided.get(both_ways(pair.our_holder, pair.other_holder))
    return before is not None and is_settled(*before, bytes(pair.agreement))
