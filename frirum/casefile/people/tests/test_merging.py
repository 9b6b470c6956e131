"""One person written down twice in a case: one row, and nothing that was known is lost."""

from datetime import date

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils.translation import override

from frirum.casefile.matching.models import Bearer, MatchKey
from frirum.casefile.people.actions import add_person, add_relation, add_way, merge_people
from frirum.casefile.people.identity import Identity
from frirum.casefile.people.kinds import PersonRole, RelationKind, WayKind
from frirum.casefile.people.models import ContactWay, Person, Relation
from frirum.foundation.wall.peephole import behind_the_wall
from frirum.foundation.wall.rulings import Refused

HOLM = Identity("Bo", "Holm", birth_date=date(1988, 5, 6))
BERG = Identity("Bo", "Berg", ("Bech",))


def on_file(model):
    return behind_the_wall(model, reason="a test")


@pytest.fixture
def add(almas_case, dorte, now):
    def added(identity, role=PersonRole.OTHER_PARTY, *phones):
        one = add_person(by=dorte, case=almas_case, role=role, identity=identity, now=now)
        for phone in phones:
            add_way(by=dorte, person=one, kind=WayKind.PHONE, value=phone, now=now)
        return one

    return added


def test_names_phones_relations_and_keys_of_the_other_are_the_ones(
    add, almas_case, dorte, now, ledger
):
    alma = add(Identity("Alma"), PersonRole.CLIENT)
    bo = add(HOLM, PersonRole.OTHER_PARTY, "51525354")
    twin = add(BERG, PersonRole.OTHER_PARTY, "51525354", "61626364")
    for one, kind in ((twin, RelationKind.FORMER_PARTNER), (bo, RelationKind.KNOWS)):
        add_relation(by=dorte, person=one, other=alma, kind=kind, now=now)
    add_relation(by=dorte, person=bo, other=twin, kind=RelationKind.SIBLING, now=now)
    known = on_file(Bearer).get(pk=twin.pk).profile
    merge_people(by=dorte, person=bo, other=twin, version=1, now=now)
    (kept,) = Person.objects.visible_to(dorte).filter(case=almas_case).exclude(pk=alma.pk)
    assert (kept.pk, kept.full_name) == (bo.pk, "Bo Holm")
    assert kept.identity.former_names == ("Bo Berg", "Bech")
    assert kept.identity.birth_date == HOLM.birth_date
    ways = ContactWay.objects.visible_to(dorte).filter(person=bo)
    assert sorted((way.value, way.is_current) for way in ways) == [
        ("51525354", False), ("51525354", True), ("61626364", True),
    ]  # fmt: skip
    assert Relation.objects.visible_to(dorte).filter(person=bo, other=alma).count() == 2
    assert Relation.objects.visible_to(dorte).count() == 2
    assert not on_file(Bearer).filter(pk=twin.pk).exists()
    now_known = on_file(Bearer).get(pk=bo.pk).profile
    for field in ("given", "family", "former", "phones"):
        assert set(getattr(known, field)) <= set(getattr(now_known, field))
    assert (dorte.id, "merge_people", "done") in ledger()


def test_no_key_of_the_one_that_went_is_left(add, dorte, now):
    bo = add(HOLM)
    keys = on_file(MatchKey).count()
    twin = add(HOLM)
    merge_people(by=dorte, person=bo, other=twin, version=1, now=now)
    assert on_file(MatchKey).count() == keys


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ((HOLM, "other_party"), (Identity("Alma"), "client"), "client stays"),
        ((Identity("Alma"), "client"), (HOLM, "other_party"), "they are two"),
        (
            (HOLM, "other_party"),
            (Identity("Bo", birth_date=date(1988, 5, 7)), "other_party"),
            "birth dates or numbers differ",
        ),
    ],
)
def test_who_cannot_be_one_is_refused(add, dorte, now, one, other, why):
    rows = [add(identity, PersonRole(role)) for identity, role in (one, other)]
    with override("en"), pytest.raises(Refused, match=why):
        merge_people(by=dorte, person=rows[0], other=rows[1], version=1, now=now)
    assert Person.objects.visible_to(dorte).count() == 2


def test_never_somebody_of_another_case(add, bos_case, dorte, emil, now):
    bo = add(HOLM)
    there = add_person(by=emil, case=bos_case, role=PersonRole.CLIENT, identity=HOLM, now=now)
    with pytest.raises((Refused, Http404)):
        merge_people(by=dorte, person=bo, other=there, version=1, now=now)
    assert Person.objects.visible_to(emil).filter(pk=there.pk).exists()


def test_from_the_persons_page(add, almas_case, dorte, client_of):
    bo, twin = add(HOLM), add(BERG)
    client, at = client_of(dorte), [almas_case.pk, bo.pk]
    assert reverse("people:merge", args=at) in (
        client.get(reverse("people:person", args=at)).content.decode()
    )
    url = reverse("people:merge", args=at)
    assert client.post(url, {"version": 1}).status_code == 422
    answer = client.post(url, {"version": 1, "other": twin.pk})
    assert answer.url == reverse("people:person", args=at)
    assert client.post(url, {"version": 1, "other": twin.pk}).status_code == 422
