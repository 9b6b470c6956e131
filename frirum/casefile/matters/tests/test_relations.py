"""Whom staff say they are close to: sealed, for themselves and the conflict desk."""

from datetime import date
from uuid import UUID

import pytest
from django.http import Http404
from django.urls import reverse

from frirum.casefile.matters.actions import declare_relation, withdraw_relation
from frirum.casefile.matters.models import DeclaredRelation
from frirum.casefile.matters.queries import declared_relations, relations_of
from frirum.foundation.vault.fields import Ciphertext
from frirum.foundation.wall.actors import Actor

MINE = "/sager/kender/"
ALL = "/sager/kender/alle/"


def declared(by, now, name="Knud Dahl", once=None):
    return declare_relation(
        by=by, name=name, birth_date=date(1980, 2, 1), relation="min bror", now=now, once=once
    )


def test_a_relation_is_sealed_and_read_by_its_author_and_the_desk(dorte, emil, vera, now):
    made = declared(dorte, now)
    held = DeclaredRelation.objects.get(pk=made.pk)
    assert isinstance(held.__dict__["told"], Ciphertext)
    assert held.told["birth_date"] == "1980-02-01"
    assert [row.pk for row in relations_of(actor=dorte)] == [made.pk]
    assert relations_of(actor=emil) == []
    assert [(who, [row.pk for row in rows]) for who, rows in declared_relations()] == [
        (dorte.name, [made.pk])
    ]


def test_the_same_form_sent_twice_declares_once_and_never_anothers(dorte, emil, now):
    for _ in range(2):
        declared(dorte, now, once=UUID(int=3))
    declared(emil, now, once=UUID(int=3))
    assert DeclaredRelation.objects.count() == 2


def test_nobody_takes_back_what_another_declared(dorte, emil, now):
    made = declared(dorte, now)
    assert withdraw_relation(by=emil, relation=made) == 0
    assert withdraw_relation(by=dorte, relation=made) == 1


def test_who_is_not_signed_in_declares_nothing(db, now):
    with pytest.raises(Http404):
        declared(Actor.public(), now)


def test_the_page_names_and_takes_off(client_of, gry, dorte, now):
    client = client_of(gry)
    assert "Du har ikke nævnt nogen endnu" in client.get(MINE).content.decode()
    typed = {"once": str(UUID(int=4)), "name": "Knud Dahl", "relation": "min bror",
             "birth_date": "1-2-1980"}  # fmt: skip
    assert client.post(MINE, typed | {"name": ""}).status_code == 422
    assert client.post(MINE, typed).url == MINE
    page = client.get(MINE).content.decode()
    assert "Knud Dahl" in page
    assert MINE in client.get("/").content.decode()
    (row,) = relations_of(actor=gry)
    at = reverse("matters:withdraw_relation", args=[row.pk])
    assert client_of(dorte).post(at).status_code == 404
    assert client.post(at).url == MINE
    assert relations_of(actor=gry) == []


def test_the_desk_reads_them_all_and_nobody_else_does(client_of, vera, dorte, freja, hans, now):
    declared(dorte, now)
    page = client_of(vera).get(ALL).content.decode()
    assert "Knud Dahl" in page
    assert dorte.name in page
    assert ALL in client_of(vera).get(reverse("intake:holds")).content.decode()
    for actor in (dorte, freja, hans):
        assert client_of(actor).get(ALL).status_code == 404


def test_an_empty_list_says_what_will_stand_there(client_of, vera):
    assert "Ingen har nævnt nogen endnu" in client_of(vera).get(ALL).content.decode()
