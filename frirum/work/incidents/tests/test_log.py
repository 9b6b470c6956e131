"""The log: filtered, paged, searched; the same few statements for one row and for many."""

from datetime import date, timedelta

import pytest
from django.db import connection

from frirum.work.incidents.actions import record_incident, store_incidents
from frirum.work.incidents.facts import Entry, ToldMessage
from frirum.work.incidents.kinds import Channel
from frirum.work.incidents.queries import Filters, incident_panel, log_page
from frirum.work.incidents.queries import log as log_module
from frirum.work.incidents.taxonomy import Behaviour

pytestmark = pytest.mark.django_db


@pytest.fixture
def store(almas_case, dorte, now):
    def stored(*tellings):
        entries = [Entry(told=telling) for telling in tellings]
        return store_incidents(by=dorte, case=almas_case, entries=entries, now=now)

    return stored


@pytest.fixture
def shown(almas_case, dorte):
    def page(**filters):
        return log_page(actor=dorte, case=almas_case, filters=Filters(**filters)).rows

    return page


@pytest.fixture
def statements():
    """How many statements it takes."""

    def counted(ask):
        count = 0

        def count_one(execute, sql, params, many, context):
            nonlocal count
            count += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count_one):
            ask()
        return count

    return counted


def test_pages_follow_each_other_and_back_without_loss(almas_case, dorte, told, store):
    start = told().happened_at
    store(*(told(happened_at=start - timedelta(hours=n // 3)) for n in range(23)))
    pages, cursor = [], None
    while True:
        found = log_page(actor=dorte, case=almas_case, older_than=cursor, size=5)
        pages.append(found)
        cursor = found.older
        if cursor is None:
            break
    seen = [row.incident.pk for page in pages for row in page.rows]
    assert (len(seen), len(set(seen))) == (23, 23)
    back = log_page(actor=dorte, case=almas_case, newer_than=pages[2].newer, size=5)
    assert [row.incident.pk for row in back.rows] == seen[5:10]
    assert pages[0].newer is None


def test_filters_show_what_fits_and_nothing_else(told, store, shown, now):
    store(
        told(account="a", behaviours=frozenset({Behaviour.THREATS, Behaviour.MESSAGES})),
        told(account="b", channel=Channel.CALL, behaviours=frozenset({Behaviour.CALLS})),
        told(account="c", is_breach=True, reported="yes"),
        told(account="d", happened_at=now - timedelta(days=40)),
    )

    def accounts(**filters):
        return sorted(row.incident.account for row in shown(**filters))

    assert accounts(behaviour=Behaviour.THREATS) == ["a"]
    assert accounts(channel=Channel.CALL) == ["b"]
    assert accounts(is_breach=True) == ["c"]
    assert accounts(reported="yes") == ["c"]
    assert accounts(until=date(2026, 11, 1)) == ["d"]
    assert accounts(since=date(2026, 11, 1)) == ["a", "b", "c"]
    assert accounts(is_starred=True) == []
    assert accounts(with_files=True) == []


def test_a_search_reads_account_place_and_witnesses(told, store, shown):
    store(
        told(account="Stod i Nørregade."),
        told(place_text="Ved NØRREPORT"),
        told(witnesses="Åse fra nørre"),
        told(effect="Nørre"),
    )
    assert len(shown(words="nørre")) == 3
    assert len(shown(words="åse nørre")) == 1


def test_a_search_reads_the_messages_of_an_incident(almas_case, dorte, told, now, shown):
    message = ToldMessage(
        at=told().happened_at, is_incoming=True, channel="sms", fingerprint="1", text="Jeg ser dig"
    )
    entry = Entry(told=told(), messages=(message,))
    store_incidents(by=dorte, case=almas_case, entries=[entry], now=now)
    assert len(shown(words="ser dig")) == 1


def test_a_long_search_stops_says_how_far_it_came_and_goes_on(
    almas_case, dorte, told, store, monkeypatch
):
    monkeypatch.setattr(log_module, "SEARCH_BUDGET", 10)
    monkeypatch.setattr(log_module, "_SEARCH_STEP", 5)
    start = told().happened_at
    store(
        told(happened_at=start - timedelta(days=30), account="Nålen"),
        *(told(happened_at=start - timedelta(days=n)) for n in range(20)),
    )
    found = log_page(actor=dorte, case=almas_case, filters=Filters(words="nålen"))
    assert (found.rows, found.searched_until) == ([], date(2026, 11, 12))
    while found.older:
        found = log_page(
            actor=dorte, case=almas_case, filters=Filters(words="nålen"), older_than=found.older
        )
    assert [row.incident.account for row in found.rows] == ["Nålen"]


def test_a_page_takes_the_same_statements_for_one_row_and_for_fifty(
    almas_case, dorte, told, store, statements
):
    store(told())
    log_page(actor=dorte, case=almas_case)  # names are in mind from now on
    one = statements(lambda: log_page(actor=dorte, case=almas_case))
    store(*(told(happened_at=told().happened_at - timedelta(hours=n)) for n in range(60)))
    assert statements(lambda: log_page(actor=dorte, case=almas_case)) == one
    assert one <= 4


def test_the_panel_counts_twelve_weeks_and_shows_the_newest_five(
    almas_case, dorte, told, now, store
):
    start = told().happened_at
    store(*(told(happened_at=start - timedelta(days=3 * n), is_breach=n == 1) for n in range(9)))
    panel = incident_panel(actor=dorte, case=almas_case, today=date(2026, 11, 22))
    assert (len(panel.rows), len(panel.chart.bars)) == (5, 12)
    assert panel.chart.bars[-1].label == "47"
    assert (panel.chart.bars[-1].value, panel.chart.bars[-1].is_marked) == (2, True)
    assert sum(bar.value for bar in panel.chart.bars) == 9


def test_the_other_side_counts_nothing(almas_case, bos_case, emil, dorte, told, now):
    record_incident(by=dorte, case=almas_case, told=told(), now=now)
    assert log_page(actor=emil, case=almas_case).rows == []
    assert incident_panel(actor=emil, case=almas_case).rows == []
