"""A newcomer is welcomed, makes a passkey in a real browser, and comes back with it alone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from frirum.foundation.accounts import actions
from frirum.foundation.accounts.models import SignIn, User
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.roles import Role

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def browser_page(page):
    """A page of a browser with a built-in security key that says yes to everything."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    complaints = []
    page.on("console", lambda said: said.type == "error" and complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    refused = [text for text in complaints if "Content Security" in text or "Trusted" in text]
    assert refused == []


@pytest.fixture
def nora_and_her_code():
    return actions.invite_worker(
        by=Actor.system("invitation for a journey"),
        username="nora",
        name="Nora Nygaard",
        title="jurist",
        roles=[Role.VOLUNTEER],
        now=timezone.now(),
    )


def be_welcomed(page, house, code):
    page.goto(house + reverse("accounts:welcome"))
    page.get_by_label("Kode").fill(code)
    page.get_by_role("button", name="Brug koden").click()
    page.get_by_label("Ny adgangskode").fill("fire ord på en lang række")
    page.get_by_label("Den samme adgangskode igen").fill("fire ord på en lang række")
    page.get_by_role("button", name="Vælg denne adgangskode").click()


def test_a_newcomer_makes_a_passkey_and_comes_back_with_it_alone(
    live_server, browser_page, nora_and_her_code
):
    nora, code = nora_and_her_code
    page, house = browser_page, live_server.url.replace("127.0.0.1", "localhost")

    be_welcomed(page, house, code.lower())
    page.get_by_label("Hvad kalder du den?").fill("Min bærbare")
    page.get_by_role("button", name="Opret en adgangsnøgle").click()
    page.wait_for_url("**" + reverse("accounts:recovery_codes"))
    assert nora.factors.get().name == "Min bærbare"

    page.goto(house + reverse("accounts:mine"))
    page.get_by_text("Min bærbare").wait_for()
    page.get_by_role("button", name="Log ud alle steder").click()
    page.wait_for_url("**" + reverse("accounts:sign_in"))
    page.goto(house + reverse("accounts:mine"))
    assert reverse("accounts:sign_in") in page.url

    page.get_by_role("button", name="Log ind med adgangsnøgle").click()
    page.wait_for_url(house + reverse("accounts:mine"))
    page.get_by_text("Min bærbare").wait_for()
    assert SignIn.objects.get(ended_at=None).way == "passkey"

    page.context.clear_cookies()
    page.goto(house + reverse("accounts:sign_in") + "?next=" + reverse("accounts:mine"))
    page.get_by_role("textbox", name="Brugernavn").fill("nora")
    page.get_by_label("Adgangskode", exact=True).fill("fire ord på en lang række")
    page.get_by_role("button", name="Fortsæt").click()
    page.get_by_role("button", name="Log ind med adgangsnøgle").click()
    page.wait_for_url(house + reverse("accounts:mine"))
    assert set(SignIn.objects.filter(ended_at=None).values_list("way", flat=True)) == {
        "passkey",
        "both",
    }


def test_a_passkey_of_a_closed_account_opens_nothing(live_server, browser_page, nora_and_her_code):
    nora, code = nora_and_her_code
    page, house = browser_page, live_server.url.replace("127.0.0.1", "localhost")
    be_welcomed(page, house, code)
    page.get_by_role("button", name="Opret en adgangsnøgle").click()
    page.wait_for_url("**" + reverse("accounts:recovery_codes"))

    User.objects.filter(pk=nora.pk).update(is_active=False)
    page.goto(house + reverse("accounts:mine"))
    page.get_by_role("button", name="Log ind med adgangsnøgle").click()
    page.get_by_text("Den adgangsnøgle gælder ikke her").wait_for()
    assert SignIn.objects.get().way == "first"
