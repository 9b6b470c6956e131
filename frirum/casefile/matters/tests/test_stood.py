"""The wall remembers who stood on which side, also when the case is gone."""

import pytest
from django.urls import reverse

from frirum.casefile.matters.actions import assign_worker, change_team, end_assignment, erase_case
from frirum.casefile.matters.glass import case_on_own_side
from frirum.casefile.matters.models import Case, Crossing, Matter, Membership, Stood
from frirum.casefile.matters.parts import had_part
from frirum.casefile.matters.queries import members_of
from frirum.demo.cast import user_id
from frirum.foundation.accounts.actions import give_role
from frirum.foundation.accounts.models import User
from frirum.foundation.accounts.queries import actor_of
from frirum.foundation.wall.roles import Role
from frirum.foundation.wall.sight import reaches

from .across import FRIRUM, written


@pytest.fixture
def erased(django_capture_on_commit_callbacks):
    def erase(case):
        with django_capture_on_commit_callbacks(execute=True):
            erase_case(by=FRIRUM, root=case.pk)

    return erase


def comes_to(team, worker):
    Membership.objects.filter(worker=worker.id).delete()
    Membership.objects.create(team=team, worker=worker.id)


def sees(actor, case):
    listed = Case.objects.visible_to(actor).filter(pk=case.pk).exists()
    assert reaches(actor, Case, case.pk) == listed
    return listed


def test_who_heard_one_side_never_sees_the_other_although_the_case_is_erased(
    almas_case, bos_case, dorte, folmer, perpetrator_team, now, erased
):
    erased(almas_case)
    comes_to(perpetrator_team, dorte)
    assign_worker(by=folmer, case=bos_case, team=perpetrator_team, worker=dorte.id, now=now)
    assert not sees(dorte, bos_case)
    assert case_on_own_side(dorte.id, bos_case.number) is None
    assert had_part(dorte, [bos_case.matter_id])


def test_who_led_a_team_of_one_side_never_sees_the_other(
    almas_case, bos_case, asta, freja, folmer, ida, victim_team, perpetrator_team, now
):
    inside = members_of(victim_team) - {freja.id}
    change_team(
        by=asta, team=victim_team, name=victim_team.name, leader=ida.id, workers=inside, version=1
    )
    comes_to(perpetrator_team, freja)
    assign_worker(by=folmer, case=bos_case, team=perpetrator_team, worker=freja.id, now=now)
    assert not sees(freja, bos_case)
    assert sees(ida, almas_case)
    assert had_part(ida, [almas_case.matter_id])


def test_one_who_was_put_on_and_taken_off_again_has_had_a_part(
    almas_case, freja, ida, gry, victim_team, now
):
    assert not had_part(ida, [almas_case.matter_id])
    end_assignment(
        by=freja,
        assignment=assign_worker(
            by=freja, case=almas_case, team=victim_team, worker=ida.id, now=now
        ),
        now=now,
    )
    assert had_part(ida, [almas_case.matter_id])
    assert not had_part(gry, [almas_case.matter_id])


def test_nobody_is_remembered_when_nothing_is_left_of_the_matter(almas_case, bos_case, erased):
    def remembered():
        return Stood.objects.opened().filter(matter=almas_case.matter_id).exists()

    erased(almas_case)
    assert remembered()
    erased(bos_case)
    assert not remembered()
    assert not Matter.objects.filter(pk=almas_case.matter_id).exists()


def test_a_matter_that_is_joined_to_another_takes_along_who_stood_in_it(
    house, almas_case, dorte, folmer, perpetrator_team, now, erased
):
    from frirum.demo.cast import open_bos_case

    his = open_bos_case(house, now=now)
    Case.objects.opened().filter(pk=almas_case.pk).update(matter=his.matter)
    erased(almas_case)
    comes_to(perpetrator_team, dorte)
    assign_worker(by=folmer, case=his, team=perpetrator_team, worker=user_id("dorte"), now=now)
    assert not sees(dorte, his)


def test_nobody_reads_who_stood_where(almas_case, bos_case, dorte, freja, vera, hans, asta):
    assert Stood.objects.opened().exists()
    for actor in (dorte, freja, vera, hans, asta, FRIRUM):
        assert not Stood.objects.visible_to(actor).exists()


def test_the_officer_is_told_at_once_when_nobody_at_the_desk_may_decide(
    almas_case, bos_case, emil, vera, hans, asta, now, client_of
):
    page = reverse("matters:oversight")
    written(emil, bos_case, now)
    told = "Ingen ved skranken må afgøre det"
    assert told not in client_of(hans).get(page).content.decode()
    for who in ("vera", "villads"):
        Stood.objects.create(
            matter_id=almas_case.matter_id, side=almas_case.side, worker=user_id(who)
        )
    assert told in client_of(hans).get(page).content.decode()
    assert not Crossing.objects.visible_to(vera).exists()
    third = User.objects.get(pk=user_id("ida"))
    give_role(by=asta, worker=third, role=Role.CONFLICT_DESK)
    assert told not in client_of(hans).get(page).content.decode()
    third.refresh_from_db()
    assert Crossing.objects.visible_to(actor_of(third)).exists()
