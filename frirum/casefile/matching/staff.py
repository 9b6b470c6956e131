"""Do members of the house, or those they are close to, agree with anybody in a file?

They are asked about and are not on file themselves: no key, no word and no belief of anybody else's
check comes from a colleague.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from frirum.casefile.matters.models import Side

from .comparing import _agreement, _compared, asked_of
from .facts import Fact, FactKind, profile_of
from .models import MOST_SHOWN
from .onfile import Known, OnFile

# So many are asked about in one read.
_AT_ONCE = 50


class Subject(NamedTuple):
    """A member of staff (`holder` is `worker`), or somebody they are close to."""

    worker: UUID
    holder: UUID
    facts: tuple[Fact, ...]


class Agreeing(NamedTuple):
    """A subject beside somebody in a file, of whichever side: kinds of fact, no content."""

    subject: Subject
    other: Known
    agree: tuple[FactKind, ...]
    differ: tuple[FactKind, ...]
    agreement: bytes
    belief: float


def name_of(written: str) -> Fact:
    """The last word is taken for the family name; the comparison heeds swapped names too."""
    given, _, family = written.strip().rpartition(" ")
    return Fact(FactKind.NAME, given, family)


def agreeing(subjects: Sequence[Subject], *, reason: str) -> list[Agreeing]:
    """Whom in the files they agree with, at most `MOST_SHOWN` each, the likeliest first.

    `reason` stands in the ledger, as for every look at what is on file.
    """
    on_file = OnFile(reason=reason)
    found: list[Agreeing] = []
    for at in range(0, len(subjects), _AT_ONCE):
        found += _some(on_file, subjects[at : at + _AT_ONCE])
    return found


def _some(on_file: OnFile, subjects: Sequence[Subject]) -> list[Agreeing]:
    profiles = [profile_of(one.facts) for one in subjects]
    found = []
    for one, profile, matches in zip(subjects, profiles, asked_of(on_file, profiles), strict=True):
        ours = Known(one.holder, one.worker, Side.NEUTRAL, Side.NEUTRAL, 0, profile)
        for match in [each for each in matches if each.is_worth_a_look][:MOST_SHOWN]:
            agree, differ = _compared(match)
            found.append(
                Agreeing(
                    one,
                    match.known,
                    tuple(sorted(agree)),
                    tuple(sorted(differ - agree)),
                    _agreement(ours, match.known),
                    match.candidate.posterior,
                )
            )
    return found
