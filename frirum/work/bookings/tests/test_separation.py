"""Opponents are never near each other; and whoever books learns nothing of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from frirum.casefile.matters.actions import set_up_team
from frirum.casefile.matters.models import Case, Matter, Side
from frirum.casefile.matters.separation import apart_of
from frirum.casefile.tasks.models import Task
from frirum.demo.cast import open_almas_case, open_bos_case, user_id
from frirum.foundation.wall.rulings import Refused
from frirum.work.bookings.actions import book, move, overrun
from frirum.work.bookings.actions.apart import (
    ask_for_another_time,
    keep_apart,
    let_meet,
    look_for_too_close,
)
from frirum.work.bookings.actions.house import add_entrance, add_room, save_site
from frirum.work.bookings.division import NOON, Place, is_given_to_nobody, own_hours
from frirum.work.bookings.models import Coming, Kind, Site, TooClose
from frirum.work.bookings.queries.free import free_slots

pytestmark = [pytest.mark.django_db, pytest.mark.promise]


@pytest.fixture
def shared_week(victim_team, perpetrator_team):
    """Both sides' teams meet their clients on the same days: now the lot divides them."""
    for team in (victim_team, perpetrator_team):
        team.days = "01234"
        team.save()


def times_open(by, case, wants, at, now):
    """At which whole hours of the week this case can be booked, asked one by one."""
    from django.db import transaction

    found = []
    for day in range(5):
        for hour in range(8, 18):
            try:
                with transaction.atomic():
                    book(
                        by=by, cases=[case], wanted=wants(by, at(day, hour)), once=uuid4(), now=now
                    )
                    raise StopIteration
            except StopIteration:
                found.append((day, hour))
            except Refused:
                pass
    return found


def test_on_the_days_of_ones_own_team_the_whole_day_is_open(dorte, almas_case, wants, at, now):
    days = {day for day, _hour in times_open(dorte, almas_case, wants, at, now)}
    assert days == {
        0,
        1,
        3,
    }  # the days of Team Udsat at Nørregade; the others' are Wednesday, Friday


def test_on_shared_days_each_side_has_a_half_and_never_the_same(
    shared_week, dorte, emil, almas_case, bos_case, wants, at, now
):
    hers = times_open(dorte, almas_case, wants, at, now)
    his = times_open(emil, bos_case, wants, at, now)
    assert {day for day, _hour in hers} == {day for day, _hour in his} == {0, 1, 2, 3, 4}
    for day in range(5):
        mornings = [hour < NOON.hour for on, hour in hers if on == day]
        assert len(set(mornings)) == 1
        assert {not mornings[0]} == {hour < NOON.hour for on, hour in his if on == day}
    nearest = min(abs((at(*one) - at(*other)).total_seconds()) for one in hers for other in his)
    assert nearest >= timedelta(hours=1, minutes=90).total_seconds()  # a talk, and both ways


def test_s10_the_hours_are_the_same_whether_or_not_he_comes(
    shared_week, dorte, emil, almas_case, house, wants, at, now
):
    alone = times_open(dorte, almas_case, wants, at, now)
    bos = open_bos_case(house, now=now, matter=almas_case.matter)
    for day, hour in times_open(emil, bos, wants, at, now)[::3]:
        wanted = wants(emil, at(day, hour))
        book(by=emil, cases=[bos], wanted=wanted, once=uuid4(), now=now)
    assert times_open(dorte, almas_case, wants, at, now) == alone


def test_s10_what_is_offered_is_the_same_whether_or_not_he_comes(
    shared_week, dorte, emil, almas_case, house, wants, at, now
):
    def offered():
        return [
            free_slots(
                actor=dorte, case=almas_case, wanted=wants(dorte, at(0, 10)), workers=[dorte.id],
                from_day=at(0, 0).date() + timedelta(days=day), now=now, more=more,
            )
            for day in range(7)
            for more in range(4)
        ]  # fmt: skip

    alone = offered()
    assert all(1 <= len(few) <= 6 for few in alone[:3])
    bos = open_bos_case(house, now=now, matter=almas_case.matter)
    for day, hour in times_open(emil, bos, wants, at, now)[::2]:
        wanted = wants(emil, at(day, hour))
        book(by=emil, cases=[bos], wanted=wanted, once=uuid4(), now=now)
    assert offered() == alone


def test_the_offer_is_few_and_the_same_each_time(dorte, almas_case, wants, at, now):
    asked = {
        "actor": dorte, "case": almas_case, "wanted": wants(dorte, at(0, 10)),
        "workers": [dorte.id], "from_day": at(0, 0).date(), "now": now,
    }  # fmt: skip
    few = free_slots(**asked)
    assert len(few) == 6
    assert all(free_slots(**asked) == few for _ in range(20))
    assert {timezone.localtime(slot.starts_at).weekday() for slot in few} <= {0, 1, 3}


def test_one_half_day_in_twenty_is_nobodys_and_stays_so(almas_case, norregade, monkeypatch, at):
    monkeypatch.setattr("frirum.work.bookings.division._ONE_IN", 20)
    apart, place = apart_of(almas_case), Place(norregade.pk, 45, 45, {})
    halves = [at(day, hour) for day in range(2_000) for hour in (9, 14)]
    closed = [is_given_to_nobody(apart, place, moment) for moment in halves]
    assert closed == [is_given_to_nobody(apart, place, moment) for moment in halves]
    assert 130 < sum(closed) < 280  # of 4,000, 200 expected; either bound is five deviations off


def test_the_lot_favours_neither_side():
    mornings = 0
    for _ in range(400):
        apart = apart_of(Case(matter=Matter(), side=Side.EXPOSED))
        place = Place(uuid4(), 45, 45, {})
        span = own_hours(apart, place, timezone.localdate())
        mornings += span[1].astimezone(timezone.get_current_timezone()).time() == NOON
    assert 140 < mornings < 260  # of 400, 200 expected


@pytest.fixture
def together(shared_week, dorte, emil, almas_case, house, booked, at, now):
    """Hers and his were booked before the desk found that they belong to one matter."""
    bos = open_bos_case(house, now=now)
    hers = times_of(dorte, almas_case, booked, at)
    his = times_of(emil, bos, booked, at)
    return hers, his


def times_of(by, case, booked, at):
    """Booked at half past ten or, where the lot says otherwise, at two on the same day."""
    for hour in (10, 14):
        for day in range(5):
            try:
                return booked(by, case, at(day, hour))
            except Refused:
                continue
    raise AssertionError


def join(one, other):
    Case.objects.opened().filter(pk=other.case_id).update(matter=one.case.matter)


@pytest.fixture
def close(shared_week, dorte, emil, almas_case, house, booked, wants, at, now, monkeypatch):
    """Two talks an hour apart, of two matters that then turn out to be one."""
    monkeypatch.setattr("frirum.work.bookings.queries.judging.is_free", lambda *a, **k: True)
    bos = open_bos_case(house, now=now)
    hers, his = booked(dorte, almas_case, at(0, 10)), booked(emil, bos, at(0, 12))
    monkeypatch.undo()
    monkeypatch.setattr("frirum.work.bookings.division._ONE_IN", 1 << 40)
    join(hers, his)
    return hers, his


def waiting(by):
    return list(TooClose.objects.visible_to(by).waiting().order_by("pk"))


def test_what_the_desk_joins_later_is_a_task_for_the_coordinator(close, karen, frirum, now):
    assert waiting(karen) == []
    assert look_for_too_close(by=frirum, now=now) == 1
    hers, his = close
    pairs = {(row.appointment, row.other) for row in waiting(karen)}
    one, other = hers.appointment_id, his.appointment_id
    assert pairs == {(one, other), (other, one)}


def test_nobody_who_works_in_the_matter_sees_it_and_nobody_is_told(
    close, karen, dorte, emil, freja, vera, frirum, now
):
    tasks = Task.objects.opened().count()
    look_for_too_close(by=frirum, now=now)
    for worker in (dorte, emil, freja, vera):
        assert waiting(worker) == []
    assert Task.objects.opened().count() == tasks


def test_once_it_is_moved_the_task_is_gone(close, karen, dorte, frirum, wants, at, now, run_jobs):
    look_for_too_close(by=frirum, now=now)
    hers, _his = close
    for hour in (8, 15):
        try:
            move(by=dorte, coming=hers, wanted=wants(dorte, at(3, hour)), seen=1, now=now)
        except Refused:
            continue
        break
    look_for_too_close(by=frirum, now=now)
    assert waiting(karen) == []


def test_a_move_too_near_is_not_available_and_says_no_more(
    shared_week, close, dorte, wants, at, now, frirum
):
    look_for_too_close(by=frirum, now=now)  # takes the tokens anew
    hers, _his = close
    with pytest.raises(Refused) as refused:
        move(by=dorte, coming=hers, wanted=wants(dorte, at(0, 11)), seen=1, now=now)
    assert "ledig" in str(refused.value.sentence)


def test_the_coordinator_asks_for_another_time_in_words_that_tell_nothing(
    close, karen, dorte, frirum, now
):
    look_for_too_close(by=frirum, now=now)
    hers, _his = close
    pair = next(row for row in waiting(karen) if row.subject == hers.case_id)
    for _ in range(2):
        ask_for_another_time(by=karen, pair=pair, now=now)
    task = Task.objects.visible_to(dorte).get(case=hers.case_id)
    assert "23. nov. 2026 kl. 10.00" in task.title
    for word in ("Bo", "Emil", "modpart", "udøver", "tæt"):
        assert word not in task.title + task.text


def test_an_overrun_into_his_time_is_for_the_coordinator(
    dorte, emil, almas_case, bos_case, booked, at, now, karen, frirum, shared_week, monkeypatch
):
    monkeypatch.setattr("frirum.work.bookings.queries.judging.is_free", lambda *a, **k: True)
    hers, _his = booked(dorte, almas_case, at(0, 10)), booked(emil, bos_case, at(0, 13))
    assert look_for_too_close(by=frirum, now=now) == 0
    overrun(by=dorte, coming=hers, ends_at=at(0, 12), now=at(0, 11))
    assert look_for_too_close(by=frirum, now=at(0, 11)) == 1
    assert len(waiting(karen)) == 2


def test_longer_minutes_hold_for_what_is_booked_already(
    dorte, emil, almas_case, bos_case, booked, at, now, karen, frirum, monkeypatch
):
    monkeypatch.setattr("frirum.work.bookings.queries.judging.is_free", lambda *a, **k: True)
    booked(dorte, almas_case, at(0, 10)), booked(emil, bos_case, at(0, 13))
    assert look_for_too_close(by=frirum, now=now) == 0
    site = Site.objects.get()
    save_site(by=karen, site=site, name=site.name, minutes_before=90, minutes_after=90, seen=1)
    assert look_for_too_close(by=frirum, now=now) == 1


def test_one_entrance_for_both_needs_its_own_longer_minutes(
    dorte, emil, almas_case, bos_case, booked, at, now, karen, frirum, norregade, monkeypatch
):
    monkeypatch.setattr("frirum.work.bookings.queries.judging.is_free", lambda *a, **k: True)
    yard = add_entrance(
        by=karen, site=norregade, name="Gården", minutes_before=120, minutes_after=120
    )
    front = add_room(by=karen, entrance=norregade.entrances.get(name=""), name="Forrum", seats=3)
    rooms = [add_room(by=karen, entrance=yard, name=f"Gård {n}", seats=3) for n in (1, 2)]
    booked(dorte, almas_case, at(0, 10), room=rooms[0])
    booked(emil, bos_case, at(0, 13), room=front)
    assert look_for_too_close(by=frirum, now=now) == 0
    booked(emil, bos_case, at(0, 14), room=rooms[1])
    assert look_for_too_close(by=frirum, now=now) == 1


def test_who_brings_and_fetches_a_child_counts(
    dorte, emil, almas_case, bos_case, booked, at, now, frirum, monkeypatch
):
    monkeypatch.setattr("frirum.work.bookings.queries.judging.is_free", lambda *a, **k: True)
    booked(dorte, almas_case, at(0, 10), fetching=30)
    booked(emil, bos_case, at(0, 12, 45))
    assert look_for_too_close(by=frirum, now=now) == 1


def test_on_the_phone_nobody_is_near_anybody(
    dorte, emil, almas_case, bos_case, booked, at, now, frirum
):
    for kind in (Kind.PHONE, Kind.VIDEO):
        hour = 10 if kind == Kind.PHONE else 11
        booked(dorte, almas_case, at(0, hour), kind=kind, site=None)
        booked(emil, bos_case, at(0, hour), kind=kind, site=None)
    assert look_for_too_close(by=frirum, now=now) == 0


def test_two_sites_are_far_enough_from_each_other(
    dorte, emil, almas_case, bos_case, booked, at, now, frirum, karen, house
):
    from frirum.work.bookings.actions.house import open_site

    harbour = open_site(by=karen, name="Havnevej")
    set_up_team(
        by=house.staff["asta"], name="Team Havn", side=Side.EXERCISING, leader=user_id("folmer"),
        workers=[], site="havnevej", days=(0,),
    )  # fmt: skip
    room = add_room(by=karen, entrance=harbour.entrances.get(), name="A", seats=3)
    booked(dorte, almas_case, at(0, 10))
    booked(emil, bos_case, at(0, 10), site=harbour, room=room)
    assert look_for_too_close(by=frirum, now=now) == 0


def test_the_conflict_desk_keeps_two_of_different_matters_apart(
    shared_week, dorte, vera, almas_case, house, booked, at, now, frirum, karen, wants
):
    other = open_almas_case(house, now=now)  # another exposed person, of another matter
    pair = keep_apart(
        by=vera, numbers=(almas_case.number, other.number), reason="Tilhold mellem dem.", now=now
    )
    hers = times_open(dorte, almas_case, wants, at, now)
    theirs = times_open(dorte, other, wants, at, now)
    assert not set(hers) & set(theirs)
    let_meet(by=vera, pair=pair, now=now)
    assert len(times_open(dorte, other, wants, at, now)) > len(theirs)


def test_what_was_booked_before_the_desk_said_so_is_for_the_coordinator(
    dorte, ida, vera, almas_case, house, booked, at, now, frirum, karen
):
    from frirum.casefile.matters.actions import open_case
    from frirum.casefile.matters.models import Track

    other = open_case(
        by=house.staff["freja"], side=Side.EXPOSED, track=Track.VICTIM, team=house.victim_team,
        worker=ida.id, now=now,
    )  # fmt: skip
    booked(dorte, almas_case, at(0, 10)), booked(ida, other, at(0, 10))
    assert look_for_too_close(by=frirum, now=now) == 0
    keep_apart(by=vera, numbers=(almas_case.number, other.number), reason="Tilhold.", now=now)
    assert look_for_too_close(by=frirum, now=now) == 1
    assert len(waiting(karen)) == 2
    assert Coming.objects.visible_to(dorte).count() == 1
