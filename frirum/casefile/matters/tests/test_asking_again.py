"""Somebody comes to the other side after a warning told nobody: the desk is asked."""

from datetime import timedelta

import pytest
from django.urls import reverse

from frirum.casefile.matters.actions import approve_crossing, ask_again, look_again
from frirum.casefile.matters.models import HouseWarning
from frirum.casefile.matters.queries import desk_row, overseen_crossings, waits_for_desk
from frirum.demo.cast import open_almas_case, open_bos_case

from .across import FRIRUM, WORDS, written

pytestmark = pytest.mark.usefixtures("still")


@pytest.fixture
def bos(house, now):
    return open_bos_case(house, now=now)


@pytest.fixture
def told_nobody(bos, emil, vera, now):
    made = written(emil, bos, now)
    approve_crossing(by=vera, crossing=made, now=now)
    return made


def ask(case, now):
    return ask_again(by=FRIRUM, root=case.pk, matter=case.matter_id, side=case.side, now=now)


def asked(actor):
    return waits_for_desk(actor=actor)[1]


def test_a_case_that_is_opened_in_the_matter_has_the_desk_look_again(
    house, bos, told_nobody, vera, dorte, hans, run_jobs, client_of, now
):
    case = open_almas_case(house, now=now, matter=bos.matter)
    run_jobs()
    assert asked(vera) == 1
    assert not HouseWarning.objects.visible_to(dorte).exists()
    client = client_of(vera)
    assert "1 godkendt varsel kan have nogen at gå til nu" in client.get("/").content.decode()
    page = client.get(reverse("matters:crossing", args=[told_nobody.pk])).content.decode()
    assert "Der er siden kommet nogen på den anden side" in page
    assert case.number not in page
    assert look_again(by=vera, crossing=told_nobody, now=now) == 1
    assert HouseWarning.objects.visible_to(dorte).get().words == WORDS
    assert asked(vera) == 0
    row = desk_row(actor=vera, crossing=told_nobody, moment=now)
    assert (row.is_told, row.is_asking) == (True, False)
    later = now + timedelta(days=30)
    late = [each.is_late for each in overseen_crossings(actor=hans, moment=later)[0].laid]
    assert sorted(late) == [False, True, True]  # asked, nobody, told: asking needs no review


def test_it_is_asked_once_and_not_of_a_case_that_was_told(
    house, bos, told_nobody, vera, run_jobs, now
):
    case = open_almas_case(house, now=now, matter=bos.matter)
    run_jobs()
    assert ask(case, now) == 0
    look_again(by=vera, crossing=told_nobody, now=now)
    assert ask(case, now) == 0
    assert asked(vera) == 0


def test_it_is_not_asked_about_what_is_older_than_ninety_days_or_of_ones_own_side(
    house, bos, told_nobody, vera, now
):
    hers = open_almas_case(house, now=now, matter=bos.matter)
    his = open_bos_case(house, now=now, matter=bos.matter)
    assert ask(his, now) == 0
    assert ask(hers, now + timedelta(days=91)) == 0
    assert ask(hers, now + timedelta(days=89)) == 1


def test_s9_whoever_opens_a_case_does_the_same_work_whether_or_not_there_was_a_warning(
    house, bos, emil, vera, now
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    work = []
    for is_warned in (False, True):
        if is_warned:
            approve_crossing(by=vera, crossing=written(emil, bos, now), now=now)
        with CaptureQueriesContext(connection) as seen:
            open_almas_case(house, now=now, matter=bos.matter)
        work.append([query["sql"].split(" ")[0] for query in seen])
    assert work[0] == work[1]
