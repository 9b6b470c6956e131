"""The administrator's pages, one's own page, and what counts from the next click."""

from datetime import timedelta

import pytest
import time_machine
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frirum.foundation.accounts import actions
from frirum.foundation.accounts.models import Factor, SignIn, User
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.roles import Role

pytestmark = pytest.mark.django_db
HOUSE_POSTS = (
    "renew", "ask_for_new_start", "give_role", "take_role", "end_sign_ins", "deactivate",
    "reactivate",
)  # fmt: skip


def person_page(actor, page="person"):
    return reverse(f"accounts:{page}", args=[actor.id])


def test_the_administrator_sees_everybody_and_one_person(client_of, asta, dorte):
    client = client_of(asta)
    people = client.get(reverse("accounts:people"))
    assert "Dorte Dahl" in people.content.decode()
    person = client.get(person_page(dorte)).content.decode()
    assert "Rådgiver" in person or "Counsellor" in person


def test_to_all_others_the_house_pages_are_not_there(client_of, dorte, freja, hans, ida):
    for actor in (dorte, freja, hans):
        client = client_of(actor)
        for page in ("people", "invite"):
            assert client.get(reverse(f"accounts:{page}")).status_code == 404
        assert client.get(person_page(ida)).status_code == 404
        for page in HOUSE_POSTS:
            assert client.post(person_page(ida, page)).status_code == 404


def test_signed_out_every_page_but_the_way_in_leads_to_sign_in(dorte):
    client = Client()
    for page in ("mine", "people", "invite", "password", "recovery_codes", "enrol", "add_app"):
        answer = client.get(reverse(f"accounts:{page}"))
        assert answer.url.startswith(reverse("accounts:sign_in"))
    assert client.get(person_page(dorte)).url.startswith(reverse("accounts:sign_in"))


def test_the_house_has_as_many_questions_to_ask_for_fifty_people_as_for_ten(
    client_of, asta, django_assert_max_num_queries
):
    client = client_of(asta)
    client.get(reverse("accounts:people"))
    User.objects.bulk_create(
        User(username=f"w{n:03}", name=f"Worker {n}", roles=["volunteer"], password="!")
        for n in range(60)
    )
    with django_assert_max_num_queries(9):
        page = client.get(reverse("accounts:people"))
    assert len(page.context["rows"]) == 50
    second = client.get(reverse("accounts:people") + page.context["older_url"])
    shown = {row.pk for row in page.context["rows"]} | {row.pk for row in second.context["rows"]}
    assert len(shown) == User.objects.count()


def test_an_invitation_shows_its_code_once(client_of, asta):
    client = client_of(asta)
    told = {"name": "Nora Nygaard", "title": "", "username": "nora", "roles": ["volunteer"]}
    answer = client.post(reverse("accounts:invite"), told)
    code = answer.context["code"]
    assert code in answer.content.decode()
    nora = User.objects.get(username="nora")
    assert nora.roles == ["volunteer"]
    again = client.get(reverse("accounts:person", args=[nora.pk])).content.decode()
    assert code not in again


def test_a_taken_sign_in_name_is_told_in_the_form_and_nothing_typed_is_lost(client_of, asta):
    told = {"name": "Nora Nygaard", "title": "", "username": "dorte", "roles": ["volunteer"]}
    answer = client_of(asta).post(reverse("accounts:invite"), told)
    assert answer.status_code == 422
    assert "Nora Nygaard" in answer.content.decode()
    assert "username" in answer.context["form"].errors


@pytest.mark.parametrize("role", [Role.CLIENT, Role.SYSTEM, Role.PUBLIC])
def test_no_worker_is_given_a_role_that_is_not_a_workers(client_of, asta, ida, role):
    client_of(asta).post(person_page(ida, "give_role"), {"role": role.value})
    actions.give_role(by=asta, worker=User.objects.get(pk=ida.id), role=role)
    assert User.objects.get(pk=ida.id).roles == ["counsellor"]


def test_a_role_counts_from_the_next_click(client_of, asta, ida):
    office = client_of(ida)
    assert office.get(reverse("accounts:people")).status_code == 404
    client_of(asta).post(person_page(ida, "give_role"), {"role": "administrator"})
    assert office.get(reverse("accounts:people")).status_code == 200
    client_of(asta).post(person_page(ida, "take_role"), {"role": "administrator"})
    assert office.get(reverse("accounts:people")).status_code == 404


def test_a_closed_account_is_out_at_the_next_click_and_stays_out_when_opened(
    client_of, asta, ida, ledger
):
    office = client_of(ida)
    client_of(asta).post(person_page(ida, "deactivate"))
    assert office.get("/konto/").status_code == 302
    client_of(asta).post(person_page(ida, "reactivate"))
    assert office.get("/konto/").status_code == 302
    assert (asta.id, "deactivate", "done") in ledger()


def test_nobody_changes_their_own_roles_or_access(client_of, asta):
    client = client_of(asta)
    for page in ("give_role", "take_role"):
        assert client.post(person_page(asta, page), {"role": "conflict_desk"}).status_code == 409
    assert client.post(person_page(asta, "deactivate")).status_code == 409
    assert User.objects.get(pk=asta.id).roles == ["administrator"]


def test_somebody_stopped_while_signed_in_adds_no_factor(signed_in, dortes_account):
    client = signed_in()
    User.objects.filter(pk=dortes_account.pk).update(is_active=False)
    assert client.get(reverse("accounts:enrol")).status_code == 302
    assert client.get(reverse("accounts:add_app")).status_code == 302


def test_the_administrator_signs_a_person_out_of_every_browser(client_of, asta, ida):
    laptop, phone = client_of(ida), client_of(ida)
    client_of(asta).post(person_page(ida, "end_sign_ins"))
    assert laptop.get("/konto/").status_code == phone.get("/konto/").status_code == 302


def test_a_wrong_role_meets_the_same_refusal_in_every_action(dorte, ida):
    worker = User.objects.get(pk=ida.id)
    with pytest.raises(Http404):
        actions.deactivate(by=dorte, worker=worker, now=timezone.now())
    with pytest.raises(Http404):
        actions.give_role(by=Actor.public(), worker=worker, role=Role.ADMINISTRATOR)
    assert User.objects.get(pk=ida.id).is_active


def test_ones_own_page_tells_roles_factors_and_devices(signed_in):
    text = signed_in().get("/konto/").content.decode()
    for told in ("Dorte Dahl", "psykolog", "Firefox, Windows"):
        assert told in text


def test_the_last_factor_stays(signed_in, dortes_account):
    client, factor = signed_in(), dortes_account.factors.get()
    remove = reverse("accounts:remove_factor", args=[factor.pk])
    assert client.post(remove).status_code == 409
    Factor.objects.create(user=dortes_account, kind="passkey", public=b"", added_at=timezone.now())
    assert client.post(remove).status_code == 302
    assert not Factor.objects.filter(pk=factor.pk).exists()


def test_one_cannot_remove_a_colleagues_factor(signed_in, dortes_account, client_of, emil):
    factor = dortes_account.factors.get()
    Factor.objects.create(user_id=emil.id, kind="passkey", public=b"", added_at=timezone.now())
    client_of(emil).post(reverse("accounts:remove_factor", args=[factor.pk]))
    assert Factor.objects.filter(pk=factor.pk).exists()


def test_what_changes_the_way_in_asks_for_a_fresh_sign_in(signed_in, dortes_account, settings):
    client, factor = signed_in(), dortes_account.factors.get()
    Factor.objects.create(user=dortes_account, kind="passkey", public=b"", added_at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        for page in ("password", "recovery_codes", "enrol", "add_app"):
            answer = client.get(reverse(f"accounts:{page}"))
            assert answer.url.startswith(reverse("accounts:sign_in"))
        client.post(reverse("accounts:remove_factor", args=[factor.pk]))
        client.post(reverse("accounts:password"), {"password": "x" * 20, "again": "x" * 20})
        client.post(reverse("accounts:recovery_codes"))
    dortes_account.refresh_from_db()
    assert not dortes_account.check_password("x" * 20)
    assert not dortes_account.recovery_codes.exists()
    assert dortes_account.factors.filter(pk=factor.pk).exists()


def test_a_new_password_signs_the_other_browsers_out(signed_in, dortes_account):
    here, there = signed_in(), signed_in()
    new = "a walk along the harbour at dusk"
    here.post(reverse("accounts:password"), {"password": new, "again": new})
    assert here.get("/konto/").status_code == 200
    assert there.get("/konto/").status_code == 302


def test_recovery_codes_are_shown_once_and_kept_unreadable(signed_in, dortes_account):
    client = signed_in()
    codes = client.post(reverse("accounts:recovery_codes")).context["codes"]
    assert len(codes) == 10
    page = client.get(reverse("accounts:recovery_codes")).content.decode()
    kept = b"".join(bytes(row.code) for row in dortes_account.recovery_codes.all())
    for code in codes:
        assert code not in page
        assert code.replace("-", "").encode() not in kept


def test_the_apps_secret_is_sealed_in_the_database(dortes_account):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_factor")
        (kept,) = cursor.fetchone()
    assert b"JBSWY3DP" not in bytes(kept)


def test_what_has_passed_is_forgotten_after_a_month(signed_in):
    signed_in()
    by = Actor.system("forget what has passed")
    assert actions.sweep_sign_ins(by=by, now=timezone.now()) == 0
    assert actions.sweep_sign_ins(by=by, now=timezone.now() + timedelta(days=31)) == 1
    assert not SignIn.objects.exists()


def test_a_second_person_hands_over_the_code_of_a_new_start(client_of, asta, freja, ida):
    User.objects.filter(pk=ida.id).update(password="argon2$something")
    client_of(asta).post(person_page(ida, "ask_for_new_start"))
    leader = client_of(freja)
    assert "Ida Iversen" in leader.get("/konto/").content.decode()
    from frirum.foundation.accounts.models import Invitation

    page = reverse("accounts:hand_over", args=[Invitation.objects.get().pk])
    assert client_of(ida).get(page).status_code == 404
    assert client_of(asta).post(page).status_code == 409
    assert leader.get(page).status_code == 200
    assert len(leader.post(page).context["code"]) == 14
    assert leader.post(page).status_code == 409


def test_every_page_of_the_room_has_a_door():
    from frirum.foundation.accounts.urls import urlpatterns

    assert all(hasattr(pattern.callback, "door") for pattern in urlpatterns)


def test_a_title_that_names_a_role_is_not_said_twice():
    leader = User(title="teamleder, socialrådgiver", roles=["team_leader", "conflict_desk"])
    assert leader.title_and_roles == ["teamleder, socialrådgiver", "Habilitetsskranke"]
    assert User(title="", roles=["counsellor"]).title_and_roles == ["Rådgiver"]
