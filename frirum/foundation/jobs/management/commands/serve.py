"""Starts and watches the page server and the job processes: `./app serve`, `./app demo`."""

import contextlib
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from frirum.foundation.accounts.queries import has_administrator
from frirum.foundation.vault.masters import verify_keys

_RESTART_PAUSE = 1.0
_ENDS_WITHIN = 20.0

_FIRST = (
    "Nobody can sign in yet. In another terminal, with the same environment:\n"
    '  .venv/bin/python manage.py first_administrator asta "Asta Andersen"'
)
_TAKEN = {
    errno.EADDRINUSE: "Port {port} is in use: is Frirum running already? --port takes another.",
    errno.EACCES: "Port {port} is not for ordinary users. --port takes another, such as 8000.",
}


class Command(BaseCommand):
    help = "Serve pages with workers of one thread, and run background jobs beside them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--jobs", type=int, default=1)

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        verify_keys()
        _refuse_taken(host, port)
        commands = [_pages(host, port, options["workers"])]
        commands += [[sys.executable, "manage.py", "work"]] * options["jobs"]
        stopping = _Stopping()
        running = {i: _start(command) for i, command in enumerate(commands)}
        self.stdout.write(f"Frirum answers at http://{_name_of(host)}:{port}/")
        if not settings.DEMO and not has_administrator():
            self.stdout.write(_FIRST)
        self.stdout.flush()
        while not stopping.asked:
            time.sleep(0.3)
            for i, process in running.items():
                if process.poll() is not None and not stopping.asked:
                    self.stderr.write("A process ended and is started again.")
                    _end_group(process)
                    time.sleep(_RESTART_PAUSE)
                    running[i] = _start(commands[i])
        _stop(list(running.values()))


class _Stopping:
    """Whether a signal has asked us to end; from before the first child is there."""

    def __init__(self) -> None:
        self.asked = False
        for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if signal.getsignal(sign) is not signal.SIG_IGN:  # as under nohup
                signal.signal(sign, self._ask)

    def _ask(self, *_: Any) -> None:
        self.asked = True


def _refuse_taken(host: str, port: int) -> None:
    """The page server shares its port with whoever has it, so we look before."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except (OSError, OverflowError) as error:
        known = _TAKEN.get(getattr(error, "errno", 0) or 0, "{host} port {port} cannot be used.")
        raise CommandError(known.format(host=host, port=port)) from None


def _pages(host: str, port: int, workers: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host),
        *("--port", str(port), "--workers", str(workers), "--blocking-threads", "1"),
        *("--no-ws", "--respawn-failed-workers", "--log-level", "warning"),
        "frirum.config.wsgi:application",
    ]


def _start(command: list[str]) -> "subprocess.Popen[bytes]":
    """In a group of its own: what a killed server leaves behind can be found by it."""
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=os.environ, process_group=0)  # noqa: S603


def _stop(running: list["subprocess.Popen[bytes]"]) -> None:
    """Ask all, wait for what is under way, and end the rest."""
    for process in running:
        process.terminate()
    until = time.monotonic() + _ENDS_WITHIN
    for process in running:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.0, until - time.monotonic()))
        _end_group(process)


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    """Page workers outlive a killed server, would keep its port and answer with old code."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _name_of(host: str) -> str:
    """A passkey belongs to a name: it does not work on a bare address."""
    return "localhost" if host in ("127.0.0.1", "::1") else host
