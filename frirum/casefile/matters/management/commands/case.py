"""`case erase NUMBER`: a case, or an enquiry by its id, goes from every room; the ledger stays."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from frirum.casefile.matters.actions import erase_case
from frirum.casefile.matters.numbers import root_named
from frirum.foundation.wall.actors import Actor


class Command(BaseCommand):
    help = "Erase a case or an enquiry, for ever."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("deed", choices=["erase"])
        parser.add_argument("which", help="the number of a case, or the id of a case or enquiry")

    def handle(self, *args: Any, which: str, **options: Any) -> None:
        root = root_named(which)
        if root is None:
            raise CommandError(
                "No case has this number and no enquiry this id. Nothing was erased."
            )
        by = Actor.system("erases by hand, from the command line")
        gone = erase_case(by=by, root=root)
        self.stdout.write(f"Erased: {gone} rows, their files and their key.")
