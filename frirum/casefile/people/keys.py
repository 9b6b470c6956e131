"""The keys by which the conflict check knows the people of a case."""

from collections.abc import Sequence
from datetime import datetime

from frirum.casefile.matching.actions import join_facts, order_check, put_facts
from frirum.casefile.matters.models import Case
from frirum.foundation.wall.actors import Actor

from .facts import party_of
from .models import ContactWay, Person

_KEYS = Actor.system("writes the keys of a person's facts")


def write_keys(
    case: Case, known: Sequence[tuple[Person, Sequence[ContactWay]]], now: datetime
) -> None:
    """In the same transaction as what they speak of; then the check is asked anew."""
    parties = [party_of(person, ways, side=case.side, track=case.track) for person, ways in known]
    put_facts(by=_KEYS, parties=parties)
    order_check(by=_KEYS, subject=case.pk, now=now, is_of_case=True)


def join_keys(case: Case, *, gone: Person, kept: Person) -> None:
    """All by which the check knew the one is the other's from now on."""
    twin, one = (party_of(each, [], side=case.side, track=case.track) for each in (gone, kept))
    join_facts(by=_KEYS, twin=twin, party=one)
