"""What the conflict check gets of a person."""

from collections.abc import Iterable

from frirum.casefile.matching.facts import Fact, FactKind, Party
from frirum.casefile.matching.models import ClientOf
from frirum.casefile.matters.models import Side

from .identity import Identity, Newcomer
from .kinds import PersonRole, WayKind
from .models import ContactWay, Person
from .rules import stance_of

__all__ = ["Identity", "Newcomer", "party_of"]

_KINDS = {
    WayKind.PHONE: FactKind.PHONE,
    WayKind.EMAIL: FactKind.EMAIL,
    WayKind.ADDRESS: FactKind.ADDRESS,
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
        client_of=ClientOf.CASE if person.role == PersonRole.CLIENT else "",
    )


def _identity_facts(identity: Identity) -> Iterable[Fact]:
    """Every name that is held; the year of birth also when only an age was told."""
    if identity.full_name:
        yield Fact(FactKind.NAME, identity.given_name, identity.family_name)
    for former in identity.former_names:
        yield Fact(FactKind.FORMER_NAME, former)
    if identity.cover_name:
        yield Fact(FactKind.OTHER_NAME, identity.cover_name)
    if identity.cpr:
        yield Fact(FactKind.CPR, identity.cpr)
    if identity.birth_date:
        yield Fact(FactKind.BIRTH, identity.birth_date.isoformat())
    elif identity.age is not None and identity.age_year is not None:
        yield Fact(FactKind.BIRTH_YEAR, str(identity.age_year - identity.age))


def _way_facts(ways: Iterable[ContactWay]) -> Iterable[Fact]:
    for way in ways:
        if kind := _KINDS.get(WayKind(way.kind)):
            yield Fact(kind, way.value)
