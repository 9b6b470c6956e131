"""Alma's case with the people and places in it, and what Bo's case holds besides."""

from uuid import uuid4

import pytest

from frirum.casefile.consents.basis import Basis
from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.outgoing.actions import ask_to_leave
from frirum.casefile.outgoing.models import Kind
from frirum.casefile.outgoing.parcels import Parcel, Piece
from frirum.casefile.people.actions import add_person, add_way
from frirum.casefile.people.identity import Identity
from frirum.casefile.people.kinds import PersonRole, WayKind

BASIS = Basis(law="crime_work", reason="Alma har selv anmeldt det og bedt om det.")


@pytest.fixture
def told_of(now):
    """Writes down somebody, with ways to them."""

    def written(by, case, role, given, family, **ways):
        who = Identity(given_name=given, family_name=family)
        person = add_person(by=by, case=case, role=role, identity=who, now=now)
        for kind, value in ways.items():
            add_way(by=by, person=person, kind=WayKind(kind), value=value, now=now)
        return person

    return written


@pytest.fixture
def alma(told_of, dorte, almas_case):
    return told_of(
        dorte,
        almas_case,
        PersonRole.CLIENT,
        "Alma",
        "Birk",
        address="Rosenlundvej 14, 2. tv., 8000 Aarhus C",
        phone="22 41 56 78",
        workplace="Bageriet Gryn",
    )


@pytest.fixture
def cilie(told_of, dorte, almas_case):
    return told_of(dorte, almas_case, PersonRole.CHILD, "Cilie", "Birk", school="Solsikkeskolen")


@pytest.fixture
def bo(told_of, dorte, almas_case):
    return told_of(dorte, almas_case, PersonRole.OTHER_PARTY, "Bo", "Brandt", phone="51 22 33 44")


@pytest.fixture
def letter():
    """A parcel with this text, for the police unless said otherwise."""

    def made(text, **more):
        values = {
            "kind": Kind.LETTER,
            "role": RecipientRole.POLICE,
            "recipient": "Jens Jensen, Østjyllands Politi",
            "contents": frozenset({Content.STATEMENT}),
            "pieces": (Piece("Text", text),),
            "basis": BASIS,
        }
        return Parcel(**{**values, **more})

    return made


@pytest.fixture
def ask(almas_case, dorte, letter, now):
    """Dorte asks for a letter from Alma's case to leave."""

    def asked(text, *, once=None, **more):
        parcel = letter(text, **more)
        return ask_to_leave(by=dorte, case=almas_case, parcel=parcel, once=once or uuid4(), now=now)

    return asked
