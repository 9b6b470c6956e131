"""One person written down twice in a case: one row, and nothing that was known is lost."""

from datetime import date
from uuid import uuid4

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils.translation import override

from frirum.casefile.matching.models import Answer, Bearer, Decision, MatchKey, both_ways
from frirum.casefile.people.actions import (
    add_person,
    add_relation,
    add_way,
    change_person,
    merge_people,
)
from frirum.casefile.people.identity import Identity
from frirum.casefile.people.kinds import PersonRole, RelationKind, WayKind
from frirum.casefile.people.models import ContactWay, Person, Relation
from frirum.casefile.people.queries import twins_of
from frirum.casefile.people.rules import may_merge
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
    merge_people(by=dorte, person=bo, other=twin, version=1, other_version=1, now=now)
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
    merge_people(by=dorte, person=bo, other=twin, version=1, other_version=1, now=now)
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
        merge_people(by=dorte, person=rows[0], other=rows[1], version=1, other_version=1, now=now)
    assert Person.objects.visible_to(dorte).count() == 2


def test_never_somebody_of_another_case(add, bos_case, dorte, emil, now):
    bo = add(HOLM)
    there = add_person(by=emil, case=bos_case, role=PersonRole.CLIENT, identity=HOLM, now=now)
    with pytest.raises((Refused, Http404)):
        merge_people(by=dorte, person=bo, other=there, version=1, other_version=1, now=now)
    assert Person.objects.visible_to(emil).filter(pk=there.pk).exists()


def test_from_the_persons_page(add, almas_case, dorte, client_of):
    bo, twin = add(HOLM), add(BERG)
    client, at = client_of(dorte), [almas_case.pk, bo.pk]
    theirs, url = reverse("people:person", args=at), reverse("people:merge", args=at)
    assert url in client.get(theirs).content.decode()
    assert "Bo Berg" in client.get(url).content.decode()
    beside = f"{url}?other={twin.pk}"
    assert "Bech" in client.get(beside).content.decode()
    assert client.post(beside, {"version": 1, "other_version": 2}).status_code == 422
    answer = client.post(beside, {"version": 1, "other_version": 1, "named_by": "other"})
    assert answer.url == theirs
    shown = client.get(theirs).content.decode()
    assert "Bo Berg" in shown
    assert "Bo Holm" in shown
    assert client.post(beside, {"version": 1, "other_version": 1}).url == theirs
    gone = reverse("people:person", args=[almas_case.pk, twin.pk])
    assert client.get(gone).url == theirs


def test_the_row_that_goes_is_kept_as_it_was(add, almas_case, dorte, now):
    bo = add(HOLM)
    said = Identity("Bo", "Berg", cover_name="Per", age=30, age_year=2025)
    twin = add(said, PersonRole.FORMER_PARTNER)
    kind = RelationKind.KNOWS
    add_relation(by=dorte, person=bo, other=twin, kind=kind, now=now)
    merge_people(by=dorte, person=bo, other=twin, version=1, other_version=1, now=now)
    (kept,) = twins_of(actor=dorte, case=almas_case)
    assert (kept.gone, kept.person_id, kept.joined_by) == (twin.pk, bo.pk, dorte.id)
    assert kept.was.identity == said
    assert (kept.was.role, kept.was.ties) == (PersonRole.FORMER_PARTNER, (kind,))
    third = add(Identity("Bosse", "Holm"), PersonRole.WITNESS)
    merge_people(by=dorte, person=third, other=bo, version=1, other_version=2, now=now)
    assert {one.person_id for one in twins_of(actor=dorte, case=almas_case)} == {third.pk}


@pytest.mark.parametrize("stale", ["version", "other_version"])
def test_whoever_was_changed_meanwhile_is_looked_at_again(add, dorte, now, stale):
    bo, twin = add(HOLM), add(BERG)
    seen = {"version": 1, "other_version": 1}
    change_person(
        by=dorte,
        person=Person.objects.visible_to(dorte).get(pk=(bo if stale == "version" else twin).pk),
        version=1, role=PersonRole.OTHER_PARTY, identity=Identity("Bo", "Skov"),
        is_protected=True, is_household=False, now=now,
    )  # fmt: skip
    with override("en"), pytest.raises(Refused, match="meanwhile"):
        merge_people(by=dorte, person=bo, other=twin, now=now, **seen)
    assert Person.objects.visible_to(dorte).count() == 2


@pytest.mark.parametrize("role", ["client", "supported", "child"])
@pytest.mark.parametrize("track", ["child", "network", "professional", "victim"])
def test_whom_a_case_looks_after_is_never_who_it_is_against(add, almas_case, dorte, role, track):
    almas_case.track = track
    one, him = add(Identity("Bo"), PersonRole(role)), add(HOLM)
    assert not may_merge(almas_case, one, him).allowed
    assert not may_merge(almas_case, him, one).allowed


@pytest.mark.parametrize("first", [Answer.SAME, Answer.DIFFERENT])
def test_the_same_person_stands_whichever_row_it_was_said_of(add, dorte, now, first):
    bo, twin, elsewhere = add(HOLM), add(BERG), uuid4()
    second = Answer.DIFFERENT if first == Answer.SAME else Answer.SAME
    for row, answer in ((bo, first), (twin, second)):
        low, high = both_ways(row.pk, elsewhere)
        Decision.objects.create(
            low=low, high=high, agreement=b"", answer=answer, decided_by=dorte.id, decided_at=now
        )
    merge_people(by=dorte, person=bo, other=twin, version=1, other_version=1, now=now)
    (left,) = on_file(Decision).all()
    assert {left.low, left.high} == {bo.pk, elsewhere}
    assert left.answer == Answer.SAME
