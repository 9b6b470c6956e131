"""A client who gets in touch anew: one case and not a second, and nobody else learns of it."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from frirum.casefile.intake.actions import decide_hold
from frirum.casefile.intake.choices import CallerRole, DeskOutcome, State
from frirum.casefile.intake.models import Enquiry, PassedOn
from frirum.casefile.intake.rules import may_belong
from frirum.casefile.matching.models import Answer, Finding, Verdict
from frirum.casefile.matching.queries import comparison, open_holds, verdict_of
from frirum.casefile.matters.actions import set_up_team
from frirum.casefile.matters.models import Membership, Side
from frirum.casefile.people.actions import take_people
from frirum.casefile.people.identity import Identity, Newcomer
from frirum.casefile.people.kinds import PersonRole, WayKind
from frirum.casefile.tasks.models import Task
from frirum.foundation.wall.rulings import Refused

from .at_desk import decide

PHONE = "22334455"


@pytest.fixture
def majas_case(almas_case, dorte, now, run_jobs):
    """Dorte's client is Maja Holm."""
    maja = Newcomer(
        role=PersonRole.CLIENT,
        identity=Identity(given_name="Maja", family_name="Holm"),
        ways=((WayKind.PHONE, PHONE),),
    )
    take_people(by=dorte, case=almas_case, newcomers=[maja], now=now)
    run_jobs()
    return almas_case


@pytest.fixture
def ida_elsewhere(asta, ida, victim_team):
    """Ida works in another team of the same side, and stands with no case of Dorte's."""
    Membership.objects.filter(team=victim_team, worker=ida.id).delete()
    set_up_team(by=asta, name="Alfa", side=Side.EXPOSED, leader=None, workers=[ida.id])
    return ida


@pytest.fixture
def anew(majas_case, call, ida_elsewhere, run_jobs):
    enquiry = call(ida_elsewhere, phone=PHONE)
    run_jobs()
    return enquiry


def test_who_took_it_in_reads_with_the_desk_and_the_desk_same_side(
    anew, ida_elsewhere, vera, client_of
):
    assert verdict_of(actor=ida_elsewhere, subject=anew.pk) == Verdict.WITH_DESK
    [hold] = open_holds(actor=vera)
    assert [pair.finding.is_same_side for pair in hold.pairs] == [True]
    shown = client_of(vera).get(reverse("intake:hold", args=[hold.check.pk])).content.decode()
    assert "Same side" in shown
    assert "belongs to the case they have already" in shown


def test_it_belongs_to_their_case_whose_team_has_a_task_and_nobody_else_reads_of_it(
    anew, majas_case, vera, dorte, ida_elsewhere, client_of, now
):
    decide(vera, anew, DeskOutcome.BELONGS, now)
    found = Enquiry.objects.visible_to(dorte).get(pk=anew.pk)
    assert (found.case_id, found.state) == (majas_case.pk, State.OPENED)
    task = Task.objects.visible_to(dorte).get(case=majas_case, once=anew.pk)
    assert "anew" in task.title
    assert not Enquiry.objects.visible_to(ida_elsewhere).filter(pk=anew.pk).exists()
    assert not Task.objects.visible_to(ida_elsewhere).exists()
    told = client_of(ida_elsewhere).get(reverse("intake:list") + "?vis=slut").content.decode()
    assert "Passed on to the team that takes it on" in told
    for word in ("Maja", majas_case.number, "Team Udsat", str(anew.pk), str(majas_case.pk)):
        assert word not in told


def test_the_same_is_read_when_another_team_takes_it(
    bos_call, vera, asta, emil, dorte, client_of, now
):
    other = set_up_team(by=asta, name="Team B", side=Side.EXERCISING, leader=None, workers=[])
    decide(vera, bos_call, DeskOutcome.OTHER_TEAM, now, team=other)
    told = client_of(emil).get(reverse("intake:list") + "?vis=slut").content.decode()
    assert "Passed on to the team that takes it on" in told
    assert "Team B" not in told
    assert not PassedOn.objects.visible_to(dorte).exists()


def test_an_enquiry_is_never_laid_to_a_case_of_the_other_side(bos_call, alma, vera, now):
    """Neither by the choice, nor where what the check found were to say one side."""
    with pytest.raises(Refused, match="change nothing"):
        decide(vera, bos_call, DeskOutcome.BELONGS, now)
    Finding.objects.visible_to(vera).update(
        our_side="exercising", other_side="exercising", our_stance="exercising",
        other_stance="exercising",
    )  # fmt: skip
    with pytest.raises(Refused, match="own side alone"):
        decide(vera, bos_call, DeskOutcome.BELONGS, now)
    bos_call.refresh_from_db()
    assert bos_call.case_id is None
    assert open_holds(actor=vera)


def test_the_database_refuses_it_too(bos_call, alma):
    with pytest.raises(IntegrityError):
        Enquiry.objects.opened().filter(pk=bos_call.pk).update(case=alma, state=State.OPENED)


@pytest.mark.parametrize(
    ("side", "sides", "is_closed", "state", "may"),
    [
        ("exposed", {"exposed"}, False, State.NEW, True),
        ("exposed", {"exercising"}, False, State.NEW, False),
        ("exposed", {"exposed", "exercising"}, False, State.NEW, False),
        ("exposed", set(), False, State.NEW, False),
        ("neutral", {"neutral"}, False, State.NEW, False),
        ("exposed", {"exposed"}, True, State.NEW, False),
        ("exposed", {"exposed"}, False, State.OPENED, False),
    ],
)
def test_to_which_case_it_may_belong(side, sides, is_closed, state, may):
    ruling = may_belong(side, to_sides=sides, is_closed=is_closed, state=state)
    assert ruling.allowed is may


def test_two_who_only_share_a_home_or_relatives_who_call_are_no_clients_anew(
    majas_case, call, ida_elsewhere, vera, run_jobs
):
    call(ida_elsewhere, given="Ulf", family="Kvist", phone=PHONE)
    call(ida_elsewhere, role=CallerRole.RELATIVE, phone=PHONE)
    call(ida_elsewhere, given="Maja", family="Holm", phone="91929394")
    run_jobs()
    found = [pair.finding for hold in open_holds(actor=vera) for pair in hold.pairs]
    assert len(found) <= 1


def test_whoever_was_another_goes_on_and_is_not_asked_again(anew, vera, ida_elsewhere, now):
    decide(vera, anew, DeskOutcome.DIFFERENT, now, answer=Answer.DIFFERENT)
    assert verdict_of(actor=ida_elsewhere, subject=anew.pk) == Verdict.READY
    assert Enquiry.objects.visible_to(ida_elsewhere).filter(pk=anew.pk).exists()


def test_it_needs_a_pair_that_is_the_same(anew, vera, now):
    [hold] = open_holds(actor=vera)
    answers = {p.finding.pk: Answer.DIFFERENT for p in comparison(actor=vera, check=hold.check)}
    with pytest.raises(Refused, match="needs a pair"):
        decide_hold(
            by=vera, check=hold.check, answers=answers, outcome=DeskOutcome.BELONGS, team=None,
            reason="-", now=now,
        )  # fmt: skip
