"""Builds the demo centre into an empty database: `./app demo` calls it at the first start."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from frirum.demo.centre import build
from frirum.demo.phone import FOLDER, write_samples
from frirum.foundation.jobs.queue import run_all_due
from frirum.foundation.wall.rulings import Refused


class Command(BaseCommand):
    help = "Build a made-up centre with a year of cases, for the demo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--small", action="store_true", help="the cast and a dozen cases")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            now = timezone.now()
            build(now=now, small=options["small"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        write_samples(settings.DATA_DIR / FOLDER, now=now)
        run_all_due()
        seconds = time.monotonic() - began
        self.stdout.write(f"The demo centre stands after {seconds:.0f} seconds.")
