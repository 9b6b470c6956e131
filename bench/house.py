"""Small questions to either system, asked in its own process."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client


def database() -> dict[str, Any]:
    """Engine and options, for the floor to use the very same."""
    return {str(name): value for name, value in settings.DATABASES["default"].items()}


def cookie_of(username: str) -> str:
    """Signs in without a password and answers the cookie that a browser would send."""
    browser = Client()
    browser.force_login(get_user_model().objects.get(username=username))
    held = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={held}"
