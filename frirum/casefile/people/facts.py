"""What the conflict check gets of a person."""

from collections.abc import Iterable

from frirum.casefile.matching.facts import Fact, FactKind, Party
from frirum.casefile.matters.models import Side

from .identity import Identity, Newcomer
from .kinds import PersonRole, WayKind
from .models import ContactWay, Person
from .rules import stance_of

__all__ = ["Identity", "Newcomer", "party_of"]

_KINDS = {
    WayKind.PHONE: FactKind.PHONE,
    WayKind.EMAIL: FactKind.EMAIL,
    WayKind.HANDLE: FactKind.HANDLE,
    WayKind.PLATE: FactKind.PLATE,
}


def party_of(person: Person, ways: Iterable[ContactWay], *, side: str, track: str) -> Party:
    """The person as the conflict check knows them."""
    return Party(
        holder=person.pk,
        root=person.case_id,
        side=Side(side),
        stance=stance_of(side=side, track=track, role=PersonRole(person.role)),
        facts=(*_identity_facts(person.identity), *_way_facts(ways)),
    )


def _identity_facts(identity: Identity) -> Iterable[Fact]:
    if identity.cpr:
        yield Fact(FactKind.CPR, identity.cpr)
    if identity.birth_date:
        born = identity.birth_date.isoformat()
        for name in (identity.full_name, *_former(identity)):
            yield Fact(FactKind.NAME_AND_BIRTH, name, born)


def _former(identity: Identity) -> Iterable[str]:
    """A former name may be written whole, or as the family name alone."""
    for former in identity.former_names:
        yield former
        yield f"{identity.given_name} {former}"


def _way_facts(ways: Iterable[ContactWay]) -> Iterable[Fact]:
    for way in ways:
        if kind := _KINDS.get(WayKind(way.kind)):
            yield Fact(kind, way.value)
