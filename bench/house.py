"""Small questions to either system, asked in its own process."""

from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.test import Client


def database() -> dict[str, Any]:
    """Engine and options, for the floor to use the very same."""
    return {str(name): value for name, value in settings.DATABASES["default"].items()}


def session_of(user: AbstractBaseUser) -> str:
    """Signs in without a password: the session's key."""
    browser = Client()
    browser.force_login(user)
    return str(browser.cookies[settings.SESSION_COOKIE_NAME].value)


def cookie_with(session_key: str) -> str:
    """What a browser would send."""
    return f"{settings.SESSION_COOKIE_NAME}={session_key}"
