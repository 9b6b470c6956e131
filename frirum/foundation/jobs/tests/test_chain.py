"""The whole ledger is walked in the background, when somebody asks and once a day."""

import pytest
from django.urls import reverse

from frirum.foundation.jobs.models import Job, State
from frirum.foundation.jobs.queries import CHECK_LEDGER, last_ledger_check
from frirum.foundation.jobs.queue import order_recurring
from frirum.foundation.wall.ledger import Outcome, record, seal_outbox
from frirum.foundation.wall.ledger.models import Entry
from frirum.foundation.wall.ledger.verify import seal_checkpoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    return reverse("jobs:chain")


@pytest.fixture
def lived(dorte, now, settings, tmp_path):
    """Five deeds and a signature, with copies of the signatures that are this test's own."""
    settings.CHECKPOINT_DIR = tmp_path
    for number in range(5):
        record(dorte, f"deed_{number}", Outcome.DONE)
    seal_outbox()
    seal_checkpoint(now=now)


def text(answer):
    return answer.content.decode()


def order(client):
    return client.post(reverse("jobs:check_ledger"))


def test_before_the_first_check_the_page_says_so(client_of, hans, chain):
    assert "Hele kæden er ikke efterprøvet endnu" in text(client_of(hans).get(chain))


def test_an_ordered_check_runs_in_the_background_and_tells_what_it_found(
    client_of, hans, lived, chain, run_jobs, ledger
):
    client = client_of(hans)
    assert order(client).url == chain
    assert (hans.id, "order_ledger_check", "done") in ledger()
    assert "Kæden gås igennem" in text(client.get(chain))
    run_jobs()
    shown = text(client.get(chain))
    assert "Hel" in shown
    assert "underskrifter passer" in shown
    assert "every 2s" not in shown


def test_a_changed_entry_is_found_and_named_by_its_position(
    client_of, hans, lived, chain, run_jobs
):
    Entry.objects.filter(position=3).update(deed="another")
    client = client_of(hans)
    order(client)
    run_jobs()
    shown = text(client.get(chain))
    assert "Nogen har ændret loggen" in shown
    assert "entry 3 does not follow" in shown
    assert last_ledger_check().result["faults"] == 1


def test_two_orders_are_one_check(client_of, hans, lived):
    client = client_of(hans)
    order(client)
    order(client)
    assert Job.objects.filter(kind=CHECK_LEDGER).count() == 1


def test_a_check_that_broke_off_is_told(client_of, hans, chain, now):
    Job.objects.create(
        kind=CHECK_LEDGER, state=State.FAILED, run_after=now, ordered_at=now, ended_at=now
    )
    assert "gik i stå" in text(client_of(hans).get(chain))


def test_it_is_ordered_every_day_without_anybody_asking(db):
    order_recurring()
    assert Job.objects.filter(kind=CHECK_LEDGER, by=None).count() == 1


def test_nobody_else_orders_or_sees_it(client_of, dorte, asta, vera, chain):
    for actor in (dorte, asta, vera):
        assert client_of(actor).get(chain).status_code == 404
        assert order(client_of(actor)).status_code == 404
