"""`backup FOLDER`: a copy of database, sealed files and checkpoints, while Frirum is at work."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from frirum.foundation.jobs.copies import CannotCopy, make
from frirum.foundation.vault.masters import verify_keys
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.ledger import Outcome, record
from frirum.foundation.wall.ledger.verify import seal_checkpoint


class Command(BaseCommand):
    help = "Copy the house to a new folder. The keys are not in it: keep them elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        verify_keys()
        record(Actor.system("a copy of the house, for safe keeping"), "make_copy", Outcome.DONE)
        seal_checkpoint(now=timezone.now())  # so that the copy's own entry is in it, and signed
        try:
            count = make(folder)
        except CannotCopy as reason:
            raise CommandError(str(reason)) from None
        self.stdout.write(f"{count} files are in {folder}, each with its checksum.")
