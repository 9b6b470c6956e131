"""`train_matching`: learn anew how much each fact says, from made-up people and, with `--own`, from
what the conflict desk of this centre decided."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from frirum.casefile.matching.likeness.weights import FILE
from frirum.casefile.matching.training.checked import lessons_of_centre
from frirum.casefile.matching.training.course import trained

# How many people are on file, from a centre to a whole country of them.
_SIZES = (10_000, 100_000, 1_000_000)


class Command(BaseCommand):
    help = "Write the weights of the conflict check anew. Review them like any other change."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--asked", type=int, default=5_000, help="questions about people on "
                            "file, and as many about strangers, at each size")  # fmt: skip
        parser.add_argument("--sizes", type=int, nargs="+", default=list(_SIZES), help="what was "
                            "learnt at other sizes stays")  # fmt: skip
        parser.add_argument("--own", action="store_true", help="also from the checks that the "
                            "conflict desk of this centre decided")  # fmt: skip
        parser.add_argument("--untried", action="store_true", help="try it with match_file instead")

    def handle(
        self,
        *args: Any,
        seed: int,
        asked: int,
        sizes: list[int],
        own: bool,
        untried: bool,
        **options: Any,
    ) -> None:
        also = lessons_of_centre() if own else []
        if own:
            self.stdout.write(f"{len(also)} lessons from what the conflict desk decided here")
        for people in sizes:
            outcome = trained(
                people=people, asked=asked, seed=seed, is_tried=not untried, also=also
            )
            if outcome.verdict:
                self.stdout.write(f"{people} people, tried with seed {seed + 1}")
                self.stdout.write(f"{outcome.verdict}\n")
            command = f"./app train-matching --seed {seed} --asked {asked} --sizes {people}"
            command += f" --own ({len(also)})" if own else ""
            _write(people, outcome.weights, command)
        self.stdout.write(f"Written to {FILE.name}. Look at the difference before it is used.")


def _write(people: int, weights: dict[str, float], command: str) -> None:
    """What was learnt at one size, with the day and the command."""
    held = json.loads(FILE.read_text(encoding="utf-8"))
    held["learnt"][str(people)] = {"on": timezone.localdate().isoformat(), "command": command}
    held["weights"][str(people)] = weights
    FILE.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
