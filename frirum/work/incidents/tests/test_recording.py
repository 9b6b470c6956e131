"""Recording, correcting, starring; many at once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import Http404

from frirum.foundation.wall.rulings import Refused
from frirum.work.incidents.actions import (
    correct_incident,
    record_incident,
    star_incident,
    store_incidents,
    unstar_incident,
)
from frirum.work.incidents.facts import Entry, Report, ToldMessage
from frirum.work.incidents.kinds import Source
from frirum.work.incidents.queries import known_messages, log_page, wordings_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorded(almas_case, dorte, told, now):
    return record_incident(by=dorte, case=almas_case, told=told(), now=now)


def test_recording_adds_to_the_log_and_to_the_ledger(almas_case, dorte, told, now, ledger):
    record_incident(by=dorte, case=almas_case, told=told(), now=now)
    assert almas_case.incidents.visible_to(dorte).get().account == told().account
    assert ledger()[-1] == (dorte.id, "record_incident", "done")


def test_all_that_was_told_comes_back(almas_case, dorte, told, now):
    full = told(
        effect="Sov ikke.",
        place_text="Over for opgangen",
        witnesses="Naboen",
        is_breach=True,
        reported="yes",
        report=Report(district="Fyns Politi", journal_number="12", reported_on=now.date()),
    )
    record_incident(by=dorte, case=almas_case, told=full, now=now)
    assert almas_case.incidents.visible_to(dorte).get().told == full


def test_recording_puts_the_case_first_among_those_touched(almas_case, dorte, told, now):
    later = now + timedelta(days=3)
    record_incident(by=dorte, case=almas_case, told=told(), now=later)
    almas_case.refresh_from_db()
    assert almas_case.touched_at == later


def test_a_form_sent_twice_records_once(almas_case, dorte, told, now):
    once = uuid4()
    first, second = (
        record_incident(by=dorte, case=almas_case, told=told(), once=once, now=now)
        for _time in range(2)
    )
    assert first == second
    assert almas_case.incidents.visible_to(dorte).count() == 1


def test_a_closed_case_takes_no_new_incidents(closed_case, dorte, told, now, ledger):
    with pytest.raises(Refused, match=r"afsluttet|closed"):
        record_incident(by=dorte, case=closed_case, told=told(), now=now)
    assert not closed_case.incidents.visible_to(dorte).exists()
    assert ledger()[-1] == (dorte.id, "record_incident", "refused")


def test_to_the_other_side_the_case_does_not_exist(almas_case, bos_case, emil, told, now):
    with pytest.raises(Http404):
        record_incident(by=emil, case=almas_case, told=told(), now=now)


def test_a_volunteer_records_nothing(almas_case, gry, told, now):
    with pytest.raises(Http404):
        record_incident(by=gry, case=almas_case, told=told(), now=now)


def test_a_correction_keeps_the_former_wording_and_the_reason(recorded, dorte, freja, told, now):
    corrected = correct_incident(
        by=freja,
        incident=recorded,
        version=1,
        told=told(count=4),
        reason="Klienten fandt en mere.",
        now=now,
    )
    newest, first = wordings_of(actor=dorte, incident=corrected)
    assert (newest.version, newest.told.count, newest.by) == (2, 4, "Freja Friis")
    assert newest.reason == "Klienten fandt en mere."
    assert [(change.before, change.after) for change in newest.changes] == [("3", "4")]
    assert (first.version, first.told, first.by) == (1, told(), "Dorte Dahl")


def test_two_who_correct_the_same_do_not_overwrite_each_other(recorded, dorte, freja, told, now):
    change = {"incident": recorded, "version": 1, "reason": "Fejl.", "now": now}
    correct_incident(by=freja, told=told(count=4), **change)
    with pytest.raises(Refused):
        correct_incident(by=dorte, told=told(count=5), **change)
    assert wordings_of(actor=dorte, incident=recorded)[0].told.count == 3
    recorded.refresh_from_db()
    assert (recorded.count, recorded.version) == (4, 2)


def test_a_correction_that_changes_nothing_makes_no_version(recorded, dorte, told, now):
    same = correct_incident(
        by=dorte, incident=recorded, version=1, told=told(), reason="Ingen.", now=now
    )
    assert (same.version, len(wordings_of(actor=dorte, incident=same))) == (1, 1)


def test_five_may_be_starred_and_a_star_can_be_moved(almas_case, dorte, told, now):
    six = [record_incident(by=dorte, case=almas_case, told=told(), now=now) for _ in range(6)]
    for incident in six[:5]:
        star_incident(by=dorte, incident=incident, now=now)
    with pytest.raises(Refused):
        star_incident(by=dorte, incident=six[5], now=now)
    unstar_incident(by=dorte, incident=six[0], now=now)
    assert star_incident(by=dorte, incident=six[5], now=now).is_starred


def test_starring_what_is_starred_is_no_sixth(almas_case, dorte, told, now):
    five = [record_incident(by=dorte, case=almas_case, told=told(), now=now) for _ in range(5)]
    for incident in [*five, five[0]]:
        star_incident(by=dorte, incident=incident, now=now)
    assert almas_case.incidents.visible_to(dorte).filter(is_starred=True).count() == 5


def burst(told, number):
    at = told().happened_at - timedelta(hours=number)
    message = ToldMessage(
        at=at, is_incoming=True, channel="sms", fingerprint=f"print {number}", text="Svar mig."
    )
    return Entry(told=told(happened_at=at), messages=(message,))


def test_many_are_stored_under_one_ledger_entry_with_a_count(almas_case, dorte, told, now, ledger):
    entries = [burst(told, number) for number in range(30)]
    before = len(ledger())
    assert store_incidents(by=dorte, case=almas_case, entries=entries, now=now) == 30
    assert ledger()[before:] == [(dorte.id, "store_incidents", "done")]
    rows = log_page(actor=dorte, case=almas_case).rows
    assert (len(rows), rows[0].incident.source) == (30, Source.IMPORT)


def test_the_same_export_read_again_adds_nothing(almas_case, dorte, told, now):
    entries = [burst(told, number) for number in range(5)]
    store_incidents(by=dorte, case=almas_case, entries=entries, now=now)
    more = [*entries, burst(told, 6)]
    assert store_incidents(by=dorte, case=almas_case, entries=more, now=now) == 1


def test_what_is_known_is_known_without_holding_it(almas_case, dorte, freja, told, now):
    store_incidents(by=dorte, case=almas_case, entries=[burst(told, 1)], now=now)
    known = known_messages(actor=dorte, case=almas_case)
    assert ("print 1" in known, "print 2" in known) == (True, False)
    assert (len(known), list(known)) == (1, [])


def test_one_bad_entry_and_nothing_is_stored(almas_case, dorte, told, now):
    future = Entry(told=told(happened_at=now + timedelta(days=1)))
    with pytest.raises(Refused):
        store_incidents(by=dorte, case=almas_case, entries=[burst(told, 1), future], now=now)
    assert not almas_case.incidents.visible_to(dorte).exists()
