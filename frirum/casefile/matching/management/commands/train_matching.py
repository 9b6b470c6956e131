"""`train_matching`: learn anew how much each fact says, from made-up people."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from frirum.casefile.matching.likeness.weights import FILE
from frirum.casefile.matching.training.course import trained

# How many people are on file, from a centre to a whole country of them.
_SIZES = (10_000, 100_000)


class Command(BaseCommand):
    help = "Write the weights of the conflict check anew. Review them like any other change."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--asked", type=int, default=5_000, help="questions about people on "
                            "file, and as many about strangers, at each size")  # fmt: skip
        parser.add_argument("--sizes", type=int, nargs="+", default=list(_SIZES))

    def handle(self, *args: Any, seed: int, asked: int, sizes: list[int], **options: Any) -> None:
        learnt = {}
        for people in sizes:
            outcome = trained(people=people, asked=asked, seed=seed)
            self.stdout.write(f"{people} people, tried with seed {seed + 1}\n{outcome.verdict}\n")
            learnt[str(people)] = outcome.weights
        many = " ".join(map(str, sizes))
        told = {
            "learnt_on": timezone.localdate().isoformat(),
            "command": f"./app train-matching --seed {seed} --asked {asked} --sizes {many}",
            "weights": learnt,
        }
        FILE.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        self.stdout.write(f"Written to {FILE.name}. Look at the difference before it is used.")
