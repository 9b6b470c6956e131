"""Keys by hand: `vault init`, `vault status`, `vault rotate COMPARTMENT`, `vault shred OWNER`.

It stands with the wall and not with the vault, which knows of no ledger: what is done to keys by
hand is entered (S22).
"""

import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from frirum.foundation.vault import keys, masters
from frirum.foundation.vault.masters import Compartment
from frirum.foundation.vault.models import DataKey, KeySample
from frirum.foundation.wall.actors import Actor
from frirum.foundation.wall.ledger import Outcome, record

_BY = Actor.system("keys, by hand from the command line")


class Command(BaseCommand):
    help = "Draw, show, rotate and shred keys."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("deed", choices=["init", "status", "rotate", "retire", "shred"])
        parser.add_argument("what", nargs="?", default="")

    def handle(self, *args: Any, deed: str, what: str, verbosity: int, **options: Any) -> None:
        self.verbosity = verbosity
        getattr(self, f"_{deed}")(what)

    def _init(self, what: str) -> None:
        """Draw the keys of a new house; never for data that was sealed with others."""
        if settings.KEY_COMMAND or settings.KEY_FILE.exists():
            self._say("There are keys already; nothing was changed.")
        elif KeySample.objects.exists():
            raise CommandError(
                "This data was sealed with keys that are not here. Put the key file back, or name "
                "it in FRIRUM_KEY_FILE."
            )
        else:
            masters.write(masters.draw(), settings.KEY_FILE)
            self._say("Keys drawn. Copy the key file to a safe place, apart from the data.")
        masters.verify_keys()

    def _say(self, sentence: str) -> None:
        if self.verbosity:
            self.stdout.write(sentence)

    def _status(self, what: str) -> None:
        masters.verify_keys()
        for compartment in Compartment:
            count = DataKey.objects.filter(compartment=compartment.value).count()
            version = masters.masters_in_use().current(compartment)
            self.stdout.write(f"{compartment.value}: master version {version}, {count} keys")

    def _rotate(self, what: str) -> None:
        """Add a new master if the newest wraps keys already, then wrap all keys under it."""
        compartment = self._compartment(what)
        self._needs_file()
        held = masters.masters_in_use()
        newest = held.current(compartment)
        unfinished = DataKey.objects.filter(compartment=what).exclude(version=newest).exists()
        if not unfinished:
            held.keys[compartment][newest + 1] = secrets.token_bytes(32)
            masters.write(held, settings.KEY_FILE)
            masters.leave_samples(masters.masters_in_use(), known=set())
        moved = keys.rewrap(compartment)
        record(_BY, "rotate_keys", Outcome.DONE, count=moved)
        self.stdout.write(f"{moved} keys wrapped anew.")

    def _retire(self, what: str) -> None:
        """Take master versions out of the key file that wrap nothing any more."""
        compartment = self._compartment(what)
        self._needs_file()
        held = masters.masters_in_use()
        newest = held.current(compartment)
        if DataKey.objects.filter(compartment=what).exclude(version=newest).exists():
            raise CommandError("Some keys are still wrapped by an older master: rotate first.")
        record(_BY, "retire_keys", Outcome.DONE)
        masters.retire(held, compartment)
        self.stdout.write("Older masters of this compartment are out of the key file.")

    def _shred(self, what: str) -> None:
        try:
            owner = UUID(what)
        except ValueError:
            raise CommandError("Say whose key: the id of a case or an enquiry.") from None
        if not DataKey.objects.filter(owner=owner).exists():
            raise CommandError("There is no key under this id; nothing was changed.")
        with transaction.atomic():
            record(_BY, "shred_key", Outcome.DONE, root=owner)
            keys.shred(owner)
        self.stdout.write("Shredded: what was sealed under this key can't be read again.")

    def _needs_file(self) -> None:
        if settings.KEY_COMMAND:
            raise CommandError(
                "These keys come from FRIRUM_KEY_COMMAND. Write them into a file of mode 0600, "
                "name it in FRIRUM_KEY_FILE in place of the command, rotate, and take it back."
            )

    def _compartment(self, what: str) -> Compartment:
        rotating = {c.value for c in Compartment} - {Compartment.INDEX, Compartment.LEDGER}
        if what not in rotating:
            raise CommandError("Say which compartment: " + ", ".join(sorted(rotating)))
        return Compartment(what)
