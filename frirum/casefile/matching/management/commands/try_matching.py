"""`try_matching`: how well and how fast the check answers about people nobody trained on."""

import csv
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from frirum.casefile.matching.training.probes import Probe
from frirum.casefile.matching.training.trial import Verdict, centre, judged, probes


class Command(BaseCommand):
    help = (
        "Make up so many people and questions about them, file the people by the product's own "
        "actions as `match_file` does, and judge the answers. For developers, on a quiet machine."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=10_000)
        parser.add_argument("--seed", type=int, required=True, help="one that nobody trained on")
        parser.add_argument(
            "--known", type=int, default=1500, help="questions about somebody filed"
        )
        parser.add_argument("--strangers", type=int, default=1500)
        parser.add_argument("--database", default="", help="an empty one; a file unless given")

    def handle(self, *args: Any, **options: Any) -> None:
        rng = random.Random(options["seed"])  # noqa: S311 - people who do not exist
        filed = centre(rng, options["people"])
        asked = probes(rng, filed, options["known"], options["strangers"])
        with tempfile.TemporaryDirectory(prefix="frirum-try-") as folder:
            where = Path(folder)
            _write(where / "persons.csv", filed.rows)
            _write(where / "probes.csv", [asdict(probe.told) for probe in asked])
            del filed
            _answer(where, options["database"])
            self.stdout.write(str(_judge(where / "out.csv", asked)))


def _write(path: Path, rows: Sequence[dict[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _answer(where: Path, database: str) -> None:
    files = {"--persons": "persons.csv", "--probes": "probes.csv", "--out": "out.csv"}
    named = [part for name, file in files.items() for part in (name, str(where / file))]
    own = ["--database", database] if database else []
    subprocess.run([sys.executable, sys.argv[0], "match_file", *named, *own], check=True)  # noqa: S603


def _judge(out: Path, asked: Iterable[Probe]) -> Verdict:
    """A question is numbered by its place; each line of one says how long the whole took."""
    found: dict[int, list[tuple[str, float]]] = defaultdict(list)
    took: dict[int, float] = {}
    with out.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            at = int(row["probe_id"])
            found[at].append((row["person_id"], float(row["score"])))
            took[at] = float(row["ms"]) / 1000
    return judged([(probe, found[at]) for at, probe in enumerate(asked)], list(took.values()))
