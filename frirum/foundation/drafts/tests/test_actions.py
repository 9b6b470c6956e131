"""Whose a draft is, how it lies in the table, and what the ledger says of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404

from frirum.foundation.drafts.actions import drop_draft, save_draft, sweep_drafts
from frirum.foundation.drafts.models import KEPT, Draft
from frirum.foundation.drafts.queries import draft_of
from frirum.foundation.vault import keys
from frirum.foundation.vault.sealing import Unreadable
from frirum.foundation.wall.actors import Actor

pytestmark = pytest.mark.django_db
PAGE = "/sager/x/haendelser/ny/"
TYPED = {"account": ["Han stod ved skolen."], "behaviours": ["threats", "messages"]}


@pytest.fixture
def save(now):
    def saving(actor, root=None, at=now, page=PAGE, fields=TYPED):
        return save_draft(by=actor, page=page, root=root, fields=fields, now=at)

    return saving


def test_what_was_typed_comes_back_to_its_author_alone(save, dorte, freja, almas_case):
    save(dorte, almas_case)
    assert draft_of(actor=dorte, page=PAGE).fields == TYPED
    assert draft_of(actor=freja, page=PAGE) is None
    assert draft_of(actor=dorte, page="/sager/y/haendelser/ny/") is None
    assert draft_of(actor=Actor.public(), page=PAGE) is None


def test_two_people_write_in_the_same_form_each_with_a_draft(save, dorte, freja, almas_case):
    save(dorte, almas_case)
    save(freja, almas_case, fields={"account": ["Frejas ord"]})
    assert draft_of(actor=dorte, page=PAGE).fields == TYPED


def test_s4_nobody_keeps_a_draft_about_a_case_behind_the_wall(
    save, emil, ida, almas_case, bos_case
):
    for actor in (emil, ida):
        with pytest.raises(Http404):
            save(actor, almas_case)
    assert not Draft.objects.exists()


def test_no_word_of_a_draft_stands_in_the_table(save, dorte, almas_case):
    save(dorte, almas_case)
    save(dorte, page="/henvendelser/ny/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM drafts_draft")
        stored = b"".join(
            bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
            for row in cursor.fetchall()
            for value in row
        )
    assert stored
    assert b"skolen" not in stored
    assert b"account" not in stored


def test_a_draft_about_a_case_is_shredded_with_it(save, dorte, almas_case):
    save(dorte, almas_case)
    keys.shred(almas_case.pk)
    with pytest.raises(Unreadable):
        draft_of(actor=dorte, page=PAGE).fields  # noqa: B018


def test_a_draft_about_nobody_yet_is_sealed_with_its_authors_own_key(save, dorte):
    save(dorte)
    save(dorte, page="/andet/")
    keys.forget()
    assert draft_of(actor=dorte, page=PAGE).fields == TYPED
    keys.shred(dorte.id)
    with pytest.raises(Unreadable):
        draft_of(actor=dorte, page=PAGE).fields  # noqa: B018


def test_a_draft_has_one_entry_not_one_per_pause(save, dorte, almas_case, ledger, now):
    before = len(ledger())
    for pause in range(4):
        save(dorte, almas_case, at=now + timedelta(seconds=pause))
    assert ledger()[before:] == [(dorte.id, "save_draft", "done")]
    assert Draft.objects.count() == 1


def test_s22_a_draft_that_is_refused_is_an_entry_each_time(
    save, emil, almas_case, bos_case, ledger
):
    before = len(ledger())
    for _ in range(2):
        with pytest.raises(Http404):
            save(emil, almas_case)
    assert ledger()[before:] == [(emil.id, "save_draft", "refused")] * 2


def test_throwing_away_is_an_entry_when_there_was_something(save, dorte, freja, ledger):
    save(dorte)
    before = len(ledger())
    assert drop_draft(by=freja, page=PAGE) == 0
    assert drop_draft(by=dorte, page=PAGE) == 1
    assert drop_draft(by=dorte, page=PAGE) == 0
    assert ledger()[before:] == [(dorte.id, "drop_draft", "done")]


def test_a_draft_left_for_thirty_days_is_deleted(save, dorte, now):
    save(dorte, at=now)
    save(dorte, at=now + timedelta(days=1), page="/nyere/")
    sweep_drafts(by=Actor.system("test"), now=now + KEPT + timedelta(minutes=1))
    assert [draft.page for draft in Draft.objects.all()] == ["/nyere/"]


def test_the_house_sweeps_by_itself(save, dorte, now, run_jobs):
    from frirum.foundation.jobs.queue import order_recurring

    save(dorte, at=now - timedelta(days=400))
    order_recurring()
    run_jobs()
    assert not Draft.objects.exists()
