"""I know somebody here: an enquiry is gone for them, and so is the case it becomes."""

import pytest
from django.http import Http404
from django.urls import reverse

from frirum.casefile.intake.actions import (
    decide_offer,
    let_back_to_enquiry,
    open_enquiry,
    step_aside_from_enquiry,
)
from frirum.casefile.intake.choices import Offer
from frirum.casefile.intake.models import Enquiry, EnquiryRecusal, Party
from frirum.casefile.intake.queries import workers_apart
from frirum.casefile.matters.models import Case, Membership, Recusal, Track
from frirum.casefile.matters.queries import recusals_of
from frirum.foundation.wall.rulings import Refused
from frirum.foundation.wall.sight import reaches


@pytest.fixture
def offered(call, assessed, run_jobs, dorte, freja, now):
    enquiry = assessed(freja, call(dorte))
    run_jobs()
    decide_offer(
        by=freja, enquiry=enquiry, offer=Offer.COUNSELLING, reasons="", gate=[],
        is_waiting=False, now=now,
    )  # fmt: skip
    return enquiry


def opened(by, enquiry, worker, now):
    client = Party.objects.visible_to(by).get(enquiry=enquiry)
    return open_enquiry(
        by=by, enquiry=enquiry, client=client, track=Track.VICTIM, worker=worker, now=now
    )


def test_from_the_next_request_the_enquiry_is_not_there(call, dorte, ida, freja, now):
    enquiry = call(freja)
    step_aside_from_enquiry(by=dorte, enquiry=enquiry, now=now)
    assert not reaches(dorte, Enquiry, enquiry.pk)
    assert all(reaches(actor, Enquiry, enquiry.pk) for actor in (ida, freja))
    with pytest.raises(Http404):
        step_aside_from_enquiry(by=dorte, enquiry=enquiry, now=now)


def test_whoever_stepped_aside_stays_apart_from_the_case(offered, dorte, ida, freja, now):
    step_aside_from_enquiry(by=dorte, enquiry=offered, now=now)
    with pytest.raises(Refused, match="know somebody here"):
        opened(freja, offered, dorte.id, now)
    case = opened(freja, offered, ida.id, now)
    assert [row.who for row in recusals_of(actor=freja, case=case)] == [dorte.name]
    assert not reaches(dorte, Case, case.pk)
    assert not reaches(dorte, Enquiry, offered.pk)


def test_whom_the_desk_keeps_apart_stays_so_in_the_case_whatever_a_leader_does(
    offered, client_of, dorte, ida, freja, now
):
    row = step_aside_from_enquiry(by=dorte, enquiry=offered, now=now)
    row.by_desk = True
    row.save()
    with pytest.raises(Refused, match="desk keeps them apart"):
        let_back_to_enquiry(by=freja, recusal=row, now=now)
    at = reverse("intake:let_back", args=[offered.pk, row.pk])
    page = client_of(freja).get(reverse("intake:enquiry", args=[offered.pk])).content.decode()
    assert "kept apart by the conflict desk" in page
    assert at not in page
    case = opened(freja, offered, ida.id, now)
    assert Recusal.objects.visible_to(freja).get(case=case).by_desk
    assert not reaches(dorte, Case, case.pk)


def test_only_the_leader_lets_them_back(call, dorte, ida, freja, now):
    enquiry = call(freja)
    row = step_aside_from_enquiry(by=dorte, enquiry=enquiry, now=now)
    for actor in (dorte, ida):
        with pytest.raises(Http404):
            let_back_to_enquiry(by=actor, recusal=row, now=now)
    let_back_to_enquiry(by=freja, recusal=row, now=now)
    assert reaches(dorte, Enquiry, enquiry.pk)
    assert workers_apart(actor=freja, enquiry=enquiry) == set()


def test_a_leader_of_another_team_does_not(call, house, dorte, freja, victim_team, ida, now):
    """Ida leads no team, whatever her role: the enquiry lies with Freja's."""
    from frirum.foundation.wall.actors import Actor

    row = step_aside_from_enquiry(by=dorte, enquiry=call(freja), now=now)
    leader = Actor(id=ida.id, name=ida.name, roles=freja.roles)
    with pytest.raises(Refused, match="Only the leader"):
        let_back_to_enquiry(by=leader, recusal=row, now=now)


def test_the_last_who_sees_it_gets_somebody_else_first(call, dorte, ida, freja, now):
    enquiry = call(freja)
    for actor in (dorte, freja):
        step_aside_from_enquiry(by=actor, enquiry=enquiry, now=now)
    Membership.objects.exclude(worker__in=[dorte.id, ida.id, freja.id]).delete()
    with pytest.raises(Refused, match="Nobody else"):
        step_aside_from_enquiry(by=ida, enquiry=enquiry, now=now)
    assert EnquiryRecusal.objects.visible_to(ida).count() == 2


def test_the_pages(offered, dorte, ida, freja, client_of, now):
    client, at = client_of(dorte), reverse("intake:step_aside", args=[offered.pk])
    front = reverse("intake:enquiry", args=[offered.pk])
    assert at in client.get(front).content.decode()
    assert "Do you know somebody in this enquiry?" in client.get(at).content.decode()
    assert client.post(at).url == reverse("intake:list")
    assert {client.get(url).status_code for url in (front, at)} == {404}
    leader = client_of(freja)
    page = leader.get(front).content.decode()
    assert "Stepped aside, as they know somebody here" in page
    choices = leader.get(reverse("intake:open", args=[offered.pk])).content.decode()
    assert str(dorte.id) not in choices
    (row,) = EnquiryRecusal.objects.visible_to(freja)
    back = reverse("intake:let_back", args=[offered.pk, row.pk])
    assert client_of(ida).post(back).status_code == 404
    assert leader.post(back).url == front
    assert client.get(front).status_code == 200
    case = opened(freja, offered, ida.id, now)
    assert leader.get(at).url == reverse("tasks:step_aside", args=[case.pk])
