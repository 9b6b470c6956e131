"""Whoever watches the server asks one address."""

from django.db import OperationalError, connection
from django.test import Client

from frirum.foundation.vault import masters


def test_it_says_that_pages_and_database_answer_and_enters_nothing(db, ledger):
    masters.verify_keys()
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert ledger() == []


def test_it_is_503_when_the_database_does_not_answer(db):
    def gone(*_):
        raise OperationalError

    with connection.execute_wrapper(gone):
        assert Client().get("/healthz").status_code == 503
