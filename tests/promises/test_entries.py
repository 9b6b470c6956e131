"""Every request leaves its entry; without one nothing is shown and nothing changes (S22, S23).

`tests/slow` counts a long day of work; here every page is asked once.
"""

from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection

from frirum.casefile.tasks.actions import add_task
from frirum.foundation.wall.ledger import LedgerClosed, seal_outbox
from frirum.foundation.wall.ledger.models import Entry, Outbox
from tests.slow.stolen import incident, task

from .catalogue import addresses
from .rows import WALLED
from .test_pages import leaks

pytestmark = pytest.mark.promise


def newest_after(position):
    seal_outbox()
    return list(Entry.objects.filter(position__gt=position).order_by("position"))


def position():
    seal_outbox()
    newest = Entry.objects.order_by("-position").first()
    return newest.position if newest else 0


ROOTS = {"case", "enquiry", "crossing"}


def expected(view, status):
    """How the one entry of a page may end. A public page has none; a draft's is its action's."""
    if view.door == "public" or (view.door == "beside" and status != 404):
        return set()
    shown = "opened" if view.door in ROOTS else "showed"
    # The case may be there, and the row inside of it that the address names not.
    return {"refused", shown} if status == 404 else {shown}


@pytest.mark.parametrize("who", ["dorte", "freja", "vera", "asta", "hans", "emil"])
def test_s22_every_page_leaves_exactly_one_entry(world, client_of, house, who):
    """Opened, showed or refused: by whom, what, and how it ended. Counted, not assumed."""
    actor, wrong = house.staff[who], []
    client = client_of(actor)
    for name, view, url in addresses(world.ids):
        before = position()
        status = client.get(url).status_code
        left, may = newest_after(before), expected(view, status)
        fits = all((e.actor, e.deed) == (actor.id, name) and e.outcome in may for e in left)
        if not fits or len(left) != bool(may):
            wrong.append((name, status, [(e.deed, e.outcome) for e in left]))
    assert wrong == []


def test_s22_an_entry_names_the_case_and_holds_nothing_that_was_typed(world, client_of, dorte):
    before = position()
    client = client_of(dorte)
    client.get(f"/sager/{world.case.pk}/")
    client.post("/sager/soeg/", {"q": "Kanariebirk"})
    client.post(f"/opgaver/{world.case.pk}/ny/", task("Kanarietabel"))
    opened, searched, door, done = newest_after(before)
    assert (opened.root, door.root, done.root) == (world.case.pk,) * 3
    assert (searched.count, done.deed, done.outcome) == (1, "add_task", "done")
    assert searched.term
    assert b"Kanarie" not in bytes(searched.term)
    text = str([vars(e) for e in (opened, searched, door, done)]).casefold()
    assert "kanarie" not in text
    assert "dorte" not in text


def test_s22_the_same_word_is_the_same_keyed_hash_and_another_is_not(world, client_of, dorte):
    before, client = position(), client_of(dorte)
    for words in ("Kanariebirk", " kanariebirk", "Kanarieelm"):
        client.post("/sager/soeg/", {"q": words})
    one, same, other = (bytes(e.term) for e in newest_after(before))
    assert one == same != other


@contextmanager
def full_ledger():
    """The storage takes everything but entries."""

    def refuse(execute, sql, params, many, context):
        if sql.startswith("INSERT") and any(m._meta.db_table in sql for m in (Entry, Outbox)):
            raise OperationalError("no room")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


def test_s23_without_an_entry_no_page_is_shown(world, client_of, dorte, freja, hans):
    """503, and not a word of what the page would have held."""
    for actor in (dorte, freja, hans):
        client, wrong = client_of(actor), []
        with full_ledger():
            for name, view, url in addresses(world.ids):
                answer = client.get(url)
                if view.door not in ("public", "beside") and answer.status_code != 503:
                    wrong.append((name, answer.status_code))
                if leaks(answer):
                    wrong.append((name, leaks(answer)))
        assert wrong == []


def test_s23_without_an_entry_nothing_is_changed(world, client_of, dorte):
    at = f"/sager/{world.case.pk}/"
    forms = {
        f"{at}haendelser/ny/": incident(uploads=[]),
        f"/opgaver/{world.case.pk}/ny/": task("Ring"),
        f"{at}status/": {"status": "paused"},
        f"{at}fase/": {"kind": "stopped", "since": "01-11-2026"},
    }
    client, before = client_of(dorte), contents()
    with full_ledger():
        for url, filled in forms.items():
            assert client.post(url, filled).status_code == 503, url
    assert contents() == before
    assert {client.post(url, filled).status_code for url, filled in forms.items()} == {302}
    assert contents() != before


def contents():
    return {(model, row.pk, str(vars(row))) for model in WALLED for row in values_of(model)}


def values_of(model):
    for row in model.objects.opened():
        row.__dict__.pop("_state")
        yield row


def test_s23_a_deed_whose_entry_fails_is_undone(world, dorte, now):
    """The last write of a deed is its entry; with it falls everything before."""
    before = contents()
    with full_ledger(), pytest.raises(LedgerClosed):
        add_task(by=dorte, case=world.case, title="Ring", now=now)
    assert contents() == before
