"""People at the way in: with a password and an app, and nobody at all."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

PASSWORD = "four words stand in a row"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def dortes_account(dorte):
    """Dorte's account with a password and an app, as after her welcome."""
    from frirum.foundation.accounts import actions
    from frirum.foundation.accounts.models import User

    now = timezone.now() - timedelta(days=30)
    actions.change_password(by=dorte, password=PASSWORD, kept=None, now=now)
    actions.add_app(by=dorte, secret=SECRET, counter=1, now=now)
    return User.objects.get(pk=dorte.id)


@pytest.fixture
def code_now():
    """What the app shows at this moment."""
    import time

    from frirum.foundation.accounts.onetime import code_at

    return lambda: code_at(SECRET, int(time.time() // 30))


@pytest.fixture
def sign_in_page():
    return reverse("accounts:sign_in")


@pytest.fixture
def type_password(sign_in_page):
    """Name and password typed on the sign-in page of a fresh browser."""

    def typed(client=None, *, username="dorte", password=PASSWORD, **more):
        return (client or Client()).post(
            sign_in_page, {"username": username, "password": password, **more}
        )

    return typed


@pytest.fixture
def signed_in(dortes_account, type_password, code_now):
    """Dorte's browser after password and code."""

    def browser():
        from frirum.foundation.accounts.models import Factor

        client = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
        Factor.objects.filter(user=dortes_account).update(counter=1)
        type_password(client)
        answer = client.post(reverse("accounts:second_step"), {"code": code_now()})
        assert answer.status_code == 302
        return client

    return browser
