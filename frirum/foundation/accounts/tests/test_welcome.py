"""A code handed over in person is the only way to an account, and to a new start."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frirum.foundation.accounts import actions
from frirum.foundation.accounts.models import Invitation, User
from frirum.foundation.accounts.onetime import code_at
from frirum.foundation.wall.roles import Role
from frirum.foundation.wall.rulings import Refused

pytestmark = pytest.mark.django_db
NEW = "an evening walk along the fjord"


@pytest.fixture
def nora(asta):
    """Nora's account and the code Asta hands to her."""
    return actions.invite_worker(
        by=asta,
        username="nora",
        name="Nora Nygaard",
        title="jurist",
        roles=[Role.VOLUNTEER],
        now=timezone.now(),
    )


def use(code):
    client = Client()
    client.answer = client.post(reverse("accounts:welcome"), {"code": code})
    return client


def choose_password(client, password=NEW, again=NEW):
    return client.post(reverse("accounts:first_password"), {"password": password, "again": again})


def add_app(client):
    page = client.get(reverse("accounts:add_app"))
    secret = page.context["form"].drawn
    signed = page.context["form"].initial["secret"]
    moment = timezone.now().timestamp()
    code = code_at(secret, int(moment // 30))
    return client.post(reverse("accounts:add_app"), {"secret": signed, "code": code})


def test_a_newcomer_chooses_a_password_adds_an_app_and_is_in(nora, ledger):
    worker, code = nora
    client = use(code.lower().replace("-", " "))
    assert client.answer.url == reverse("accounts:first_password")
    assert client.get(client.answer.url).status_code == 200
    assert choose_password(client).url == reverse("accounts:enrol")
    assert client.get("/konto/").status_code == 302
    assert add_app(client).url == reverse("accounts:recovery_codes")
    assert client.get("/konto/").status_code == 200
    deeds = [deed for actor, deed, _ in ledger() if actor == worker.pk]
    assert deeds[:3] == ["accept_invitation", "add_app", "sign_in"]


def test_a_code_opens_once(nora):
    _, code = nora
    choose_password(use(code))
    assert use(code).answer.status_code == 422


def test_two_browsers_with_the_same_code_make_one_password(nora):
    worker, code = nora
    first, second = use(code), use(code)
    choose_password(first)
    assert choose_password(second, "another long enough one", "another long enough one").url == (
        reverse("accounts:welcome")
    )
    worker.refresh_from_db()
    assert worker.check_password(NEW)


def test_a_code_counts_for_a_quarter_of_an_hour(nora):
    _, code = nora
    with time_machine.travel(timezone.now() + timedelta(minutes=14)):
        client = use(code)
        assert client.answer.status_code == 302
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert use(code).answer.status_code == 422
        assert choose_password(client).url == reverse("accounts:welcome")


def test_an_invitation_that_ran_out_while_the_password_was_chosen_is_refused(nora):
    from frirum.foundation.accounts.queries import actor_of

    worker, _ = nora
    with pytest.raises(Refused):
        actions.accept_invitation(
            by=actor_of(worker),
            invitation=Invitation.objects.get(),
            password=NEW,
            now=timezone.now() + timedelta(minutes=16),
        )
    worker.refresh_from_db()
    assert not worker.has_usable_password()


def test_s8_a_wrong_code_and_a_used_one_look_the_same(nora):
    _, code = nora
    choose_password(use(code))
    used, wrong = use(code).answer, use("ABCD-EFGH-JKMN").answer
    assert used.context["form"].errors == wrong.context["form"].errors
    assert used.status_code == wrong.status_code == 422


def test_the_code_itself_is_not_in_the_database(nora):
    _, code = nora
    kept = bytes(Invitation.objects.get().code)
    assert code.encode() not in kept
    assert code.replace("-", "").encode() not in kept


@pytest.mark.parametrize(
    ("password", "again"),
    [("too short", "too short"), ("nora nygaard nora", "nora nygaard nora"), (NEW, NEW + "x")],
)
def test_a_poor_password_is_told_and_nothing_is_used_up(nora, password, again):
    _, code = nora
    client = use(code)
    assert choose_password(client, password, again).status_code == 422
    assert choose_password(client).status_code == 302


def test_fifteen_characters_of_one_kind_are_enough(nora):
    _, code = nora
    assert choose_password(use(code), "blåbærgrødsuppe", "blåbærgrødsuppe").status_code == 302


def test_a_wrong_first_app_code_keeps_the_same_square(nora):
    _, code = nora
    client = use(code)
    choose_password(client)
    page = client.get(reverse("accounts:add_app"))
    form = page.context["form"]
    again = client.post(
        reverse("accounts:add_app"), {"secret": form.initial["secret"], "code": "000000"}
    )
    assert again.status_code == 422
    assert again.context["form"].drawn == form.drawn


def test_an_apps_secret_made_for_another_person_does_not_count(nora, dorte):
    from frirum.foundation.accounts.forms import AppForm

    worker, _ = nora
    theirs = AppForm(user=User.objects.get(pk=dorte.id))
    mine = AppForm({"secret": theirs.initial["secret"], "code": "123456"}, user=worker)
    assert mine.drawn != theirs.drawn


def test_a_new_start_needs_two_people(dortes_account, asta, freja, dorte, ledger):
    actions.ask_for_new_start(by=asta, worker=dortes_account, now=timezone.now())
    asked = Invitation.objects.get()
    for wrong in (asta,):
        with pytest.raises(Refused):
            actions.hand_over_new_start(by=wrong, invitation=asked.pk, now=timezone.now())
    _, code = actions.hand_over_new_start(by=freja, invitation=asked.pk, now=timezone.now())
    with pytest.raises(Refused):
        actions.hand_over_new_start(by=freja, invitation=asked.pk, now=timezone.now())
    choose_password(use(code))
    dortes_account.refresh_from_db()
    assert dortes_account.check_password(NEW)
    assert not dortes_account.factors.exists()
    assert (asta.id, "hand_over_new_start", "refused") in ledger()


def test_a_new_start_changes_nothing_until_the_code_is_used(signed_in, dortes_account, asta, freja):
    client = signed_in()
    actions.ask_for_new_start(by=asta, worker=dortes_account, now=timezone.now())
    asked = Invitation.objects.get()
    _, code = actions.hand_over_new_start(by=freja, invitation=asked.pk, now=timezone.now())
    assert client.get("/konto/").status_code == 200
    choose_password(use(code))
    assert client.get("/konto/").status_code == 302


def test_nobody_invites_somebody_who_has_signed_in_before(dortes_account, asta):
    with pytest.raises(Refused):
        actions.renew_invitation(by=asta, worker=dortes_account, now=timezone.now())


def test_a_renewed_code_makes_the_old_one_worthless(nora, asta):
    worker, old = nora
    new = actions.renew_invitation(by=asta, worker=worker, now=timezone.now())
    assert use(old).answer.status_code == 422
    assert use(new).answer.status_code == 302


def test_the_first_administrator_comes_from_the_command_line_and_only_the_first(db, capsys):
    call_command("first_administrator", "asta", "Asta Andersen")
    code = capsys.readouterr().out.split()[1]
    client = use(code)
    assert choose_password(client).status_code == 302
    with pytest.raises(CommandError):
        call_command("first_administrator", "other", "Other Person")


def test_a_first_code_that_ran_out_is_drawn_again_by_the_same_command(db, capsys):
    call_command("first_administrator", "asta", "Asta Andersen")
    first = capsys.readouterr().out.split()[1]
    call_command("first_administrator", "asta", "Asta Andersen")
    said = capsys.readouterr().out
    assert reverse("accounts:welcome") in said
    assert use(first).answer.status_code == 422
    assert use(said.split()[1]).answer.status_code == 302
    with pytest.raises(CommandError, match="asta"):
        call_command("first_administrator", "berit", "Berit Bak")


def test_the_first_administrators_name_is_held_to_what_every_name_is(db):
    with pytest.raises(CommandError):
        call_command("first_administrator", "Asta A!", "Asta Andersen")
    assert not User.objects.exists()
