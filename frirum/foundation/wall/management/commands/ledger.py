"""`ledger verify` walks the chain; `ledger seal` signs a checkpoint now."""

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from frirum.foundation.wall.ledger.verify import seal_checkpoint, verify


class Command(BaseCommand):
    help = "Doubt or seal the ledger."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("deed", choices=["verify", "seal"])

    def handle(self, *args: Any, deed: str, **options: Any) -> None:
        if deed == "seal":
            point = seal_checkpoint(now=datetime.now(UTC))
            self.stdout.write(f"Checkpoint {point.position}." if point else "Nothing new.")
            return
        finding = verify()
        for fault in finding.faults:
            self.stderr.write(fault)
        if finding.faults:
            raise CommandError(f"The ledger was touched: {len(finding.faults)} faults.")
        self.stdout.write(
            f"The ledger is whole: {finding.entries} entries, {finding.checkpoints} checkpoints, "
            f"{finding.waiting} waiting for their place."
        )
