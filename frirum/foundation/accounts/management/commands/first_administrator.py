"""The first account of a new house. Afterwards administrators invite each other."""

import re
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from frirum.foundation.accounts.actions import invite_worker, renew_invitation
from frirum.foundation.accounts.queries import has_administrator, invited_administrator
from frirum.foundation.accounts.rules import USERNAME
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.roles import Role


class Command(BaseCommand):
    help = "Make the first administrator and print the code for the welcome page."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="such as: asta")
        parser.add_argument("name", help='such as: "Asta Andersen"')

    def handle(self, *args: Any, **options: Any) -> None:
        if has_administrator():
            raise CommandError("There is an administrator already. Ask them for an invitation.")
        name = options["username"].lower()
        if not re.fullmatch(USERNAME, name):
            raise CommandError("A sign-in name is 3 to 40 small letters, digits, dots or hyphens.")
        code = _code_for(name, options["name"])
        self.stdout.write(f"Code: {code}")
        self.stdout.write(
            f"Open {_address()}, write the code, choose a password, and add a passkey or an app.\n"
            f"The sign-in name is {name}. The code counts once, for {settings.HANDOVER_MINUTES} "
            "minutes; the same command draws another.\n"
            "Then invite a second administrator: nobody gets back in without a colleague."
        )


def _code_for(username: str, name: str) -> str:
    """A code for a new account, or once more for the one whose code was not used in time."""
    by = Actor.system("first administrator, from the command line")
    if waiting := invited_administrator():
        if waiting.username != username:
            raise CommandError(f"An administrator is invited already, under: {waiting.username}")
        return renew_invitation(by=by, worker=waiting, now=timezone.now())
    _user, code = invite_worker(
        by=by,
        username=username,
        name=name,
        title="",
        roles=[Role.ADMINISTRATOR],
        now=timezone.now(),
    )
    return code


def _address() -> str:
    where = [
        *settings.CSRF_TRUSTED_ORIGINS,
        *(f"https://{host}" for host in settings.ALLOWED_HOSTS),
    ]
    return f"{where[0]}{reverse('accounts:welcome')}"
