"""Who is involved, who coordinates, what was said, and what became of reports."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.http import Http404
from django.utils import timezone

from frirum.casefile.matters.models import Side
from frirum.casefile.tasks.models import Task
from frirum.foundation.wall.rulings import Refused
from frirum.work.casework.actions import (
    end_involvement,
    involve,
    log_contact,
    say_informed,
    set_coordinator,
    start_proceeding,
    strike_step,
    take_step,
)
from frirum.work.casework.facts import ToldContact, ToldProceeding, With
from frirum.work.casework.kinds import (
    ContactChannel,
    IdentityCheck,
    Informed,
    ProceedingKind,
    Stage,
)
from frirum.work.casework.models import AgencyContact, Coordination, Involvement, Proceeding
from frirum.work.casework.queries import (
    contactable,
    coordinator_of,
    journal_numbers,
    step_rows,
)
from frirum.work.safety.kinds import Cause
from frirum.work.safety.queries import causes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def involved(almas_case, dorte, municipality, today, now):
    return involve(
        by=dorte, case=almas_case, whom=With(municipality), purpose="Cilies sag",
        journal_number="27-1234", since=today, now=now,
    )  # fmt: skip


@pytest.fixture
def report(almas_case, dorte, police, officer, today, now):
    """Reported ten days ago; nobody has asked yet whether Alma hears of it first."""
    told = ToldProceeding(
        kind=ProceedingKind.REPORT, started_on=today - timedelta(days=10), about="Trusler på SMS",
        whom=With(police, officer), journal_number="4200-10",
    )  # fmt: skip
    return start_proceeding(by=dorte, case=almas_case, told=told, now=now)


def tasks(actor):
    rows = Task.objects.visible_to(actor).order_by("added_at", "pk")
    return sorted(rows, key=lambda task: task.due_on is None)


def test_one_coordinates_at_a_time_and_it_may_be_ourselves(almas_case, dorte, involved, now):
    set_coordinator(by=dorte, case=almas_case, involvement=involved, now=now)
    assert coordinator_of(actor=dorte, case=almas_case).words == "Aarhus Kommune"
    set_coordinator(by=dorte, case=almas_case, worker=dorte.id, now=now)
    assert coordinator_of(actor=dorte, case=almas_case).words == "Dorte Dahl"
    assert Coordination.objects.visible_to(dorte).count() == 2
    set_coordinator(by=dorte, case=almas_case, now=now)
    assert coordinator_of(actor=dorte, case=almas_case) is None


def test_the_database_knows_of_one_coordinator_only(almas_case, dorte, today):
    Coordination.objects.create(case=almas_case, worker=dorte.id, since=today)
    with pytest.raises(IntegrityError):
        Coordination.objects.create(case=almas_case, worker=uuid4(), since=today)


def test_whose_part_has_ended_no_longer_coordinates(almas_case, dorte, involved, today, now):
    set_coordinator(by=dorte, case=almas_case, involvement=involved, now=now)
    end_involvement(by=dorte, involvement=involved, ended_on=today, now=now)
    assert coordinator_of(actor=dorte, case=almas_case) is None
    before = today - timedelta(days=1)
    with pytest.raises(Refused):
        end_involvement(by=dorte, involvement=involved, ended_on=before, now=now)


def test_the_other_side_sees_nothing_of_it(involved, report, emil, bos_case, today, now):
    for model in (Involvement, Proceeding, AgencyContact, Coordination):
        assert not model.objects.visible_to(emil).exists()
    assert journal_numbers(actor=emil, case=bos_case) == []
    with pytest.raises(Http404):
        end_involvement(by=emil, involvement=involved, ended_on=today, now=now)


def test_every_journal_number_of_the_case_stands_with_whose_it_is(
    almas_case, dorte, involved, report
):
    found = journal_numbers(actor=dorte, case=almas_case)
    assert [(one.number, one.agency) for one in found] == [
        ("27-1234", "Aarhus Kommune"),
        ("4200-10", "Østjyllands Politi"),
    ]


def test_a_contact_is_logged_with_those_who_have_a_part(
    almas_case, dorte, involved, report, police, officer
):
    words = [one.words for one in contactable(actor=dorte, case=almas_case)]
    assert words == [
        "Aarhus Kommune",
        "Østjyllands Politi · Lis Lund, politiassistent",
        "Østjyllands Politi",
    ]


def test_danger_case_07_a_call_is_not_kept_as_the_polices_on_the_callers_word(
    almas_case, dorte, police, officer, now
):
    told = {
        "at": now, "channel": ContactChannel.PHONE, "is_incoming": True, "said": "Spurgte til Alma",
        "whom": With(police, officer),
    }  # fmt: skip
    met = ToldContact(check=IdentityCheck.MET, **told)
    with pytest.raises(Refused, match="ringes tilbage"):
        log_contact(by=dorte, case=almas_case, told=met, now=now)
    assert not AgencyContact.objects.visible_to(dorte).exists()
    unchecked = ToldContact(check=IdentityCheck.NOT_CHECKED, **told)
    log_contact(by=dorte, case=almas_case, told=unchecked, now=now)
    assert AgencyContact.objects.visible_to(dorte).get().identity == IdentityCheck.NOT_CHECKED


def test_danger_case_17_each_report_asks_whether_the_client_hears_of_it_first(
    report, dorte, today, now
):
    (asked,) = tasks(dorte)
    assert "Får klienten besked, før politiet kontakter den anden part?" in asked.title
    assert (asked.due_on, asked.worker) == (today, dorte.id)
    say_informed(by=dorte, proceeding=report, informed=Informed.TOLD, now=now)
    asked.refresh_from_db()
    assert asked.is_done


def test_danger_case_17_an_agreement_with_the_police_still_waits_for_her_to_be_told(
    almas_case, dorte, today, now
):
    told = ToldProceeding(
        kind=ProceedingKind.REPORT, started_on=today, about="Brud", informed=Informed.AGREED
    )
    start_proceeding(by=dorte, case=almas_case, told=told, now=now)
    (asked,) = tasks(dorte)
    assert "Giv klienten besked" in asked.title


def test_danger_case_17_once_it_is_agreed_the_question_gives_way_to_a_reminder(report, dorte, now):
    say_informed(by=dorte, proceeding=report, informed=Informed.AGREED, now=now)
    asked, reminder = tasks(dorte)
    assert (asked.is_done, reminder.is_done, reminder.due_on) == (True, False, None)
    say_informed(by=dorte, proceeding=report, informed=Informed.NOT_YET, now=now)
    assert [task.is_done for task in tasks(dorte)] == [False, True]
    say_informed(by=dorte, proceeding=report, informed=Informed.TOLD, now=now)
    assert all(task.is_done for task in tasks(dorte))


def test_danger_case_17_when_the_police_have_talked_to_him_she_is_called_that_day(
    report, dorte, today, now
):
    take_step(by=dorte, proceeding=report, stage=Stage.TALKED, on=today, now=now)
    look = tasks(dorte)[-1]
    assert "ring til klienten nu" in "".join(one.title for one in tasks(dorte))
    assert look.due_on == today


def test_danger_case_17_whom_it_concerns_on_the_other_side_is_not_asked_about(
    bos_case, emil, today, now
):
    told = ToldProceeding(kind=ProceedingKind.REPORT, started_on=today, about="Anmeldt")
    made = start_proceeding(by=emil, case=bos_case, told=told, now=now)
    take_step(by=emil, proceeding=made, stage=Stage.TALKED, on=today, now=now)
    assert bos_case.side == Side.EXERCISING
    assert (made.informed, tasks(emil)) == ("", [])


def test_what_became_of_a_report_stands_with_its_days(report, dorte, today, now):
    for stage, days in ((Stage.OPENED, 8), (Stage.CHARGED, 3)):
        on = today - timedelta(days=days)
        take_step(
            by=dorte, proceeding=report, stage=stage, on=on, now=now + timedelta(minutes=days)
        )
    court = today + timedelta(days=30)
    later = now + timedelta(minutes=20)
    take_step(by=dorte, proceeding=report, stage=Stage.COURT, on=court, text="Kl. 9", now=later)
    steps = [(row.step.stage, row.step.on) for row in step_rows(actor=dorte, proceeding=report)]
    assert steps[-1] == (Stage.REPORTED, report.started_on)
    assert steps[0] == (Stage.COURT, court)
    assert (report.stage, report.stage_on) == (Stage.COURT, court)
    assert court in [task.due_on for task in tasks(dorte)]


def test_the_same_step_sent_twice_is_one_step(report, dorte, today, now):
    once = uuid4()
    for _ in range(2):
        take_step(by=dorte, proceeding=report, stage=Stage.OPENED, on=today, once=once, now=now)
    assert len(step_rows(actor=dorte, proceeding=report)) == 2


def test_a_mistaken_step_is_taken_back_and_stays_readable(report, dorte, today, now):
    later = now + timedelta(minutes=1)
    take_step(by=dorte, proceeding=report, stage=Stage.DROPPED, on=today, now=later)
    newest = step_rows(actor=dorte, proceeding=report)[0]
    assert newest.may_strike
    newest.step.proceeding = report
    strike_step(by=dorte, step=newest.step, now=later)
    report.refresh_from_db()
    assert (report.stage, report.stage_on) == (Stage.REPORTED, report.started_on)
    assert step_rows(actor=dorte, proceeding=report)[0].step.struck_at == later


def test_bos_time_with_the_probation_service_is_followed_in_his_own_case(
    bos_case, emil, today, now
):
    told = ToldProceeding(
        kind=ProceedingKind.PROBATION, started_on=today, about="Tilsyn i et år",
        stage=Stage.SUPERVISED,
    )  # fmt: skip
    made = start_proceeding(by=emil, case=bos_case, told=told, now=now)
    take_step(by=emil, proceeding=made, stage=Stage.BROKEN, on=today, now=now)
    with pytest.raises(Refused):
        take_step(by=emil, proceeding=made, stage=Stage.CHARGED, on=today, now=now)
    assert tasks(emil) == []


def test_a_closed_case_takes_no_new_casework(closed_case, dorte, municipality, today, now):
    with pytest.raises(Refused):
        involve(
            by=dorte, case=closed_case, whom=With(municipality), purpose="x", since=today, now=now
        )


@pytest.mark.parametrize(
    ("stage", "cause"), [(Stage.TALKED, Cause.POLICE), (Stage.COURT, Cause.COURT)]
)
def test_danger_case_17_what_the_police_and_courts_do_asks_for_a_new_judgement(
    report, almas_case, dorte, now, stage, cause
):
    today = timezone.localdate(now)
    if stage == Stage.COURT:
        take_step(by=dorte, proceeding=report, stage=Stage.OPENED, on=today, now=now)
    take_step(by=dorte, proceeding=report, stage=stage, on=today, now=now)
    assert [one.kind for one in causes_of(actor=dorte, case=almas_case)] == [cause]
