"""The job process. `serve` starts and watches it; large installations start more of them."""

import signal
from typing import Any

from django.core.management.base import BaseCommand

from frirum.foundation.jobs.queue import work_forever
from frirum.foundation.vault.masters import verify_keys
from frirum.foundation.wall.ledger import seal_outbox


class Command(BaseCommand):
    help = "Run background jobs until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        asked: list[int] = []
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda number, _frame: asked.append(number))
        verify_keys()
        work_forever(until=lambda: bool(asked), on_idle=seal_outbox)
