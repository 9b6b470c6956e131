"""Who is asked, what each may hear, and what of it leaves."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from frirum.casefile.consents.actions import withdraw_consent
from frirum.casefile.consents.kinds import Content, RecipientRole
from frirum.casefile.consents.queries import consents_of
from frirum.casefile.matters.actions import move_case
from frirum.casefile.matters.models import Status
from frirum.casefile.outgoing.models import Kind, Release
from frirum.casefile.tasks.models import Kind as TaskKind
from frirum.casefile.tasks.models import Task
from frirum.foundation.wall.rulings import Refused
from frirum.work.meetings.actions import (
    call_off,
    change_meeting,
    invite,
    plan_meeting,
    share_minutes,
    write_minutes,
)
from frirum.work.meetings.facts import Guest
from frirum.work.meetings.kinds import Audience, State
from frirum.work.meetings.models import Meeting, Minutes
from frirum.work.meetings.queries import (
    due_meetings,
    guests_for,
    invited_to,
    topic_rows,
    topics_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def still(now):
    with time_machine.travel(now, tick=False), translation.override("en"):
        yield


@pytest.mark.parametrize("name", ["Bo Brandt", "Kaj Brandt", "Ole Vind"])
def test_danger_case_10_nobody_of_the_other_side_is_asked(
    almas_case, dorte, ask, person_guest, name
):
    offered = {one.words for one in guests_for(actor=dorte, case=almas_case).values()}
    assert name not in offered
    with pytest.raises(Refused, match="other side"):
        ask(person_guest(name))


def test_danger_case_10_nor_by_writing_their_name(ask):
    with pytest.raises(Refused, match="other side"):
        ask(Guest(role=RecipientRole.AUTHORITY, who="Bo Brandt, fællesrådgiver"))
    with pytest.raises(Refused, match="other side"):
        ask(Guest(role=RecipientRole.AUTHORITY, who="Kaj Brandt"))


@pytest.mark.parametrize("name", ["Alma Birk", "Ruth Birk"])
def test_whoever_only_knows_him_or_once_lived_with_him_is_not_his(ask, person_guest, name):
    assert ask(person_guest(name)).words == name


def test_who_is_asked_twice_is_asked_once(ask, mads, meeting, dorte):
    assert ask(mads).pk == ask(mads).pk


def test_danger_case_18_where_they_may_meet_it_says_how_they_are_kept_apart(
    almas_case, dorte, told, now
):
    risky = replace(told, meets_other_side=True)
    with pytest.raises(Refused, match="kept apart"):
        plan_meeting(by=dorte, case=almas_case, told=risky, once=uuid4(), now=now)
    assert not Meeting.objects.visible_to(dorte).exists()


def test_danger_case_18_the_day_before_it_is_prepared_with_the_client(almas_case, dorte, told, now):
    risky = replace(
        told, meets_other_side=True, kept_apart="Hver sin indgang", coordinator=dorte.id
    )
    once = uuid4()
    made = plan_meeting(by=dorte, case=almas_case, told=risky, once=once, now=now)
    plan_meeting(by=dorte, case=almas_case, told=risky, once=once, now=now)
    [task] = Task.objects.visible_to(dorte).filter(kind=TaskKind.SAFETY)
    assert task.due_on == timezone.localdate(made.at) - timedelta(days=1)
    assert (task.worker, task.text) == (dorte.id, "Hver sin indgang")


def test_another_day_asks_for_another_preparation(almas_case, dorte, told, now):
    risky = replace(told, meets_other_side=True, kept_apart="Hver sin indgang")
    made = plan_meeting(by=dorte, case=almas_case, told=risky, once=uuid4(), now=now)
    later = replace(risky, at=risky.at + timedelta(days=7))
    change_meeting(by=dorte, meeting=made, told=later, seen=1, now=now)
    days = Task.objects.visible_to(dorte).filter(kind=TaskKind.SAFETY).values_list("due_on")
    assert len(set(days)) == 2


def test_whoever_changes_it_second_sees_that_it_was_changed(dorte, meeting, told, now):
    change_meeting(by=dorte, meeting=meeting, told=replace(told, minutes=30), seen=1, now=now)
    with pytest.raises(Refused, match="meanwhile"):
        change_meeting(by=dorte, meeting=meeting, told=told, seen=1, now=now)


@pytest.fixture
def hears(dorte, meeting, almas_case, now):
    """Who may hear the first topic and who not, with the reason."""

    def heard(number=0):
        rows = topic_rows(
            topics_of(actor=dorte, meeting=meeting),
            invited_to(actor=dorte, meeting=meeting),
            consents_of(actor=dorte, case=almas_case),
            now.date(),
        )
        return rows[number].may_hear, dict(rows[number].may_not)

    return heard


def test_each_thing_is_told_on_a_basis_of_its_own(ask, tell, mads, consent, hears):
    name = ask(mads).words
    tell()
    tell(Content.RISK, "Risikoen er alvorlig")
    consent(Content.STATEMENT)
    assert hears(0) == ([name], {})
    assert "said yes to telling: How dangerous" in hears(1)[1][name]


def test_a_withdrawn_consent_lets_nobody_hear_it(ask, tell, mads, consent, hears, dorte, now):
    name = ask(mads).words
    tell()
    given = consent()
    assert hears()[0] == [name]
    withdraw_consent(by=dorte, consent=given, afterwards="De sletter det.", now=now)
    assert "withdrew this consent" in hears()[1][name]


def test_the_law_lets_it_be_heard_by_those_whom_it_names(ask, tell, mads, hears):
    name = ask(mads).words
    ask(Guest(role=RecipientRole.EMPLOYER, who="Karla Krag, butikken"))
    tell(law="child_concern", law_reason="Barnet viser tegn på uro i skolen.")
    assert hears()[0] == [name]
    assert list(hears()[1]) == ["Karla Krag, butikken"]


def shared(by, meeting, topics, now, text="# Aftalt\n- Faste vagter fra mandag"):
    return write_minutes(
        by=by, meeting=meeting, audience=Audience.SHARED, text=text, now=now,
        topics=[one.pk for one in topics],
    )  # fmt: skip


def test_shared_minutes_are_a_copy_for_each_who_was_there(
    ask, tell, mads, consent, dorte, meeting, person_guest, was_held, now
):
    there, absent, alma = ask(mads), ask(person_guest("Ruth Birk")), ask(person_guest("Alma Birk"))
    topic = tell()
    given = consent()
    was_held(there, alma)
    shared(dorte, meeting, [topic], now)
    made = share_minutes(by=dorte, meeting=meeting, now=now)
    again = share_minutes(by=dorte, meeting=meeting, now=now)
    assert {one.pk for one in made} == {one.pk for one in again}
    rows = Release.objects.visible_to(dorte).filter(kind=Kind.MINUTES)
    assert {(one.recipient, one.consent) for one in rows} == {
        (there.words, given.pk),
        ("Alma Birk", None),
    }
    assert absent.words not in {one.recipient for one in rows}


def test_what_one_of_them_may_not_hear_is_shared_with_nobody(
    ask, tell, mads, consent, dorte, meeting, was_held, now
):
    there, topic, risk = ask(mads), tell(), tell(Content.RISK, "Risikoen er alvorlig")
    consent(Content.STATEMENT)
    was_held(there)
    shared(dorte, meeting, [topic, risk], now)
    with pytest.raises(Refused, match="may not hear all of it"):
        share_minutes(by=dorte, meeting=meeting, now=now)
    assert not Release.objects.visible_to(dorte).filter(kind=Kind.MINUTES).exists()


def test_minutes_of_a_meeting_without_recipients_get_a_sentence(
    dorte, meeting, tell, was_held, now
):
    topic = tell()
    was_held()
    shared(dorte, meeting, [topic], now)
    with pytest.raises(Refused, match="Nobody who was there"):
        share_minutes(by=dorte, meeting=meeting, now=now)


def test_minutes_for_the_house_never_leave_and_keep_how_they_were(dorte, meeting, was_held, now):
    was_held()
    for text in ("Hun græd.", "Hun græd længe.", "Hun græd længe."):
        write_minutes(by=dorte, meeting=meeting, audience=Audience.HOUSE, text=text, now=now)
    kept = Minutes.objects.visible_to(dorte).order_by("number").values_list("number", "audience")
    assert list(kept) == [(1, "house"), (2, "house")]
    with pytest.raises(Refused, match="Write the minutes"):
        share_minutes(by=dorte, meeting=meeting, now=now)


def test_a_meeting_that_was_called_off_stands_as_it_was(dorte, meeting, mads, now):
    call_off(by=dorte, meeting=meeting, now=now)
    assert call_off(by=dorte, meeting=meeting, now=now).state == State.CALLED_OFF
    with pytest.raises(Refused, match="called off"):
        invite(by=dorte, meeting=meeting, guest=mads, once=uuid4(), now=now)


def test_due_meetings_are_ones_own_and_also_yesterdays(dorte, emil, almas_case, told, now):
    for days in (-1, 1, 20):
        at = replace(told, at=now + timedelta(days=days), coordinator=dorte.id)
        plan_meeting(by=dorte, case=almas_case, told=at, once=uuid4(), now=now)
    today = timezone.localdate(now)
    assert len(due_meetings(actor=dorte, today=today)) == 2
    assert due_meetings(actor=emil, today=today) == []


def test_a_closed_case_holds_no_meetings(dorte, freja, almas_case, told, now):
    closed = move_case(by=freja, case=almas_case, status=Status.CLOSED, now=now)
    with pytest.raises(Refused, match="closed"):
        plan_meeting(by=dorte, case=closed, told=told, once=uuid4(), now=now)


def test_to_the_other_side_a_meeting_does_not_exist(client_of, emil, meeting):
    url = reverse("meetings:meeting", args=[meeting.case_id, meeting.pk])
    assert client_of(emil).get(url).status_code == 404
