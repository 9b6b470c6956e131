"""May this be booked? Asked by the form before, and by the action again at its turn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from uuid import UUID

from frirum.casefile.matters.models import Case
from frirum.foundation.wall.rulings import ALLOWED, Ruling

from ..facts import Wanted
from ..models import Room
from ..rules import may_be_at, may_book_in, may_have, not_available
from ..separation import bonds_behind, is_free
from .busy import diary_of, rooms_of


@dataclass(frozen=True, slots=True)
class Judged:
    """The answer, and the room that it would be in."""

    ruling: Ruling
    room: Room | None = None


def judge(
    *,
    cases: Sequence[Case],
    wanted: Wanted,
    now: datetime,
    but: Iterable[UUID] = (),
) -> Judged:
    """Whatever keeps it from being booked, in a sentence. `but`: what is moved away from there."""
    first = [may_book_in(case) for case in cases]
    for ruling in (*first, may_have(wanted), may_be_at(wanted.starts_at, wanted.ends_at, now)):
        if not ruling.allowed:
            return Judged(ruling)
    left = set(but)
    rooms = [wanted.room] if wanted.room else rooms_of(wanted.site, _seats(wanted, cases))
    starts_at, ends_at = wanted.taken
    diary = diary_of(workers=wanted.workers, rooms=rooms, first=starts_at, last=ends_at, but=left)
    works = diary.ruling(wanted)
    if not works.allowed or wanted.site is None:
        return Judged(works)
    room = wanted.room or diary.free_room(wanted, rooms)
    usable = diary.room_ruling(wanted, room) if room else not_available()
    if room is None or not usable.allowed:
        return Judged(usable)
    if wanted.is_on_site and cases:
        bonds = chain.from_iterable(bonds_behind(case.pk for case in cases).values())
        if not is_free(list(bonds), wanted, room, but=left):
            return Judged(not_available())
    return Judged(ALLOWED, room)


def _seats(wanted: Wanted, cases: Sequence[Case]) -> int:
    return max(len(cases), wanted.group.places if wanted.group else 1) + len(wanted.workers)
