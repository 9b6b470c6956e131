"""Orders as they are lived with: recorded, extended, broken, reminded of."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from frirum.casefile.matters.actions import move_case
from frirum.casefile.matters.models import Status
from frirum.casefile.people.actions import add_person, merge_people
from frirum.casefile.people.facts import Identity
from frirum.casefile.people.kinds import PersonRole
from frirum.casefile.tasks.models import Task
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.rulings import Refused
from frirum.work.casework.actions import (
    answer_breach,
    change_order,
    extend_order,
    lift_order,
    link_breaches,
    record_order,
    remind_of_orders,
    serve_order,
)
from frirum.work.casework.models import Breach, Order
from frirum.work.casework.queries import (
    breach_rows,
    expiring_orders,
    journal_numbers,
    names_protected,
    order_rows,
    orders_in_force,
    unlinked_breaches,
)

pytestmark = pytest.mark.django_db
NIGHT = Actor.system("reminds of orders that end soon")


def test_the_same_form_records_one_order(almas_case, dorte, told_order, now):
    once = uuid4()
    first = record_order(by=dorte, case=almas_case, told=told_order(), once=once, now=now)
    again = record_order(by=dorte, case=almas_case, told=told_order(), once=once, now=now)
    assert first == again


def test_an_overlapping_order_is_refused_and_leaves_nothing(
    almas_case, dorte, tilhold, told_order, people, now
):
    both = told_order(people=(people["Cilie"].pk, people["Alma"].pk))
    with pytest.raises(Refused, match="beskytter allerede samme person"):
        record_order(by=dorte, case=almas_case, told=both, now=now)
    alone = told_order(people=(people["Cilie"].pk,))
    record_order(by=dorte, case=almas_case, told=alone, now=now)
    assert Order.objects.visible_to(dorte).count() == 2


def test_the_other_side_finds_no_order(tilhold, emil, bos_case, now):
    assert not Order.objects.visible_to(emil).exists()
    assert order_rows(actor=emil, case=bos_case, on=now.date()) == []
    with pytest.raises(Http404):
        lift_order(by=emil, order=tilhold, lifted_on=now.date(), why="", now=now)


def test_a_closed_case_takes_no_new_order(told_order, almas_case, dorte, freja, now):
    closed = move_case(by=freja, case=almas_case, status=Status.CLOSED, now=now)
    with pytest.raises(Refused):
        record_order(by=dorte, case=closed, told=told_order(), now=now)


def test_what_is_in_force_is_one_read_and_says_how_many_days_are_left(
    almas_case, dorte, tilhold, told_order, people, today, now
):
    later = told_order(
        people=(people["Cilie"].pk,),
        first_day=today + timedelta(days=3),
        last_day=today + timedelta(days=9),
    )
    record_order(by=dorte, case=almas_case, told=later, now=now)
    list(orders_in_force(actor=dorte, case=almas_case, on=today))
    with CaptureQueriesContext(connection) as seen:
        found = orders_in_force(actor=dorte, case=almas_case, on=today)
    assert len(seen) == 1
    assert [(row.order, row.days_left) for row in found] == [(tilhold, 336)]
    assert len(orders_in_force(actor=dorte, case=almas_case, on=today + timedelta(days=5))) == 2


def test_an_extension_moves_the_last_day_and_keeps_the_former(tilhold, dorte, today, now):
    former, last = tilhold.last_day, tilhold.last_day + timedelta(days=700)
    extend_order(
        by=dorte, order=tilhold, decided_on=today, last_day=last, journal_number="J 9", now=now
    )
    tilhold.refresh_from_db()
    extension = tilhold.extensions.visible_to(dorte).get()
    assert (tilhold.last_day, extension.former_last_day) == (last, former)
    assert [one.number for one in journal_numbers(actor=dorte, case=tilhold.case)] == ["J 9"]


def test_a_correction_made_meanwhile_is_not_overwritten(tilhold, dorte, told_order, now):
    change_order(by=dorte, order=tilhold, told=told_order(remark="Rettet"), version=1, now=now)
    with pytest.raises(Refused, match="imens"):
        change_order(by=dorte, order=tilhold, told=told_order(), version=1, now=now)
    assert Order.objects.visible_to(dorte).get().remark == "Rettet"


def test_an_order_is_served_after_it_was_decided(tilhold, dorte, today, now):
    with pytest.raises(Refused):
        serve_order(by=dorte, order=tilhold, served_on=today - timedelta(days=31), now=now)
    serve_order(by=dorte, order=tilhold, served_on=today, now=now)
    assert Order.objects.visible_to(dorte).get().served_on == today


def test_a_lifted_order_no_longer_holds(almas_case, tilhold, dorte, today, now):
    lift_order(by=dorte, order=tilhold, lifted_on=today, why="Klaget", now=now)
    assert orders_in_force(actor=dorte, case=almas_case, on=today) == []
    assert len(orders_in_force(actor=dorte, case=almas_case, on=today - timedelta(days=1))) == 1


def test_several_incidents_break_one_order_and_each_is_linked_once(tilhold, dorte, broke, now):
    first, second = broke(1), broke(2)
    broke(40)
    broke(3, is_breach=False)
    found = unlinked_breaches(actor=dorte, order=tilhold, linked=[])
    assert [row.incident for row in found] == [first, second]
    both = [first, second]
    assert link_breaches(by=dorte, order=tilhold, incidents=both, now=now) == 2
    assert link_breaches(by=dorte, order=tilhold, incidents=both, now=now) == 0
    assert [row.incident for row in breach_rows(actor=dorte, order=tilhold)] == both


def test_an_incident_of_before_the_order_did_not_break_it(tilhold, dorte, broke, now):
    with pytest.raises(Refused):
        link_breaches(by=dorte, order=tilhold, incidents=[broke(40)], now=now)
    assert not Breach.objects.visible_to(dorte).exists()


def test_it_stands_when_the_police_were_told_and_what_they_answered(
    tilhold, dorte, broke, today, now
):
    link_breaches(by=dorte, order=tilhold, incidents=[broke(1)], now=now)
    breach = Breach.objects.visible_to(dorte).get()
    answer_breach(
        by=dorte, breach=breach, told_on=today, answered_on=today, answer="Tager en snak med ham",
        journal_number="4200-77", now=now,
    )  # fmt: skip
    breach.refresh_from_db()
    assert (breach.told_on, breach.answer) == (today, "Tager en snak med ham")
    assert "4200-77" in [one.number for one in journal_numbers(actor=dorte, case=tilhold.case)]


def test_four_weeks_before_its_end_the_case_gets_one_task(
    almas_case, dorte, told_order, people, today, now
):
    soon = told_order(last_day=today + timedelta(days=28), people=(people["Alma"].pk,))
    record_order(by=dorte, case=almas_case, told=soon, now=now)
    late = told_order(last_day=today + timedelta(days=29), people=(people["Cilie"].pk,))
    record_order(by=dorte, case=almas_case, told=late, now=now)
    assert remind_of_orders(by=NIGHT, now=now) == 1
    assert remind_of_orders(by=NIGHT, now=now) == 0
    task = Task.objects.visible_to(dorte).get()
    assert "Tilhold udløber 20. dec. 2026" in task.title
    assert task.due_on == today + timedelta(days=14)
    assert remind_of_orders(by=NIGHT, now=now + timedelta(days=1)) == 1


def test_an_extended_order_is_reminded_of_anew(almas_case, dorte, told_order, today, now):
    soon = told_order(last_day=today + timedelta(days=9))
    order = record_order(by=dorte, case=almas_case, told=soon, now=now)
    remind_of_orders(by=NIGHT, now=now)
    order.refresh_from_db()
    last = today + timedelta(days=20)
    extend_order(by=dorte, order=order, decided_on=today, last_day=last, now=now)
    assert remind_of_orders(by=NIGHT, now=now) == 1
    assert Task.objects.visible_to(dorte).count() == 2


def test_nobody_is_reminded_of_a_lifted_order_or_in_a_closed_case(
    almas_case, dorte, freja, told_order, people, today, now
):
    for name in ("Alma", "Cilie"):
        told = told_order(last_day=today + timedelta(days=9), people=(people[name].pk,))
        order = record_order(by=dorte, case=almas_case, told=told, now=now)
    lift_order(by=dorte, order=order, lifted_on=today, why="", now=now)
    move_case(by=freja, case=almas_case, status=Status.CLOSED, now=now)
    assert remind_of_orders(by=NIGHT, now=now) == 0


def test_no_person_can_make_the_house_look_behind_the_wall(dorte, freja, now):
    for who in (dorte, freja):
        with pytest.raises(Http404):
            remind_of_orders(by=who, now=now)


def test_today_shows_a_worker_the_orders_that_end_soon_in_their_own_cases(
    almas_case, dorte, freja, ida, emil, told_order, today, now
):
    soon = told_order(last_day=today + timedelta(days=9))
    order = record_order(by=dorte, case=almas_case, told=soon, now=now)
    found = expiring_orders(actor=dorte, today=today)
    assert [(row.order, row.case, row.days_left) for row in found] == [(order, almas_case, 10)]
    assert expiring_orders(actor=dorte, today=today + timedelta(days=10)) == []
    for who in (freja, ida, emil):
        assert expiring_orders(actor=who, today=today) == []


def test_a_person_who_turned_out_to_be_another_is_still_protected(
    almas_case, dorte, told_order, people, now
):
    twice = add_person(
        by=dorte, case=almas_case, role=PersonRole.CHILD, identity=Identity("Cille", ""), now=now
    )
    told = told_order(people=(twice.pk,))
    order = record_order(by=dorte, case=almas_case, told=told, now=now)
    cilie = people["Cilie"]
    merge_people(by=dorte, person=cilie, other=twice, version=1, other_version=1, now=now)
    assert names_protected(actor=dorte, case=almas_case, order=order) == ["Cilie"]
