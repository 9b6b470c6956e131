"""Password, second factor, delay, end: as somebody at the keyboard meets them."""

import time
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frirum.foundation.accounts import actions, queries
from frirum.foundation.accounts.models import Factor, SignIn, User
from frirum.foundation.accounts.rules import LONGEST_WAIT, wait_after
from frirum.foundation.wall.rulings import Refused

pytestmark = pytest.mark.django_db
MINE = "/konto/"


def is_signed_in(client):
    return client.get(MINE).status_code == 200


def test_a_password_alone_opens_nothing(dortes_account, type_password):
    client = Client()
    answer = type_password(client)
    assert answer.url == reverse("accounts:second_step")
    assert not is_signed_in(client)


def test_s22_password_and_code_open_the_house_and_stand_in_the_ledger(signed_in, dorte, ledger):
    assert is_signed_in(signed_in())
    assert (dorte.id, "sign_in", "done") in ledger()


def test_a_code_counts_once(signed_in, type_password, code_now, ledger):
    used = code_now()
    signed_in()
    other = Client()
    type_password(other)
    Factor.objects.update(counter=int(time.time() // 30) + 1)
    answer = other.post(reverse("accounts:second_step"), {"code": used})
    assert answer.status_code == 422
    assert "Koden er allerede brugt" in answer.content.decode()
    assert not is_signed_in(other)
    assert ledger()[-1] == (None, "fail_sign_in", "done")


def test_s22_a_wrong_code_does_not_open_and_nothing_typed_is_in_the_ledger(
    dortes_account, type_password, ledger
):
    client = Client()
    type_password(client)
    assert client.post(reverse("accounts:second_step"), {"code": "000000"}).status_code == 422
    assert not is_signed_in(client)
    assert ledger()[-1] == (None, "fail_sign_in", "done")


def test_the_second_page_is_closed_to_whoever_has_not_shown_the_password(dortes_account, code_now):
    answer = Client().post(reverse("accounts:second_step"), {"code": code_now()})
    assert answer.url == reverse("accounts:sign_in")


def test_the_first_half_is_forgotten_after_a_quarter_of_an_hour(dortes_account, type_password):
    client = Client()
    type_password(client)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert client.get(reverse("accounts:second_step")).url == reverse("accounts:sign_in")


def test_somebody_without_a_factor_is_led_to_add_one_before_anything_else(dorte, type_password):
    actions.change_password(
        by=dorte, password="four words stand in a row", kept=None, now=timezone.now()
    )
    client = Client()
    type_password(client)
    assert client.get(reverse("accounts:second_step")).url == reverse("accounts:enrol")
    assert not is_signed_in(client)
    assert client.get(reverse("accounts:enrol")).status_code == 200


def test_a_password_alone_adds_no_factor_to_an_account_that_has_one(dortes_account, type_password):
    client = Client()
    type_password(client)
    for page in ("enrol", "add_app"):
        assert client.get(reverse(f"accounts:{page}")).url.startswith(reverse("accounts:sign_in"))
    for page in ("new_challenge", "add_passkey", "add_app"):
        answer = client.post(reverse(f"accounts:{page}"), {"credential": "{}"})
        assert answer.url.startswith(reverse("accounts:sign_in"))
    assert dortes_account.factors.count() == 1


def masked(answer, *typed):
    """The page without what is drawn anew each time and what was typed."""
    text = answer.content.decode()
    for drawn in (answer.wsgi_request.META["CSRF_COOKIE"], *typed):
        text = text.replace(drawn, "")
    token = answer.context["csrf_token"]
    nonce = str(answer.wsgi_request.csp_nonce)
    return text.replace(str(token), "").replace(nonce, "")


@pytest.mark.parametrize("other", ["nobody", "stopped", "invited"])
def test_s8_an_unknown_name_and_a_wrong_password_look_the_same(
    dortes_account, emil, ida, type_password, other
):
    actions.change_password(by=emil, password="four words", kept=None, now=timezone.now())
    User.objects.filter(username="emil").update(is_active=False)
    name = {"nobody": "nobody", "stopped": "emil", "invited": "ida"}[other]
    assert type_password(username="emil", password="four words").status_code == 422
    known = type_password(username="dorte", password="wrong")
    unknown = type_password(username=name, password="wrong")
    assert known.status_code == unknown.status_code == 422
    assert masked(known, "dorte") == masked(unknown, name)
    assert {*known.cookies} == {*unknown.cookies}


def test_s8_a_known_and_an_unknown_name_ask_for_the_same_work(
    dortes_account, ida, settings, django_assert_num_queries, monkeypatch
):
    """Equal work, counted: the same questions to the database and the same rounds of hashing."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    dortes_account.set_password("a real password of hers")
    dortes_account.save()
    rounds = []
    from django.contrib.auth.hashers import Argon2PasswordHasher

    verify = Argon2PasswordHasher.verify
    monkeypatch.setattr(
        Argon2PasswordHasher,
        "verify",
        lambda self, *given: rounds.append(self.decode(given[1])["params"]) or verify(self, *given),
    )
    queries.user_with(username="warm up", password="wrong")
    rounds.clear()
    for name in ("dorte", "nobody", "ida"):
        with django_assert_num_queries(1):
            assert queries.user_with(username=name, password="wrong") is None
    known, unknown, invited = [(r.memory_cost, r.time_cost, r.parallelism) for r in rounds]
    assert known == unknown == invited


@pytest.mark.slow
def test_s8_a_known_and_an_unknown_name_take_the_same_time(dortes_account):
    def spent(name):
        began = time.process_time_ns()
        queries.user_with(username=name, password="wrong")
        return time.process_time_ns() - began

    def pair(turn):
        if turn % 2:
            return spent("dorte"), spent("nobody")
        unknown = spent("nobody")
        return spent("dorte"), unknown

    pairs = [pair(turn) for turn in range(330)][30:]
    differences = [known - unknown for known, unknown in pairs]
    mean = sum(differences) / len(differences)
    variance = sum((d - mean) ** 2 for d in differences) / (len(differences) - 1)
    assert abs(mean / (variance / len(differences)) ** 0.5) < 4.5


def test_the_wait_grows_slowly_and_has_an_end():
    seconds = [wait_after(n, longest=LONGEST_WAIT).total_seconds() for n in range(1, 14)]
    assert seconds == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert wait_after(10_000, longest=LONGEST_WAIT) == LONGEST_WAIT


def test_ten_thousand_failures_only_delay_and_she_still_gets_in(
    dortes_account, type_password, code_now
):
    key = queries.name_key("dorte")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        actions.fail_sign_in(by=queries.Actor.public(), key=key, now=timezone.now())
        from frirum.foundation.accounts.models import Slowdown

        Slowdown.objects.update(failures=10_000)
        actions.fail_sign_in(by=queries.Actor.public(), key=key, now=timezone.now())
        refused = type_password()
        assert refused.status_code == 422
        assert b"60" in refused.content
        clock.shift(timedelta(seconds=61))
        client = Client()
        assert type_password(client).url == reverse("accounts:second_step")
        assert client.post(reverse("accounts:second_step"), {"code": code_now()}).status_code == 302
        assert not Slowdown.objects.exists()


@pytest.mark.parametrize("name", ["dorte", "nobody"])
def test_the_wait_is_the_same_for_a_name_nobody_has(dortes_account, type_password, name):
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(5):
            type_password(username=name, password="wrong")
        answer = type_password(username=name, password="wrong")
    assert b"1 sek" in answer.content


def test_trying_codes_waits_up_to_a_quarter_of_an_hour(dortes_account, type_password, code_now):
    client = Client()
    with time_machine.travel(timezone.now(), tick=False):
        type_password(client)
        for _ in range(5):
            client.post(reverse("accounts:second_step"), {"code": "000000"})
        answer = client.post(reverse("accounts:second_step"), {"code": code_now()})
        assert answer.status_code == 422
        assert not is_signed_in(client)


def test_the_page_one_was_going_to_opens_after_sign_in(dortes_account, type_password, code_now):
    client = Client()
    type_password(client, next="/konto/adgangskode/")
    answer = client.post(reverse("accounts:second_step"), {"code": code_now()})
    assert answer.url == "/konto/adgangskode/"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:x"])
def test_sign_in_leads_to_no_other_site(dortes_account, type_password, code_now, elsewhere):
    client = Client()
    type_password(client, next=elsewhere)
    assert client.post(reverse("accounts:second_step"), {"code": code_now()}).url == "/"


def test_a_recovery_code_counts_once(dortes_account, dorte, type_password):
    codes = actions.draw_recovery_codes(by=dorte)
    assert len(set(codes)) == 10
    for expected in (302, 422):
        client = Client()
        type_password(client)
        typed = codes[3].lower().replace("-", " ")
        answer = client.post(reverse("accounts:second_step"), {"code": typed})
        assert answer.status_code == expected
    assert dortes_account.recovery_codes.count() == 9


def test_an_idle_browser_is_signed_out(signed_in, settings):
    settings.IDLE_LIMIT_MINUTES = 15
    client, start = signed_in(), timezone.now()
    with time_machine.travel(start + timedelta(minutes=14)):
        assert is_signed_in(client)
    with time_machine.travel(start + timedelta(minutes=28)):
        assert is_signed_in(client)
    with time_machine.travel(start + timedelta(minutes=44)):
        assert not is_signed_in(client)
    with time_machine.travel(start + timedelta(minutes=29)):
        assert not is_signed_in(client)


def test_a_working_day_is_the_longest_sign_in(signed_in, settings):
    settings.IDLE_LIMIT_MINUTES = 24 * 60
    client, start = signed_in(), timezone.now()
    with time_machine.travel(start + timedelta(hours=9)):
        assert is_signed_in(client)
    with time_machine.travel(start + timedelta(hours=10, minutes=1)):
        assert not is_signed_in(client)


def test_being_seen_is_written_once_a_minute(signed_in):
    client = signed_in()
    first = SignIn.objects.get().seen_at
    client.get(MINE)
    assert SignIn.objects.get().seen_at == first
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        client.get(MINE)
    assert SignIn.objects.get().seen_at > first


def test_s6_signing_out_ends_the_sign_in_even_with_the_old_cookie(signed_in, dorte, ledger):
    client = signed_in()
    cookie = client.cookies["frirum"].value
    client.post(reverse("accounts:sign_out"))
    client.cookies["frirum"] = cookie
    assert not is_signed_in(client)
    assert (dorte.id, "sign_out", "done") in ledger()


def test_s6_signing_out_everywhere_counts_from_the_next_click(signed_in):
    office, home = signed_in(), signed_in()
    assert is_signed_in(office)
    assert is_signed_in(home)
    home.post(reverse("accounts:end_all_devices"))
    assert not is_signed_in(office)
    assert not is_signed_in(home)


def test_one_browser_is_signed_out_from_another_and_only_ones_own(signed_in, client_of, emil):
    office, home = signed_in(), signed_in()
    row = SignIn.objects.order_by("started_at").first()
    stranger = client_of(emil)
    stranger.post(reverse("accounts:end_device", args=[row.pk]))
    assert is_signed_in(office)
    home.post(reverse("accounts:end_device", args=[row.pk]))
    assert not is_signed_in(office)
    assert is_signed_in(home)


def test_a_cookie_planted_before_a_step_leads_nowhere_after_it(
    dortes_account, type_password, code_now
):
    client = Client()
    client.post(reverse("accounts:challenge"))
    planted = client.cookies["frirum"].value
    type_password(client)
    half_way = client.cookies["frirum"].value
    client.post(reverse("accounts:second_step"), {"code": code_now()})
    assert is_signed_in(client)
    for old in (planted, half_way):
        thief = Client()
        thief.cookies["frirum"] = old
        assert not is_signed_in(thief)
        assert thief.get(reverse("accounts:second_step")).url == reverse("accounts:sign_in")
    assert planted != half_way


def test_a_cookie_planted_before_the_password_does_not_lead_to_the_second_page(
    dortes_account, type_password
):
    client = Client()
    client.post(reverse("accounts:challenge"))
    thief = Client()
    thief.cookies["frirum"] = client.cookies["frirum"].value
    type_password(client)
    assert thief.get(reverse("accounts:second_step")).url == reverse("accounts:sign_in")


def test_what_is_kept_of_a_browser_is_its_family(signed_in):
    signed_in()
    held = SignIn.objects.get()
    assert held.device == "Firefox, Windows"
    names = {field.name for field in SignIn._meta.fields}
    assert names == {"id", "user", "session", "way", "device", "started_at", "seen_at", "ended_at"}


def test_the_demos_way_in_is_closed_outside_the_demo(rf, dortes_account):
    from django.core.exceptions import PermissionDenied

    from frirum.foundation.accounts.sessions import sign_in_demo

    with pytest.raises(PermissionDenied):
        sign_in_demo(rf.get("/"), dortes_account)
    assert not SignIn.objects.exists()


def test_language_and_colours_are_remembered_and_lead_back_into_the_house(client):
    answer = client.post(
        reverse("accounts:language"), {"language": "en", "next": "/konto/log-ind/"}
    )
    assert answer.url == "/konto/log-ind/"
    assert b"Sign in" in client.get("/konto/log-ind/").content
    answer = client.post(reverse("accounts:colours"), {"scheme": "dark", "next": "//elsewhere.dk"})
    assert answer.url == "/"
    assert client.cookies["farver"].value == "dark"
    client.post(reverse("accounts:language"), {"language": "xx"})
    assert client.cookies["sprog"].value == "en"


@pytest.mark.parametrize(
    "said",
    ["", "null", "[]", "{}", "[" * 9_000, '{"id": 1}', '{"rawId": "x", "response": {}}', '"x"'],
)
def test_nonsense_instead_of_a_passkey_is_told_and_breaks_nothing(signed_in, said, client):
    asked = client.post(reverse("accounts:challenge")).json()
    assert "allowCredentials" not in asked["publicKey"]
    answer = client.post(reverse("accounts:sign_in_by_passkey"), {"credential": said})
    assert answer.status_code == 422
    inside = signed_in()
    assert inside.post(reverse("accounts:new_challenge")).json()["publicKey"]["user"]["name"] == (
        "dorte"
    )
    assert inside.post(reverse("accounts:add_passkey"), {"credential": said}).status_code == 422


@pytest.mark.parametrize(
    ("kept", "shown", "counts"), [(7, 8, True), (7, 7, False), (7, 0, False), (0, 0, True)]
)
def test_a_copied_passkey_is_found_out_by_its_count(dortes_account, dorte, kept, shown, counts):
    factor = Factor.objects.create(
        user=dortes_account, kind="passkey", public=b"", counter=kept, added_at=timezone.now()
    )
    proof = queries.Proof("passkey", factor=factor, counter=shown)
    if counts:
        actions.sign_in(by=dorte, proof=proof, replaces=None, now=timezone.now())
        return
    with pytest.raises(Refused):
        actions.sign_in(by=dorte, proof=proof, replaces=None, now=timezone.now())
