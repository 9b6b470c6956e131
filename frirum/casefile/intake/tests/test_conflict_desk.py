"""The same person on two sides: what the desk sees, decides, and what the worker learns of it."""

import pytest
from django.http import Http404
from django.urls import reverse

from frirum.casefile.intake.actions import (
    compare_names,
    decide_hold,
    decide_offer,
    open_enquiry,
    take_up_again,
)
from frirum.casefile.intake.checking import CHECKING
from frirum.casefile.intake.choices import CallerRole, DeskOutcome, Gate, Offer, State
from frirum.casefile.intake.models import DeskDecision, Enquiry, Party
from frirum.casefile.intake.queries import decisions_about
from frirum.casefile.matching.actions import move_facts
from frirum.casefile.matching.models import Answer, Verdict
from frirum.casefile.matching.queries import open_holds, verdict_of
from frirum.casefile.matters.actions import (
    approve_crossing,
    assign_worker,
    end_assignment,
    look_again,
    open_case,
    set_up_team,
    write_crossing,
)
from frirum.casefile.matters.models import (
    Basis,
    Danger,
    ForWhom,
    HouseWarning,
    Membership,
    Side,
    Track,
)
from frirum.casefile.matters.queries import waits_for_desk
from frirum.casefile.people.actions import take_people
from frirum.casefile.people.identity import Identity, Newcomer
from frirum.casefile.people.kinds import PersonRole, WayKind
from frirum.demo.cast import user_id
from frirum.foundation.wall.rulings import Refused

from .at_desk import BOS_PHONE, answer, decide


def test_the_worker_learns_only_that_the_desk_looks(bos_call, emil):
    assert verdict_of(actor=emil, subject=bos_call.pk) == Verdict.WITH_DESK
    assert not open_holds(actor=emil)
    assert not DeskDecision.objects.visible_to(emil).exists()


def test_the_desk_sees_facts_and_only_when_asked_names(bos_call, vera, ledger):
    [hold] = open_holds(actor=vera)
    assert [str(fact) for fact in hold.pairs[0].agree] == ["phone"]
    assert not Enquiry.objects.visible_to(vera).exists()
    names = {known.name for known in compare_names(by=vera, check=hold.check).values()}
    assert names == {"Maja Holm", "Bo Berg"}
    assert (vera.id, "compare_names", "done") in ledger()


def test_the_desk_reads_how_likely_it_is(bos_call, alma, call, emil, vera, run_jobs, client_of):
    """The same number under another name; and the same number, name and age."""
    client = client_of(vera)
    (hold,) = open_holds(actor=vera)
    shown = client.get(reverse("intake:hold", args=[hold.check.pk])).content.decode()
    assert "Another person, it seems, with the same number or home" in shown
    bo = {"given_name": "Bo", "family_name": "Berg", "phone": BOS_PHONE}
    other = call(emil, role=CallerRole.EXERCISING, phone="61626364", other=bo)
    run_jobs()
    hold = next(h for h in open_holds(actor=vera) if h.check.subject == other.pk)
    shown = client.get(reverse("intake:hold", args=[hold.check.pk])).content.decode()
    assert "Most likely the same person" in shown


def test_a_worker_never_compares_names(bos_call, vera, emil):
    [hold] = open_holds(actor=vera)
    with pytest.raises(Http404):
        compare_names(by=emil, check=hold.check)


def test_joined_files_stand_in_one_matter_and_the_wall_between_them(
    bos_call, alma, vera, emil, dorte, freja, victim_team, now
):
    """Dorte once worked with Alma, and has moved to the team that Bo's call lies with."""
    decide(vera, bos_call, DeskOutcome.JOIN, now)
    bos_call.refresh_from_db()
    assert bos_call.matter_id == alma.matter_id
    assert verdict_of(actor=emil, subject=bos_call.pk) == Verdict.READY
    (part,) = alma.assignments.visible_to(freja)
    end_assignment(by=freja, assignment=part, now=now)
    Membership.objects.filter(team=victim_team, worker=dorte.id).delete()
    Membership.objects.create(team=bos_call.team, worker=dorte.id)
    assert not Enquiry.objects.visible_to(dorte).filter(pk=bos_call.pk).exists()


def opened(bos_call, folmer, assessed, now):
    bos_call.refresh_from_db()
    assessed(folmer, bos_call)
    decide_offer(
        by=folmer,
        enquiry=bos_call,
        offer=Offer.PERPETRATOR,
        reasons="-",
        gate=list(Gate),
        is_waiting=False,
        now=now,
    )
    return open_enquiry(
        by=folmer,
        enquiry=bos_call,
        client=Party.objects.visible_to(folmer).get(enquiry=bos_call),
        track=Track.PERPETRATOR,
        worker=user_id("emil"),
        now=now,
    )


def test_the_case_opens_in_the_matter_it_was_joined_to(bos_call, alma, vera, folmer, assessed, now):
    decide(vera, bos_call, DeskOutcome.JOIN, now)
    assert opened(bos_call, folmer, assessed, now).matter_id == alma.matter_id


@pytest.mark.parametrize("is_joined_first", [True, False])
def test_a_warning_that_told_nobody_is_looked_at_again_when_there_is_a_case(
    bos_call, alma, vera, dorte, emil, folmer, assessed, run_jobs, now, is_joined_first
):
    """Whether the case is opened in a joined matter, or joined to it once it is open."""
    crossing = write_crossing(
        by=dorte,
        case=alma,
        danger=Danger.THREAT,
        basis=Basis.CRIME,
        for_whom=ForWhom.WORKER,
        reason="Her brother says what he means to do.",
        words="Do not go home alone this week.",
        now=now,
    )
    if is_joined_first:
        decide(vera, bos_call, DeskOutcome.JOIN, now)
    approve_crossing(by=vera, crossing=crossing, now=now)
    assert waits_for_desk(actor=vera) == (0, 0)
    if is_joined_first:
        opened(bos_call, folmer, assessed, now)
    else:
        joined = open_case(
            by=folmer, side=Side.EXERCISING, track=Track.PERPETRATOR, team=bos_call.team,
            worker=emil.id, now=now,
        )  # fmt: skip
        Enquiry.objects.opened().filter(pk=bos_call.pk).update(case=joined, state="opened")
        move_facts(by=CHECKING, root=bos_call.pk, to=joined.pk, side=Side.EXERCISING)
        bos_call.pk = joined.pk
        decide(vera, bos_call, DeskOutcome.JOIN, now)
    run_jobs()
    assert waits_for_desk(actor=vera) == (0, 1)
    assert look_again(by=vera, crossing=crossing, now=now) == 1
    assert HouseWarning.objects.visible_to(emil).get().words == "Do not go home alone this week."


def test_two_different_people_go_on_and_are_not_asked_again(
    bos_call, alma, vera, emil, now, run_jobs
):
    decide(vera, bos_call, DeskOutcome.DIFFERENT, now, answer=Answer.DIFFERENT)
    bos_call.refresh_from_db()
    assert bos_call.matter_id is None
    assert verdict_of(actor=emil, subject=bos_call.pk) == Verdict.READY
    assert not open_holds(actor=vera)


def test_referred_by_the_desk_stays_referred(bos_call, vera, emil, now):
    decide(vera, bos_call, DeskOutcome.REFER, now)
    bos_call.refresh_from_db()
    assert bos_call.state == State.REFERRED
    told = bos_call.visitations.visible_to(emil).get()
    assert "Bo" not in told.reasons
    with pytest.raises(Refused, match="conflict desk"):
        take_up_again(by=emil, enquiry=bos_call, now=now)


def test_the_decision_is_kept_with_reason_and_name_for_the_desk_alone(
    bos_call, vera, villads, emil, now
):
    decide(vera, bos_call, DeskOutcome.JOIN, now)
    [kept] = decisions_about(actor=villads, subject=bos_call.pk)
    assert (kept.reason, kept.decided_by) == ("Looked at both.", vera.id)
    assert not decisions_about(actor=emil, subject=bos_call.pk)


def test_nobody_at_the_desk_decides_where_they_once_worked(
    bos_call, alma, vera, villads, freja, victim_team, now
):
    Membership.objects.create(team=victim_team, worker=vera.id)
    stood = assign_worker(by=freja, case=alma, team=victim_team, worker=vera.id, now=now)
    end_assignment(by=freja, assignment=stood, now=now)
    [hold] = open_holds(actor=villads)
    with pytest.raises((Refused, Http404)):
        compare_names(by=vera, check=hold.check)
    compare_names(by=villads, check=hold.check)


def test_another_team_of_the_right_side_takes_it(bos_call, vera, asta, now):
    other = set_up_team(by=asta, name="Team B", side=Side.EXERCISING, leader=None, workers=[])
    decide(vera, bos_call, DeskOutcome.OTHER_TEAM, now, team=other)
    bos_call.refresh_from_db()
    assert bos_call.team == other
    assert bos_call.matter_id is None


def test_the_desk_reads_where_opponents_could_meet_and_what_was_chosen_is_kept(
    bos_call, vera, asta, folmer, victim_team, now, client_of
):
    given = {"side": Side.EXERCISING, "leader": None, "workers": []}
    near = set_up_team(by=asta, name="Team A", site=" nørregade", days=[1, 5], **given)
    far = set_up_team(by=asta, name="Team B", site="Havnegade", days=[1], **given)
    [hold] = open_holds(actor=vera)
    page = client_of(vera).get(reverse("intake:hold", args=[hold.check.pk])).content.decode()
    assert "Team A: Team Udsat is at Nørregade too: Tuesday" in page
    assert "Team B:" not in page
    assert near.weekdays == {1, 5}
    decide(vera, bos_call, DeskOutcome.OTHER_TEAM, now, team=far)
    [decision] = decisions_about(actor=vera, subject=bos_call.pk)
    assert decision.laid_with == "Team B · Havnegade · Tue"


def test_a_team_of_the_other_side_is_refused_and_nothing_is_decided(
    bos_call, vera, victim_team, now
):
    with pytest.raises(Refused):
        decide(vera, bos_call, DeskOutcome.OTHER_TEAM, now, team=victim_team)
    assert open_holds(actor=vera)
    assert not DeskDecision.objects.visible_to(vera).exists()


@pytest.fixture
def case_hold(call, folmer, almas_case, dorte, vera, now, run_jobs):
    """Bo is known already; then Alma's case, long open, learns his phone."""
    call(folmer, role=CallerRole.EXERCISING, phone=BOS_PHONE)
    run_jobs()
    bo = Newcomer(
        role=PersonRole.OTHER_PARTY,
        identity=Identity(given_name="Bo"),
        ways=((WayKind.PHONE, BOS_PHONE),),
    )
    take_people(by=dorte, case=almas_case, newcomers=[bo], now=now)
    run_jobs()
    return next(h for h in open_holds(actor=vera) if h.check.subject == almas_case.pk)


def test_about_an_open_case_the_desk_chooses_among_what_has_effect(case_hold, client_of, vera, now):
    client = client_of(vera)
    shown = client.get(reverse("intake:hold", args=[case_hold.check.pk]))
    offered = [code for code, _label in shown.context["form"].fields["outcome"].choices]
    assert offered == ["different", "join", "keep"]
    assert "This file is an open case" in shown.content.decode()
    url = reverse("intake:decide_hold", args=[case_hold.check.pk])
    assert client.post(url, answer(case_hold, "refer")).status_code == 422
    answers = {pair.finding.pk: Answer.SAME for pair in case_hold.pairs}
    told = {"answers": answers, "outcome": DeskOutcome.REFER, "team": None, "reason": "-"}
    with pytest.raises(Refused, match="change nothing"):
        decide_hold(by=vera, check=case_hold.check, now=now, **told)


def test_the_same_person_in_another_matter_leaves_a_case_where_it_is(
    case_hold, almas_case, client_of, vera
):
    matter = almas_case.matter_id
    url = reverse("intake:decide_hold", args=[case_hold.check.pk])
    assert client_of(vera).post(url, answer(case_hold, "keep")).status_code == 302
    almas_case.refresh_from_db()
    assert almas_case.matter_id == matter
    assert not open_holds(actor=vera)


def test_a_second_press_finds_it_decided_and_changes_nothing(case_hold, client_of, vera, villads):
    client, url = client_of(vera), reverse("intake:decide_hold", args=[case_hold.check.pk])
    client.post(url, answer(case_hold, "keep"))
    again = client.post(url, answer(case_hold, "join"), follow=True)
    assert again.redirect_chain[-1][0] == reverse("intake:hold", args=[case_hold.check.pk])
    assert "This one is decided" in again.content.decode()
    [kept] = decisions_about(actor=villads, subject=case_hold.check.subject)
    assert kept.outcome == DeskOutcome.KEEP


def test_names_once_shown_stay_through_a_form_that_lacks_something(case_hold, client_of, vera):
    client, at = client_of(vera), [case_hold.check.pk]
    shown = client.post(reverse("intake:names", args=at)).content.decode()
    assert "Maja Holm" in shown
    assert 'name="names_shown"' in shown
    form = answer(case_hold, "keep") | {"reason": ""}
    url = reverse("intake:decide_hold", args=at)
    assert "Maja Holm" not in client.post(url, form).content.decode()
    answered = client.post(url, form | {"names_shown": "1"})
    assert answered.status_code == 422
    assert "Maja Holm" in answered.content.decode()


def test_the_page_says_what_would_help_from_its_own_facts_alone(bos_call, emil, client_of):
    page = client_of(emil).get(reverse("intake:enquiry", args=[bos_call.pk])).content.decode()
    assert "Maja Holm: age or birth date, town or street" in page
