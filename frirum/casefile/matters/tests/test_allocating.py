"""The pages: teams for the administrator, who works on a case for its team's leader."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from frirum.casefile.matters.models import Case, Side, Status, Team
from frirum.casefile.matters.queries import members_of
from frirum.casefile.tasks.actions import add_task
from frirum.casefile.tasks.queries import my_tasks
from frirum.demo.cast import user_id


@pytest.fixture
def client_of(client_of):
    def reads_english(actor):
        client = client_of(actor)
        client.cookies["sprog"] = "en"
        return client

    return reads_english


def part_of(case, actor, who):
    return case.assignments.visible_to(actor).get(worker=who, ended_at=None)


def of_case(name, case, *more):
    return reverse(name, args=[case.pk, *more])


def to(team, worker=None):
    chosen = f"{team.pk}:{worker.id if worker else ''}"
    return {"to": chosen, "how": "now", "once": uuid4()}


def test_the_leader_puts_a_second_worker_on_the_case(
    almas_case, client_of, freja, dorte, ida, victim_team
):
    client, page = client_of(freja), of_case("matters:assign", almas_case)
    shown = client.get(page).content.decode()
    assert "Ida Iversen" in shown
    assert "Dorte Dahl" not in shown.split('name="to"')[1].split("</select>")[0]
    assert "Emil Eriksen" not in shown
    answers = [client.post(page, to(victim_team, ida)) for _click in range(2)]
    assert answers[0].url == of_case("matters:access", almas_case)
    access = client.get(answers[0].url).content.decode()
    assert "Ida Iversen" in access
    assert client_of(ida).get(of_case("desk:case", almas_case)).status_code == 200


def test_nobody_chosen_is_asked_for(almas_case, client_of, freja, perpetrator_team, emil):
    client, page = client_of(freja), of_case("matters:assign", almas_case)
    for form, says in (
        ({"to": ""}, "Choose somebody."),
        (to(perpetrator_team, emil), "from the list"),
    ):
        answer = client.post(page, form)
        assert answer.status_code == 422
        assert says in answer.content.decode()


def test_the_case_goes_to_somebody_else_with_its_tasks(
    almas_case, client_of, freja, dorte, ida, victim_team, now
):
    add_task(by=dorte, case=almas_case, title="Call the school", worker=dorte.id, now=now)
    part = part_of(almas_case, freja, dorte.id)
    page = of_case("tasks:hand_over", almas_case, part.pk)
    client = client_of(freja)
    assert "Dorte Dahl" in client.get(page).content.decode()
    first = client.post(page, to(victim_team, ida))
    assert first.url == client.post(page, to(victim_team, ida)).url
    assert client_of(dorte).get(of_case("desk:case", almas_case)).status_code == 404
    assert [task.title for task in my_tasks(actor=ida)] == ["Call the school"]
    assert my_tasks(actor=dorte) == []


def test_a_case_waits_with_the_team_until_somebody_is_free(
    almas_case, client_of, freja, dorte, ida, victim_team
):
    client = client_of(freja)
    part = part_of(almas_case, freja, dorte.id)
    client.post(of_case("tasks:hand_over", almas_case, part.pk), to(victim_team))
    shown = client.get(of_case("matters:access", almas_case)).content.decode()
    assert "Nobody yet" in shown
    assert "Earlier (1)" in re.sub(r"\s+", " ", shown)
    client.post(of_case("matters:assign", almas_case), to(victim_team, ida))
    (standing,) = almas_case.assignments.visible_to(freja).filter(ended_at=None)
    assert standing.worker == ida.id


def test_a_case_given_to_another_team_is_out_of_the_first_leaders_sight(
    almas_case, client_of, freja, dorte
):
    other = Team.objects.create(name="Team Nord", side=Side.EXPOSED, leader=user_id("ida"))
    part = part_of(almas_case, freja, dorte.id)
    client = client_of(freja)
    answer = client.post(of_case("tasks:hand_over", almas_case, part.pk), to(other))
    assert answer.url == reverse("desk:cases")
    assert "handed over" in client.get(answer.url).content.decode()
    assert client.get(of_case("desk:case", almas_case)).status_code == 404


def test_one_of_two_leaves_and_the_last_one_stays(
    almas_case, client_of, freja, dorte, ida, victim_team, now
):
    client = client_of(freja)
    last = part_of(almas_case, freja, dorte.id)
    refused = client.post(of_case("tasks:end_part", almas_case, last.pk))
    assert refused.status_code == 409
    assert "Hand it over instead" in refused.content.decode()
    client.post(of_case("matters:assign", almas_case), to(victim_team, ida))
    add_task(by=dorte, case=almas_case, title="Call the school", worker=dorte.id, now=now)
    end = of_case("tasks:end_part", almas_case, last.pk)
    assert "Dorte Dahl" in client.get(end).content.decode()
    answers = [client.post(end).status_code for _click in range(2)]
    assert answers == [302, 302]
    assert [task.title for task in my_tasks(actor=ida)] == ["Call the school"]
    assert not Case.objects.visible_to(dorte).exists()


def test_who_only_works_on_the_case_sees_who_works_on_it_and_changes_nothing(
    almas_case, client_of, dorte, freja, ida
):
    shown = client_of(dorte).get(of_case("matters:access", almas_case)).content.decode()
    assert "Who works on the case" in shown
    assert "Hand over" not in shown
    part = part_of(almas_case, freja, dorte.id)
    for stranger in (dorte, ida):
        for name in ("tasks:hand_over", "tasks:end_part"):
            page = of_case(name, almas_case, part.pk)
            assert client_of(stranger).get(page).status_code == 404
    assert client_of(freja).get(of_case("tasks:end_part", almas_case, uuid4())).status_code == 404


TEAM = {"name": "Team Nat", "side": "exposed", "leader": "", "workers": []}


def test_the_administrator_sets_up_a_team(house, client_of, asta, dorte):
    client, form = client_of(asta), {**TEAM, "once": uuid4(), "workers": [dorte.id]}
    page = reverse("matters:new_team")
    answers = [client.post(page, form).url for _click in range(2)]
    assert answers == [reverse("matters:teams")] * 2
    made = Team.objects.get(name="Team Nat")
    assert members_of(made) == {dorte.id}
    assert "Dorte Dahl" in client.get(answers[0]).content.decode()


def test_who_works_on_the_other_side_is_named_in_the_form(house, client_of, asta, emil, folmer):
    form = {**TEAM, "once": uuid4(), "workers": [emil.id], "leader": folmer.id}
    answer = client_of(asta).post(reverse("matters:new_team"), form)
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert "Emil Eriksen" in errors["workers"][0]
    assert "Folmer Falk" in errors["leader"][0]
    assert "Team Nat" in answer.content.decode()


def test_the_second_to_change_a_team_sees_what_changed(
    house, client_of, asta, freja, dorte, ida, victim_team
):
    page, client = reverse("matters:team", args=[victim_team.pk]), client_of(asta)
    shown = client.get(page)
    assert "Ida Iversen" in shown.content.decode()
    form = {"name": "Team Udsat", "leader": freja.id, "version": 1}
    first = {**form, "workers": [dorte.id]}
    assert [client.post(page, first).status_code for _click in range(2)] == [302, 302]
    late = client.post(page, {**form, "name": "Team Syd", "workers": [dorte.id, ida.id]})
    assert late.status_code == 422
    told = late.context["form"].differences
    assert {value for _label, value in told} == {"Team Udsat", "Dorte Dahl"}
    version = late.context["form"]["version"].value()
    again = {**form, "name": "Team Syd", "workers": [dorte.id, ida.id], "version": version}
    assert client.post(page, again).status_code == 302
    victim_team.refresh_from_db()
    assert (victim_team.name, victim_team.version) == ("Team Syd", 3)


def test_teams_are_for_the_administrator_alone(house, client_of, client, freja, dorte, vera, hans):
    for name in ("teams", "new_team"):
        page = reverse(f"matters:{name}")
        for stranger in (freja, dorte, vera, hans):
            assert client_of(stranger).get(page).status_code == 404
        assert client.get(page).status_code == 302


def test_closing_twice_does_not_move_the_day_it_was_closed(almas_case, dorte, now):
    from datetime import timedelta

    from frirum.casefile.matters.actions import move_case, set_phase
    from frirum.casefile.matters.models import Phase, PhaseKind

    closed = move_case(by=dorte, case=almas_case, status=Status.CLOSED, now=now)
    later = now + timedelta(days=2)
    assert move_case(by=dorte, case=closed, status=Status.CLOSED, now=later).closed_at == now
    for _click in range(2):
        given = {"kind": PhaseKind.STOPPED, "since": now.date(), "now": later}
        set_phase(by=dorte, case=almas_case, **given)
    assert Phase.objects.visible_to(dorte).count() == 1


def test_a_closed_case_is_called_closed_in_its_own_words():
    """The same English word stands for an account that is locked."""
    from django.utils.translation import override

    from frirum.casefile.intake.choices import State

    with override("da"):
        assert (str(Status.CLOSED.label), str(State.CLOSED.label)) == ("Afsluttet", "Afsluttet")
