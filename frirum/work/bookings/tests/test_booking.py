"""Booking, moving, calling off: who is taken when, and what is said when something is not free."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.http import Http404

from frirum.casefile.matters.actions import move_case, open_case
from frirum.casefile.matters.models import Side, Status, Track
from frirum.foundation.wall.rulings import Refused
from frirum.work.bookings.actions import book, book_series, call_off, move, overrun
from frirum.work.bookings.actions.house import close_room, go_away, keep_hours
from frirum.work.bookings.facts import wanted_of
from frirum.work.bookings.models import Appointment, Claim, Coming, Kind, Stay, Wish
from frirum.work.bookings.moments import Repeat, holiday, local, repeated

pytestmark = pytest.mark.django_db


def taken(worker):
    return list(Claim.objects.filter(holder=worker.id).values_list("starts_at", "ends_at"))


def test_a_talk_takes_the_worker_and_a_room(dorte, almas_case, booked, at):
    coming = booked(dorte, almas_case, at(0, 10))
    assert taken(dorte) == [(at(0, 10), at(0, 11))]
    room = coming.appointment.room
    assert room is not None
    assert Claim.objects.filter(holder=room.pk, is_room=True).count() == 1


def test_the_same_form_sent_twice_books_once(dorte, almas_case, wants, at, now):
    once = uuid4()
    for _ in range(2):
        book(by=dorte, cases=[almas_case], wanted=wants(dorte, at(0, 10)), once=once, now=now)
    assert Appointment.objects.count() == 1
    assert Coming.objects.visible_to(dorte).count() == 1


@pytest.mark.parametrize(("hour", "minute"), [(9, 30), (10, 0), (10, 30)])
def test_nobody_is_booked_twice(dorte, almas_case, booked, at, hour, minute):
    booked(dorte, almas_case, at(0, 10))
    with pytest.raises(Refused, match="Dorte Dahl"):
        booked(dorte, almas_case, at(0, hour, minute))


def test_one_after_the_other_is_fine(dorte, almas_case, booked, at):
    for hour in (10, 11, 9):
        booked(dorte, almas_case, at(0, hour))
    assert Appointment.objects.count() == 3


def test_getting_ready_and_getting_there_take_time_too(dorte, almas_case, booked, at):
    booked(dorte, almas_case, at(0, 10), prepare=15, travel=30, kind=Kind.VISIT, site=None)
    assert taken(dorte) == [(at(0, 9, 15), at(0, 11, 30))]
    with pytest.raises(Refused):
        booked(dorte, almas_case, at(0, 11))


def _hers(house, worker, now):
    """A case of another matter, with this worker."""
    return open_case(
        by=house.staff["freja"], side=Side.EXPOSED, track=Track.VICTIM, team=house.victim_team,
        worker=worker.id, now=now,
    )  # fmt: skip


def test_a_room_that_is_taken_is_not_available(
    dorte, ida, almas_case, booked, at, rooms, house, now
):
    booked(ida, _hers(house, ida, now), at(0, 8), room=rooms[0])
    with pytest.raises(Refused, match="ledig"):
        booked(dorte, almas_case, at(0, 8, 30), room=rooms[0])


def test_a_closed_case_books_nothing(dorte, almas_case, booked, at, now):
    move_case(by=dorte, case=almas_case, status=Status.CLOSED, now=now)
    with pytest.raises(Refused):
        booked(dorte, almas_case, at(0, 10))


@pytest.mark.parametrize(
    ("starts_at", "minutes"),
    [
        (datetime(2026, 11, 1, 9, tzinfo=UTC), 60),  # passed
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), 60),  # 1.30 to where no clock is
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), 60),  # 2.30 comes twice
        (datetime(2026, 11, 30, 9, tzinfo=UTC), 700),
        (datetime(2029, 11, 30, 9, tzinfo=UTC), 60),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_a_sentence(
    dorte, almas_case, wants, now, starts_at, minutes
):
    local_start = starts_at.astimezone(local(date(2026, 1, 1), time(0)).tzinfo)
    if starts_at.month == 3:
        local_start = local(date(2027, 3, 28), time(2, 30))
    wanted = wants(dorte, local_start, minutes=minutes)
    with pytest.raises(Refused) as refused:
        book(by=dorte, cases=[almas_case], wanted=wanted, once=uuid4(), now=now)
    assert str(refused.value.sentence).endswith(".")
    assert not Appointment.objects.exists()


def test_outside_the_hours_that_a_worker_told_nothing_is_booked(dorte, almas_case, booked, at):
    keep_hours(by=dorte, worker=dorte.id, hours=[(0, time(9), time(12))], languages="da")
    booked(dorte, almas_case, at(0, 10))
    for moment in (at(0, 12), at(1, 10)):
        with pytest.raises(Refused, match="Dorte Dahl"):
            booked(dorte, almas_case, moment)


def test_hours_that_overlap_are_refused_and_nothing_is_lost(dorte):
    keep_hours(by=dorte, worker=dorte.id, hours=[(0, time(9), time(12))], languages="da")
    with pytest.raises(Refused, match="9"):
        keep_hours(
            by=dorte, worker=dorte.id, languages="da",
            hours=[(0, time(9), time(12)), (0, time(11), time(15))],
        )  # fmt: skip
    from frirum.work.bookings.models import Hours

    assert Hours.objects.filter(worker=dorte.id).count() == 1


def test_who_is_away_is_not_booked(dorte, ida, almas_case, booked, at):
    go_away(
        by=dorte, worker=dorte.id, first_day=at(0, 0).date(), last_day=at(2, 0).date(), cover=ida.id
    )
    with pytest.raises(Refused, match="Dorte Dahl"):
        booked(dorte, almas_case, at(1, 10))
    booked(dorte, almas_case, at(3, 10))


def test_nobody_keeps_the_hours_of_another(dorte, ida, karen):
    with pytest.raises(Http404):
        keep_hours(by=ida, worker=dorte.id, hours=[], languages="da")
    keep_hours(by=karen, worker=dorte.id, hours=[(0, time(9), time(12))], languages="da")


def test_moving_gives_the_old_time_back(dorte, almas_case, booked, wants, at, now):
    coming = booked(dorte, almas_case, at(0, 10))
    move(by=dorte, coming=coming, wanted=wants(dorte, at(1, 14)), seen=1, now=now)
    assert taken(dorte) == [(at(1, 14), at(1, 15))]
    fresh = Coming.objects.visible_to(dorte).get(pk=coming.pk)
    assert (fresh.starts_at, fresh.appointment.version) == (at(1, 14), 2)
    stay = Stay.objects.visible_to(dorte).get()
    assert stay.arrives_at == at(1, 14) - timedelta(minutes=45)


def test_who_moves_what_somebody_else_has_moved_is_told(dorte, almas_case, booked, wants, at, now):
    coming = booked(dorte, almas_case, at(0, 10))
    move(by=dorte, coming=coming, wanted=wants(dorte, at(1, 14)), seen=1, now=now)
    late = Coming.objects.visible_to(dorte).get(pk=coming.pk)
    with pytest.raises(Refused, match="imens"):
        move(by=dorte, coming=late, wanted=wants(dorte, at(3, 9)), seen=1, now=now)
    assert taken(dorte) == [(at(1, 14), at(1, 15))]


def test_a_move_to_a_time_that_is_not_free_loses_nothing(dorte, almas_case, booked, wants, at, now):
    coming, other = booked(dorte, almas_case, at(0, 10)), booked(dorte, almas_case, at(0, 12))
    with pytest.raises(Refused):
        move(by=dorte, coming=coming, wanted=wants(dorte, at(0, 12, 30)), seen=1, now=now)
    assert sorted(taken(dorte)) == [(at(0, 10), at(0, 11)), (at(0, 12), at(0, 13))]
    assert other.appointment.version == 1


def test_called_off_it_is_free_again_and_offered_to_who_waits(
    dorte, almas_case, booked, at, now, house
):
    from frirum.demo.cast import open_almas_case

    waiting = open_almas_case(house, now=now)
    wish = Wish.objects.create(case=waiting, worker=dorte.id, minutes=60, asked_at=now)
    late = Wish.objects.create(
        case=waiting, worker=dorte.id, minutes=60, from_time=time(14), asked_at=now
    )
    coming = booked(dorte, almas_case, at(0, 10))
    call_off(by=dorte, coming=coming, by_client=True, seen=1, now=now)
    assert taken(dorte) == []
    assert not Stay.objects.visible_to(dorte).exists()
    held = {w.pk: w.free_from for w in Wish.objects.visible_to(dorte)}
    assert held == {wish.pk: at(0, 10), late.pk: None}


def test_an_overrun_takes_the_room_only_until_the_next(dorte, almas_case, booked, at, now, rooms):
    coming = booked(dorte, almas_case, at(0, 10), room=rooms[0])
    booked(dorte, almas_case, at(0, 11, 30), room=rooms[0])
    overrun(by=dorte, coming=coming, ends_at=at(0, 12), now=at(0, 10, 50))
    spans = sorted(Claim.objects.filter(holder=rooms[0].pk).values_list("starts_at", "ends_at"))
    assert spans == [(at(0, 10), at(0, 11, 30)), (at(0, 11, 30), at(0, 12, 30))]
    assert Stay.objects.visible_to(dorte).get(appointment=coming.appointment).leaves_at == at(
        0, 12, 45
    )


def test_a_course_of_ten_has_ten_and_skips_holidays(dorte, almas_case, wants, at, now):
    made = book_series(
        by=dorte, cases=[almas_case], wanted=wants(dorte, at(3, 10)), repeat=Repeat(1, 10),
        once=uuid4(), now=now,
    )  # fmt: skip
    assert [one for _at, one in made.refused] == []
    days = [one.starts_at.astimezone(at(0, 0).tzinfo) for one in made.booked]
    assert len(days) == 10
    assert {(day.weekday(), day.hour) for day in days} == {(3, 10)}
    assert not any(holiday(day.date()) for day in days)


def test_summer_time_does_not_move_a_course():
    first = local(date(2027, 3, 25), time(10))
    hours = [each.hour for each in repeated(first, Repeat(1, 3))]
    assert hours == [10, 10, 10]


def test_one_time_that_is_taken_does_not_keep_the_others_from_being_booked(
    dorte, almas_case, wants, booked, at, now
):
    booked(dorte, almas_case, at(7, 10))
    made = book_series(
        by=dorte, cases=[almas_case], wanted=wants(dorte, at(0, 10)), repeat=Repeat(1, 3),
        once=uuid4(), now=now,
    )  # fmt: skip
    assert len(made.booked) == 2
    assert [(moment, "Dorte Dahl" in words) for moment, words in made.refused] == [
        (at(7, 10), True)
    ]


def test_what_is_booked_in_a_room_that_closes_goes_to_another(
    dorte, karen, almas_case, booked, at, now, rooms
):
    coming = booked(dorte, almas_case, at(0, 10), room=rooms[0])
    done = close_room(by=karen, room=rooms[0], from_day=at(0, 0).date(), now=now)
    assert (done.moved, done.left) == (1, 0)
    appointment = Appointment.objects.get(pk=coming.appointment_id)
    assert appointment.room in rooms[1:]
    with pytest.raises(Refused, match="Lokale 1"):
        booked(dorte, almas_case, at(1, 10), room=rooms[0])


def test_what_finds_no_other_room_is_kept(dorte, karen, almas_case, booked, at, now, rooms):
    coming = booked(dorte, almas_case, at(0, 10), room=rooms[0])
    for room in rooms[1:]:
        close_room(by=karen, room=room, from_day=at(0, 0).date(), now=now)
    done = close_room(by=karen, room=rooms[0], from_day=at(0, 0).date(), now=now)
    assert (done.moved, done.left) == (0, 1)
    assert Appointment.objects.get(pk=coming.appointment_id).room == rooms[0]


def test_the_other_side_cannot_book_in_her_case(emil, almas_case, wants, at, now):
    with pytest.raises(Http404):
        book(by=emil, cases=[almas_case], wanted=wants(emil, at(2, 10)), once=uuid4(), now=now)


def test_wanted_of_an_appointment_is_what_was_booked(dorte, almas_case, booked, wants, at):
    coming = booked(dorte, almas_case, at(0, 10), prepare=15)
    held = wanted_of(coming.appointment, (dorte.id,))
    assert held.in_any_room() == wants(dorte, at(0, 10), prepare=15)
