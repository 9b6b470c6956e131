"""Starts and watches the page server and the job process: `./app serve`, `./app demo`."""

import os
import signal
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from frirum.foundation.vault.masters import verify_keys

_RESTART_PAUSE = 1.0


class Command(BaseCommand):
    help = "Serve pages with two workers of one thread, and run background jobs beside them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--jobs", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        verify_keys()
        commands = [_pages(options["host"], options["port"], options["workers"])]
        commands += [[sys.executable, "manage.py", "work"]] * options["jobs"]
        running = {i: _start(command) for i, command in enumerate(commands)}
        self.stdout.write(
            f"Frirum answers at http://{_name_of(options['host'])}:{options['port']}/"
        )
        stopping = False

        def stop(*_: Any) -> None:
            nonlocal stopping
            stopping = True

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        while not stopping:
            time.sleep(0.3)
            for i, process in running.items():
                if process.poll() is not None and not stopping:
                    self.stderr.write("A process ended and is started again.")
                    time.sleep(_RESTART_PAUSE)
                    running[i] = _start(commands[i])
        for process in running.values():
            process.terminate()
        for process in running.values():
            process.wait(timeout=20)


def _pages(host: str, port: int, workers: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host),
        *("--port", str(port), "--workers", str(workers), "--blocking-threads", "1"),
        *("--no-ws", "--respawn-failed-workers", "--log-level", "warning"),
        "frirum.config.wsgi:application",
    ]


def _start(command: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=os.environ)  # noqa: S603


def _name_of(host: str) -> str:
    """A passkey belongs to a name: it does not work on a bare address."""
    return "localhost" if host in ("127.0.0.1", "::1") else host
