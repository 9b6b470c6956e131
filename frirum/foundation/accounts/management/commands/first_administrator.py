"""The first account of a new house. Afterwards administrators invite each other."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from frirum.foundation.accounts.actions import invite_worker
from frirum.foundation.accounts.queries import has_administrator
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
        _user, code = invite_worker(
            by=Actor.system("first administrator, from the command line"),
            username=options["username"].lower(),
            name=options["name"],
            title="",
            roles=[Role.ADMINISTRATOR],
            now=timezone.now(),
        )
        self.stdout.write(f"Code: {code}")
        self.stdout.write(f"Counts once, for {settings.HANDOVER_MINUTES} minutes.")
