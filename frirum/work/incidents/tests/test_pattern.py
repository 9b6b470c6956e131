"""The shape of a log."""

from datetime import UTC, date, datetime, timedelta

import pytest

from frirum.casefile.matters.models import PhaseKind
from frirum.work.incidents.actions import store_incidents
from frirum.work.incidents.charts import (
    behaviour_ranking,
    busiest,
    hour_grid,
    pace,
    place_table,
    rhythm_chart,
)
from frirum.work.incidents.facts import Entry
from frirum.work.incidents.kinds import PlaceKind, Precision
from frirum.work.incidents.queries import pattern_of
from frirum.work.incidents.taxonomy import Behaviour

pytestmark = pytest.mark.django_db


def at(day, hour=20):
    return datetime(2026, 10, day, hour - 2, tzinfo=UTC)


@pytest.fixture
def pattern(almas_case, dorte, now):
    def shaped(*tellings, **period):
        entries = [Entry(told=telling) for telling in tellings]
        store_incidents(by=dorte, case=almas_case, entries=entries, now=now)
        return pattern_of(actor=dorte, case=almas_case, **period)

    return shaped


def test_quiet_weeks_are_seen(pattern, told):
    found = pattern(told(happened_at=at(1)), told(happened_at=at(20), count=5))
    assert found.unit == "week"
    assert [(b.first_day, b.entries, b.times) for b in found.buckets] == [
        (date(2026, 9, 28), 1, 3),
        (date(2026, 10, 5), 0, 0),
        (date(2026, 10, 12), 0, 0),
        (date(2026, 10, 19), 1, 5),
    ]


def test_an_incident_of_two_kinds_counts_under_both(pattern, told):
    both = frozenset({Behaviour.THREATS, Behaviour.MESSAGES})
    found = pattern(told(behaviours=both, count=14), told(count=1))
    assert {kind: (t.entries, t.times) for kind, t in found.behaviours} == {
        Behaviour.MESSAGES: (2, 15),
        Behaviour.THREATS: (1, 14),
    }
    assert [(code, tally.entries) for code, tally in found.channels] == [("sms", 2)]


def test_what_has_no_time_of_day_is_not_in_the_grid(pattern, told):
    found = pattern(told(happened_at=at(5, 7)), told(happened_at=at(6), precision=Precision.DAY))
    assert hour_grid(found).counts == {(0, 7): 1}
    assert found.without_hour == 1


def test_it_is_seen_that_he_moves_closer(pattern, told):
    found = pattern(
        told(happened_at=at(1), place_kind=PlaceKind.REMOTE),
        told(happened_at=at(8), place_kind=PlaceKind.NEAR_HOME),
        told(happened_at=at(15), place_kind=PlaceKind.NEAR_HOME),
    )
    assert found.closest == (PlaceKind.NEAR_HOME, date(2026, 10, 8))
    assert [bucket.near_home for bucket in found.buckets] == [0, 1, 1]
    table = place_table(found)
    assert table.heads == [("okt.", "2026")]
    assert [[(c.count, c.level) for c in cells] for _, cells in table.rows] == [[(1, 4)], [(2, 4)]]


def test_pauses_of_a_fortnight_are_named_longest_first(pattern, told):
    found = pattern(*(told(happened_at=at(1) - timedelta(days=ago)) for ago in (0, 3, 20, 60)))
    assert [gap.days for gap in found.gaps] == [39, 16]


def test_a_long_log_is_counted_by_month_and_a_very_long_one_by_year(pattern, told):
    assert pattern(told(), told(happened_at=at(1) - timedelta(days=900))).unit == "month"
    assert pattern(told(happened_at=at(1) - timedelta(days=9000))).unit == "year"


def test_a_period_can_be_chosen(pattern, told):
    found = pattern(told(happened_at=at(1)), told(happened_at=at(20)), since=date(2026, 10, 10))
    assert (found.entries, found.first_day) == (1, date(2026, 10, 20))


def test_breaches_are_marked_reports_stand_on_the_axis_and_phases_behind(pattern, told):
    found = pattern(
        told(happened_at=at(1)),
        told(happened_at=at(8), is_breach=True, reported="yes"),
        told(happened_at=at(15)),
    )

    class Stopped:
        kind, since, recorded_at = PhaseKind.STOPPED, date(2026, 10, 7), at(7)

        def get_kind_display(self):
            return "Stoppet"

    chart = rhythm_chart(found, [Stopped()], by_times=True)
    assert [(bar.value, bar.is_marked) for bar in chart.bars] == [(3, False), (3, True), (3, False)]
    assert [mark.at for mark in chart.marks] == [1.5]
    assert [(band.label, band.first, band.last) for band in chart.bands] == [("Stoppet", 1, 2)]


def test_an_empty_log_has_no_shape(almas_case, dorte):
    found = pattern_of(actor=dorte, case=almas_case)
    assert (found.entries, found.buckets, found.closest, found.gaps) == (0, (), None, ())


def test_places_over_years_stand_in_years_beside_each_other(pattern, told):
    far = PlaceKind.REMOTE
    found = pattern(
        *(told(happened_at=at(1) - timedelta(days=31 * n), place_kind=far) for n in range(15))
    )
    table = place_table(found)
    assert table.heads == [("2025", ""), ("2026", "")]
    assert sum(cell.count for cell in table.rows[0][1]) == 15


def test_a_ranking_follows_what_is_counted_and_folds_its_tail(pattern, told):
    kinds = list(Behaviour)[:9]
    found = pattern(
        *(told(behaviours=frozenset({kind}), count=n + 1) for n, kind in enumerate(kinds))
    )
    ranking = behaviour_ranking(found, by_times=True)
    assert [share.count for share in ranking.first] == [9, 8, 7, 6, 5, 4]
    assert [share.count for share in ranking.rest] == [3, 2, 1]
    assert (ranking.first[0].width, ranking.rest[-1].width) == ("100.00%", "11.11%")
    assert {share.count for share in behaviour_ranking(found, by_times=False).first} == {1}


def test_the_pace_compares_whole_weeks_and_counts_silent_ones(pattern, told):
    """Ten weeks with two a week, then three of silence."""
    days = [at(28) - timedelta(days=7 * n + extra) for n in range(10) for extra in (0, 1)]
    found = pattern(*(told(happened_at=day) for day in days))
    told_pace = pace(found, by_times=False, until=date(2026, 11, 20))
    assert (told_pace.now, told_pace.before) == (1, 2)
    assert pace(pattern(told()), by_times=False, until=date(2026, 10, 30)) is not None
    assert pace(found, by_times=False, until=date(2026, 9, 1)) is None


def test_an_hour_is_named_when_it_stands_out(pattern, told):
    often = [told(happened_at=at(5, 21), account=str(n)) for n in range(3)]
    assert busiest(pattern(told(happened_at=at(6, 9)), *often)) == "mandag kl. 21–22"
    assert busiest(pattern(*(told(happened_at=at(6, 9), account=str(n)) for n in range(2)))) == ""
