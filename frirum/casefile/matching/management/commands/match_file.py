"""`match_file`: how well the conflict check answers, on files of made-up people."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from frirum.casefile.matching.filing import write_answers
from frirum.foundation.vault.masters import Compartment, Masters, write

_IN_HASTE = "PRAGMA synchronous=OFF; PRAGMA secure_delete=OFF; PRAGMA cache_size=-131072;"
_FOLDER = "FRIRUM_MATCH_FOLDER"


class Command(BaseCommand):
    help = (
        "Take the people of a file into a house that is thrown away, ask who each question of "
        "another file means, and write the likeliest with their scores. For developers."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--persons", type=Path, required=True)
        parser.add_argument("--roles", type=Path)
        parser.add_argument("--probes", type=Path, required=True)
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--top", type=int, default=20, help="lines a question, 20 unless given")
        parser.add_argument("--database", default="", help="an empty one; a file unless given")

    def handle(self, *args: Any, **options: Any) -> None:
        for name in ("persons", "roles", "probes"):
            if options[name] and not options[name].is_file():
                raise CommandError(f"There is no file {options[name]}. Nothing was done.")
        if options["top"] < 1:
            raise CommandError("Ask for at least one line a question. Nothing was done.")
        if _FOLDER in os.environ:
            self._answer(options)
        else:
            self._in_a_house_of_its_own(options["database"])

    def _in_a_house_of_its_own(self, database: str) -> None:
        """The same command again, where database, keys and files are nobody's."""
        with tempfile.TemporaryDirectory(prefix="frirum-match-") as folder:
            kept = {n: v for n, v in os.environ.items() if not n.startswith("FRIRUM_")}
            kept.pop("DEMO", None)
            own = {
                _FOLDER: folder,
                "FRIRUM_TESTING": "1",
                "FRIRUM_DATA": folder,
                "FRIRUM_KEY_FILE": str(Path(folder) / "keys" / "keys.json"),
                "FRIRUM_DATABASE_URL": database or f"sqlite:///{folder}/house.sqlite3",
            }
            done = subprocess.run([sys.executable, *sys.argv], env=kept | own, check=False)  # noqa: S603
        if done.returncode:
            raise CommandError("It came to no end; the reason is above.")

    def _answer(self, options: dict[str, Any]) -> None:
        """With keys that are the same each time, so that the answers are."""
        if not settings.KEY_FILE.is_relative_to(os.environ[_FOLDER]):
            raise CommandError("These keys are a real house's. Nothing was done.")
        masters = Masters({one: {1: one.value.ljust(32).encode()} for one in Compartment})
        if connection.introspection.table_names():
            raise CommandError("That database is not empty. Nothing was done.")
        if connection.vendor == "sqlite":  # nothing here need survive a power cut
            connection.settings_dict["OPTIONS"]["init_command"] += _IN_HASTE
            connection.close()
        write(masters, settings.KEY_FILE)
        call_command("migrate", verbosity=0)
        people, lines = write_answers(
            options["persons"],
            options["roles"],
            options["probes"],
            options["out"],
            top=options["top"],
        )
        self.stdout.write(f"{people} people taken in, {lines} lines in {options['out']}.")
