"""`restore FOLDER`: an empty house becomes the one a copy was made of, then doubts itself."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from frirum.foundation.jobs.copies import CannotCopy, put_back
from frirum.foundation.vault.masters import masters_in_use, verify_keys
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.ledger import Outcome, record


class Command(BaseCommand):
    help = "Put a copy back into an empty house. The keys it was sealed with must be here first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, verbosity: int, **options: Any) -> None:
        masters_in_use()  # without any key there is no use in going on
        try:
            count = put_back(folder)
        except CannotCopy as reason:
            raise CommandError(str(reason)) from None
        call_command("migrate", verbosity=0)
        verify_keys()
        self.stdout.write(f"{count} files are back, and the keys open them.")
        call_command("ledger", "verify")
        record(Actor.system("a copy of the house, put back"), "put_back_copy", Outcome.DONE)
