"""What may be told and starred; how it reads. No database."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import translation

from frirum.work.incidents.facts import Report, Told
from frirum.work.incidents.kinds import Channel, PlaceKind, Precision
from frirum.work.incidents.rules import may_be_told, may_correct, may_star
from frirum.work.incidents.taxonomy import GROUPS, Behaviour, behaviours_in, mask_of
from frirum.work.incidents.wording import moment_of, title_of, when_of

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
OPEN, CLOSED = SimpleNamespace(is_closed=False), SimpleNamespace(is_closed=True)


@pytest.fixture(autouse=True)
def in_danish():
    with translation.override("da"):
        yield


def test_what_lies_in_the_future_cannot_be_told(told):
    later = told(happened_at=NOW + timedelta(minutes=1))
    assert "fremtiden" in may_be_told(later, now=NOW).refusal


def test_an_incident_does_not_end_before_it_starts(told):
    turned = told(ended_at=told().happened_at - timedelta(minutes=1))
    assert not may_be_told(turned, now=NOW).allowed


def test_a_period_needs_its_last_day(told):
    assert not may_be_told(told(precision=Precision.PERIOD), now=NOW).allowed


def test_at_least_one_thing_was_done(told):
    assert not may_be_told(told(behaviours=frozenset()), now=NOW).allowed


def test_a_sixth_star_is_refused_with_what_to_do_instead():
    assert may_star(OPEN, starred=4).allowed
    assert "Fjern først stjernen" in may_star(OPEN, starred=5).refusal


def test_a_closed_case_takes_no_star_and_no_correction():
    assert "Genåbn" in may_star(CLOSED, starred=0).refusal
    assert "Genåbn" in may_correct(SimpleNamespace(version=1), CLOSED, version=1).refusal


def test_whoever_saw_an_older_wording_does_not_correct_the_newer():
    assert may_correct(SimpleNamespace(version=2), OPEN, version=2).allowed
    assert not may_correct(SimpleNamespace(version=2), OPEN, version=1).allowed


def test_each_behaviour_has_a_bit_of_its_own_and_comes_back_from_it():
    bits = [behaviour.bit for behaviour in Behaviour]
    assert len(set(bits)) == len(bits)
    assert set(behaviours_in(mask_of(Behaviour))) == set(Behaviour)


def test_the_stored_bits_are_never_renumbered():
    assert Behaviour.CALLS.bit == 1
    assert Behaviour.THREATS.bit == 1 << 14
    assert Behaviour.OTHER.bit == 1 << 24


def test_the_form_offers_every_behaviour_once():
    offered = [behaviour for _group, kinds in GROUPS for behaviour in kinds]
    assert sorted(offered) == sorted(Behaviour)


def test_every_behaviour_but_the_open_one_stands_in_both_taxonomies():
    unmapped = [b for b in Behaviour if not (b.about.slii and b.about.clusters)]
    assert unmapped == [Behaviour.OTHER]


@pytest.mark.parametrize(
    ("other", "title"),
    [
        ({}, "3 beskeder på sms"),
        ({"count": 1}, "Beskeder"),
        (
            {"behaviours": frozenset({Behaviour.THREATS, Behaviour.MESSAGES}), "count": 14},
            "14 beskeder på sms, trusler",
        ),
        (
            {
                "behaviours": frozenset({Behaviour.TURNING_UP}),
                "count": 1,
                "channel": Channel.IN_PERSON,
                "place_kind": PlaceKind.NEAR_HOME,
            },
            "Fremmøde uden for boligen",
        ),
        ({"behaviours": frozenset({Behaviour.FOLLOWING}), "count": 2}, "Forfølgelse, 2 gange"),
        ({"behaviours": frozenset({Behaviour.SILENT_CALLS}), "count": 9}, "9 ubesvarede opkald"),
    ],
)
def test_an_incident_reads_in_one_line(told, other, title):
    assert title_of(told(**other)) == title


def test_a_title_names_three_things_at_most(told):
    many = frozenset({Behaviour.VIOLENCE, Behaviour.THREATS, Behaviour.DAMAGE, Behaviour.FOLLOWING})
    assert title_of(told(behaviours=many, count=1)) == "Vold, trusler, 2 mere"


def test_the_clock_says_how_exact_it_is():
    start = datetime(2026, 11, 21, 6, 15, tzinfo=UTC)
    end = start + timedelta(minutes=16)
    assert when_of(start, Precision.EXACT, None) == "kl. 7.15"
    assert when_of(start, Precision.EXACT, end) == "kl. 7.15–7.31"
    assert when_of(start, Precision.ABOUT, None) == "ca. kl. 7.15"
    assert when_of(start, Precision.DAY, None) == ""
    assert when_of(start, Precision.PERIOD, end) == "indtil 21. nov. 2026"


def test_a_moment_has_its_day(told):
    assert moment_of(told()) == "21. nov. 2026 kl. 22.14"


def test_hours_are_counted_in_local_time_and_only_when_known(told):
    saturday_22 = 5 * 24 + 22
    assert told().week_hour == saturday_22
    assert told(precision=Precision.DAY).week_hour is None


def test_a_telling_survives_being_kept(told):
    full = told(
        ended_at=told().happened_at + timedelta(hours=1),
        effect="Sov ikke.",
        report=Report(district="Fyns Politi", reported_on=NOW.date()),
    )
    assert Told.from_json(full.as_json()) == full
