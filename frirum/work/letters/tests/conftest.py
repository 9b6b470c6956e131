"""Alma's case, and a letter of Dorte's to the police."""

from uuid import uuid4

import pytest

from frirum.casefile.consents.basis import Basis
from frirum.casefile.people.actions import add_person, add_way
from frirum.casefile.people.identity import Identity
from frirum.casefile.people.kinds import PersonRole, WayKind
from frirum.work.letters.actions import begin_letter
from frirum.work.letters.kinds import SORTS, LetterKind

LAW = Basis(law="crime_work", reason="Politiet har bedt om en udtalelse til sagen.")


@pytest.fixture
def people(almas_case, dorte, now):
    told = (
        (PersonRole.CLIENT, "Alma", "Birk", WayKind.ADDRESS, "Rosenlundvej 14, 8000 Aarhus C"),
        (PersonRole.CHILD, "Cilie", "Birk", WayKind.SCHOOL, "Solsikkeskolen"),
        (PersonRole.OTHER_PARTY, "Bo", "Brandt", WayKind.PHONE, "51 22 33 44"),
    )
    for role, given, family, kind, value in told:
        who = Identity(given_name=given, family_name=family)
        person = add_person(by=dorte, case=almas_case, role=role, identity=who, now=now)
        add_way(by=dorte, person=person, kind=kind, value=value, now=now)


@pytest.fixture
def begun(almas_case, dorte, people, now):
    def begin(kind=LetterKind.POLICE, *, by=dorte, **more):
        values = {
            "language": "da",
            "role": SORTS[kind].role,
            "recipient": "Kim Kvist, Østjyllands Politi",
            "once": uuid4(),
        }
        return begin_letter(by=by, case=almas_case, kind=kind, now=now, **{**values, **more})

    return begin
